import { sql } from "kysely";
import type { PreparedAudio } from "../../audio/audio.ts";
import { soundMsOfAll } from "../../audio/piece-time.ts";
import { type CallHandling, type CallStatus, STATUSES_AT_WORK } from "../../calls/call.ts";
import type { WorkFailure } from "../../calls/failure-store.ts";
import type { RecordingReference } from "../../calls/recording-locator.ts";
import { findHeldRecording, statusOfRecording } from "../../calls/recording-store.ts";
import type { Db } from "../../db/database.ts";
import { failedCall, lockCall, waitingUntil } from "../call-store.ts";

/** A recording in work and the call it is of; null where a step has not come so far. */
export interface WorkedRecording {
  callId: string;
  recordingId: string;
  status: CallStatus;
  handling: CallHandling;
  /** BCP 47, a hint of the sender. */
  language: string | null;
  direction: "inbound" | "outbound" | null;
  /** How whoever told of the recording names it; `url` is null once the bytes are here. */
  reference: RecordingReference;
  /** Whether a machine told of it, which may do so before it can be fetched. */
  isToldByWebhook: boolean;
  /** When it was told. */
  toldAt: Date;
  sha256: string | null;
  prepared: KeptPreparation | null;
  /** That of the call: work of an earlier one is over. */
  round: number;
}

/**
 * What preparing found out, the folder of its pieces among those of the recording (none where nobody needs them), and the
 * length of the sound in them all.
 */
export type KeptPreparation = PreparedAudio & { folder?: string; piecesMs?: number };

/** Whose work writes down how far a call is. */
export type CallWorker = Pick<WorkedRecording, "callId" | "recordingId" | "round">;

/** One recording, or the one that it repeats, with its call; null when it is not (or no longer) here. */
export async function findWorkedRecording(db: Db, recordingId: string): Promise<WorkedRecording | null> {
  const row = await db
    .selectFrom("recordings")
    .innerJoin("calls", "calls.id", "recordings.call_id")
    .select(["calls.id as call_id", "status", "handling", "language", "direction", "round"])
    .select(["source", "external_id", "origin", "recordings.id as recording_id", "recordings.created_at as told_at"])
    .select(["file_url", "source_key", "sha256", "prepared", "sanity"])
    .where("recordings.id", "=", await findHeldRecording(db, recordingId))
    .where("recordings.removed_at", "is", null)
    .where("calls.erased_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    callId: row.call_id,
    recordingId: row.recording_id,
    status: row.status,
    handling: row.handling as CallHandling,
    language: row.language,
    direction: row.direction,
    reference: {
      source: row.source,
      callExternalId: row.external_id,
      url: row.file_url,
      sourceKey: row.source_key,
    },
    isToldByWebhook: row.origin === "webhook",
    toldAt: row.told_at,
    sha256: row.sha256,
    prepared: row.prepared ? ({ ...row.prepared, sanity: row.sanity } as KeptPreparation) : null,
    round: row.round,
  };
}

/** What counts within a step: `done` of `total` (null when the total is unknown), never a guess. */
export interface CountedProgress {
  step: "stored" | "prepared" | "transcribed";
  done: number;
  total: number | null;
  unit: "bytes" | "ms";
}

/**
 * The call, which every transaction takes before a recording of it, as long as this work may say how it stands: it is at
 * work, nobody cancelled it since, and no newer recording came for it. What an earlier recording still brings is kept,
 * but the call's status is not about it.
 */
function workedCall(db: Db, { callId, recordingId, round }: CallWorker) {
  return db
    .updateTable("calls")
    .where("calls.id", "=", callId)
    .where("calls.status", "in", STATUSES_AT_WORK)
    .where("calls.round", "=", round)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("recordings as own")
            .innerJoin("recordings as newer", "newer.call_id", "own.call_id")
            .select("newer.id")
            .where("own.id", "=", recordingId)
            .where("newer.removed_at", "is", null)
            .where((eb) =>
              eb(eb.refTuple("newer.created_at", "newer.id"), ">", eb.refTuple("own.created_at", "own.id")),
            ),
        ),
      ),
    );
}

/** Writes down how far the step at work is; what moves waits no longer. */
export async function noteProgress(db: Db, worker: CallWorker, progress: CountedProgress): Promise<void> {
  await workedCall(db, worker)
    .set({ status_reason: null, progress: JSON.stringify(progress) })
    .execute();
}

/** Bytes that were fetched. */
export interface FetchedFile {
  sha256: string;
  sizeBytes: number;
  fileName: string | null;
}

/**
 * The bytes are here: where they came from, which may hold secrets, is forgotten. When the recording that came before it
 * for the call holds the same, this one only repeats it, and the call stands where that one does; gives whether it is so.
 */
