import type { FaultReason, PaidRequestFault } from "./paid-client.ts";

/** What follows a fault: wait so long and ask again, or give up because asking again cannot help now. */
export type RetryDecision = { again: true; waitMs: number } | { again: false };

/** Free failures of one request that are answered by asking again; the deadline usually ends it first. */
export const FREE_RETRIES_MAX = 8;

/** The longest wait that a provider may ask for. */
export const RETRY_AFTER_MS_MAX = 24 * 60 * 60_000;

/** First waits by reason, doubled each time up to `BACKOFF_MS_MAX`; a reason that is not here is final. */
const FIRST_WAIT_MS: Partial<Record<FaultReason, number>> = {
  connect_failed: 250,
  server_error: 500,
  rate_limited: 1_000,
  overloaded: 4_000,
  connection_reset: 500,
  timed_out: 500,
};
const BACKOFF_MS_MAX = 16_000;

/**
 * Classifies a fault. `tries` counts the free failures so far, this one included; `random` is from 0 to 1 and spreads
 * callers over the last quarter of the wait, or past what the provider asked for, so that they do not come in a herd.
 */
export function decideRetry(fault: PaidRequestFault, tries: number, random: number): RetryDecision {
  const firstWaitMs = FIRST_WAIT_MS[fault.reason];
  if (firstWaitMs === undefined || tries > FREE_RETRIES_MAX) return { again: false };
  const backoffMs = Math.min(BACKOFF_MS_MAX, firstWaitMs * 2 ** (tries - 1));
  if (fault.retryAfterMs === null) return { again: true, waitMs: Math.round(backoffMs * (0.75 + 0.25 * random)) };
  const toldMs = Math.min(fault.retryAfterMs, RETRY_AFTER_MS_MAX);
  return { again: true, waitMs: toldMs + spreadMs(random) };
}

/** How far callers are spread after a pause that holds for all of them. */
export function spreadMs(random: number): number {
  return Math.round(random * PAUSE_SPREAD_MS);
}

const PAUSE_SPREAD_MS = 5_000;
