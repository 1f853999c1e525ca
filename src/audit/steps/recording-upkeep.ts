import { type CallHandling, STATUSES_AT_WORK } from "../../calls/call.ts";
import { keepFailedEvaluation, type WorkFailure } from "../../calls/failure-store.ts";
import { REASON_NO_ENGINE, REASON_QUARANTINED } from "../../calls/progress.ts";
import {
  atLowPriority,
  type Enqueue,
  type EvaluationWork,
  PROCESS_RECORDING,
  type RecordingWork,
} from "../../calls/recording.ts";
import type { RecordingFiles } from "../../calls/recording-files.ts";
import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { JobPayloads, Jobs, ListedJob } from "../../jobs/jobs.ts";
import { sweepPieces } from "./pieces.ts";

/** Queue of the hourly sweep; its payload is empty. */
export const SWEEP_RECORDINGS = "sweep-recordings";

/** What changed so recently may belong to an upload that is not accepted yet. */
const GRACE_MS = 60 * 60_000;

/** Pieces that no job has touched for so long are left over: one run takes hours at the most. */
const PIECES_KEPT_MS = 24 * 60 * 60_000;

/** Removes files that nothing will ask for. */
export async function sweepRecordings({ db, files }: { db: Db; files: RecordingFiles }): Promise<void> {
  await files.sweep({ known: (ids) => knownRecordings(db, ids), olderThanMs: GRACE_MS });
  await sweepPieces({ files }, PIECES_KEPT_MS);
}

async function knownRecordings(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("recordings")
    .select("id")
    .where("id", "in", [...ids])
    .where("removed_at", "is", null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Calls taken up at once when a speech engine is there at last. */
const RESUMED_AT_ONCE = 500;

/** Puts calls to work that waited for a speech engine; gives their count. */
export async function resumeWaiting({ db, enqueue }: { db: Db; enqueue: Enqueue<Db> }): Promise<number> {
  let resumed = 0;
  for (;;) {
    const count = await db.transaction().execute((tx) => resumeSome(tx, enqueue));
    resumed += count;
    if (count < RESUMED_AT_ONCE) return resumed;
  }
}

async function resumeSome(tx: Db, enqueue: Enqueue<Db>): Promise<number> {
  const waiting = await tx
    .selectFrom("calls")
    .innerJoin("recordings", "recordings.call_id", "calls.id")
    .select(["calls.id", "recordings.id as recording_id", "primary_scorecard", "handling", "round"])
    .where("status", "in", STATUSES_AT_WORK)
    .where("status_reason", "=", REASON_NO_ENGINE)
    .where("recordings.removed_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("transcripts").select("id").whereRef("recording_id", "=", "recordings.id"))),
    )
    .orderBy("calls.id")
    .limit(RESUMED_AT_ONCE)
    .forUpdate("calls")
    .skipLocked()
    .execute();
  for (const call of waiting) {
    await tx.updateTable("calls").set({ status_reason: null }).where("id", "=", call.id).execute();
    const { scorecards, reportLanguage = null } = call.handling as CallHandling;
    for (const scorecard of new Set([call.primary_scorecard, ...scorecards])) {
      const work = { scorecard, reportLanguage, again: false, round: call.round };
      // They have waited for long: what is fresh goes first.
      await atLowPriority(enqueue)(tx, PROCESS_RECORDING, { ...work, recordingId: call.recording_id });
    }
  }
  return waiting.length;
}

/** Of a scorecard whose job is set aside. */
const GIVEN_UP: WorkFailure = {
  reason: REASON_QUARANTINED,
  code: "internal",
  detail: "The work on this call broke off again and again.",
};

/**
 * A job that died three times is set aside by the queue: its call says so, and whoever waits for it learns it. A person
 * can start it again, by the call or by the job; a job of an earlier round says nothing of the call.
 */
export async function markQuarantined(
  { db, wake }: { db: Db; wake(callId: string): void },
  jobs: readonly Pick<ListedJob, "id" | "payload">[],
): Promise<void> {
  for (const { id: jobId, payload } of jobs) {
    const { recordingId, callId, scorecard, round } = payload as Partial<RecordingWork & EvaluationWork>;
    if (scorecard === undefined || round === undefined) continue;
    const ids = await db
      .updateTable("calls")
      .set({ status: "failed", status_reason: REASON_QUARANTINED, total_score: null, progress: null })
      .where("status", "in", STATUSES_AT_WORK)
      .where("primary_scorecard", "=", scorecard)
      .where("round", "=", round)
      .where((eb) =>
        recordingId === undefined
          ? eb("id", "=", callId ?? "")
          : eb("id", "=", eb.selectFrom("recordings").select("call_id").where("id", "=", recordingId)),
      )
      .returning("id")
      .execute();
    const work = { jobId, callId: callId ?? null, recordingId: recordingId ?? null, scorecard, round };
    const kept = await keepFailedEvaluation(db, work, GIVEN_UP, { isGivenUp: true });
    for (const id of new Set([...ids.map(({ id }) => id), kept])) if (id !== null) wake(id);
  }
}

/**
 * Gives a job up that the queue has set aside. Its call stays and says that it failed, also where nobody had looked yet.
 * Throws `not_found` when no such job is set aside.
 */
export async function discardQuarantined(
  { db, jobs, wake }: { db: Db; jobs: Pick<Jobs<JobPayloads>, "find" | "discard">; wake(callId: string): void },
  jobId: string,
): Promise<void> {
  const job = await jobs.find(jobId);
  if (job?.state !== "quarantined") throw new AppError("not_found", "No such job is quarantined.");
  const failed: string[] = [];
  await db.transaction().execute(async (tx) => {
    await markQuarantined({ db: tx, wake: (callId) => failed.push(callId) }, [job]);
    await jobs.discard(tx, jobId);
  });
  for (const callId of failed) wake(callId);
}
