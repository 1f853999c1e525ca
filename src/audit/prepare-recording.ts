import { access, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AudioContainer, CutPlan, PreparedAudio } from "../audio/audio.ts";
import type { ObtainedRecording } from "./obtain-recording.ts";
import { progressNotes } from "./progress-notes.ts";
import type { RecordingDeps, RecordingJob } from "./recording-deps.ts";
import { notePrepared } from "./recording-store.ts";

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

/** Nobody needs the pieces of a recording any more. */
export async function removePieces({ files }: Pick<RecordingDeps, "files">, recordingId: string): Promise<void> {
  await rm(files.preparedDir(recordingId), { recursive: true, force: true });
}

/**
 * Decodes, measures and cuts the recording, unless that was done for the same engine and the pieces are still here.
 * Throws what preparing throws (not audio, broken, too long).
 */
export async function prepareRecording(
  deps: RecordingDeps,
  { signal }: Pick<RecordingJob, "signal">,
  work: ObtainedRecording,
): Promise<PreparedAudio> {
  const plan = deps.speech?.transcriber.plan ?? PLAN_WITHOUT_ENGINE;
  const outDir = deps.files.preparedDir(work.recordingId);
  if (work.prepared && (await isUsable(work.prepared, plan, outDir))) return work.prepared;
  await removePieces(deps, work.recordingId);
  await mkdir(outDir, { recursive: true });
  const notes = progressNotes(deps, work.callId, { step: "prepared", unit: "ms" });
  const path = deps.files.path(work.recordingId);
  const limits = { durationMsMax: deps.limits.durationMsMax };
  const prepared = await deps.prepare({
    path,
    outDir,
    plan,
    limits,
    signal,
    // Writing the pieces is the shorter part and would count from the start again.
    onProgress: ({ stage, doneMs, totalMs }) => stage === "decode" && notes.note(doneMs, totalMs),
  });
  await notes.end();
  const mediaType = MEDIA_TYPES[prepared.sanity.format.container];
  await deps.db.transaction().execute((tx) => notePrepared(tx, work, prepared, mediaType));
  if (!deps.speech) await removePieces(deps, work.recordingId);
  return prepared;
}

async function isUsable(prepared: PreparedAudio, plan: CutPlan, outDir: string): Promise<boolean> {
  const cut = prepared.plan;
  if (cut.kind !== plan.kind || cut.pieceMsMax !== plan.pieceMsMax || cut.pieceBytesMax !== plan.pieceBytesMax)
    return false;
  const here = prepared.pieces.map(({ file }) => access(join(outDir, file)));
  return Promise.all(here).then(
    () => true,
    () => false,
  );
}
