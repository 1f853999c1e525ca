import { join } from "node:path";
import { Kysely } from "kysely";
import pg from "pg";
import { type DirectoryLock, lockDirectory } from "./directory-lock.ts";
import { EmbeddedServer } from "./embedded.ts";
import { copyEmbedded, endCopy } from "./embedded-copy.ts";
import { EmbeddedSocket } from "./embedded-socket.ts";
import { PreparingClient } from "./preparing-client.ts";
import { PromptDialect } from "./prompt-dialect.ts";
import type { Tables } from "./tables.ts";
import { TYPES } from "./types.ts";

/** The query builder over our tables; a transaction is one too, so every store takes it as its first parameter. */
export type Db = Kysely<Tables>;

/** An open database, the same to use whichever kind it is. */
export interface Database {
  db: Db;
  /** The connections below `db`, for libraries that bring their own SQL. One at most when embedded. */
  pool: pg.Pool;
  kind: "embedded" | "postgres";
  /** The data directory as held by this process; null on PostgreSQL and in memory. */
  lock: DirectoryLock | null;
  /** The whole database as bytes that `template` takes, as of one moment; null on PostgreSQL, which has its own tools. */
  dump: (() => Promise<Uint8Array>) | null;
  /**
   * Copies an embedded database, as of one moment, into an empty directory that `openCopy` takes, while it works on. One
   * copy at a time. Null on PostgreSQL and in memory.
   */
  copyTo: ((dataDir: string) => Promise<void>) | null;
  /** Waits for running statements, closes and gives the directory back; a second time does nothing. */
  close(): Promise<void>;
}

/** Which database: PostgreSQL when there is a URL, else embedded in `dataDir`, else embedded in memory. */
export interface DatabaseOptions {
  databaseUrl?: string | undefined;
  dataDir?: string | undefined;
  /** File of a dump that a new embedded database begins with. */
  template?: string | undefined;
}

/** Where an embedded database lies in its data directory. */
const DIRECTORY = "postgres";
/** Connections of one process to PostgreSQL. */
const CONNECTIONS_MAX = 10;
/** How long a caller waits for a connection; also how long a transaction that waits for itself hangs. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Longest statement on PostgreSQL; ours take milliseconds, and migrations are exempt. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** How long an answer is waited for: a connection that is dead without saying so is found out by this. */
const ANSWER_TIMEOUT_MS = 12_000;
/** After this the server ends a transaction whose client has gone silent, and frees what it locked. */
const IDLE_TRANSACTION_TIMEOUT_MS = 30_000;
/**
 * Set by statement, because a pooler in between may refuse unknown start-up parameters. Transcripts and evaluations are
 * long: where the server knows LZ4 (14 and newer, as usually built), it stores them with half the work of its own method.
 */
const SESSION = `set statement_timeout = ${STATEMENT_TIMEOUT_MS};
  set idle_in_transaction_session_timeout = ${IDLE_TRANSACTION_TIMEOUT_MS}; set timezone = 'UTC';
  select set_config(name, 'lz4', false) from pg_settings
    where name = 'default_toast_compression' and 'lz4' = any (enumvals)`;

/**
 * Opens the database; it may still need `migrate`. Throws `conflict` when another process holds the directory, and
 * `unavailable` when it cannot be written. An unreachable PostgreSQL shows on the first query, not here.
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  return (await beginDatabase(options)).opened;
}

/**
 * Does of it what needs this thread: afterwards an embedded database opens in its own, however busy this one is. Throws
 * what `openDatabase` throws, as `opened` does.
 */
export async function beginDatabase(options: DatabaseOptions): Promise<{ opened: Promise<Database> }> {
  if (options.databaseUrl !== undefined) return { opened: Promise.resolve(openPostgres(options.databaseUrl)) };
  const lock = options.dataDir === undefined ? null : await lockDirectory(options.dataDir);
  return { opened: openEmbedded(options, lock) };
}

/** Opens a copy of an embedded database; nobody else knows of it, so it needs no lock. */
export function openCopy(dataDir: string): Promise<Database> {
  return openEmbedded({ dataDir, isCopy: true }, null);
}

function openPostgres(connectionString: string): Database {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString,
    types: TYPES,
    // What is sent at once on a borrowed connection goes out together; what is awaited one by one is as before.
    pipeline: true,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    application_name: "razbor",
    onConnect: (client) => client.query(SESSION),
  });
  return opened({ kind: "postgres", pool, lock: null, dump: null, copyTo: null }, async () => {});
}

async function openEmbedded(
  { dataDir, template, isCopy = false }: DatabaseOptions & { isCopy?: boolean },
  lock: DirectoryLock | null,
): Promise<Database> {
  let server: EmbeddedServer;
  try {
    server = await EmbeddedServer.start({
      directory: dataDir === undefined ? null : join(dataDir, DIRECTORY),
      isCopy,
      template: template ?? null,
    });
  } catch (error) {
    await lock?.release();
    throw error;
  }
  const pool = new pg.Pool({
    Client: PreparingClient,
    stream: () => new EmbeddedSocket(server) as never,
    types: TYPES,
    pipeline: true,
    max: 1,
    user: "postgres",
    database: "postgres",
    ssl: false,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A process that was killed while it copied may have left something; should this fail, the next copy ends it.
  if (dataDir !== undefined && !isCopy) await endCopy(pool).catch(() => {});
  const dump = () => whenIdle(pool, () => server.dump());
  const copyTo =
    dataDir === undefined
      ? null
      : (target: string) => copyEmbedded(pool, join(dataDir, DIRECTORY), join(target, DIRECTORY));
  return opened({ kind: "embedded", pool, lock, dump, copyTo }, () => server.close().finally(() => lock?.release()));
}

/** Holding the only connection means that no other statement is half done. */
async function whenIdle<Result>(pool: pg.Pool, use: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("checkpoint");
    return await use();
  } finally {
    client.release();
  }
}

/**
 * A connection given back inside a transaction, or with a statement still running, is ended instead of used again: the
 * next borrower would write into a stranger's transaction. The pool lets go of a client that is ending.
 */
function endUnclean(_error: unknown, client: pg.PoolClient): void {
  const { readyForQuery, connection } = client as unknown as { readyForQuery: boolean; connection: pg.Connection };
  if (readyForQuery && client.getTransactionStatus() === "I") return;
  client.end();
  // A client that sends without waiting would wait for the statement's end first, however long that takes.
  if (!readyForQuery) connection.stream.destroy();
}

function opened(parts: Omit<Database, "db" | "close">, stop: () => Promise<void>): Database {
  const { pool } = parts;
  // An idle connection that breaks has already left the pool; the next query opens another and reports what it meets.
  pool.on("error", () => {});
  // One that breaks while it is borrowed tells its borrower by the next statement; unheard, the event would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("release", endUnclean);
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= pool.end().then(stop);
    return closing;
  };
  return { ...parts, db: new Kysely<Tables>({ dialect: new PromptDialect({ pool }) }), close };
}
