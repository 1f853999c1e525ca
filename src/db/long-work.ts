import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database, Db } from "./database.ts";
import { TYPES } from "./types.ts";

/**
 * Lets `use` do what may take long: on PostgreSQL over one connection of its own, without the time limits of the others; on
 * the embedded database over the only one there is.
 */
export async function withLongWork<Result>(
  { kind, db, pool }: Pick<Database, "kind" | "db" | "pool">,
  use: (db: Db) => Promise<Result>,
): Promise<Result> {
  if (kind === "embedded") return use(db);
  const { connectionString } = pool.options;
  const own = new pg.Pool({ connectionString, types: TYPES, max: 1, application_name: "razbor long work" });
  // Whoever asked hears of a connection that breaks by the next statement.
  own.on("error", () => {});
  own.on("connect", (client) => client.on("error", () => {}));
  const longDb: Db = new Kysely({ dialect: new PostgresDialect({ pool: own }) });
  return use(longDb).finally(() => longDb.destroy());
}
