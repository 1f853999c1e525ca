import { sql } from "kysely";
import type { PreparedAudio } from "../audio/audio.ts";
import { type CallHandling, type CallStatus, STATUSES_AT_WORK } from "../calls/call.ts";
import type { Db } from "../db/database.ts";
import type { StoredEvaluation } from "../evaluations/evaluation.ts";

/** A recording in work and the call it is of; null where a step has not come so far. */
export interface WorkedRecording {
  callId: string;
  recordingId: string;
  status: CallStatus;
  handling: CallHandling;
  /** BCP 47, a hint of the sender. */
  language: string | null;
  direction: "inbound" | "outbound" | null;
  fileUrl: string | null;
  sha256: string | null;
  prepared: PreparedAudio | null;
  isCancelled: boolean;
}

/** One recording with its call; null when it is not (or no longer) here. */
export async function findWorkedRecording(db: Db, recordingId: string): Promise<WorkedRecording | null> {
  const row = await db
    .selectFrom("recordings")
    .innerJoin("calls", "calls.id", "recordings.call_id")
    .select(["calls.id as call_id", "status", "handling", "language", "direction", "cancel_requested_at"])
    .select(["recordings.id as recording_id", "file_url", "sha256", "prepared", "sanity"])
    .where("recordings.id", "=", recordingId)
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
    fileUrl: row.file_url,
    sha256: row.sha256,
    prepared: row.prepared ? ({ ...row.prepared, sanity: row.sanity } as PreparedAudio) : null,
    isCancelled: row.cancel_requested_at !== null,
  };
}

/** What counts within a step: `done` of `total` (null when the total is unknown), never a guess. */
export interface CountedProgress {
  step: "stored" | "prepared" | "transcribed";
  done: number;
  total: number | null;
  unit: "bytes" | "ms" | "pieces";
}

/** Writes down how far the step at work is. */
export async function noteProgress(db: Db, callId: string, progress: CountedProgress): Promise<void> {
  await db
    .updateTable("calls")
    .set({ progress: JSON.stringify(progress) })
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .execute();
}

/** The bytes are here: where they came from, which may hold secrets, is forgotten. */
export async function noteStored(
  db: Db,
  work: { callId: string; recordingId: string },
  file: { sha256: string; sizeBytes: number; fileName: string | null },
): Promise<void> {
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
  await reachStatus(db, work.callId, "stored");
}

/** What preparation found out is kept with the recording. */
export async function notePrepared(
  db: Db,
  work: { callId: string; recordingId: string },
  prepared: PreparedAudio,
  mediaType: string,
): Promise<void> {
  const { sanity, ...rest } = prepared;
  await db
    .updateTable("recordings")
    .set({
      duration_ms: prepared.durationMs,
      channels: sanity.format.channels,
      media_type: mediaType,
      sanity: JSON.stringify(sanity),
      prepared: JSON.stringify(rest),
    })
    .where("id", "=", work.recordingId)
    .execute();
  await reachStatus(db, work.callId, "prepared");
}

/** What the speech engine made up stands beside what the sound allows to say. */
export async function noteDropped(db: Db, recordingId: string, dropped: readonly object[]): Promise<void> {
  await db
    .updateTable("recordings")
    .set({ sanity: sql`coalesce(sanity, '{}') || ${JSON.stringify({ dropped })}::jsonb` })
    .where("id", "=", recordingId)
    .execute();
}

/** A step is behind the call. A call that was cancelled meanwhile stays as it is. */
export async function reachStatus(
  db: Db,
  callId: string,
  status: "stored" | "prepared" | "transcribed",
): Promise<void> {
  await db
    .updateTable("calls")
    .set({ status, status_reason: null, progress: null })
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .execute();
}

/** Why the work on a call stands still while it is not over: a code, and from when on it goes on where that is known. */
export async function noteWaiting(db: Db, callId: string, reason: string): Promise<void> {
  await db
    .updateTable("calls")
    .set({ status_reason: reason })
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .execute();
}

/** A recording that is wrong for good: the code of the reason, and the public sentence for who waits for it. */
export async function failRecordingCall(
  db: Db,
  callId: string,
  failure: { reason: string; code: string; detail: string },
): Promise<void> {
  await db
    .updateTable("calls")
    .set({
      status: "failed",
      status_reason: failure.reason,
      total_score: null,
      progress: JSON.stringify({ failed: { code: failure.code, detail: failure.detail } }),
    })
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .execute();
}

/** The call stands where an evaluation it already has put it. */
export async function noteEvaluated(db: Db, { callId, scorecard, evaluation }: StoredEvaluation): Promise<void> {
  await db
    .updateTable("calls")
    .set({
      status: evaluation.status,
      status_reason: evaluation.notScorableReason ?? evaluation.reviewReason,
      total_score: evaluation.total,
      primary_scorecard: scorecard.key,
      progress: null,
    })
    .where("id", "=", callId)
    .where("status", "in", STATUSES_AT_WORK)
    .execute();
}

/** The file is gone or about to go; what is known of it stays. */
export async function forgetFile(db: Db, recordingId: string): Promise<void> {
  await db
    .updateTable("recordings")
    .set({ removed_at: new Date(), file_url: null })
    .where("id", "=", recordingId)
    .execute();
}

/** A call that failed is at work again when its job is: where it stands is what is stored of it. */
export async function takeUpWork(db: Db, work: WorkedRecording): Promise<void> {
  if (work.status !== "failed") return;
  const status = work.prepared ? "prepared" : work.sha256 ? "stored" : "received";
  await db
    .updateTable("calls")
    .set({ status, status_reason: null, progress: null })
    .where("id", "=", work.callId)
    .where("status", "=", "failed")
    .execute();
}
