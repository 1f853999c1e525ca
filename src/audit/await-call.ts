import { setTimeout as sleep } from "node:timers/promises";
import { type CallStatus, STATUSES_AT_WORK } from "../calls/call.ts";
import { REASON_CANCELLED, REASON_NO_ENGINE } from "../calls/progress.ts";
import type { Db } from "../db/database.ts";
import { AppError, type ErrorCode } from "../errors.ts";

/** What waiting for a call needs. */
export interface AwaitCallDeps {
  db: Db;
  onWake(callId: string, listener: () => void): () => void;
  /** Aborts when nothing is worked on here any more. */
  closing: AbortSignal;
}

/** How a call stands: nothing more to wait for, or still at work. */
export interface CallStanding {
  status: CallStatus;
  /** A code; null when all is well. */
  reason: string | null;
  /** Why it failed, for whoever waited; null unless `failed`. */
  failed: { code: ErrorCode | "internal"; detail: string } | null;
}

/** Between two looks where no wake-up comes, because another process works. */
const LOOK_MS = 500;

/**
 * Waits until the work on a call is over, or nothing can go on without a person; null when `waitMs` are over first or
 * the one who waits has gone. The work does not depend on anybody waiting.
 */
export async function awaitCall(
  deps: AwaitCallDeps,
  callId: string,
  { waitMs, signal }: { waitMs: number; signal: AbortSignal },
): Promise<CallStanding | null> {
  const until = performance.now() + waitMs;
  for (;;) {
    let woken = () => {};
    const wakeUp = new Promise<void>((resolve) => {
      woken = resolve;
    });
    const unsubscribe = deps.onWake(callId, woken);
    const timer = new AbortController();
    try {
      const standing = await readStanding(deps.db, callId);
      if (isOver(standing)) return standing;
      const leftMs = until - performance.now();
      if (leftMs <= 0 || signal.aborted || deps.closing.aborted) return null;
      const pause = sleep(Math.min(LOOK_MS, leftMs), undefined, { signal: timer.signal }).catch(() => {});
      await Promise.race([wakeUp, pause]);
    } finally {
      timer.abort();
      unsubscribe();
    }
  }
}

/** How a call stands now. Throws `not_found`. */
export async function readStanding(db: Db, callId: string): Promise<CallStanding> {
  const row = await db
    .selectFrom("calls")
    .select(["status", "status_reason", "progress"])
    .where("id", "=", callId)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!row) throw new AppError("not_found", "The call was just removed.");
  const { failed } = (row.progress ?? {}) as Partial<Pick<CallStanding, "failed">>;
  return { status: row.status, reason: row.status_reason, failed: failed ?? null };
}

function isOver({ status, reason }: CallStanding): boolean {
  return reason === REASON_NO_ENGINE || !STATUSES_AT_WORK.includes(status);
}

/** Why a call that is over has no evaluation, as an error with the call's address; null when it has one. */
export function standingFault({ status, reason, failed }: CallStanding, callId: string): AppError | null {
  const instance = `/api/v1/calls/${callId}`;
  if (reason === REASON_NO_ENGINE) return new AppError("unavailable", SPEECH_MISSING_DETAIL, { instance });
  if (status !== "failed") return null;
  if (reason === REASON_CANCELLED)
    return new AppError("conflict", "The work on this call was cancelled.", { instance });
  if (!failed || failed.code === "internal")
    return new AppError("unavailable", failed?.detail ?? "The work on this call broke off.", { instance });
  return new AppError(failed.code, failed.detail, { instance });
}

const SPEECH_MISSING_DETAIL =
  "There is no speech engine: set OPENAI_API_KEY, or TRANSCRIBE_BASE_URL for a server of your own. The recording is " +
  "kept and is processed then.";
