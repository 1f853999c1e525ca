/**
 * Loaded into the real service before its own first line (`node --import`), in its threads too. It watches what the
 * service does with the database's driver, HTTP and files, and acts once at the moment that was asked for: the process
 * ends itself by SIGKILL, or stands still in the middle of that line until the driver has broken something around it.
 *
 * Words to the driver go out by descriptor 3, "go on" comes by descriptor 4, both at once and without an event loop;
 * orders come by the channel of `child_process`.
 */
import { subscribe } from "node:diagnostics_channel";
import fs, { readSync, writeSync } from "node:fs";
import fsp, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";
import pg from "pg";

/** What the driver asks for. `rows`: an answer to a statement, for the database that nobody else can open. */
export type Order =
  | { kind: "arm"; cut: string; times: number; act: "kill" | "hold" }
  | { kind: "rows"; id: number; text: string; values: unknown[] };

/** What comes back by the channel. */
export interface RowsAnswer {
  id: number;
  rows?: unknown[];
  error?: string;
}

const WORDS_FD = 3;
const GO_ON_FD = 4;
const SHARED = "razbor-faults";
const NAME_LENGTH = 8;
/** One for all threads: how many times are left, whether to kill, then the letters of the cut. */
const shared = (getEnvironmentData(SHARED) as Int32Array | undefined) ?? new Int32Array(new SharedArrayBuffer(64));
if (isMainThread) setEnvironmentData(SHARED, shared as never);
const [LEFT, KILLS, NAME] = [0, 1, 2];

function arm({ cut, times, act }: Extract<Order, { kind: "arm" }>): void {
  for (let at = 0; at < NAME_LENGTH; at++) shared[NAME + at] = cut.charCodeAt(at) || 0;
  shared[KILLS] = act === "kill" ? 1 : 0;
  Atomics.store(shared, LEFT, times);
}

function isArmed(cut: string): boolean {
  if (Atomics.load(shared, LEFT) <= 0) return false;
  for (let at = 0; at < NAME_LENGTH; at++) if (shared[NAME + at] !== (cut.charCodeAt(at) || 0)) return false;
  return true;
}

function say(words: string): void {
  writeSync(WORDS_FD, `${words}\n`);
}

