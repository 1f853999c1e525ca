import type { Context } from "hono";
import type { z } from "zod";
import { jsonPointer, parseInput } from "../faults.ts";
import { type BodyLimits, readText, requireMediaType, wholeBodyFault } from "./body.ts";
import { isTooDeep, JSON_DEPTH_MAX } from "./json-depth.ts";

/**
 * Reads, parses and checks a JSON body. Throws `unsupported_media_type`, `too_large`, `request_timeout`, `malformed` (not
 * UTF-8, not JSON, too deep) or `invalid_input` with a pointer to each faulty field.
 */
export async function readJson<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
  limits: BodyLimits,
): Promise<z.output<Schema>> {
  requireMediaType(c, /^application\/(?:[\w.+-]+\+)?json$/, "JSON with the content type application/json");
  return parseInput(schema, parseJson(await readText(c, limits)), jsonPointer);
}

/** Parses JSON that may be hostile. Throws `malformed`. A key `__proto__` is left out wherever it stands. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") throw wholeBodyFault("malformed", "The body is empty.");
  if (isTooDeep(text)) throw wholeBodyFault("malformed", `The body is nested deeper than ${JSON_DEPTH_MAX} levels.`);
  try {
    return JSON.parse(text, mayHoldProto(text) ? withoutProto : undefined);
  } catch (cause) {
    throw wholeBodyFault("malformed", `The body is not JSON${placeOf(cause)}.`, cause);
  }
}

/** Written plainly or with escapes; wrong in the safe direction only. */
function mayHoldProto(text: string): boolean {
  return text.includes("__proto__") || /\\u00(?:5f|7|6)/i.test(text);
}

function withoutProto(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

/** The engine's message quotes the body, so only the place is taken from it. */
function placeOf(error: unknown): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? [];
  return line === undefined ? "" : ` (line ${line}, column ${column})`;
}
