import { Worker } from "node:worker_threads";
import type { FromDatabase, ToDatabase, WorkerStart } from "./embedded-messages.ts";

/** The running embedded database. */
export interface EmbeddedServer {
  worker: Worker;
  /** The whole database as a file to begin another one with (`template`). */
  dump(): Promise<Uint8Array>;
  /** Ends it with everything written; call it after the last client has gone. */
  close(): Promise<void>;
}

/** Starts the embedded database in its own thread: TypeScript when run from source, JavaScript when built. */
export async function startEmbedded(start: WorkerStart): Promise<EmbeddedServer> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./embedded-worker.${extension}`, import.meta.url), { workerData: start });
  worker.setMaxListeners(0);
  await answerOf(worker, "ready");
  return {
    worker,
    dump: async () => (await ask(worker, { kind: "dump" }, "dumped")).bytes,
    close: async () => {
      await ask(worker, { kind: "close" }, "closed");
      await worker.terminate();
    },
  };
}

function ask<Kind extends FromDatabase["kind"]>(worker: Worker, message: ToDatabase, kind: Kind) {
  worker.ref();
  const answer = answerOf(worker, kind);
  worker.postMessage(message);
  return answer;
}

function answerOf<Kind extends FromDatabase["kind"]>(worker: Worker, kind: Kind) {
  return new Promise<Extract<FromDatabase, { kind: Kind }>>((resolve, reject) => {
    const receive = (message: FromDatabase) => {
      if (message.kind === kind) settle(() => resolve(message as Extract<FromDatabase, { kind: Kind }>));
      else if (message.kind === "failed" && message.client === null) settle(() => reject(new Error(message.detail)));
    };
    const fail = (error: Error) => settle(() => reject(error));
    const exit = () => fail(new Error("the embedded database has stopped"));
    const settle = (end: () => void) => {
      worker.off("message", receive).off("error", fail).off("exit", exit);
      end();
    };
    worker.on("message", receive).on("error", fail).on("exit", exit);
  });
}
