import { REASON_NO_ENGINE, REASON_TOO_SHORT } from "../../calls/progress.ts";
import { EVALUATE_CALL } from "../../calls/recording.ts";
import { WorkInterrupted } from "../../errors.ts";
import { JobLost } from "../../jobs/jobs.ts";
import { joinIntervals, totalMs } from "../../transcripts/speech/speech-stretches.ts";
import { hasTranscript } from "../../transcripts/store.ts";
import { evaluateCall } from "./evaluate-call.ts";
import { type ObtainedRecording, obtainRecording } from "./obtain-recording.ts";
import { removePieces } from "./pieces.ts";
import { prepareRecording } from "./prepare-recording.ts";
import type { RecordingDeps, RecordingJob } from "./recording-deps.ts";
import { type RecordingStep, settleFailure } from "./recording-failure.ts";
import {
  findWorkedRecording,
  type KeptPreparation,
  noteWaiting,
  skipRecordingCall,
  takeUpWork,
  type WorkedRecording,
} from "./recording-store.ts";
import { settleAbsence } from "./settle-absence.ts";
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
  const at: Place = { step: "obtain", work };
  try {
    await takeUpWork(deps.db, work, job.payload.scorecard);
    await takeSteps(deps, { ...job, signal: watch.signal }, at);
  } catch (error) {
    if (error instanceof JobLost || error instanceof WorkInterrupted) throw error;
    if (job.signal.aborted) throw new WorkInterrupted("the job was stopped", { cause: error });
    if (error instanceof CallCancelled || watch.signal.reason instanceof CallCancelled) {
      await removeUnkept(deps, at.work.recordingId, job);
      await job.complete(deps.db);
    } else if (at.step !== "obtain" || !(await settleAbsence(deps, job, at.work, error)))
      await settleFailure(deps, job, { ...at, error });
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

/** Where the work is, for whoever catches; another recording once the one of the job turned out to repeat it. */
interface Place {
  step: RecordingStep;
  work: WorkedRecording;
}

async function takeSteps(deps: RecordingDeps, job: RecordingJob, at: Place): Promise<void> {
  const { callId } = at.work;
  if (!(await hasTranscript(deps.db, at.work.recordingId))) {
    const obtained = await obtainRecording(deps, job, at.work);
    const isRepeat = obtained.recordingId !== at.work.recordingId;
    at.work = obtained;
    if (!(isRepeat && (await hasTranscript(deps.db, obtained.recordingId)))) {
      const end = await putIntoWords(deps, job, at, obtained);
      if (end === "ended") return;
    }
    // An earlier run of the job may have died before it removed what it cut.
  } else if (job.starts > 1) await removePieces(deps, at.work.recordingId, job);
  at.step = "evaluate";
  deps.wake(callId);
  await beginFurther(deps, job, callId);
  await evaluateCall(deps, job, at.work);
}

/** The words are here: each further scorecard has its own job from now on, made once however often this one starts. */
async function beginFurther({ db, enqueue }: RecordingDeps, { payload }: RecordingJob, callId: string): Promise<void> {
  const { also = [], reportLanguage, again, round } = payload;
  for (const scorecard of also) {
    const work = { callId, scorecard, reportLanguage, again, round };
    await enqueue(db, EVALUATE_CALL, work, { key: `${callId}:${round}:${scorecard}` });
  }
}

/** `ended`: people speak too little for its source, or nobody can write it down; then it goes on when somebody can. */
async function putIntoWords(
  deps: RecordingDeps,
  job: RecordingJob,
  at: Place,
  obtained: ObtainedRecording,
): Promise<"written" | "ended"> {
  at.step = "prepare";
  deps.wake(obtained.callId);
  const prepared = await prepareRecording(deps, job, obtained);
  if (isTooShort(obtained, prepared)) {
    await deps.db.transaction().execute(async (tx) => {
      await skipRecordingCall(tx, obtained, REASON_TOO_SHORT);
      await job.complete(tx);
    });
    await removePieces(deps, obtained.recordingId, job);
    return "ended";
  }
  at.step = "transcribe";
  deps.wake(obtained.callId);
  if (prepared.pieces.length > 0 && !deps.speech) {
    await deps.db.transaction().execute(async (tx) => {
      await noteWaiting(tx, obtained, REASON_NO_ENGINE);
      await job.complete(tx);
    });
    return "ended";
  }
  await transcribePrepared(deps, job, obtained, prepared);
  return "written";
}

/** Whether people speak for less than the call's source wants, and no person wants it all the same: nothing is paid then. */
function isTooShort({ handling }: ObtainedRecording, { channels }: KeptPreparation): boolean {
  const talk = joinIntervals(
    channels.flatMap(({ speech }) => speech),
    0,
  );
  return !handling.isWanted && totalMs(talk) < (handling.talkMsMin ?? 0);
}
