import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CutPlan, PreparedAudio, PrepareLimits } from "./audio.ts";
import { startAudioThread } from "./audio-thread.ts";
import { CHANNEL_FILE } from "./prepare/channel-files.ts";
import type { PrepareProgress } from "./prepare/preparation.ts";
import { PIECE_FILE } from "./prepare/write-pieces.ts";

/** Only after so much sound a thread is kept for the next recording. */
const KEPT_THREAD_MS_MAX = 10 * 60_000;

/** What to prepare, and where its pieces go. */
export interface PrepareAudioOptions {
  path: string;
  /** The folder of this recording's pieces; it is made where there is none, and pieces that are in it are replaced. */
  outDir: string;
  plan: CutPlan;
  limits: PrepareLimits;
  /** Stops at once, with its reason. */
  signal: AbortSignal;
  /** Counted from decoded and written sound, never from a clock. */
  onProgress?: (progress: PrepareProgress) => void;
}

/**
 * Makes pieces for a speech engine of any recording, in threads of its own: decodes it once to disk (at most 32 kB a second
 * per channel, removed at the end), tells which channels hold speakers and where they speak, cuts and writes the pieces.
 * The same bytes give the same cuts. A recording without speech is no error: it has no pieces. Failed or stopped, it
 * leaves no file behind.
 * @throws AppError `unsupported_media_type` or `invalid_input` when it is no recording or cannot be decoded; `too_large` as
 * soon as more than the limit is decoded; `out_of_storage` (retryable) when the disk is full and `unavailable` (retryable)
 * by other errors of the file system; `WorkCrashed` when a decoder crashes or runs out of memory, which says nothing of the
 * recording; or the signal's reason.
 */
export async function prepareAudio(options: PrepareAudioOptions): Promise<PreparedAudio> {
  const { path, outDir, plan, limits, signal, onProgress } = options;
  signal.throwIfAborted();
  const made = await mkdir(outDir, { recursive: true });
  await clear(outDir);
  let done = (_: PreparedAudio) => {};
  const prepared = new Promise<PreparedAudio>((resolve) => {
    done = resolve;
  });
  const thread = startAudioThread({ task: "prepare", path, directory: outDir, plan, limits }, (message) => {
    if (message.kind === "progress") onProgress?.(message.progress);
    if (message.kind === "prepared") done(message.prepared);
  });
  const aborted = whenAborted(signal);
  try {
    const result = await Promise.race([prepared, thread.failed, aborted.promise]);
    // What decoding took of memory, much of it stays with the thread.
    if (result.durationMs > KEPT_THREAD_MS_MAX) await thread.end();
    else thread.release();
    return result;
  } catch (error) {
    await thread.end();
    // The folder may be gone, and whatever happens to it must not hide why.
    await clear(outDir).catch(() => {});
    if (made !== undefined) await rm(made, { recursive: true, force: true }).catch(() => {});
    throw error;
  } finally {
    aborted.forget();
  }
}

function whenAborted(signal: AbortSignal) {
  let forget = () => {};
  const promise = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    forget = () => signal.removeEventListener("abort", abort);
    // It may have come while the folder was made.
    if (signal.aborted) abort();
  });
  return { promise, forget };
}

/** Removes what this or an earlier preparation wrote, and nothing else. */
async function clear(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (PIECE_FILE.test(name) || CHANNEL_FILE.test(name)) await rm(join(directory, name), { force: true });
}
