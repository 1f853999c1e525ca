import { AppError, WorkCrashed } from "../errors.ts";

/** What a failed run of a job means for it: it waits and runs again, or a person must look at it. */
export type Consequence =
  | { kind: "wait"; class: WaitClass; seconds: number; reason: string }
  | { kind: "quarantine"; reason: string };

/** Kinds of trouble that pass by themselves. */
export type WaitClass = keyof typeof WAITS;

/** The third crash on one job quarantines it: it is its own poison, or lies too often beside one. */
export const CRASHES_MAX = 3;

/**
 * How long a job waits, doubling from the first to the longest, and how often in a row before a person must look: trouble
 * of others about two days; trouble of our own house until it is mended.
 */
const WAITS = {
  /** Our database went away, or was too busy. */
  database: { firstSeconds: 1, longestSeconds: 60, timesMax: Number.POSITIVE_INFINITY },
  /** No space on a disk, too many open files. */
  storage: { firstSeconds: 30, longestSeconds: 600, timesMax: Number.POSITIVE_INFINITY },
  /** Something of ours is missing or away. */
  unavailable: { firstSeconds: 10, longestSeconds: 600, timesMax: Number.POSITIVE_INFINITY },
  /** A part of the work crashed and left the process alive: the third time is its last, as of crashes of the process. */
  crash: { firstSeconds: 10, longestSeconds: 60, timesMax: CRASHES_MAX - 1 },
  /** Somebody else asks for patience. */
  too_many_requests: { firstSeconds: 15, longestSeconds: 900, timesMax: 200 },
  /** Somebody else failed, or did not answer in time. */
  upstream: { firstSeconds: 10, longestSeconds: 1_800, timesMax: 100 },
} as const;

/** What an error that a handler threw means; `waits` counts the waits in a row so far, by class. */
export function consequenceOf(error: unknown, waits: Record<string, number>): Consequence {
  const found = classOf(error);
  const reason = reasonOf(error);
  if (found === null) return { kind: "quarantine", reason };
  const { firstSeconds, longestSeconds, timesMax } = WAITS[found];
  const times = waits[found] ?? 0;
  if (times >= timesMax) return { kind: "quarantine", reason: `${reason} (after ${times} waits)` };
  return { kind: "wait", class: found, seconds: Math.min(longestSeconds, firstSeconds * 2 ** times), reason };
}

/** Whether an error says that the database could not be asked or answered nothing, rather than that it said no. */
export function isDatabaseAway(error: unknown): boolean {
  return causesOf(error).some((one) => classOfOne(one) === "database");
}

function classOf(error: unknown): WaitClass | null {
  if (error instanceof AppError) return error.retryable ? classOfAppError(error) : null;
  if (error instanceof WorkCrashed) return "crash";
  return (
    causesOf(error)
      .map(classOfOne)
      .find((found) => found !== null) ?? null
  );
}

function classOfAppError({ code }: AppError): WaitClass {
  if (code === "out_of_storage") return "storage";
  if (code === "unavailable" || code === "too_many_requests") return code;
  return "upstream";
}

function classOfOne(error: Error & { code?: unknown }): WaitClass | null {
  if (error instanceof AppError) return error.retryable ? classOfAppError(error) : null;
  const code = typeof error.code === "string" ? error.code : "";
  if (DATABASE_CODES.test(code) || SOCKET_CODES.has(code) || DRIVER_MESSAGES.test(error.message)) return "database";
  return STORAGE_CODES.has(code) ? "storage" : null;
}

/** SQLSTATE classes: connection, transaction ended or in conflict, resources, operator, system (PostgreSQL, appendix A). */
const DATABASE_CODES = /^(?:08|25P0[34]|40|53|57|58)[0-9A-Z]*$/;
const SOCKET_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
/** The driver's errors have no codes. */
const DRIVER_MESSAGES =
  /^(?:Connection terminated|Client (?:has encountered a connection error|was closed and is not queryable)|timeout exceeded when trying to connect|Query read timeout|the embedded database has stopped)/;
const STORAGE_CODES = new Set(["ENOSPC", "EDQUOT", "EMFILE", "ENFILE"]);

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let one = error; one instanceof Error && causes.length < 10; one = one.cause) causes.push(one);
  return causes;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
