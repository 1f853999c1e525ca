import { keepFailedEvaluation, type WorkFailure } from "../../calls/failure-store.ts";
import type { Db } from "../../db/database.ts";
import { AppError, type ErrorCode, WorkCrashed } from "../../errors.ts";
import { consequenceOf } from "../../jobs/waits.ts";
import { type Hold, PaymentHeld, putOffFor } from "../../usage/payment-held.ts";
import { isPrimary } from "../call-store.ts";
import { removePieces } from "./pieces.ts";
import type { RecordingDeps, RecordingJob } from "./recording-deps.ts";
import { failRecordingCall, forgetFile, noteWaiting, type WorkedRecording } from "./recording-store.ts";

/** Where a recording stood when it failed. */
export type RecordingStep = "obtain" | "prepare" | "transcribe" | "evaluate";

/** The code a call bears, by step and error; it names no vendor and no secret. */
const REASONS: Record<RecordingStep, Partial<Record<ErrorCode, string>>> = {
  obtain: {
    too_large: "audio_too_large",
    upstream_failed: "download_failed",
    invalid_input: "download_failed",
    timeout: "download_failed",
    out_of_storage: "storage_full",
  },
  prepare: {
    unsupported_media_type: "not_audio",
    invalid_input: "audio_broken",
    malformed: "audio_broken",
    too_large: "audio_too_long",
    out_of_storage: "storage_full",
  },
  transcribe: { upstream_failed: "speech_failed", too_large: "speech_failed", timeout: "speech_failed" },
  evaluate: { upstream_failed: "judge_failed", too_large: "call_too_long_for_model", timeout: "judge_timeout" },
};

/** An address that does not answer so often will not. A full disk is ours to mend, so there the work waits. */
const DOWNLOADS_MAX = 6;

/** What is no recording is not kept. */
const WORTHLESS = new Set(["not_audio", "audio_broken", "audio_too_long", "audio_too_large"]);

/**
 * What a failure means for the call: it waits for a reason that passes, or until it may be paid for, which is no failure,
 * or it failed, by a fault foreseen or not.
 */
export type Consequence =
  | { kind: "hold"; hold: Hold }
  | { kind: "wait"; reason: string }
  | { kind: "fail"; failure: WorkFailure; isForeseen: boolean };

const UNFORESEEN: WorkFailure = {
  reason: "internal",
  code: "internal",
  detail: "Something went wrong here; the work can be started again.",
};

/** What follows from an error in this step; `starts` is how often its job has begun. */
export function consequenceAt(step: RecordingStep, error: unknown, starts: number): Consequence {
  if (error instanceof PaymentHeld) return { kind: "hold", hold: error.hold };
  if (error instanceof WorkCrashed) return { kind: "wait", reason: "work_crashed" };
  if (!(error instanceof AppError)) {
    if (consequenceOf(error, {}).kind === "wait") return { kind: "wait", reason: "unavailable" };
    return { kind: "fail", failure: UNFORESEEN, isForeseen: false };
  }
  const { code, detail, retryable } = error;
  const reason = REASONS[step][code] ?? code;
  const isHopeless = step === "obtain" && code !== "out_of_storage" && starts >= DOWNLOADS_MAX;
  if (retryable && !isHopeless) return { kind: "wait", reason };
  return { kind: "fail", failure: { reason, code, detail }, isForeseen: true };
}

/**
 * After a failure: what may help later is written down as the reason of the wait and thrown for the queue; the rest ends
 * call and job together. An error that nobody foresaw is thrown too: the queue keeps it where a person sees it. Nothing
 * is written for a job that is not ours any more. Work that may not be paid for now is put off, and that is all.
 */
export async function settleFailure(
  deps: RecordingDeps,
  job: RecordingJob,
  { work, step, error }: { work: WorkedRecording; step: RecordingStep; error: unknown },
): Promise<void> {
  const consequence = consequenceAt(step, error, job.starts);
  if (consequence.kind === "hold") return putOff(deps, job, { work, step, hold: consequence.hold });
  if (consequence.kind === "wait" || !consequence.isForeseen) {
    if (!(await job.holds())) throw error;
    await deps.db.transaction().execute(async (tx) => {
      if (consequence.kind === "fail") await fail(tx, job, { work, step, failure: consequence.failure });
      else if (await isOfCall(tx, job, { work, step }))
        await noteWaiting(tx, work, consequence.reason, nextTry(deps, job.secondsToWait(error)));
    });
    throw error;
  }
  const { failure } = consequence;
  const isWorthless = WORTHLESS.has(failure.reason);
  await deps.db.transaction().execute(async (tx) => {
    await fail(tx, job, { work, step, failure });
    if (isWorthless) await forgetFile(tx, work.recordingId);
    await job.complete(tx);
  });
  if (isWorthless) await deps.files.remove(work.recordingId);
  await removePieces(deps, work.recordingId, job);
}

/** When a job that is put off runs again; null when it will not by itself. */
export function nextTry({ now }: Pick<RecordingDeps, "now">, seconds: number | null): Date | null {
  return seconds === null ? null : new Date(now().getTime() + seconds * 1_000);
}

async function putOff(
  { db, now }: RecordingDeps,
  job: RecordingJob,
  { work, step, hold }: { work: WorkedRecording; step: RecordingStep; hold: Hold },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (await isOfCall(tx, job, { work, step })) await noteWaiting(tx, work, hold.reason, endOf(hold));
    await job.snooze(tx, putOffFor(hold, now().getTime(), Math.random()));
  });
}

/** When a hold ends; null when nobody knows. */
export function endOf({ untilMs }: Hold): Date | null {
  return untilMs === null ? null : new Date(untilMs);
}

/** That a scorecard is not filled in is written down always, for whoever waits for it and for the call's page. */
async function fail(
  tx: Db,
  job: RecordingJob,
  { work, step, failure }: { work: WorkedRecording; step: RecordingStep; failure: WorkFailure },
): Promise<void> {
  const { callId, recordingId, round } = work;
  if (await isOfCall(tx, job, { work, step })) await failRecordingCall(tx, work, failure);
  const { scorecard } = job.payload;
  await keepFailedEvaluation(tx, { jobId: job.id, callId, recordingId, scorecard, round }, failure);
}

/** Beside the primary scorecard only what concerns the recording itself is about the call. */
async function isOfCall(
  tx: Db,
  { payload }: RecordingJob,
  { work, step }: { work: WorkedRecording; step: RecordingStep },
): Promise<boolean> {
  return step !== "evaluate" || isPrimary(tx, work.callId, payload.scorecard);
}
