import { Kysely, PostgresDialect } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import { MIGRATIONS } from "../../migrations/index.ts";
import { AppError } from "../errors.ts";
import type { Database, Db } from "./database.ts";

/**
 * Brings the database to the newest migration and answers with the names of those that ran, none when nothing was to
 * do. They run in one transaction under an advisory lock: a process that comes second waits, and one that dies leaves
 * nothing half done. Throws `conflict` on a database that a newer program has migrated.
 */
export async function migrate(
  database: Pick<Database, "kind" | "db" | "pool">,
  migrations: Record<string, Migration> = MIGRATIONS,
): Promise<string[]> {
  if (database.kind === "embedded") return migrateWith(database.db, migrations);
  // A connection of its own, without the time limits of the others: a migration may take long, and so may its turn.
  const { connectionString } = database.pool.options;
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 1 }) }) });
  return migrateWith(db, migrations).finally(() => db.destroy());
}

async function migrateWith(db: Db, migrations: Record<string, Migration>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (!error) return results.map(({ migrationName }) => migrationName);
  if (await wasMigratedByNewer(db, migrations).catch(() => false))
    throw new AppError("conflict", "The database was migrated by a newer version of this program.", { cause: error });
  throw error;
}

async function wasMigratedByNewer(db: Db, migrations: Record<string, Migration>): Promise<boolean> {
  const tables = db.withTables<{ kysely_migration: { name: string } }>();
  const ran = await tables.selectFrom("kysely_migration").select("name").execute();
  return ran.some(({ name }) => !(name in migrations));
}
