import { type CallHandling, type CallStatus, STATUSES_AT_WORK } from "../calls/call.ts";
import { REASON_CANCELLED } from "../calls/progress.ts";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";

/** A call as the actions on it see it. */
export interface ActedCall {
  id: string;
  status: CallStatus;
  handling: CallHandling;
  primaryScorecard: string;
}

/** Marks a call at work as cancelled; tells whether there was one. Calls that a request works on end with that request. */
export async function markCancelled(db: Db, callId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("calls")
    .set({ status: "failed", status_reason: REASON_CANCELLED, progress: null, cancel_requested_at: new Date() })
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .where("process_id", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** Whether somebody cancelled the call, or it is gone. */
export async function isCancelled(db: Db, callId: string): Promise<boolean> {
  const row = await db.selectFrom("calls").select("cancel_requested_at").where("id", "=", callId).executeTakeFirst();
  return row === undefined || row.cancel_requested_at !== null;
}

/** The call, locked until the transaction ends. Throws `not_found`. */
export async function lockCall(db: Db, callId: string): Promise<ActedCall> {
  const row = await db
    .selectFrom("calls")
    .select(["id", "status", "handling", "primary_scorecard"])
    .where("id", "=", callId)
    .where("erased_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError("not_found", "There is no such call.");
  const { id, status, handling, primary_scorecard } = row;
  return { id, status, handling: handling as CallHandling, primaryScorecard: primary_scorecard };
}

/** The call is at work again from this status on. */
export async function putToWork(db: Db, callId: string, status: CallStatus): Promise<void> {
  await db
    .updateTable("calls")
    .set({ status, status_reason: null, total_score: null, progress: null, cancel_requested_at: null })
    .where("id", "=", callId)
    .execute();
}

/** The newest recording of a call that was not removed, and whether its bytes are here. */
export async function newestRecording(db: Db, callId: string): Promise<{ id: string; isHere: boolean } | null> {
  const row = await db
    .selectFrom("recordings")
    .select(["id", "sha256"])
    .where("call_id", "=", callId)
    .where("removed_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, isHere: row.sha256 !== null } : null;
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