export async function noteFetched(db: Db, work: CallWorker, file: FetchedFile): Promise<{ isRepeat: boolean }> {
  const { callId, recordingId } = work;
  await lockCall(db, callId);
  const same = await findRecordingBefore(db, work, file);
  if (same === null) {
    await noteStored(db, work, file);
    return { isRepeat: false };
  }
  await workedCall(db, work)
    .set({ status: await statusOfRecording(db, same), status_reason: null, progress: null })
    .execute();
  await db
    .updateTable("recordings")
    .set({ repeats: same, sha256: file.sha256, size_bytes: file.sizeBytes, file_url: null, removed_at: new Date() })
    .where("id", "=", recordingId)
    .execute();
  return { isRepeat: true };
}

/** The newest other recording of the call if it holds these bytes; what a newer one has overtaken would come anew. */
async function findRecordingBefore(
  db: Db,
  { callId, recordingId }: CallWorker,
  { sha256 }: FetchedFile,
): Promise<string | null> {
  const newest = await db
    .selectFrom("recordings")
    .select(["id", "sha256"])
    .where("call_id", "=", callId)
    .where("id", "!=", recordingId)
    .where("removed_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return newest?.sha256 === sha256 ? newest.id : null;
}

async function noteStored(db: Db, work: CallWorker, file: FetchedFile): Promise<void> {
  await reachStatus(db, work, "stored");
  await db
    .updateTable("recordings")
    .set((eb) => ({
      sha256: file.sha256,
      size_bytes: file.sizeBytes,
      file_name: eb.fn.coalesce("file_name", eb.val(file.fileName)),
      file_url: null,
    }))
    .where("id", "=", work.recordingId)
    .execute();
}

/** What preparation found out is kept with the recording. */
export async function notePrepared(
  db: Db,
  work: CallWorker,
  prepared: KeptPreparation,
  mediaType: string,
): Promise<void> {
  const { sanity, ...rest } = prepared;
  await reachStatus(db, work, "prepared");
  await db
    .updateTable("recordings")
    .set({
      duration_ms: prepared.durationMs,
      channels: sanity.format.channels,
      media_type: mediaType,
      sanity: JSON.stringify(sanity),
      prepared: JSON.stringify({ ...rest, piecesMs: soundMsOfAll(prepared.pieces) }),
    })
    .where("id", "=", work.recordingId)
    .execute();
}

/** What the speech engine made up stands beside what the sound allows to say. */
export async function noteDropped(db: Db, recordingId: string, dropped: readonly object[]): Promise<void> {
  await db
    .updateTable("recordings")
    .set({ sanity: sql`coalesce(sanity, '{}') || ${JSON.stringify({ dropped })}::jsonb` })
    .where("id", "=", recordingId)
    .execute();
}

/**
 * A step is behind the call. One that another job has left behind already, for another scorecard, changes nothing: within
 * a round the status only goes forward.
 */
export async function reachStatus(
  db: Db,
  worker: CallWorker,
  status: "stored" | "prepared" | "transcribed",
): Promise<void> {
  const upToHere = STATUSES_AT_WORK.slice(0, STATUSES_AT_WORK.indexOf(status) + 1);
  await workedCall(db, worker)
    .where("calls.status", "in", upToHere)
    .set({ status, status_reason: null, progress: null })
    .execute();
}

/** Why the work on a call stands still while it is not over: a code, and until when where that is known. */
export async function noteWaiting(
  db: Db,
  worker: CallWorker,
  reason: string,
  until: Date | null = null,
): Promise<void> {
  await workedCall(db, worker)
    .set({ status_reason: reason, ...waitingUntil(until) })
    .execute();
}

/** The call is not audited, for a reason that is no fault: a code. */
export async function skipRecordingCall(db: Db, worker: CallWorker, reason: string): Promise<void> {
  await workedCall(db, worker)
    .set({ status: "skipped", status_reason: reason, total_score: null, progress: null })
    .execute();
}

/** A recording that is wrong for good. */
export async function failRecordingCall(db: Db, worker: CallWorker, failure: WorkFailure): Promise<void> {
  await workedCall(db, worker).set(failedCall(failure)).execute();
}

/** The file is gone or about to go; what is known of it stays. */
export async function forgetFile(db: Db, recordingId: string): Promise<void> {
  await db
    .updateTable("recordings")
    .set({ removed_at: new Date(), file_url: null })
    .where("id", "=", recordingId)
    .execute();
}

/**
 * A call that failed is at work again when the job of its primary scorecard is: where it stands is what is stored of it.
 * The job of another one would leave it at work for ever.
 */
export async function takeUpWork(
  db: Db,
  { callId, recordingId, round, status }: WorkedRecording,
  scorecard: string,
): Promise<void> {
  if (status !== "failed") return;
  await db
    .updateTable("calls")
    .set({ status: await statusOfRecording(db, recordingId), status_reason: null, progress: null })
    .where("id", "=", callId)
    .where("status", "=", "failed")
    .where("primary_scorecard", "=", scorecard)
    .where("round", "=", round)
    .execute();
}
