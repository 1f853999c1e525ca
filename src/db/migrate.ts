import { Migrator } from "kysely/migration";
import { MIGRATIONS } from "../../migrations/index.ts";
import { AppError } from "../errors.ts";
import type { Db } from "./database.ts";

/**
 * Brings the database to the newest migration and answers with the names of those that ran, none when nothing was to
 * do. They run in one transaction under an advisory lock: a process that comes second waits, and one that dies leaves
 * nothing half done. Throws `conflict` on a database that a newer program has migrated.
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (!error) return results.map(({ migrationName }) => migrationName);
  if (await wasMigratedByNewer(db))
    throw new AppError("conflict", "The database was migrated by a newer version of this program.", { cause: error });
  throw error;
}

async function wasMigratedByNewer(db: Db): Promise<boolean> {
  const ran = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  return ran.some(({ name }) => !(name in MIGRATIONS));
}
