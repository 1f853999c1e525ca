import { CompiledQuery } from "kysely";
import type { Pool } from "pg";
import type { JobDb } from "./jobs.ts";

/** How the queue and our own statements reach the database. */
export interface Sql {
  // biome-ignore lint/suspicious/noExplicitAny: rows are as various as the statements.
  executeSql(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

/**
 * Statements one by one on any connection of the pool. A text of several statements that fails leaves no transaction
 * behind, because the pool ends such a connection: the reason why the queue never gets a Kysely as its own database.
 * Once `closed` aborts, nothing is asked any more.
 */
export function onPool(pool: Pool, closed?: AbortSignal): Sql {
  return {
    executeSql: async (text, values) => {
      closed?.throwIfAborted();
      return pool.query(text, values);
    },
  };
}

/** Statements inside the caller's transaction, or on a Kysely outside one. */
export function onKysely(db: JobDb): Sql {
  return {
    executeSql: async (text, values) => db.executeQuery(CompiledQuery.raw(text, values)) as Promise<{ rows: never[] }>,
  };
}

/** Runs statements in a transaction of their own; what throws inside undoes them. */
export async function inTransaction<Result>(pool: Pool, run: (db: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const result = await run({ executeSql: (text, values) => client.query(text, values) });
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not lent again.
    const broken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}
