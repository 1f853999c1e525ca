/** A thread of the audio room: prepares a recording, decodes it for the thread that does, or writes pieces. */
import { type MessagePort, parentPort } from "node:worker_threads";
import { AppError } from "../errors.ts";
import { type AudioTask, type FromThread, startAudioThread } from "./audio-thread.ts";
import { soundMsOf } from "./piece-time.ts";
import type { PrepareProgress } from "./prepare/preparation.ts";
import type { NumberedCut, PieceJob, WrittenPiece } from "./prepare/write-pieces.ts";
import { isSystemError } from "./system-error.ts";

const port = parentPort;
if (!port) throw new Error("audio-worker.ts runs in a worker thread");

/** From this much sound for each on, writing MP3 is shared with a second thread. */
const SHARED_WRITE_MS_MIN = 120_000;

const tell = (message: FromThread) => port.postMessage(message);

/** Each thread loads what its task needs: decoders take memory in every thread that knows them. */
async function run(task: AudioTask, port: MessagePort): Promise<void> {
  if (task.task === "prepare") return runPrepare(task);
  if (task.task === "decode") return runDecode(task, port);
  const { writePieces } = await import("./prepare/write-pieces.ts");
  tell({ kind: "pieces", pieces: await writePieces(task.job, (ms) => tell({ kind: "written", ms })) });
}

async function runDecode({ path, slots }: AudioTask & { task: "decode" }, port: MessagePort): Promise<void> {
  const { probeAudio } = await import("./probe-audio.ts");
  const { decodeAudio } = await import("./decode/decode-audio.ts");
  const { sendBlocks } = await import("./decode-thread.ts");
  const format = await probeAudio(path);
  tell({ kind: "format", format });
  await sendBlocks(decodeAudio(path, format), slots, port);
}

async function runPrepare({ path, directory, plan, limits }: AudioTask & { task: "prepare" }): Promise<void> {
  const { decodeInThread } = await import("./decode-thread.ts");
  const { prepare } = await import("./prepare/preparation.ts");
  const { format, blocks } = await decodeInThread(path);
  const onProgress = (progress: PrepareProgress) => tell({ kind: "progress", progress });
  const prepared = await prepare({ format, blocks, directory, plan, limits, write: writeShared, onProgress });
  tell({ kind: "prepared", prepared });
}

/** Much MP3 is written by two threads, half of the sound each. */
async function writeShared(job: PieceJob, onWritten: (ms: number) => void): Promise<WrittenPiece[]> {
  const { writePieces } = await import("./prepare/write-pieces.ts");
  const [mine, others] = inHalves(job.cuts);
  if (job.format === "wav" || totalSoundMs(others) < SHARED_WRITE_MS_MIN) return writePieces(job, onWritten);
  const [here, there] = await Promise.all([
    writePieces({ ...job, cuts: mine }, onWritten),
    writeInThread({ ...job, cuts: others }, onWritten),
  ]);
  return [...here, ...there];
}

/** Two lists of about as much sound, the longer one first: each piece, the longest first, goes where there is less. */
function inHalves(cuts: NumberedCut[]): [NumberedCut[], NumberedCut[]] {
  const halves: [NumberedCut[], NumberedCut[]] = [[], []];
  const [one, other] = halves;
  for (const cut of cuts.toSorted((a, b) => soundMsOf(b) - soundMsOf(a)))
    (totalSoundMs(one) <= totalSoundMs(other) ? one : other).push(cut);
  return totalSoundMs(one) < totalSoundMs(other) ? [other, one] : halves;
}

function totalSoundMs(cuts: NumberedCut[]): number {
  return cuts.reduce((sum, cut) => sum + soundMsOf(cut), 0);
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
  const failure = isSystemError(error) ? failureOfSystem(error as NodeJS.ErrnoException) : error;
  if (failure instanceof AppError) {
    const { code, detail, retryable, cause } = failure;
    return { kind: "failed", code, detail, retryable, cause: cause === undefined ? null : textOf(cause) };
  }
  return { kind: "failed", code: null, detail: "", retryable: false, cause: textOf(error) };
}

/** The recording is not at fault; another time it may work. */
function failureOfSystem(cause: NodeJS.ErrnoException): AppError {
  const options = { cause, retryable: true };
  return NO_ROOM.has(String(cause.code))
    ? new AppError("out_of_storage", "There is no room on disk to prepare the recording.", options)
    : new AppError("unavailable", "The recording's file could not be read or its pieces not be written.", options);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Everything else that comes is for the task at hand, or late for the one before. */
const isTask = (message: unknown): message is AudioTask => typeof message === "object";

port.on("message", (message: unknown) => {
  if (isTask(message)) run(message, port).catch((error) => tell(failureOf(error)));
});
