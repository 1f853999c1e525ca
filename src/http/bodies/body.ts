import { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { Context } from "hono";
import { AppError, type FieldFault } from "../../errors.ts";

/** Longest time between two pieces of a body. */
const BODY_PAUSE_MAX_MS = 10_000;
/** Longest time a whole body may take. */
const BODY_TOTAL_MAX_MS = 60_000;

/** Limits of a body. The times are for tests; routes give the bytes. */
export interface BodyLimits {
  bytesMax: number;
  pauseMaxMs?: number;
  totalMaxMs?: number;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The body as text without a byte order mark. Throws `too_large` as soon as it is longer than the limit (before its end
 * is read), `request_timeout` when it does not arrive in time, `malformed` when it breaks off or is not UTF-8.
 */
export async function readText(c: Context, limits: BodyLimits): Promise<string> {
  return decodeBody(await readBytes(c, limits));
}

/** Bytes of a body as text without a byte order mark. Throws `malformed` when they are not UTF-8. */
export function decodeBody(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw wholeBodyFault("malformed", "The body is not UTF-8.", cause);
  }
}

/**
 * Lets a body pass whose `Content-Type` is of the wanted kind, in UTF-8 and not compressed; `wanted` says in the answer
 * what to send. Throws `unsupported_media_type`.
 */
export function requireMediaType(c: Context, pattern: RegExp, wanted: string): void {
  checkMediaType((name) => c.req.header(name), pattern, wanted);
}

/** The same for a request whose headers are known. */
export function checkMediaType(
  header: (name: string) => string | null | undefined,
  pattern: RegExp,
  wanted: string,
): void {
  const [type = "", ...parameters] = (header("content-type") ?? "").toLowerCase().split(";");
  const charset =
    parameters.map((text) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(text)?.[1]).find(Boolean) ?? "utf-8";
  const encoding = (header("content-encoding") ?? "identity").trim().toLowerCase();
  if (!pattern.test(type.trim()) || !/^(?:utf-?8|us-ascii)$/.test(charset))
    throw wholeBodyFault("unsupported_media_type", `Send ${wanted} in UTF-8.`);
  if (encoding !== "identity") throw wholeBodyFault("unsupported_media_type", "Send the body without compression.");
}

/** A fault of the body as a whole: its pointer is the empty one (RFC 6901). */
export function wholeBodyFault(
  code: "malformed" | "too_large" | "unsupported_media_type" | "request_timeout",
  detail: string,
  cause?: unknown,
): AppError {
  const faults: FieldFault[] = [{ pointer: "", detail }];
  return new AppError(code, detail, cause === undefined ? { faults } : { faults, cause });
}

/**
 * The bytes of a body, from Node's own stream where there is one: the standard one around it costs several times as much.
 * Throws as `readText` does.
 */
export function readBytes(c: Context, limits: BodyLimits): Promise<Uint8Array> {
  if (Number(c.req.header("content-length") ?? 0) > limits.bytesMax) return Promise.reject(tooLarge(limits.bytesMax));
  const incoming: unknown = c.env?.incoming;
  if (incoming instanceof IncomingMessage) return receive(incoming, limits);
  const { body } = c.req.raw;
  return body === null ? Promise.resolve(new Uint8Array()) : receive(Readable.fromWeb(body as never), limits);
}

function receive(stream: Readable, limits: BodyLimits): Promise<Uint8Array> {
  const { bytesMax, pauseMaxMs = BODY_PAUSE_MAX_MS, totalMaxMs = BODY_TOTAL_MAX_MS } = limits;
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    const late = () => fail(wholeBodyFault("request_timeout", "The body did not arrive in time."));
    const pause = setTimeout(late, pauseMaxMs);
    const total = setTimeout(late, totalMaxMs);

    function onData(piece: Uint8Array): void {
      bytes += piece.byteLength;
      if (bytes > bytesMax) {
        fail(tooLarge(bytesMax));
        return;
      }
      pieces.push(piece);
      pause.refresh();
    }
    function onEnd(): void {
      leave();
      resolve(Buffer.concat(pieces, bytes));
    }
    function onBreak(cause?: unknown): void {
      fail(wholeBodyFault("malformed", "The body broke off.", cause));
    }
    function fail(error: AppError): void {
      leave();
      // What breaks after the answer is decided is nobody's concern.
      stream.on("error", () => {}).pause();
      reject(error);
    }
    function leave(): void {
      clearTimeout(pause);
      clearTimeout(total);
      stream.off("data", onData).off("end", onEnd).off("error", onBreak).off("close", onBreak);
    }
    if (stream.destroyed) onBreak(stream.errored);
    else stream.on("end", onEnd).on("error", onBreak).on("close", onBreak).on("data", onData);
  });
}

function tooLarge(bytesMax: number): AppError {
  return wholeBodyFault("too_large", `The body is longer than ${bytesMax} bytes.`);
}
