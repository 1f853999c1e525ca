import { setTimeout as delay } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import pg from "pg";
import type { Database, Db } from "./database.ts";

/** By this a process shows the others on the same database that it is alive. */
export interface ProcessSign {
  /** Milliseconds since the sign was last taken: a small number after a start and after the database was away. */
  heldForMs(): number;
  /** Takes the sign down: from then on the process counts as dead. */
  close(): Promise<void>;
}

/** First half of the lock's key, which tells our signs from other advisory locks: "RAZB" in ASCII. */
const SIGN_CLASS = 0x52_41_5a_42;
/** How often the connection is asked whether it still holds the sign, which also keeps idle connections open. */
const CHECK_MS = 5_000;
/** Pause between two attempts to take the sign again. */
const RETAKE_PAUSE_MS = 250;
/** How long a connection or an answer is waited for. */
const ANSWER_TIMEOUT_MS = 5_000;
/** The server gives up a silent peer after 5 + 3 × 2 s: a machine without power leaves no lock behind for hours. */
const SESSION = "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3";

const signs = sql`locktype = 'advisory' and classid = ${sql.lit(SIGN_CLASS)}::oid and objsubid = 2 and granted
  and database = (select oid from pg_database where datname = current_database())`;

/**
 * Holds the sign of a process until it is closed or the process dies, whatever killed it: a session's advisory lock on
 * a connection of its own, named by the process id (a UUID in lower case). A connection that breaks is replaced and the
 * lock taken again; in between, for some milliseconds on a healthy server, the process looks dead. The lock is shared,
 * so neither the remains of a broken connection nor another id with the same hash can hold it up. Resolves when the sign
 * stands; throws the driver's error when it cannot be put up. Does nothing on an embedded database, whose directory
 * lets only one process in.
 *
 * Needs a connection that is the session: PostgreSQL itself or a pooler in session mode. In transaction mode a pooler
 * lends the lock's session to others: a dead process may then look alive and a living one dead.
 */
export async function holdProcessSign(
  { kind, pool }: Pick<Database, "kind" | "pool">,
  processId: string,
): Promise<ProcessSign> {
  if (kind === "embedded") return { heldForMs: () => Number.POSITIVE_INFINITY, close: async () => {} };
  const { connectionString } = pool.options;
  const closing = new AbortController();
  let held = await takeSign(connectionString, processId);
  let heldSince = performance.now();
  const keep = async () => {
    for (;;) {
      await untilLost(held, closing.signal);
      if (closing.signal.aborted) return held.client.end();
      // Whether it ends well does not matter: it holds nothing any more, or the server finds out that it is dead.
      held.client.end().catch(() => {});
      const again = await retake(connectionString, processId, closing.signal);
      if (again === null) return;
      held = again;
      heldSince = performance.now();
    }
  };
  const kept = keep();
  return {
    heldForMs: () => performance.now() - heldSince,
    close: () => {
      closing.abort();
      return kept;
    },
  };
}

/**
 * SQL that tells whether the process whose id the column holds shows its sign; on an embedded database none does. The
 * signs are read once per statement and only when a row needs them, after the rows were chosen: whoever put up its sign
 * before it wrote its id is never missed.
 */
export function showsSign(column: string): RawBuilder<boolean> {
  const key = sql`(hashtext(${sql.ref(column)}::text)::bigint & 4294967295)`;
  return sql<boolean>`(${key} = any (array(select objid::bigint from pg_locks where ${signs})))`;
}

/** Whether any process shows its sign on this database; on an embedded one none does. */
export async function isAnySignShown(db: Db): Promise<boolean> {
  const { rows } = await sql<{ shown: boolean }>`select exists (select from pg_locks where ${signs}) as shown`.execute(
    db,
  );
  return rows[0]?.shown ?? false;
}

/** A connection that took the lock; `lost` aborts when it breaks. */
interface HeldSign {
  client: pg.Client;
  lost: AbortSignal;
}

async function takeSign(connectionString: string | undefined, processId: string): Promise<HeldSign> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    application_name: "razbor process sign",
  });
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  try {
    await client.connect();
    await client.query(SESSION);
    await client.query("select pg_advisory_lock_shared($1, hashtext($2))", [SIGN_CLASS, processId]);
  } catch (error) {
    client.end().catch(() => {});
    throw error;
  }
  return { client, lost: lost.signal };
}

/** Null when closed before it succeeded. */
async function retake(
  connectionString: string | undefined,
  processId: string,
  closing: AbortSignal,
): Promise<HeldSign | null> {
  while (!closing.aborted) {
    // The server is away or restarts; the statements of the process itself report that.
    const held = await takeSign(connectionString, processId).catch(() => null);
    if (held !== null) return held;
    await pause(RETAKE_PAUSE_MS, closing);
  }
  return null;
}

async function untilLost({ client, lost }: HeldSign, closing: AbortSignal): Promise<void> {
  const over = AbortSignal.any([lost, closing]);
  while (!over.aborted) {
    await pause(CHECK_MS, over);
    if (!over.aborted && !(await isHeldBy(client))) return;
  }
}

/** A connection that broke without a word does not answer in time. */
async function isHeldBy(client: pg.Client): Promise<boolean> {
  const text = `select 1 from pg_locks where locktype = 'advisory' and classid = $1::oid and pid = pg_backend_pid()`;
  return client.query(text, [SIGN_CLASS]).then(
    ({ rowCount }) => rowCount === 1,
    () => false,
  );
}

/** Ends early, in silence, when the signal aborts; keeps no process running. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => {});
}
