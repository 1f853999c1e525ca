import type { AudioContainer, CutPlan } from "../../audio/audio.ts";
import { WorkInterrupted } from "../../errors.ts";
import type { ObtainedRecording } from "./obtain-recording.ts";
import { hasPieces, makePiecesFolder, piecesDir, removePieces } from "./pieces.ts";
import { withNotes } from "./progress-notes.ts";
import type { RecordingDeps, RecordingJob } from "./recording-deps.ts";
import { type KeptPreparation, notePrepared } from "./recording-store.ts";

/** Where nobody is asked yet, turns are the cut that every engine can use. */
const PLAN_WITHOUT_ENGINE: CutPlan = { kind: "turn", pieceMsMax: 30_000, pieceBytesMax: 24_000_000 };

const MEDIA_TYPES: Record<AudioContainer, string> = {
  wav: "audio/wav",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  webm: "audio/webm",
  mp4: "audio/mp4",
  flac: "audio/flac",
  aac: "audio/aac",
  amr: "audio/amr",
  gsm: "audio/x-gsm",
};

/**
 * Decodes, measures and cuts the recording, unless that was done for the same engine and the pieces are still here.
 * Throws what preparing throws (not audio, broken, too long).
 */
export async function prepareRecording(
  deps: RecordingDeps,
  job: RecordingJob,
  work: ObtainedRecording,
): Promise<KeptPreparation> {
  const { recordingId } = work;
  const plan = deps.speech?.transcriber.plan ?? PLAN_WITHOUT_ENGINE;
  if (work.prepared && (await hasPieces(deps, recordingId, work.prepared, plan))) return work.prepared;
  const folder = await makePiecesFolder(deps, recordingId, job);
  const made = await withNotes(deps, { worker: work, step: "prepared", unit: "ms" }, (note) =>
    deps.prepare({
      path: deps.files.path(recordingId),
      outDir: piecesDir(deps, recordingId, folder),
      plan,
      limits: { durationMsMax: deps.limits.durationMsMax },
      signal: job.signal,
      // Writing the pieces is the shorter part and would count from the start again.
      onProgress: ({ stage, doneMs, totalMs }) => stage === "decode" && note(doneMs, totalMs),
    }),
  );
  if (!(await job.holds())) throw new WorkInterrupted("the job is not ours any more");
  const prepared: KeptPreparation = { ...made, folder };
  const mediaType = MEDIA_TYPES[prepared.sanity.format.container];
  await deps.db.transaction().execute((tx) => notePrepared(tx, work, prepared, mediaType));
  if (!deps.speech) await removePieces(deps, recordingId, job);
  return prepared;
}
