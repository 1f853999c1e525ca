import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode, WorkCrashed } from "../errors.ts";
import type { AudioFormat, CutPlan, PreparedAudio, PrepareLimits } from "./audio.ts";
import { IdleThreads } from "./idle-threads.ts";
import type { PrepareProgress } from "./prepare/preparation.ts";
import type { PieceJob, WrittenPiece } from "./prepare/write-pieces.ts";

/**
 * Heap of a thread. Samples live outside of it and are bounded by design; this only stops a decoder that went astray
 * before the process suffers.
 */
const HEAP = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 8 };
/** Of what a thread printed last, kept for the log when it crashes. */
const LAST_WORDS = 2_000;

/** What a thread is given to do. */
export type AudioTask =
  | { task: "prepare"; path: string; directory: string; plan: CutPlan; limits: PrepareLimits }
  | { task: "decode"; path: string; slots: SharedArrayBuffer[] }
  | { task: "write"; job: PieceJob };

/** What a thread tells. An expected failure crosses as its code and sentence, any other with code null; `cause` is private. */
export type FromThread =
  | { kind: "progress"; progress: PrepareProgress }
  | { kind: "prepared"; prepared: PreparedAudio }
  | { kind: "format"; format: AudioFormat }
  | { kind: "block"; slot: number; channels: number; length: number; sampleRate: number }
  | { kind: "decoded" }
  | { kind: "written"; ms: number }
  | { kind: "pieces"; pieces: WrittenPiece[] }
  | { kind: "failed"; code: ErrorCode | null; detail: string; retryable: boolean; cause: string | null };

/** A thread at its task. `failed` rejects when it fails, crashes or exits, and never resolves. */
export interface AudioThread {
  worker: Worker;
  failed: Promise<never>;
  /** Stops it wherever it is; resolves when nothing of it runs any more, its own threads neither. */
  end(): Promise<void>;
  /** Its task is done and nothing more will come of it: it may be given the next one, or ends when there is none soon. */
  release(): void;
}

const idleThreads = new IdleThreads();

/**
 * Gives a task to a thread that is idle or new. Decoders print what they please, so its output is swallowed.
 * @param onMessage everything it tells but failures, which reject `failed`: what was foreseen as `AppError`, any other and
 * a thread that dies as `WorkCrashed`.
 */
export function startAudioThread(task: AudioTask, onMessage: (message: FromThread) => void): AudioThread {
  const worker = idleThreads.take() ?? newWorker();
  let printed = "";
  worker.stderr.on("data", (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-LAST_WORDS);
  });
  const failed = new Promise<never>((_, reject) => {
    worker.on("message", (message: FromThread) => {
      if (message.kind === "failed") reject(failureOf(message));
      else onMessage(message);
    });
    worker.on("error", (error: Error) => reject(crash(error, printed)));
    worker.on("exit", (code) => reject(crash(new Error(`the thread ended with ${code}`), printed)));
  });
  // Whoever started it may not be listening any more.
  failed.catch(() => undefined);
  worker.postMessage(task);
  return {
    worker,
    failed,
    end: async () => {
      await worker.terminate();
    },
    release: () => {
      worker.stderr.removeAllListeners("data").resume();
      idleThreads.keep(worker);
    },
  };
}

function newWorker(): Worker {
  // TypeScript when run from source, JavaScript when built.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./audio-worker.${extension}`, import.meta.url), {
    stdout: true,
    stderr: true,
    resourceLimits: HEAP,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

function failureOf({ code, detail, retryable, cause }: FromThread & { kind: "failed" }): AppError | WorkCrashed {
  if (code === null) return crash(new Error(cause ?? detail), "");
  return new AppError(code, detail, { retryable, ...(cause === null ? {} : { cause: new Error(cause) }) });
}

/** Nothing tells that the file is at fault: memory may have been short, or the decoder has a bug that can be mended. */
function crash(cause: Error, printed: string): WorkCrashed {
  const why = printed === "" ? cause : new Error(`${cause.message}; it printed: ${printed}`, { cause });
  return new WorkCrashed("a thread that prepares recordings broke off", { cause: why });
}
