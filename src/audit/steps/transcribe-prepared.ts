import { join } from "node:path";
import { soundMsOfAll } from "../../audio/piece-time.ts";
import type { Db } from "../../db/database.ts";
import { WorkInterrupted } from "../../errors.ts";
import { assignRecordingRoles } from "../../transcripts/roles/channel-roles.ts";
import type { DroppedSpeech } from "../../transcripts/speech/heard-speech.ts";
import { transcribeRecording } from "../../transcripts/speech/transcribe-recording.ts";
import { hasTranscript, type NewTranscript, storeTranscript } from "../../transcripts/store.ts";
import type { PayOnce } from "../../usage/paid-order.ts";
import { hasAttemptSince } from "../../usage/store.ts";
import { lockCall } from "../call-store.ts";
import type { ObtainedRecording } from "./obtain-recording.ts";
import { piecesDir, removePieces } from "./pieces.ts";
import { withNotes } from "./progress-notes.ts";
import { JOB_PATIENCE_MS, type RecordingDeps, type RecordingJob } from "./recording-deps.ts";
import { type KeptPreparation, noteDropped, reachStatus } from "./recording-store.ts";

/** Longest time for all pieces of one recording; what is written down by then is kept, and the job goes on later. */
const TRANSCRIBE_MAX_MS = 60 * 60_000;

/** The engine of a recording in which nobody speaks: none was asked. */
const NO_ENGINE = "none";

/**
 * Has the pieces written down and keeps transcript and roles. A recording without speech gets a transcript without
 * utterances, and nothing is paid. Throws what transcribing throws.
 */
export async function transcribePrepared(
  deps: RecordingDeps,
  job: RecordingJob,
  work: ObtainedRecording,
  prepared: KeptPreparation,
): Promise<void> {
  const words = prepared.pieces.length === 0 ? silence(work) : await writeDown(deps, job, work, prepared);
  const hints = { managerChannel: work.handling.managerChannel, direction: work.direction };
  const roles = assignRecordingRoles(words.transcript, hints);
  await deps.db.transaction().execute((tx) => keepOnce(tx, work, { ...words, roles }));
  await removePieces(deps, work.recordingId, job, { used: prepared.folder });
}

/** The words of a recording; `dropped` is what the engine made up. */
interface Words extends Pick<NewTranscript, "transcript" | "language" | "engine" | "engineVersion"> {
  dropped: DroppedSpeech[];
}

function silence({ language }: ObtainedRecording): Words {
  const transcript = { utterances: [], removedCharacters: 0 };
  return { transcript, language, engine: NO_ENGINE, engineVersion: null, dropped: [] };
}

async function writeDown(
  deps: RecordingDeps,
  job: RecordingJob,
  work: ObtainedRecording,
  prepared: KeptPreparation,
): Promise<Words> {
  if (!deps.speech) throw new Error("a recording with speech needs a speech engine");
  job.signal.throwIfAborted();
  const speech = whileHeld(deps, deps.speech, job, work.callId);
  const folder = piecesDir(deps, work.recordingId, prepared.folder);
  return withNotes(deps, { worker: work, step: "transcribed", unit: "ms" }, (note) => {
    note(0, soundMsOfAll(prepared.pieces));
    return transcribeRecording(speech, {
      audioSha256: work.sha256,
      prepared,
      pathOf: ({ file }) => join(folder, file),
      language: work.language,
      signal: job.signal,
      deadlineMs: deps.now().getTime() + TRANSCRIBE_MAX_MS,
      again: job.payload.again,
      onHeard: note,
    });
  });
}

/**
 * Before each paid request: is the job still ours? A worker that was frozen must not pay for what another one does. At a
 * stop the requests in flight have time to end, so none is begun that could be cut. A
 * person's wish to ask again is for one further attempt, not for one at every start of the job.
 */
function whileHeld(
  { db }: RecordingDeps,
  speech: NonNullable<RecordingDeps["speech"]>,
  job: RecordingJob,
  callId: string,
): typeof speech {
  const pay: PayOnce["pay"] = async (order) => {
    if (job.isStopping()) throw new WorkInterrupted("the program stops");
    if (!(await job.holds())) throw new WorkInterrupted("the job is not ours any more");
    const again = order.again && (job.starts === 1 || !(await hasAttemptSince(db, order.key, job.id)));
    return speech.payOnce.pay({ ...order, again, callId, patienceMs: JOB_PATIENCE_MS });
  };
  return { ...speech, payOnce: { ...speech.payOnce, pay } };
}

/**
 * Two jobs for two scorecards may come here at once: the second finds the words of the first. Words of a recording that
 * a newer one of the call has overtaken are the older input all the same.
 */
async function keepOnce(
  tx: Db,
  work: ObtainedRecording,
  { dropped, ...made }: Words & Pick<NewTranscript, "roles">,
): Promise<void> {
  await lockCall(tx, work.callId);
  if (!(await hasTranscript(tx, work.recordingId)))
    await storeTranscript(tx, { ...made, callId: work.callId, recordingId: work.recordingId });
  await noteDropped(tx, work.recordingId, dropped);
  await reachStatus(tx, work, "transcribed");
}
