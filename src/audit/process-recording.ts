import { REASON_NO_ENGINE } from "../calls/progress.ts";
import { WorkInterrupted } from "../errors.ts";
import { JobLost } from "../jobs/jobs.ts";
import { hasTranscript } from "../transcripts/store.ts";
import { evaluateCall } from "./evaluate-call.ts";
import { obtainRecording } from "./obtain-recording.ts";
import { prepareRecording } from "./prepare-recording.ts";
import type { RecordingDeps, RecordingJob } from "./recording-deps.ts";
import { type RecordingStep, settleFailure } from "./recording-failure.ts";
import { findWorkedRecording, noteWaiting, takeUpWork, type WorkedRecording } from "./recording-store.ts";
import { transcribePrepared } from "./transcribe-prepared.ts";
import { CallCancelled, watchCancel } from "./watch-cancel.ts";

/**
 * Brings one recording through all its steps: obtained, prepared, transcribed, evaluated (DESIGN §4b). Each step skips
 * itself when its result is stored, so a job that was killed goes on where it was. Ends its job itself, in the
 * transaction that stores the result or the failure; what may help later is thrown, for the queue to wait.
 */
export async function processRecording(deps: RecordingDeps, job: RecordingJob): Promise<void> {
  const work = await findWorkedRecording(deps.db, job.payload.recordingId);
  if (!work || work.isCancelled) return job.complete(deps.db);
  const watch = watchCancel(deps, work.callId, job.signal);
  const at: { step: RecordingStep } = { step: "obtain" };
  try {
    await takeUpWork(deps.db, work);
    await takeSteps(deps, { ...job, signal: watch.signal }, work, at);
  } catch (error) {
    if (error instanceof JobLost) throw error;
    if (job.signal.aborted) throw new WorkInterrupted("the job was stopped", { cause: error });
    if (watch.signal.reason instanceof CallCancelled) await job.complete(deps.db);
    else await settleFailure(deps, job, { work, step: at.step, error });
  } finally {
    watch.stop();
    deps.wake(work.callId);
  }
}

/** `at` tells whoever catches how far it came. */
async function takeSteps(
  deps: RecordingDeps,
  job: RecordingJob,
  work: WorkedRecording,
  at: { step: RecordingStep },
): Promise<void> {
  if (!(await hasTranscript(deps.db, work.recordingId))) {
    const obtained = await obtainRecording(deps, job, work);
    at.step = "prepare";
    deps.wake(work.callId);
    const prepared = await prepareRecording(deps, job, obtained);
    at.step = "transcribe";
    deps.wake(work.callId);
    if (prepared.pieces.length > 0 && !deps.speech) {
      await noteWaiting(deps.db, work.callId, REASON_NO_ENGINE);
      return job.complete(deps.db);
    }
    await transcribePrepared(deps, job, obtained, prepared);
  }
  at.step = "evaluate";
  deps.wake(work.callId);
  await evaluateCall(deps, job, work.callId);
}
