import { AppError, WorkInterrupted } from "../errors.ts";
import { withNotes } from "./progress-notes.ts";
import type { RecordingDeps, RecordingJob } from "./recording-deps.ts";
import { findWorkedRecording, noteFetched, type WorkedRecording } from "./recording-store.ts";

/** A recording whose bytes are here. */
export type ObtainedRecording = WorkedRecording & { sha256: string };

/**
 * Fetches the recording where it is not here yet; one that repeats what the call has gives that instead. Throws what
 * downloading throws.
 */
export async function obtainRecording(
  deps: RecordingDeps,
  job: Pick<RecordingJob, "signal" | "holds">,
  work: WorkedRecording,
): Promise<ObtainedRecording> {
  if (work.sha256 !== null) return { ...work, sha256: work.sha256 };
  if (work.fileUrl === null) throw new AppError("not_found", "The recording is not here and nobody said where it is.");
  const path = deps.files.newPartPath();
  const { url, bytesMax } = { url: work.fileUrl, bytesMax: deps.limits.fileBytesMax };
  try {
    const file = await withNotes(deps, { worker: work, step: "stored", unit: "bytes" }, (note) =>
      deps.download({ url, path, bytesMax, signal: job.signal, onProgress: note }),
    );
    // Whoever has the job now may have stored other bytes under this name.
    if (!(await job.holds())) throw new WorkInterrupted("the job is not ours any more");
    await deps.files.adopt(path, work.recordingId);
    const { isRepeat } = await deps.db.transaction().execute((tx) => noteFetched(tx, work, file));
    if (isRepeat) await deps.files.remove(work.recordingId);
  } finally {
    await deps.files.removePart(path);
  }
  const stored = await findWorkedRecording(deps.db, work.recordingId);
  if (!stored?.sha256) throw new AppError("not_found", "The call was just removed.");
  return { ...stored, sha256: stored.sha256 };
}
