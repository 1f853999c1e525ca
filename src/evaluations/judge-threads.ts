import { Worker } from "node:worker_threads";
import { WorkCrashed } from "../errors.ts";
import type { EvaluatedTranscript, EvaluationRequest } from "./evaluate-transcript.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Judge } from "./judge.ts";
import type { FromJudgeThread, ToJudgeThread } from "./judge-thread-messages.ts";
import type { Scorecard } from "./scorecard.ts";

/** A judge whose work is done beside the thread that serves. */
export interface ThreadedJudge extends Judge {
  /** Ends the threads; calls that wait for them are interrupted. */
  close(): Promise<void>;
}

/**
 * The rules judge in up to so many threads of its own, so that many calls or a long one do not hold up whoever only wants a
 * page, and more than one processor judges. A thread is started by the first call; until it is ready, and with none, `judge`
 * itself judges, in this thread. Should one break off, the call it was at fails with `WorkCrashed`, those behind it
 * are judged in this one, and the next call starts another; after one that never got ready none is started any more.
 */
export function judgeInThreads(judge: Judge, threadsMax: number, program = PROGRAM): ThreadedJudge {
  const threads = new Set<JudgeThread>();
  let canStart = true;
  const start = () => {
    const thread = new JudgeThread(program, () => {
      threads.delete(thread);
      canStart &&= thread.isReady;
    });
    threads.add(thread);
  };
  return {
    ...judge,
    elsewhere: (request) => {
      const [idlest] = [...threads].filter(({ isReady }) => isReady).sort((a, b) => a.load - b.load);
      if (canStart && threads.size < threadsMax && (idlest?.load ?? 1) > 0) start();
      return idlest?.evaluate(request) ?? null;
    },
    close: async () => {
      await Promise.all([...threads].map((thread) => thread.close()));
    },
  };
}

/** TypeScript when run from source, JavaScript when built. */
const PROGRAM = new URL(`./judge-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

/** A call that waits for a thread. */
interface Waiting {
  resolve(evaluation: Evaluation | null): void;
  reject(error: unknown): void;
}

/** One thread, from its start to its end. */
class JudgeThread {
  isReady = false;
  readonly #worker: Worker;
  /** In the order in which they are judged. */
  readonly #waiting = new Map<number, Waiting>();
  /** The numbers of the scorecards it was told. */
  readonly #scorecards = new Map<Scorecard, number>();
  #calls = 0;

  constructor(program: URL, ended: () => void) {
    this.#worker = new Worker(program);
    this.#worker.unref();
    this.#worker.on("message", (message: FromJudgeThread) => this.#receive(message));
    let reason: unknown;
    this.#worker.on("error", (error: unknown) => {
      reason = error;
    });
    this.#worker.once("exit", () => {
      ended();
      this.#end(new WorkCrashed("the thread that judges broke off", { cause: reason }));
    });
  }

  /** Calls that wait for it. */
  get load(): number {
    return this.#waiting.size;
  }

  /** Judges a call; null when the thread ended before it was begun. */
  async evaluate(request: EvaluationRequest): Promise<EvaluatedTranscript | null> {
    const { read, scorecard, reportLanguage } = request;
    const number = this.#numberOf(scorecard);
    const call = ++this.#calls;
    const evaluation = await new Promise<Evaluation | null>((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#post({ kind: "call", call, scorecard: number, read, reportLanguage });
    });
    request.signal.throwIfAborted();
    return evaluation && { evaluation, settlements: [] };
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #numberOf(scorecard: Scorecard): number {
    const known = this.#scorecards.get(scorecard);
    if (known !== undefined) return known;
    const number = this.#scorecards.size;
    this.#scorecards.set(scorecard, number);
    this.#post({ kind: "scorecard", scorecard: number, document: scorecard });
    return number;
  }

  #post(message: ToJudgeThread): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromJudgeThread): void {
    if (message.kind === "ready") {
      this.isReady = true;
      return;
    }
    const waiting = this.#waiting.get(message.call);
    this.#waiting.delete(message.call);
    if (message.kind === "fault") waiting?.reject(message.fault);
    else waiting?.resolve(message.evaluation);
  }

  #end(crash: WorkCrashed): void {
    this.isReady = false;
    const [first, ...others] = this.#waiting.values();
    this.#waiting.clear();
    first?.reject(crash);
    for (const { resolve } of others) resolve(null);
  }
}
