import { RETRY_AFTER_MAX_MS } from "../../http/outbound/retry-after.ts";

/** When a write-back is tried again, and when its endpoint rests; times in milliseconds. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From a failed attempt to the next: the schedule of Standard Webhooks, ten attempts in 75 hours and 35 minutes. */
const WAITS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** Waits differ by a fifth both ways, so that what failed together does not come back together. */
const JITTER = 0.2;

/** So many attempts in a row that found nobody at work make the endpoint rest. */
export const OUTAGES_TO_PAUSE = 5;
const PAUSE_FIRST_MS = 5 * SECOND;
const PAUSE_LONGEST_MS = 5 * MINUTE;

/** An endpoint is turned off when nothing but failures came of it for so long, and at least a whole schedule of them. */
const FAILING_MAX_MS = 5 * DAY;
const FAILURES_TO_TURN_OFF = WAITS_MS.length + 1;

/** How an endpoint has done lately, see `EndpointsTable`. */
export interface EndpointHealth {
  failures: number;
  outages: number;
  failingSince: Date | null;
  pausedUntil: Date | null;
}

/** What a failed attempt means; `nextAttemptAt` null: it was the last one. */
export interface FailureConsequence {
  nextAttemptAt: Date | null;
  health: EndpointHealth;
  turnOff: boolean;
}

/** A failed attempt: how many of this version failed before, what the endpoint asked for, and a number from 0 to 1. */
export interface Failure {
  attemptsBefore: number;
  isOutage: boolean;
  retryAfterMs: number | null;
  now: Date;
  random: number;
}

/** An endpoint of which nothing bad is known. */
export const HEALTHY: EndpointHealth = { failures: 0, outages: 0, failingSince: null, pausedUntil: null };

/**
 * What follows from a failed attempt. A wait that the endpoint asks for never shortens ours: a server that always asks
 * for a second would use the whole schedule up in ten.
 */
export function afterFailure(health: EndpointHealth, failure: Failure): FailureConsequence {
  const { now, isOutage } = failure;
  const failures = health.failures + 1;
  const outages = isOutage ? health.outages + 1 : 0;
  const failingSince = health.failingSince ?? now;
  const pauseMs = isOutage ? Math.max(pauseAfter(outages), askedWait(failure)) : 0;
  const pausedUntil = later(health.pausedUntil, pauseMs > 0 ? after(now, pauseMs) : null);
  return {
    nextAttemptAt: nextAttempt(failure),
    health: { failures, outages, failingSince, pausedUntil },
    turnOff: failures >= FAILURES_TO_TURN_OFF && now.getTime() - failingSince.getTime() >= FAILING_MAX_MS,
  };
}

function nextAttempt({ attemptsBefore, now, random, ...failure }: Failure): Date | null {
  const waitMs = WAITS_MS[attemptsBefore];
  if (waitMs === undefined) return null;
  return after(now, Math.max(Math.round(waitMs * (1 - JITTER + 2 * JITTER * random)), askedWait(failure)));
}

function askedWait({ retryAfterMs }: Pick<Failure, "retryAfterMs">): number {
  return Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS);
}

function pauseAfter(outages: number): number {
  if (outages < OUTAGES_TO_PAUSE) return 0;
  return Math.min(PAUSE_LONGEST_MS, PAUSE_FIRST_MS * 2 ** Math.min(outages - OUTAGES_TO_PAUSE, 10));
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
