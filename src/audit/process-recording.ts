import { REASON_NO_ENGINE } from "../calls/progress.ts";
import { WorkInterrupted } from "../errors.ts";
import { JobLost } from "../jobs/jobs.ts";
import { hasTranscript } from "../transcripts/store.ts";
import { evaluateCall } from "./evaluate-call.ts";
import { obtainRecording } from "./obtain-recording.ts";
import { removePieces } from "./pieces.ts";
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
  if (work?.round !== job.payload.round) return job.complete(deps.db);
  // Work of an earlier round lets go of what it asked for before this one asks for it again.
  deps.wake(work.callId, work.round);
  const watch = watchCancel(deps, work, job.signal);
  const at: { step: RecordingStep } = { step: "obtain" };
  try {
    await takeUpWork(deps.db, work, job.payload.scorecard);
    await takeSteps(deps, { ...job, signal: watch.signal }, work, at);
  } catch (error) {
    if (error instanceof JobLost || error instanceof WorkInterrupted) throw error;
    if (job.signal.aborted) throw new WorkInterrupted("the job was stopped", { cause: error });
    if (error instanceof CallCancelled || watch.signal.reason instanceof CallCancelled) {
      await removeUnkept(deps, work.recordingId, job);
      await job.complete(deps.db);
    } else await settleFailure(deps, job, { work, step: at.step, error });
  } finally {
    watch.stop();
    deps.wake(work.callId);
  }
}

/** Pieces that are written down may be in use already by whoever started the work again; the sweep takes them else. */
async function removeUnkept(deps: RecordingDeps, recordingId: string, job: RecordingJob): Promise<void> {
  const kept = (await findWorkedRecording(deps.db, recordingId))?.prepared?.folder;
  await removePieces(deps, recordingId, job, { but: kept });
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
      return deps.db.transaction().execute(async (tx) => {
        await noteWaiting(tx, work, REASON_NO_ENGINE);
        await job.complete(tx);
      });
    }
    await transcribePrepared(deps, job, obtained, prepared);
  }
  at.step = "evaluate";
  deps.wake(work.callId);
  await evaluateCall(deps, job, work);
}
