import { AppError } from "../../errors.ts";
import type { Database, Db } from "../database.ts";
import { readTies } from "../installation.ts";
import { withLongWork } from "../long-work.ts";
import type { Contents } from "./contents.ts";
import { type FillProgress, fillDatabase, refuseUnknownMigrations } from "./fill-database.ts";
import type { CheckedDump } from "./read-dump.ts";
import { type FirstRows, isUsed, refuseIfServed } from "./refuse-use.ts";
import type { TableSum } from "./rows.ts";
import type { KeptRows } from "./tables.ts";

/** A backup and the installation that it shall fill. The job queue of the database was opened before. */
export interface RestoreOrder {
  dump: CheckedDump;
  database: Pick<Database, "kind" | "db" | "pool">;
  dataDir: string;
  /** Null: the one in `dataDir`. */
  secretKey: string | null;
  kept: readonly KeptRows[];
  firstRows: FirstRows;
  /** Whether what is in the database may go. */
  isReplacing: boolean;
  /** Changes what came before anybody works with it. */
  adapt: (tx: Db) => Promise<void>;
  onProgress: FillProgress;
}

/**
 * Puts a backup into the database: all of it, or nothing whatever happens on the way. It then belongs to `dataDir`. Throws
 * `conflict` when the database is in use or holds anything and must not be replaced, when a newer program made the backup,
 * or when the secret key is not that of the backup.
 */
export async function restoreDump(order: RestoreOrder): Promise<TableSum[]> {
  const { dump, database, kept, firstRows, onProgress } = order;
  const contents = await dump.open();
  try {
    refuseUnknownMigrations(contents);
    const { dataDirId } = await refuseOtherKey(contents, order);
    return await withLongWork(database, (db) =>
      db.transaction().execute(async (tx) => {
        await refuseIfServed(tx);
        if (!order.isReplacing && (await isUsed(tx, firstRows)))
          throw new AppError("conflict", "The database is not empty: add --replace to lose what is in it.");
        const adapt = async () => {
          if (contents.installation !== null)
            await tx.updateTable("installation").set({ data_dir_id: dataDirId }).execute();
          await order.adapt(tx);
        };
        return fillDatabase(tx, contents, { kept, adapt, onProgress });
      }),
    );
  } finally {
    await contents.close();
  }
}

async function refuseOtherKey({ installation }: Contents, order: RestoreOrder): Promise<{ dataDirId: string }> {
  const { fingerprint, dataDirId } = await readTies(order);
  if (installation !== null && installation.secretKeyFingerprint !== fingerprint)
    throw new AppError(
      "conflict",
      "The credentials in this backup are sealed with another secret key: set the SECRET_KEY of its installation, or put " +
        "that installation's secret.key into DATA_DIR.",
    );
  return { dataDirId };
}
