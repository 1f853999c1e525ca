import type { Context } from "hono";
import { readText, requireMediaType, wholeBodyFault } from "./body.ts";

/**
 * Reads a URL-encoded form. Throws `unsupported_media_type`, `too_large`, `request_timeout` or `malformed` (also when the
 * encoded bytes are not UTF-8).
 */
export async function readForm(c: Context, bytesMax: number): Promise<URLSearchParams> {
  requireMediaType(
    c,
    /^application\/x-www-form-urlencoded$/,
    "a form with the content type application/x-www-form-urlencoded",
  );
  return parseForm(await readText(c, { bytesMax }));
}

/** Parses a URL-encoded form. Throws `malformed`. */
export function parseForm(text: string): URLSearchParams {
  try {
    decodeURIComponent(text);
  } catch (cause) {
    throw wholeBodyFault("malformed", "The form is not UTF-8 in URL encoding.", cause);
  }
  return new URLSearchParams(text);
}
