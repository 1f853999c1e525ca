import { type RawBuilder, sql } from "kysely";
import { type CallHandling, type CallStatus, STATUSES_AT_WORK } from "../calls/call.ts";
import type { WorkFailure } from "../calls/failure-store.ts";
import { REASON_CANCELLED } from "../calls/progress.ts";
import type { EvaluationWork } from "../calls/recording.ts";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import type { StoredEvaluation } from "../evaluations/evaluation.ts";

/** A call as the actions on it see it. */
export interface ActedCall {
  id: string;
  status: CallStatus;
  handling: CallHandling;
  primaryScorecard: string;
  round: number;
}

/**
 * Marks a call at work as cancelled; gives the round that begins with that, null when nothing is at work. Calls that a
 * request works on end with that request.
 */
export async function markCancelled(db: Db, callId: string): Promise<number | null> {
  const row = await db
    .updateTable("calls")
    .set({
      status: "failed",
      status_reason: REASON_CANCELLED,
      progress: null,
      cancel_requested_at: new Date(),
      round: sql`round + 1`,
    })
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .where("process_id", "is", null)
    .returning("round")
    .executeTakeFirst();
  return row?.round ?? null;
}

/** Whether work of this round is over, since somebody cancelled it or started it anew, or the call is gone. */
export async function isRoundOver(db: Db, callId: string, round: number): Promise<boolean> {
  const row = await db.selectFrom("calls").select("round").where("id", "=", callId).executeTakeFirst();
  return row?.round !== round;
}

/** The call, locked until the transaction ends. Throws `not_found`. */
export async function lockCall(db: Db, callId: string): Promise<ActedCall> {
  const row = await db
    .selectFrom("calls")
    .select(["id", "status", "handling", "primary_scorecard", "round"])
    .where("id", "=", callId)
    .where("erased_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError("not_found", "There is no such call.");
  const { id, status, handling, primary_scorecard, round } = row;
  return { id, status, handling: handling as CallHandling, primaryScorecard: primary_scorecard, round };
}

/** The call is at work again, in this round and from this status on. */
export async function putToWork(
  db: Db,
  callId: string,
  { status, round }: { status: CallStatus; round: number },
): Promise<void> {
  await db
    .updateTable("calls")
    .set({ status, round, status_reason: null, total_score: null, progress: null, cancel_requested_at: null })
    .where("id", "=", callId)
    .execute();
}

/** Writes down that a person wants the call audited whatever a rule of its source says. */
export async function noteWanted(db: Db, callId: string): Promise<void> {
  await db
    .updateTable("calls")
    .set({ handling: sql`handling || '{"isWanted": true}'::jsonb` })
    .where("id", "=", callId)
    .execute();
}

/** What the call stands for stays, while work on it begins that no earlier one may be taken for. */
export async function beginRound(db: Db, callId: string, round: number): Promise<void> {
  await db.updateTable("calls").set({ round }).where("id", "=", callId).execute();
}

/** Keys of the scorecards that have a current evaluation of this call. */
export async function currentScorecards(db: Db, callId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("current_evaluations")
    .select("scorecard_key")
    .where("call_id", "=", callId)
    .execute();
  return rows.map((row) => row.scorecard_key);
}

/** The call stands where an evaluation of its primary scorecard, which it already has, puts it. */
export async function noteEvaluated(db: Db, { callId, evaluation }: StoredEvaluation): Promise<void> {
  await db
    .updateTable("calls")
    .set({
      status: evaluation.status,
      status_reason: evaluation.notScorableReason ?? evaluation.reviewReason,
      total_score: evaluation.total,
      progress: null,
    })
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .execute();
}

/** Whether the call's status is that of this scorecard. */
export async function isPrimary(db: Db, callId: string, scorecard: string): Promise<boolean> {
  const row = await db.selectFrom("calls").select("primary_scorecard").where("id", "=", callId).executeTakeFirst();
  return row?.primary_scorecard === scorecard;
}

/** Why the judging stands still while it is not over: a code, and until when where that is known. */
export async function noteEvaluationWaits(
  db: Db,
  work: EvaluationWork,
  reason: string,
  until: Date | null = null,
): Promise<void> {
  await judgedCall(db, work)
    .set({ status_reason: reason, ...waitingUntil(until) })
    .execute();
}

/** How the end of a wait stands in a call, beside what was counted; an unknown one changes nothing there. */
export function waitingUntil(until: Date | null): { progress?: RawBuilder<string> } {
  if (until === null) return {};
  return { progress: sql`coalesce(calls.progress, '{}') || ${JSON.stringify({ waiting: { until } })}::jsonb` };
}

/** What a call that failed is set to. */
export function failedCall({ reason, code, detail }: WorkFailure) {
  return {
    status: "failed" as const,
    status_reason: reason,
    total_score: null,
    progress: JSON.stringify({ failed: { code, detail } }),
  };
}

/** The judging failed for good. */
export async function failEvaluation(db: Db, work: EvaluationWork, failure: WorkFailure): Promise<void> {
  await judgedCall(db, work).set(failedCall(failure)).execute();
}

/** The call, as long as this work may say how it stands: it is about its primary scorecard and its round is not over. */
function judgedCall(db: Db, { callId, scorecard, round }: EvaluationWork) {
  return db
    .updateTable("calls")
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .where("primary_scorecard", "=", scorecard)
    .where("round", "=", round);
}
