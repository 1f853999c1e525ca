/** The embedded database: PGlite in a worker thread that speaks the PostgreSQL wire protocol over its message port. */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import type { FromDatabase, ToDatabase, WorkerStart } from "./embedded-messages.ts";

const port = parentPort;
if (!port) throw new Error("embedded-worker.ts runs in a worker thread");

/** First byte of the client's goodbye; never passed on, because it would end the only backend. */
const TERMINATE = 0x58;
/** Bytes of answer gathered before they are sent; a row set beyond this goes in several messages. */
const ANSWER_BYTES_MAX = 256 * 1024;

const { directory, template } = workerData as WorkerStart;
const database = await PGlite.create({
  ...(directory ? { dataDir: directory } : {}),
  ...(template ? { loadDataDir: new Blob([await readFile(template)]) } : {}),
  extensions: { pg_trgm },
  startParams: [...PGlite.defaultStartParams, "-c", "shared_buffers=64MB", "-c", "max_wal_size=128MB"],
});

/** The client that is speaking now; one backend serves one client at a time. */
let client = 0;
/** Whether that client's startup message, the only one without a type byte, has been seen. */
let started = false;
/** The beginning of a message whose end has not come yet. */
let pending: Buffer<ArrayBufferLike> = Buffer.alloc(0);
let answer: Uint8Array[] = [];
let answerBytes = 0;

/** A new client finds a new session: nothing of the one before it (transaction, settings, locks, statements) is left. */
async function resetSession(): Promise<void> {
  started = false;
  pending = Buffer.alloc(0);
  if (database.isInTransaction()) await database.exec("rollback");
  await database.exec("discard all");
}

async function receive(id: number, chunk: Uint8Array): Promise<void> {
  if (id !== client) {
    if (client !== 0) await resetSession();
    client = id;
  }
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
  for (;;) {
    const header = started ? 1 : 0;
    if (pending.length < header + 4) break;
    const size = header + pending.readInt32BE(header);
    if (pending.length < size) break;
    const message = pending.subarray(0, size);
    pending = pending.subarray(size);
    if (started && message[0] === TERMINATE) {
      client = 0;
      await resetSession();
      return;
    }
    started = true;
    await database.execProtocolRawStream(message, { syncToFs: false, onRawData: (part) => gather(id, part) });
  }
  send(id);
}

/** The part is a view of the backend's memory, so it is copied before the backend runs on. */
function gather(id: number, part: Uint8Array): void {
  answer.push(part.slice());
  answerBytes += part.length;
  if (answerBytes >= ANSWER_BYTES_MAX) send(id);
}

function send(id: number): void {
  const [first] = answer;
  if (!first) return;
  const bytes = answer.length === 1 ? first : joined();
  answer = [];
  answerBytes = 0;
  post({ kind: "bytes", client: id, bytes }, [bytes.buffer as ArrayBuffer]);
}

function joined(): Uint8Array {
  const all = new Uint8Array(answerBytes);
  let offset = 0;
  for (const part of answer) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function post(message: FromDatabase, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

async function handle(message: ToDatabase): Promise<void> {
  if (message.kind === "bytes") return receive(message.client, message.bytes);
  if (message.kind === "dump") {
    const dump = await database.dumpDataDir("none");
    return post({ kind: "dumped", bytes: new Uint8Array(await dump.arrayBuffer()) });
  }
  await database.close();
  post({ kind: "closed" });
  port?.close();
}

let queue: Promise<void> = Promise.resolve();
port.on("message", (message: ToDatabase) => {
  queue = queue
    .then(() => handle(message))
    .catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      post({ kind: "failed", client: message.kind === "bytes" ? message.client : null, detail });
    });
});
post({ kind: "ready" });
