/** A thread of the audio room: prepares a recording, decodes it for the thread that does, or writes pieces. */
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "../errors.ts";
import { type AudioTask, type FromThread, startAudioThread } from "./audio-thread.ts";
import { decodeAudio } from "./decode-audio.ts";
import { decodeInThread, sendBlocks } from "./decode-thread.ts";
import { prepare } from "./preparation.ts";
import { probeAudio } from "./probe-audio.ts";
import { type PieceJob, type WrittenPiece, writePieces } from "./write-pieces.ts";

const port = parentPort;
if (!port) throw new Error("audio-worker.ts runs in a worker thread");

/** From this much sound on, writing MP3 is shared with a second thread. */
const SHARED_WRITE_MS_MIN = 120_000;

const tell = (message: FromThread) => port.postMessage(message);

async function run(task: AudioTask): Promise<void> {
  if (task.task === "prepare") return runPrepare(task);
  if (task.task === "decode") return sendBlocks(decodeAudio(task.path, task.format), task.slots, port as never);
  tell({ kind: "pieces", pieces: await writePieces(task.job, (ms) => tell({ kind: "written", ms })) });
}

async function runPrepare({ path, directory, plan, limits }: AudioTask & { task: "prepare" }): Promise<void> {
  const format = await probeAudio(path);
  const prepared = await prepare({
    format,
    blocks: decodeInThread(path, format),
    directory,
    plan,
    limits,
    write: writeShared,
    onProgress: (progress) => tell({ kind: "progress", progress }),
  });
  tell({ kind: "prepared", prepared });
}

/** Long MP3 pieces of two channels are written by two threads, one channel each. */
async function writeShared(job: PieceJob, onWritten: (ms: number) => void): Promise<WrittenPiece[]> {
  const first = job.cuts[0]?.channel;
  const mine = job.cuts.filter(({ channel }) => channel === first);
  const others = job.cuts.filter(({ channel }) => channel !== first);
  const othersMs = others.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  if (job.format === "wav" || othersMs < SHARED_WRITE_MS_MIN) return writePieces(job, onWritten);
  const [here, there] = await Promise.all([
    writePieces({ ...job, cuts: mine }, onWritten),
    writeInThread({ ...job, cuts: others }, onWritten),
  ]);
  return [...here, ...there];
}

async function writeInThread(job: PieceJob, onWritten: (ms: number) => void): Promise<WrittenPiece[]> {
  let done = (_: WrittenPiece[]) => {};
  const pieces = new Promise<WrittenPiece[]>((resolve) => {
    done = resolve;
  });
  const thread = startAudioThread({ task: "write", job }, (message) => {
    if (message.kind === "written") onWritten(message.ms);
    if (message.kind === "pieces") done(message.pieces);
  });
  try {
    return await Promise.race([pieces, thread.failed]);
  } finally {
    await thread.end();
  }
}

/** Codes of the file system that mean there is no room. */
const NO_ROOM = new Set(["ENOSPC", "EDQUOT"]);

function failureOf(error: unknown): FromThread {
  if (error instanceof AppError)
    return { kind: "failed", code: error.code, detail: error.detail, retryable: error.retryable };
  if (error instanceof Error && NO_ROOM.has(String((error as NodeJS.ErrnoException).code)))
    return {
      kind: "failed",
      code: "out_of_storage",
      detail: "There is no room on disk to prepare the recording.",
      retryable: true,
    };
  return {
    kind: "failed",
    code: null,
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    retryable: false,
  };
}

try {
  await run(workerData as AudioTask);
} catch (error) {
  tell(failureOf(error));
} finally {
  // The decoding thread's slots are free for good; without this its port would keep it running.
  port.removeAllListeners("message");
}
