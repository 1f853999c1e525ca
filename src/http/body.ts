import type { Context } from "hono";
import { AppError } from "../errors.ts";

/** Longest time between two pieces of a body. */
const BODY_PAUSE_MAX_MS = 10_000;
/** Longest time a whole body may take. */
const BODY_TOTAL_MAX_MS = 60_000;

/**
 * The body as text: at most `bytesMax` bytes (more is `too_large` before the end is read), within the time limits
 * (`timeout`), strict UTF-8 without a byte order mark (`malformed`).
 */
export async function readText(c: Context, bytesMax: number): Promise<string> {
  if (Number(c.req.header("content-length") ?? 0) > bytesMax) throw tooLarge(bytesMax);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = c.req.raw.body?.getReader();
  const deadline = Date.now() + BODY_TOTAL_MAX_MS;
  while (reader) {
    const { done, value } = await within(reader.read(), Math.min(BODY_PAUSE_MAX_MS, deadline - Date.now()), () =>
      reader.cancel(),
    );
    if (done) break;
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      throw tooLarge(bytesMax);
    }
    chunks.push(value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("malformed", "The body is not UTF-8.", { cause });
  }
}

/** Whether the request says its body is of this media type; parameters such as a charset do not matter. */
export function hasMediaType(c: Context, pattern: RegExp): boolean {
  return pattern.test((c.req.header("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "");
}

function tooLarge(bytesMax: number): AppError {
  return new AppError("too_large", `The body is longer than ${bytesMax} bytes.`);
}

async function within<T>(work: Promise<T>, limitMs: number, stop: () => Promise<void>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError("timeout", "The body did not arrive in time.")), Math.max(0, limitMs));
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof AppError) await stop();
    throw error instanceof AppError ? error : new AppError("malformed", "The body broke off.", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
