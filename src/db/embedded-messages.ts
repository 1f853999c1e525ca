/**
 * How the embedded database is started. `directory` null: in memory. `template`: file of a dump to begin with.
 * `isCopy`: it is only read, once, beside the one that works, so it takes little memory.
 */
export interface WorkerStart {
  directory: string | null;
  isCopy: boolean;
  template: string | null;
}

/** The engine, a `WebAssembly.Module`: what one thread has compiled and optimised serves the next one too. */
export type Engine = object;

/** What its thread is given. `engine` null: there was none yet in this process. */
export interface WorkerInput extends WorkerStart {
  engine: Engine | null;
}

/** What the program tells the embedded database. `bytes` are wire protocol bytes of one client. */
export type ToDatabase = { kind: "bytes"; client: number; bytes: Uint8Array } | { kind: "dump" } | { kind: "close" };

/** What the embedded database answers. After `died` its thread ends; nothing committed is lost. */
export type FromDatabase =
  | { kind: "ready"; engine: Engine }
  | { kind: "bytes"; client: number; bytes: Uint8Array }
  | { kind: "dumped"; bytes: Uint8Array }
  | { kind: "closed" }
  | { kind: "died"; reason: string };
