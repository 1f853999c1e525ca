import { Worker } from "node:worker_threads";
import type { Engine, FromDatabase, ToDatabase, WorkerInput, WorkerStart } from "./embedded-messages.ts";

/** Of the last thread that started. */
let engine: Engine | null = null;

/**
 * The embedded database in its own thread. A thread that died (a full disk in the middle of a log write, a fault of
 * the engine) is replaced when the next client comes: the new one recovers what was committed, as PostgreSQL does.
 */
export class EmbeddedServer {
  readonly #start: WorkerStart;
  #running: Promise<Worker> | null = null;
  #lastEnded: Promise<void> = Promise.resolve();
  /** Why the last thread died; null while none has. */
  #reason: string | null = null;

  private constructor(start: WorkerStart) {
    this.#start = start;
  }

  /** Starts it. Throws when the directory does not hold a database that can be opened. */
  static async start(start: WorkerStart): Promise<EmbeddedServer> {
    const server = new EmbeddedServer(start);
    await server.worker();
    return server;
  }

  /** The running thread; a new one when the last has died. Throws when it cannot start, and in memory once it died. */
  worker(): Promise<Worker> {
    if (this.#reason !== null && this.#start.directory === null)
      return Promise.reject(new Error(`the embedded database has stopped: ${this.#reason}`));
    this.#running ??= this.#run();
    return this.#running;
  }

  /** The whole database as a file to begin another one with. Nothing else may run meanwhile. */
  async dump(): Promise<Uint8Array> {
    return (await ask(await this.worker(), { kind: "dump" }, "dumped")).bytes;
  }

  /** Ends it with everything written, after the last client has gone. */
  async close(): Promise<void> {
    const worker = await this.#running?.catch(() => null);
    if (!worker) return;
    await ask(worker, { kind: "close" }, "closed");
    await worker.terminate();
  }

  async #run(): Promise<Worker> {
    // Two threads on one directory would destroy it.
    await this.#lastEnded;
    // TypeScript when run from source, JavaScript when built.
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    const workerData: WorkerInput = { ...this.#start, engine };
    const worker = new Worker(new URL(`./embedded-worker.${extension}`, import.meta.url), { workerData });
    worker.setMaxListeners(0);
    let isCurrent = true;
    const leave = (reason: string) => {
      if (!isCurrent) return;
      isCurrent = false;
      this.#running = null;
      this.#reason = reason;
    };
    this.#lastEnded = new Promise((resolve) => {
      worker.once("exit", () => {
        leave("its thread ended");
        resolve();
      });
    });
    worker.on("error", (error: Error) => leave(error.message));
    worker.on("message", (message: FromDatabase) => {
      if (message.kind === "died") leave(message.reason);
    });
    ({ engine } = await answerOf(worker, "ready"));
    return worker;
  }
}

function ask<Kind extends FromDatabase["kind"]>(worker: Worker, message: ToDatabase, kind: Kind) {
  worker.ref();
  const answer = answerOf(worker, kind);
  worker.postMessage(message);
  return answer;
}

function answerOf<Kind extends FromDatabase["kind"]>(worker: Worker, kind: Kind) {
  return new Promise<Extract<FromDatabase, { kind: Kind }>>((resolve, reject) => {
    let reason = "its thread ended";
    const receive = (message: FromDatabase) => {
      if (message.kind === "died") reason = message.reason;
      if (message.kind !== kind) return;
      forget();
      resolve(message as Extract<FromDatabase, { kind: Kind }>);
    };
    const ended = () => {
      forget();
      reject(new Error(`the embedded database has stopped: ${reason}`));
    };
    const forget = () => worker.off("message", receive).off("exit", ended);
    worker.on("message", receive).on("exit", ended);
  });
}
