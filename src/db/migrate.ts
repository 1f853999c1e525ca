import { type Migration, Migrator } from "kysely/migration";
import { MIGRATIONS } from "../../migrations/index.ts";
import { AppError } from "../errors.ts";
import type { Database, Db } from "./database.ts";
import { withLongWork } from "./long-work.ts";

/**
 * Brings the database to the newest migration and answers with the names of those that ran, none when nothing was to
 * do. They run in one transaction under an advisory lock: a process that comes second waits, and one that dies leaves
 * nothing half done. Throws `conflict` on a database that a newer program has migrated, `unavailable` where PostgreSQL does
 * not answer or lets nobody in.
 */
export async function migrate(
  database: Pick<Database, "kind" | "db" | "pool">,
  migrations: Record<string, Migration> = MIGRATIONS,
): Promise<string[]> {
  // Without the time limits of others: a migration may take long, and so may its turn.
  return withLongWork(database, (db) => migrateWith(db, migrations)).catch((error) => {
    throw noWayIn(error) ?? error;
  });
}

/** SQLSTATE of a connection that is refused: class 08 and 28, no such database, starting or stopping, full. */
const NO_WAY_IN = /^(?:08|28|3D000|57P|53300)/;

/** Every start begins with this connection: what keeps it out is said in a sentence; null for anything else. */
function noWayIn(error: unknown): AppError | null {
  const { code, syscall, message } = (error ?? {}) as { code?: unknown; syscall?: unknown; message?: unknown };
  const isOut = syscall === "connect" || syscall === "getaddrinfo" || NO_WAY_IN.test(String(code));
  return isOut ? new AppError("unavailable", `PostgreSQL at DATABASE_URL: ${message}.`, { cause: error }) : null;
}

/** The names of all migrations, in their order. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS).sort();

/** Brings a database to the migration named, or to the newest, within the transaction given. */
export async function migrateWithin(tx: Db, last: string | undefined = MIGRATION_NAMES.at(-1)): Promise<void> {
  const migrator = new Migrator({ db: tx, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateTo(last ?? "");
  if (error) throw error;
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
