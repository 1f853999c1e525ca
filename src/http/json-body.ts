import type { Context } from "hono";
import type { z } from "zod";
import { AppError, type FieldFault } from "../errors.ts";
import { hasMediaType, readText } from "./body.ts";

/** Deeper nesting than any of our bodies needs; checked before parsing, whose recursion would pay for it. */
const DEPTH_MAX = 64;
/** Faults named in one answer. */
const FAULTS_MAX = 20;

/**
 * Reads, parses and checks a JSON body. Throws `unsupported_media_type`, `too_large`, `malformed` (not UTF-8, not JSON,
 * too deep) or `invalid_input` with a pointer to each faulty field. NUL and lone surrogates are faults wherever they
 * stand in what the schema keeps.
 */
export async function readJson<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
  { bytesMax }: { bytesMax: number },
): Promise<z.output<Schema>> {
  if (!hasMediaType(c, /^application\/(?:[\w.+-]+\+)?json$/))
    throw new AppError("unsupported_media_type", "Send JSON with the content type application/json.");
  const text = await readText(c, bytesMax);
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new AppError("invalid_input", "The input does not fit.", {
      faults: parsed.error.issues.slice(0, FAULTS_MAX).map(faultOf),
    });
  const broken = brokenText(parsed.data, "");
  if (broken) throw new AppError("invalid_input", "The input does not fit.", { faults: [broken] });
  return parsed.data;
}

function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new AppError("malformed", `The body is nested deeper than ${DEPTH_MAX} levels.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("malformed", "The body is not JSON.", { cause });
  }
}

/** Counts brackets outside of strings. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > DEPTH_MAX) return true;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

function faultOf(issue: z.core.$ZodIssue): FieldFault {
  return { pointer: pointerOf(issue.path), detail: issue.message };
}

/** A JSON Pointer (RFC 6901). */
function pointerOf(path: PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The first text that PostgreSQL or UTF-8 could not hold. */
function brokenText(value: unknown, pointer: string): FieldFault | null {
  if (typeof value === "string") {
    if (value.includes("\0")) return { pointer, detail: "holds a NUL character" };
    return value.isWellFormed() ? null : { pointer, detail: "holds half of a surrogate pair" };
  }
  if (value === null || typeof value !== "object") return null;
  for (const [key, inner] of Object.entries(value)) {
    const fault = brokenText(key, pointer) ?? brokenText(inner, `${pointer}${pointerOf([key])}`);
    if (fault) return fault;
  }
  return null;
}
