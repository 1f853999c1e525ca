import { setTimeout as sleep } from "node:timers/promises";
import type { CallStatus } from "../calls/call.ts";
import type { WorkFailure } from "../calls/failure-store.ts";
import { REASON_CANCELLED, REASON_NO_ENGINE, waitsUntil } from "../calls/progress.ts";
import type { Db } from "../db/database.ts";
import { AppError, type ErrorCode } from "../errors.ts";
import { heldDetail } from "../usage/payment-held.ts";
import { needsPerson } from "../usage/provider-gate.ts";

/** What waiting for a call needs. */
export interface AwaitCallDeps {
  db: Db;
  onWake(callId: string, listener: () => void): () => void;
  /** Aborts when nothing is worked on here any more. */
  closing: AbortSignal;
  /** Longest wait of a synchronous request; ten minutes (DESIGN §4) unless given. */
  waitMaxMs?: number;
}

/** How a call stands: nothing more to wait for, or still at work. */
export interface CallStanding {
  status: CallStatus;
  /** A code; null when all is well. */
  reason: string | null;
  /** When a wait ends by itself; null when nobody knows. */
  until: Date | null;
  /** Why it failed, for whoever waited; null unless `failed`. */
  failed: { code: ErrorCode | "internal"; detail: string } | null;
}

/** Between two looks where no wake-up comes, because another process works. */
const LOOK_MS = 500;

/** What a wait ends with: what was looked for, or how the call stands that will not bring it by itself. */
export type Awaited<Found> = { found: Found } | { standing: CallStanding };

/**
 * Waits until `look` finds something, or the work on the call is over, or nothing can go on without a person; null when
 * `waitMs` are over first or the one who waits has gone. The work does not depend on anybody waiting.
 */
export async function awaitCall<Found>(
  deps: AwaitCallDeps,
  callId: string,
  { waitMs, signal, look }: { waitMs: number; signal: AbortSignal; look: () => Promise<Found | null> },
): Promise<Awaited<Found> | null> {
  const until = performance.now() + waitMs;
  for (;;) {
    let woken = () => {};
    const wakeUp = new Promise<void>((resolve) => {
      woken = resolve;
    });
    const unsubscribe = deps.onWake(callId, woken);
    const timer = new AbortController();
    try {
      // In this order: what ends the call while it is looked for is heard by the next round.
      const standing = await readStanding(deps.db, callId);
      const found = await look();
      if (found !== null) return { found };
      if (isOver(standing)) return { standing };
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
  return { status: row.status, reason: row.status_reason, until: waitsUntil(row.progress), failed: failed ?? null };
}

/** A call that is judged may still be at work on what this one waits for: another scorecard, an earlier recording. */
function isOver({ status, reason }: CallStanding): boolean {
  return reason === REASON_NO_ENGINE || isLongHeld(reason) || status === "failed" || status === "skipped";
}

/** What is held for less, by a provider that is down or asks to wait, is waited for. */
function isLongHeld(reason: string | null): boolean {
  return reason === "budget_exhausted" || needsPerson(reason);
}

/** Why a call that is over has no evaluation, as an error with the call's address. */
export function standingFault({ reason, until, failed }: CallStanding, callId: string): AppError {
  const instance = `/api/v1/calls/${callId}`;
  if (reason === REASON_NO_ENGINE) return new AppError("unavailable", SPEECH_MISSING_DETAIL, { instance });
  const held = heldDetail(reason);
  if (held !== null) return heldFault(held, { reason, until }, instance);
  if (reason === REASON_CANCELLED)
    return new AppError("conflict", "The work on this call was cancelled.", { instance });
  return failureFault(failed ?? { code: "internal", detail: "The work on this call broke off." }, callId);
}

function heldFault(
  detail: string,
  { reason, until }: Pick<CallStanding, "reason" | "until">,
  instance: string,
): AppError {
  const retryAfterMs = until === null ? null : Math.max(0, until.getTime() - Date.now());
  const code = reason === "budget_exhausted" ? reason : "unavailable";
  return new AppError(code, `${detail} The work goes on by itself then.`, { instance, retryable: true, retryAfterMs });
}

/** Work that failed for good, as an error with the call's address. */
export function failureFault({ code, detail }: Pick<WorkFailure, "code" | "detail">, callId: string): AppError {
  const instance = `/api/v1/calls/${callId}`;
  return new AppError(code === "internal" ? "unavailable" : (code as ErrorCode), detail, { instance });
}

const SPEECH_MISSING_DETAIL =
  "There is no speech engine: set OPENAI_API_KEY, or TRANSCRIBE_BASE_URL for a server of your own. The recording is " +
  "kept and is processed then.";
