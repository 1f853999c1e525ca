import { AppError, type ErrorCode } from "../errors.ts";
import { removePieces } from "./prepare-recording.ts";
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

/** An address that does not answer so often will not; a full disk counts too, since somebody waits for the file. */
const DOWNLOADS_MAX = 6;

/** What is no recording is not kept. */
const WORTHLESS = new Set(["not_audio", "audio_broken", "audio_too_long", "audio_too_large"]);

/** The code that says why a step failed. */
export function failureReasonAt(step: RecordingStep, { code }: AppError): string {
  return REASONS[step][code] ?? code;
}

/**
 * After a failure: what may help later is written down as the reason of the wait and thrown for the queue; the rest ends
 * call and job together. An error that nobody foresaw is thrown too: the queue keeps it where a person sees it.
 */
export async function settleFailure(
  deps: RecordingDeps,
  job: RecordingJob,
  { work, step, error }: { work: WorkedRecording; step: RecordingStep; error: unknown },
): Promise<void> {
  if (!(error instanceof AppError)) {
    const detail = "Something went wrong here; the work can be started again.";
    await failRecordingCall(deps.db, work.callId, { reason: "internal", code: "internal", detail });
    throw error;
  }
  const reason = failureReasonAt(step, error);
  if (error.retryable && !(step === "obtain" && job.starts >= DOWNLOADS_MAX)) {
    await noteWaiting(deps.db, work.callId, reason);
    throw error;
  }
  const isWorthless = WORTHLESS.has(reason);
  await deps.db.transaction().execute(async (tx) => {
    await failRecordingCall(tx, work.callId, { reason, code: error.code, detail: error.detail });
    if (isWorthless) await forgetFile(tx, work.recordingId);
    await job.complete(tx);
  });
  if (isWorthless) await deps.files.remove(work.recordingId);
  await removePieces(deps, work.recordingId);
}
