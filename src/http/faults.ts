import type { z } from "zod";
import { AppError, type FieldFault } from "../errors.ts";

/** Faults named in one answer. */
const FAULTS_MAX = 20;

/** What is said of a field that is not there. */
export const IS_REQUIRED = "is required";

/** Where a field stands: an RFC 6901 pointer into a body, `?name` for a query parameter. */
export type PointTo = (path: PropertyKey[]) => string;

/** A JSON Pointer (RFC 6901). */
export const jsonPointer: PointTo = (path) =>
  path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** A parameter of the query. */
export const queryPointer: PointTo = ([name]) => `?${String(name ?? "")}`;

/**
 * Checks an input against its schema. Throws `invalid_input` that names every faulty field. NUL and lone surrogates, which
 * neither PostgreSQL nor UTF-8 can hold, are faults wherever they stand in what the schema keeps.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  pointTo: PointTo,
): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: sayIsRequired });
  if (!parsed.success)
    throw invalidInput(
      parsed.error.issues
        .slice(0, FAULTS_MAX)
        .map((issue) => ({ pointer: pointTo(issue.path), detail: detailOf(issue) })),
    );
  const broken = brokenText(parsed.data, []);
  if (broken) throw invalidInput([{ pointer: pointTo(broken.path), detail: broken.detail }]);
  return parsed.data;
}

/** For zod: of a field that is not there it is told that it is required, whatever its schema says. */
export function sayIsRequired(issue: { input?: unknown }): string | undefined {
  return issue.input === undefined ? IS_REQUIRED : undefined;
}

/** `invalid_input` with its faults; the first one stands in the detail too, for clients that show nothing else. */
export function invalidInput(faults: FieldFault[]): AppError {
  const [first] = faults;
  const detail = first
    ? `The input does not fit. ${first.pointer || "The body"}: ${first.detail}`
    : "The input does not fit.";
  return new AppError("invalid_input", detail, { faults });
}

/** What is wrong in words. A union says only that nothing fitted; its branches say what would have. */
export function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue.message;
  const branches = issue.errors.map((issues) => issues[0]).filter((first) => first !== undefined);
  return [...new Set(branches.map(detailOf))].join(", or: ");
}

/** The first text of a parsed document that holds NUL or half of a surrogate pair; null when all can be stored. */
export function brokenText(value: unknown, path: PropertyKey[]): { path: PropertyKey[]; detail: string } | null {
  if (typeof value === "string") {
    if (value.includes("\0")) return { path, detail: "holds a NUL character" };
    return value.isWellFormed() ? null : { path, detail: "holds half of a surrogate pair" };
  }
  if (value === null || typeof value !== "object") return null;
  for (const [key, inner] of Object.entries(value)) {
    const fault = (Array.isArray(value) ? null : brokenText(key, path)) ?? brokenText(inner, [...path, key]);
    if (fault) return fault;
  }
  return null;
}
