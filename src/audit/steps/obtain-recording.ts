import { headersFor } from "../../calls/recording-locator.ts";
import { AppError, WorkInterrupted } from "../../errors.ts";
import { withNotes } from "./progress-notes.ts";
import type { RecordingDeps, RecordingJob } from "./recording-deps.ts";
import { RecordingGone, RecordingNotReady } from "./recording-readiness.ts";
import { findWorkedRecording, noteFetched, type WorkedRecording } from "./recording-store.ts";

/** A recording whose bytes are here. */
export type ObtainedRecording = WorkedRecording & { sha256: string };

/**
 * Fetches the recording where it is not here yet; one that repeats what the call has gives that instead. Throws what
 * locating and downloading throw, `RecordingGone` and `RecordingNotReady`.
 */
export async function obtainRecording(
  deps: RecordingDeps,
  job: Pick<RecordingJob, "signal" | "holds">,
  work: WorkedRecording,
): Promise<ObtainedRecording> {
  if (work.sha256 !== null) return { ...work, sha256: work.sha256 };
  const place = await deps.locate(work.reference, job.signal);
  if (place.kind === "gone") throw new RecordingGone("the source has no such recording");
  if (place.kind === "not_ready") throw new RecordingNotReady("the source has the recording not ready yet");
  const path = deps.files.newPartPath();
  const { url, bytesMax } = { url: place.url, bytesMax: deps.limits.fileBytesMax };
  try {
    const file = await withNotes(deps, { worker: work, step: "stored", unit: "bytes" }, (note) =>
      deps.download({ url, headers: headersFor(place), path, bytesMax, signal: job.signal, onProgress: note }),
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
