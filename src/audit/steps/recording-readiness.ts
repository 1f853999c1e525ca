import { AppError } from "../../errors.ts";
import { FetchFault } from "../../http/outbound/fetch-fault.ts";

/**
 * When a recording that a machine told of is looked for again: telephone systems tell of it before it can be fetched. The
 * ladder is that of the vendors' own advice, then every hour.
 */
const WAITS_S = [40, 120, 600, 3_600];
const HOURLY_S = 3_600;
/** A recording that was not there for so long never comes. */
const PATIENCE_S = 24 * 3_600;

/** The source says that there is no recording, or that it was removed. */
export class RecordingGone extends Error {
  override readonly name = "RecordingGone";
}

/** The source knows the recording and asks to come later. */
export class RecordingNotReady extends Error {
  override readonly name = "RecordingNotReady";
}

/**
 * Seconds until the next look, `elapsedS` after it was told; null when there is none any more. Looks fall at the same times
 * after the telling whatever happened between.
 */
export function nextLookS(elapsedS: number): number | null {
  if (elapsedS >= PATIENCE_S) return null;
  let at = 0;
  for (const waitS of WAITS_S) {
    at += waitS;
    if (at > elapsedS) return Math.ceil(at - elapsedS);
  }
  return Math.ceil(at + HOURLY_S * (Math.floor((elapsedS - at) / HOURLY_S) + 1) - elapsedS);
}

/** What a failed look means: it was removed, it is not there yet, or it could not be fetched for a reason that may pass. */
export type Absence = "gone" | "not_ready" | "away";

/** Statuses by which servers say that something is not there yet. */
const NOT_READY = new Set([202, 204, 404, 425]);
const GONE = 410;

/** Reads an error of a look; null when it is about nothing of that. */
export function absenceOf(error: unknown): Absence | null {
  if (error instanceof RecordingGone) return "gone";
  if (error instanceof RecordingNotReady) return "not_ready";
  if (!(error instanceof AppError) || error.code !== "upstream_failed") return null;
  const { cause } = error;
  if (cause instanceof FetchFault && cause.status === GONE) return "gone";
  if (cause instanceof FetchFault && (cause.kind === "empty" || NOT_READY.has(cause.status ?? 0))) return "not_ready";
  return error.retryable ? "away" : null;
}
