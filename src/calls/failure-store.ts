import { sql } from "kysely";
import type { Db } from "../db/database.ts";

/** Why work is wrong for good: the code of the reason, and the public error for who waits for it. */
export interface WorkFailure {
  /** A code as calls bear it, such as `judge_failed`. */
  reason: string;
  /** An error code, or `internal` for what nobody foresaw. */
  code: string;
  /** Public sentence. */
  detail: string;
}

/** The job that failed and what it was to fill in; `recordingId` is null when it worked on words that were here. */
export interface FailedWork {
  jobId: string;
  /** Null: that of the recording. */
  callId: string | null;
  recordingId: string | null;
  scorecard: string;
  /** That of the call when the job was made. */
  round: number;
}

/** A scorecard that could not be filled in for a call. */
export interface FailedEvaluation extends WorkFailure {
  callId: string;
  scorecard: string;
}

/**
 * Writes a failure down, unless the call is in a later round than the work. A job that fails once more after a person put
 * it back tells of its newest failure; of one that somebody else gave up (`isGivenUp`) what is known already stays.
 * Gives the call where anything was written, else null.
 */
export async function keepFailedEvaluation(
  db: Db,
  work: FailedWork,
  failure: WorkFailure,
  { isGivenUp = false } = {},
): Promise<string | null> {
  const { jobId, callId, recordingId, scorecard, round } = work;
  const { reason, code, detail } = failure;
  const onConflict = isGivenUp
    ? sql`nothing`
    : sql`update set reason = excluded.reason, code = excluded.code, detail = excluded.detail, failed_at = now(),
        asked_again_at = null`;
  const { rows } = await sql<{ call_id: string }>`
    insert into failed_evaluations (job_id, call_id, recording_id, scorecard_key, reason, code, detail)
    select ${jobId}::uuid, id, ${recordingId}::uuid, ${scorecard}, ${reason}, ${code}, ${detail}
    from calls where round = ${round}
      and id = coalesce(${callId}::uuid, (select call_id from recordings where id = ${recordingId}::uuid))
    on conflict (job_id) do ${onConflict}
    returning call_id`.execute(db);
  return rows[0]?.call_id ?? null;
}

/** Somebody asks for these scorecards of a call anew: what failed before is told no more. */
export async function dropFailures(db: Db, callId: string, scorecards: readonly string[]): Promise<void> {
  if (scorecards.length === 0) return;
  await db
    .updateTable("failed_evaluations")
    .set({ asked_again_at: sql<Date>`now()` })
    .where("call_id", "=", callId)
    .where("scorecard_key", "in", scorecards)
    .where("asked_again_at", "is", null)
    .execute();
}

/** Why a scorecard was not filled in for a recording, or for the words of a call where none is named; null if it was not so. */
export async function findFailure(
  db: Db,
  { callId, recordingId, scorecard }: { callId: string; recordingId: string | null; scorecard: string },
): Promise<WorkFailure | null> {
  const row = await standing(db)
    .select(["reason", "code", "detail"])
    .where("call_id", "=", callId)
    .where("recording_id", recordingId === null ? "is" : "=", recordingId)
    .where("scorecard_key", "=", scorecard)
    .orderBy("failed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The scorecards of these calls that could not be filled in, in the order of their keys; those of a recording that a
 * newer one has overtaken are left out.
 */
export async function listFailures(db: Db, callIds: readonly string[]): Promise<FailedEvaluation[]> {
  if (callIds.length === 0) return [];
  const rows = await standing(db)
    .distinctOn(["call_id", "scorecard_key"])
    .select(["call_id", "scorecard_key", "reason", "code", "detail"])
    .where("call_id", "in", [...callIds])
    .where((eb) =>
      eb.or([
        eb("recording_id", "is", null),
        eb(
          "recording_id",
          "=",
          eb
            .selectFrom("recordings")
            .select("recordings.id")
            .whereRef("recordings.call_id", "=", "failed_evaluations.call_id")
            .where("removed_at", "is", null)
            .orderBy("recordings.created_at", "desc")
            .orderBy("recordings.id", "desc")
            .limit(1),
        ),
      ]),
    )
    .orderBy("call_id")
    .orderBy("scorecard_key")
    .orderBy("failed_at", "desc")
    .execute();
  return rows.map(({ call_id, scorecard_key, ...failure }) => ({
    callId: call_id,
    scorecard: scorecard_key,
    ...failure,
  }));
}

/** Failures that nobody asked about again and no evaluation has overtaken. */
function standing(db: Db) {
  return db
    .selectFrom("failed_evaluations")
    .where("asked_again_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("evaluations")
            .select("evaluations.id")
            .whereRef("evaluations.call_id", "=", "failed_evaluations.call_id")
            .whereRef("evaluations.scorecard_key", "=", "failed_evaluations.scorecard_key")
            .whereRef("evaluations.created_at", ">", "failed_evaluations.failed_at")
            .where("purpose", "=", "score"),
        ),
      ),
    );
}
