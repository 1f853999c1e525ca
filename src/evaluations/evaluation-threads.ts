import { Worker } from "node:worker_threads";
import { AppError, WorkCrashed } from "../errors.ts";
import type { EvaluatedTranscript, EvaluationRequest } from "./evaluate-transcript.ts";
import type { Evaluation } from "./evaluation.ts";
import { type ReadTranscript, readText } from "./read-transcript.ts";
import type { Scorecard } from "./scorecard.ts";
import type { FromThread, ThreadStart, ToThread } from "./thread-messages.ts";

/** How many threads there may be at most, what they are for, and what runs in them where it is not ours. */
export interface ThreadOptions extends ThreadStart {
  max: number;
  program?: URL;
}

/** TypeScript when run from source, JavaScript when built. */
const PROGRAM = new URL(`./evaluation-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

/**
 * Reads dialogues, and judges them by rules, in threads of their own, so that many calls or a long one do not hold up whoever
 * only wants a page, and more than one processor works. A thread is started by the first call; until it is ready, and where
 * none may be, the caller's own thread does the work. Should one break off, the task it was at fails with `WorkCrashed`,
 * those behind it are done in the caller's thread, and the next call starts another; after one that never got ready none
 * is started any more.
 */
export class EvaluationThreads {
  readonly #options: ThreadOptions;
  readonly #threads = new Set<EvaluationThread>();
  #canStart = true;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** As `readText`. */
  async read(text: string, languageHint: string | null): Promise<ReadTranscript> {
    const read = this.#options.reads ? await this.#idlest()?.read(text, languageHint) : null;
    return read ?? readText(text, languageHint);
  }

  /** As `evaluateTranscript` with the rules judge; null where it is to be done here. */
  evaluate(request: EvaluationRequest): Promise<EvaluatedTranscript | null> | null {
    return (this.#options.judges && this.#idlest()?.evaluate(request)) || null;
  }

  /** Ends the threads; who waits for them is told that they broke off. */
  async close(): Promise<void> {
    this.#canStart = false;
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  /** The ready thread with the least to do; null while there is none. One more is started when all have something to do. */
  #idlest(): EvaluationThread | null {
    let idlest: EvaluationThread | null = null;
    for (const thread of this.#threads)
      if (thread.isReady && (idlest === null || thread.load < idlest.load)) idlest = thread;
    const { max } = this.#options;
    if (this.#canStart && this.#threads.size < max && (idlest === null || idlest.load > 0)) this.#start();
    return idlest;
  }

  #start(): void {
    const { program = PROGRAM, judges, reads } = this.#options;
    const workerData: ThreadStart = { judges, reads };
    const thread = new EvaluationThread(new Worker(program, { workerData }), () => {
      this.#threads.delete(thread);
      this.#canStart &&= thread.isReady;
    });
    this.#threads.add(thread);
  }
}

/** Somebody who waits for a thread; null means that it ended before the task was begun. */
interface Waiting {
  resolve(result: ReadTranscript | Evaluation | null): void;
  reject(error: unknown): void;
}

/** One thread, from its start to its end. */
class EvaluationThread {
  isReady = false;
  readonly #worker: Worker;
  /** In the order in which the tasks are done. */
  readonly #waiting = new Map<number, Waiting>();
  /** The numbers of the scorecards it was told. */
  readonly #scorecards = new Map<Scorecard, number>();
  #tasks = 0;

  constructor(worker: Worker, ended: () => void) {
    this.#worker = worker;
    worker.unref();
    worker.on("message", (message: FromThread) => this.#receive(message));
    let reason: unknown;
    worker.on("error", (error: unknown) => {
      reason = error;
    });
    worker.once("exit", () => {
      ended();
      this.#end(new WorkCrashed("the thread that reads and judges broke off", { cause: reason }));
    });
  }

  /** Tasks that wait for it. */
  get load(): number {
    return this.#waiting.size;
  }

  read(text: string, languageHint: string | null): Promise<ReadTranscript | null> {
    return this.#do((task) => ({ kind: "read", task, text, languageHint })) as Promise<ReadTranscript | null>;
  }

  async evaluate(request: EvaluationRequest): Promise<EvaluatedTranscript | null> {
    const { read, reportLanguage, signal } = request;
    const scorecard = this.#numberOf(request.scorecard);
    const evaluation = await this.#do((task) => ({ kind: "judge", task, scorecard, read, reportLanguage }));
    signal.throwIfAborted();
    return evaluation && { evaluation: evaluation as Evaluation, settlements: [] };
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #do(told: (task: number) => ToThread): Promise<ReadTranscript | Evaluation | null> {
    const task = ++this.#tasks;
    return new Promise((resolve, reject) => {
      this.#waiting.set(task, { resolve, reject });
      this.#worker.postMessage(told(task));
    });
  }

  #numberOf(scorecard: Scorecard): number {
    const known = this.#scorecards.get(scorecard);
    if (known !== undefined) return known;
    const number = this.#scorecards.size;
    this.#scorecards.set(scorecard, number);
    this.#worker.postMessage({ kind: "scorecard", scorecard: number, document: scorecard } satisfies ToThread);
    return number;
  }

  #receive(message: FromThread): void {
    if (message.kind === "ready") {
      this.isReady = true;
      return;
    }
    const waiting = this.#waiting.get(message.task);
    this.#waiting.delete(message.task);
    if (message.kind === "fault") waiting?.reject(message.fault);
    else if (message.kind === "refused") waiting?.reject(new AppError(message.code, message.detail));
    else waiting?.resolve(message.result);
  }

  #end(crash: WorkCrashed): void {
    this.isReady = false;
    const [first, ...others] = this.#waiting.values();
    this.#waiting.clear();
    first?.reject(crash);
    for (const { resolve } of others) resolve(null);
  }
}