/** The moment is here. `where` tells the driver more, for example which connection. */
function reach(cut: string, where: string | number = ""): void {
  if (!isArmed(cut) || Atomics.sub(shared, LEFT, 1) !== 1) return;
  say(`reached ${cut} ${where}`);
  if (shared[KILLS] === 1) process.kill(process.pid, "SIGKILL");
  const byte = Buffer.alloc(1);
  for (;;) {
    try {
      if (readSync(GO_ON_FD, byte, 0, 1, null) > 0) return;
      process.kill(process.pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

// --- statements -----------------------------------------------------------------------------------------------------

interface Statement {
  text: string;
  values: unknown[];
  /** Statements of the transaction so far. */
  before: string;
  port: number;
}

const STARTS_JOB = /update jobs\.job set data = [\s\S]*'starts'/;
const CLAIMS_JOB = /UPDATE jobs\.\S+ j SET\s+state = 'active'/;
const KEEPS_DELIVERY = /insert into deliveries/;
const KEEPS_TRANSCRIPT = /insert into "?transcripts"?/;
const KEEPS_EVALUATION = /insert into evaluations/;
const NOTES_PREPARED = /update "recordings" set [^;]*"prepared"/;
const BEGINS_ATTEMPT = /insert into write_back_attempts/;

/** Whether the work of a call's way is held back: between the 2xx and the claim there is only chance else. */
const holdsClaims = () => isArmed("C2");

function beforeStatement({ text, values, before, port }: Statement): void {
  if (STARTS_JOB.test(text) && values[0] === "process-recording") reach("C3", port);
  if (NOTES_PREPARED.test(text)) reach("C8", port);
  if (!/^commit$/i.test(text)) return;
  if (KEEPS_DELIVERY.test(before)) reach("C0", port);
  if (KEEPS_EVALUATION.test(before)) reach("C15", port);
}

function afterStatement({ text, values, before, port }: Statement, result: unknown): void {
  const rows = (result as { rows?: { record?: { starts: number } }[] } | undefined)?.rows ?? [];
  if (STARTS_JOB.test(text) && rows.length > 0) say(`work ${values[0]} ${rows[0]?.record?.starts}`);
  if (BEGINS_ATTEMPT.test(text) && rows.length > 0) {
    say("work write-back 1");
    reach("C16", port);
  }
  if (!/^commit$/i.test(text)) return;
  if (KEEPS_DELIVERY.test(before)) reach("C1", port);
  if (KEEPS_TRANSCRIPT.test(before)) reach("C12", port);
  if (KEEPS_EVALUATION.test(before)) reach("C15+", port);
}

type Anything = (...args: unknown[]) => unknown;
const transactions = new WeakMap<object, string>();
let pool: pg.Pool | null = null;

function watchStatements(): void {
  const query = pg.Client.prototype.query as unknown as Anything;
  pg.Client.prototype.query = function watched(this: object, ...args: unknown[]): unknown {
    const [first, second] = args;
    const config = (typeof first === "string" ? { text: first } : first) as { text?: unknown; values?: unknown[] };
    if (typeof config?.text !== "string") return query.apply(this, args);
    const values = config.values ?? (Array.isArray(second) ? second : []);
    const stream = (this as { connection?: { stream?: { localPort?: number } } }).connection?.stream;
    const before = /^begin/i.test(config.text) ? "" : (transactions.get(this) ?? "");
    transactions.set(this, before.length > 50_000 ? before : `${before}\n${config.text}`);
    const statement: Statement = { text: config.text, values, before, port: stream?.localPort ?? 0 };
    const last = args.at(-1);
    if (CLAIMS_JOB.test(config.text) && holdsClaims()) {
      const none = { rows: [], rowCount: 0, command: "UPDATE", fields: [] };
      if (typeof last !== "function") return Promise.resolve(none);
      setImmediate(() => (last as Anything)(undefined, none));
      return undefined;
    }
    beforeStatement(statement);
    if (typeof last === "function") {
      const done = (error: unknown, result: unknown) => {
        if (!error) afterStatement(statement, result);
        (last as Anything)(error, result);
      };
      return query.apply(this, [...args.slice(0, -1), done]);
    }
    const answer = query.apply(this, args);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((result) => {
      afterStatement(statement, result);
      return result;
    });
  } as never;
  const connect = pg.Pool.prototype.connect as unknown as Anything;
  pg.Pool.prototype.connect = function known(this: pg.Pool, ...args: unknown[]): unknown {
    pool ??= this;
    return connect.apply(this, args);
  } as never;
}

// --- requests -------------------------------------------------------------------------------------------------------

const SPEECH = "/v1/audio/transcriptions";
const JUDGE = "/v1/responses";
const RECEIVER = "/hooks/";
const RECORDING = "/recordings/";
let pieces = 0;
let isDownloading = false;

function watchRequests(): void {
  const pathOf = (message: unknown) => String((message as { request: { path?: string } }).request.path ?? "");
  subscribe("undici:request:create", (message) => {
    const path = pathOf(message);
    if (path === SPEECH) reach("C9");
    if (path.startsWith(RECORDING)) [pieces, isDownloading] = [0, true];
  });
  subscribe("undici:request:bodyChunkReceived", (message) => {
    if (pathOf(message).startsWith(RECORDING) && ++pieces === 3) reach("C4");
  });
  subscribe("undici:request:trailers", (message) => {
    const path = pathOf(message);
    if (path === SPEECH) reach("C11");
    if (path === JUDGE) reach("C14");
    if (path.startsWith(RECEIVER)) reach("C18");
  });
  subscribe("http.server.response.finish", (message) => {
    const { request, response } = message as { request: { url?: string }; response: { statusCode: number } };
    if (request.url?.startsWith("/webhook/") && response.statusCode === 202) reach("C2");
  });
}

// --- files ----------------------------------------------------------------------------------------------------------

async function watchFiles(): Promise<void> {
  const { rename, rm } = fsp;
  fsp.rename = async (from, to) => {
    await rename(from, to);
    if (String(from).endsWith(".part")) reach("C6");
  };
  fsp.rm = async (path, options) => {
    if (/\.prepared\/[^/]+$/.test(String(path))) reach("C19");
    return rm(path, options);
  };
  const handle = await fsp.open(import.meta.filename, "r");
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { sync } = prototype;
  prototype.sync = function watched(this: FileHandle) {
    if (isDownloading) {
      isDownloading = false;
      reach("C5");
    }
    return sync.call(this);
  };
  let written = 0;
  const { openSync } = fs;
  fs.openSync = (path, flags, mode) => {
    const opened = openSync(path, flags, mode);
    if (/\/piece-\d+\.\w+$/.test(String(path)) && flags === "w") {
      // A thread prepares one recording after the other: those before do not count.
      written = isArmed("C7") ? written + 1 : 0;
      if (written === 2) reach("C7");
    }
    return opened;
  };
  syncBuiltinESMExports();
}

// --- orders ---------------------------------------------------------------------------------------------------------

function takeOrders(): void {
  process.on("message", (order: Order) => {
    if (order.kind === "arm") arm(order);
    else {
      const answer = (given: Omit<RowsAnswer, "id">) => process.send?.({ id: order.id, ...given });
      if (pool === null) answer({ error: "no database is open" });
      else
        pool.query(order.text, order.values).then(
          ({ rows }) => answer({ rows }),
          (error: Error) => answer({ error: error.message }),
        );
    }
  });
  // The channel alone must not keep a service alive that wants to end.
  process.channel?.unref();
}

watchStatements();
await watchFiles();
if (isMainThread) {
  watchRequests();
  takeOrders();
}
