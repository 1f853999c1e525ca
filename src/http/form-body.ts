import type { Context } from "hono";
import { AppError } from "../errors.ts";
import { hasMediaType, readText } from "./body.ts";

/** Reads a URL-encoded form. Throws `unsupported_media_type`, `too_large` or `malformed`. */
export async function readForm(c: Context, bytesMax: number): Promise<URLSearchParams> {
  if (!hasMediaType(c, /^application\/x-www-form-urlencoded$/))
    throw new AppError(
      "unsupported_media_type",
      "Send a form with the content type application/x-www-form-urlencoded.",
    );
  return new URLSearchParams(await readText(c, bytesMax));
}
