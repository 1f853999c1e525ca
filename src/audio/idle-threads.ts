import type { Worker } from "node:worker_threads";

/** Starting a thread and loading its modules costs more than preparing most recordings: it is kept so long for the next. */
const IDLE_MS = 5_000;
const THREADS_MAX = 4;

/** Threads that have nothing to do. They keep no process alive, and one that dies is no loss. */
export class IdleThreads {
  readonly #timers = new Map<Worker, NodeJS.Timeout>();

  /** The one that rests for the shortest time; null when there is none. */
  take(): Worker | null {
    const worker = [...this.#timers.keys()].at(-1);
    if (worker === undefined) return null;
    this.#forget(worker);
    forgetListeners(worker);
    worker.ref();
    return worker;
  }

  /** Ends it when there are enough, or when nobody takes it. Whoever listened to it does so no more. */
  keep(worker: Worker): void {
    forgetListeners(worker);
    worker.unref();
    worker.on("error", () => this.#forget(worker)).on("exit", () => this.#forget(worker));
    if (this.#timers.size < THREADS_MAX) this.#timers.set(worker, setTimeout(() => this.#end(worker), IDLE_MS).unref());
    else this.#end(worker);
  }

  /** It is no more taken from here on. */
  #end(worker: Worker): void {
    this.#forget(worker);
    void worker.terminate();
  }

  #forget(worker: Worker): void {
    clearTimeout(this.#timers.get(worker));
    this.#timers.delete(worker);
  }
}

/** Ours alone: the thread listens to itself too. */
function forgetListeners(worker: Worker): void {
  for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
}
