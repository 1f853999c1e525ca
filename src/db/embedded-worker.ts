/** The embedded database: PGlite in a worker thread that speaks the PostgreSQL wire protocol over its message port. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import type { Engine, FromDatabase, ToDatabase, WorkerInput } from "./embedded-messages.ts";
import { ClientMessages, DeathWatch } from "./wire-messages.ts";

const port = parentPort;
if (!port) throw new Error("embedded-worker.ts runs in a worker thread");

/** Its types come with those of browsers only. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<Engine> };

/** First byte of the client's goodbye; never passed on, because it would end the only backend. */
const TERMINATE = 0x58;
/** First bytes of messages after which a client waits for the whole answer: Sync, and a simple query. */
const LAST_MESSAGES = [0x53, 0x51];
/** Log written since the last checkpoint, after which another one comes. */
const LOG_BYTES_MAX = 128 * 1024 * 1024;
/** How often the log is looked at: after so many statements, or so much text of them. */
const LOOK_AFTER = { statements: 500, bytes: 4 * 1024 * 1024 };
/** Bytes of answer gathered before they are sent; a row set beyond this goes in several messages. */
const ANSWER_BYTES_MAX = 256 * 1024;

const { directory, isCopy, template, engine: known } = workerData as WorkerInput;
const engine = known ?? (await compileEngine());
/** In memory (tests) everything is kept small, because it is made and copied often. */
const size = {
  buffers: directory === null || isCopy ? "16MB" : "64MB",
  initdb: directory === null ? ["--wal-segsize=1"] : [],
};
const database = await PGlite.create({
  pgliteWasmModule: engine,
  ...(directory ? { dataDir: directory } : {}),
  ...(template ? { loadDataDir: await openTemplate(template) } : {}),
  initDbStartParams: size.initdb,
  startParams: [
    ...PGlite.defaultStartParams,
    "-c",
    `shared_buffers=${size.buffers}`,
    "-c",
    `max_wal_size=${LOG_BYTES_MAX / 1024 / 1024}MB`,
  ],
}).catch(die);

function compileEngine(): Promise<Engine> {
  const library = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  return readFile(join(dirname(library), "pglite.wasm")).then((bytes) => WebAssembly.compile(bytes));
}

/** Hands the bytes over as they are: through the parts of a blob they would take longer than all else of a start. */
async function openTemplate(path: string): Promise<Blob> {
  const { buffer, byteOffset, length } = await readFile(path);
  return Object.assign(new Blob(), { arrayBuffer: async () => buffer.slice(byteOffset, byteOffset + length) });
}

/** The client that is speaking now: one backend serves one client at a time. 0 before the first. */
let client = 0;
let messages = new ClientMessages();
let isSessionUsed = false;
const watch = new DeathWatch();
let answer: Uint8Array[] = [];
let answerBytes = 0;
/** What came since the log was looked at. */
const come = { statements: 0, bytes: 0 };

async function receive(id: number, chunk: Uint8Array): Promise<void> {
  if (id !== client) {
    await resetSession();
    client = id;
    messages = new ClientMessages();
  }
  let isAnswered = false;
  for (const message of messages.take(chunk)) {
    if (message[0] === TERMINATE) return resetSession();
    isSessionUsed = true;
    await database.execProtocolRawStream(message, { syncToFs: false, onRawData: (part) => gather(id, part) });
    isAnswered = LAST_MESSAGES.includes(message[0] ?? 0);
  }
  send(id);
  come.statements++;
  come.bytes += chunk.length;
  if (isAnswered && !database.isInTransaction()) await keepLogShort();
}

/** The engine has no process that makes checkpoints, without which its log would grow until the next start. */
async function keepLogShort(): Promise<void> {
  if (directory === null || (come.statements < LOOK_AFTER.statements && come.bytes < LOOK_AFTER.bytes)) return;
  Object.assign(come, { statements: 0, bytes: 0 });
  const { rows } = await database.query<{ bytes: number }>(
    "select (pg_current_wal_insert_lsn() - redo_lsn)::float8 as bytes from pg_control_checkpoint()",
  );
  if ((rows[0]?.bytes ?? 0) > LOG_BYTES_MAX) await database.exec("checkpoint");
}

/** A new client finds a new session: nothing of the one before it (transaction, settings, locks, statements) is left. */
async function resetSession(): Promise<void> {
  if (!isSessionUsed) return;
  if (database.isInTransaction()) await database.exec("rollback");
  await database.exec("discard all");
  isSessionUsed = false;
}

/**
 * The part is a view of the backend's memory, so it is copied before the backend runs on. PGlite would go on after a
 * panic, on memory that PostgreSQL itself would no longer trust; ours ends as it stands and the next start recovers.
 */
function gather(id: number, part: Uint8Array): void {
  answer.push(part.slice());
  answerBytes += part.length;
  const death = watch.see(part);
  // Told before the error that the client sees, so that its next try already goes to the next thread.
  if (death) post({ kind: "died", reason: death });
  if (death || answerBytes >= ANSWER_BYTES_MAX) send(id);
  if (death) process.exit(1);
}

function send(id: number): void {
  const [first] = answer;
  if (!first) return;
  const bytes = answer.length === 1 ? first : new Uint8Array(Buffer.concat(answer));
  answer = [];
  answerBytes = 0;
  post({ kind: "bytes", client: id, bytes }, [bytes.buffer as ArrayBuffer]);
}

function post(message: FromDatabase, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

/** Ends the thread at once. The reason is a text, because the error of a broken PGlite carries its whole source. */
function die(error: unknown): never {
  post({ kind: "died", reason: error instanceof Error ? error.message : String(error) });
  return process.exit(1);
}

async function handle(message: ToDatabase): Promise<void> {
  if (message.kind === "bytes") return receive(message.client, message.bytes);
  if (message.kind === "dump") {
    const dump = await database.dumpDataDir("none");
    return post({ kind: "dumped", bytes: new Uint8Array(await dump.arrayBuffer()) });
  }
  await database.close();
  post({ kind: "closed" });
}

let queue: Promise<void> = Promise.resolve();
port.on("message", (message: ToDatabase) => {
  queue = queue.then(() => handle(message)).catch(die);
});
post({ kind: "ready", engine });
