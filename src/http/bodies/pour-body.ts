import type { Readable, Writable } from "node:stream";
import { AppError } from "../../errors.ts";
import { wholeBodyFault } from "./body.ts";

/**
 * Limits of a long body. The times are for a sender who sends: while this side does not take bytes in, the pause does
 * not count. A steady sender has `graceMs` and as long as the bytes so far take at the slowest allowed pace.
 */
export interface PourLimits {
  bytesMax: number;
  pauseMaxMs: number;
  graceMs: number;
  bytesPerSecondMin: number;
  /** Ends the pouring from this side. */
  signal?: AbortSignal;
}

/**
 * Pours a body into a parser, no faster than it takes it in, until the parser has closed. The first fault wins: the
 * parser's own when it is an `AppError`, `malformed` when it cannot read on or the body breaks off, `too_large`,
 * `request_timeout`, `unavailable` (retryable) when the signal fires. After a fault the parser is destroyed and the
 * body stands still, open, so that the sender can be answered.
 */
export function pourBody(body: Readable, parser: Writable, limits: PourLimits): Promise<void> {
  const { bytesMax, pauseMaxMs, graceMs, bytesPerSecondMin, signal } = limits;
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const from = performance.now();
    const pause = setTimeout(onPause, pauseMaxMs);
    let pace = setTimeout(onPace, graceMs);

    function onData(piece: Uint8Array): void {
      bytes += piece.byteLength;
      pause.refresh();
      if (bytes > bytesMax) fail(wholeBodyFault("too_large", `The body is longer than ${bytesMax} bytes.`));
      else if (!parser.write(piece)) body.pause();
    }
    function onDrain(): void {
      pause.refresh();
      body.resume();
    }
    function onEnd(): void {
      clearTimeout(pause);
      clearTimeout(pace);
      parser.end();
    }
    function onPause(): void {
      if (body.isPaused()) pause.refresh();
      else fail(wholeBodyFault("request_timeout", "The body did not arrive in time."));
    }
    function onPace(): void {
      const leftMs = graceMs + (bytes / bytesPerSecondMin) * 1000 - (performance.now() - from);
      if (leftMs <= 0) fail(wholeBodyFault("request_timeout", "The body arrives too slowly."));
      else pace = setTimeout(onPace, leftMs);
    }
    function onBreak(cause?: unknown): void {
      if (!body.readableEnded) fail(wholeBodyFault("malformed", "The body broke off.", cause));
    }
    function onParserFault(error: unknown): void {
      fail(error instanceof AppError ? error : wholeBodyFault("malformed", "The body is no readable form.", error));
    }
    function onAbort(): void {
      const cause = signal?.reason;
      fail(
        new AppError("unavailable", "The upload was ended on this side; send it again.", { cause, retryable: true }),
      );
    }
    function fail(error: AppError): void {
      leave();
      // What breaks after the answer is decided is nobody's concern.
      body.on("error", () => {}).pause();
      parser.on("error", () => {}).destroy();
      reject(error);
    }
    function onClose(): void {
      leave();
      resolve();
    }
    function leave(): void {
      clearTimeout(pause);
      clearTimeout(pace);
      signal?.removeEventListener("abort", onAbort);
      body.off("data", onData).off("end", onEnd).off("error", onBreak).off("close", onBreak);
      parser.off("drain", onDrain).off("error", onParserFault).off("close", onClose);
    }
    parser.on("drain", onDrain).on("error", onParserFault).on("close", onClose);
    if (signal?.aborted) onAbort();
    else if (body.destroyed) onBreak(body.errored);
    else body.on("end", onEnd).on("error", onBreak).on("close", onBreak).on("data", onData);
    if (!signal?.aborted) signal?.addEventListener("abort", onAbort);
  });
}
