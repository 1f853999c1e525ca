import { join } from "node:path";
import { dumpName, keepNewest, removeUnfinished } from "./db/backup/kept-dumps.ts";
import { makeDump } from "./db/backup/make-dump.ts";
import type { KeptRows } from "./db/backup/tables.ts";
import type { Database } from "./db/database.ts";
import { makeDirectory } from "./db/make-directory.ts";
import { AppError } from "./errors.ts";
import { storageFault } from "./http/storage-fault.ts";
import { KEPT_JOBS } from "./jobs/kept-jobs.ts";

/** Queue of the nightly backup; its payload is empty. */
export const MAKE_BACKUP = "make-backup";
/** What a backup holds beside our own tables. */
export const KEPT: readonly KeptRows[] = [KEPT_JOBS];

/** A backup that was made. */
export interface MadeBackup {
  path: string;
  sizeBytes: number;
  rows: number;
}

/** Makes backups in `DATA_DIR/backups`, one at a time. */
export interface Backups {
  /** Throws `conflict` while another one is being made and `out_of_storage` (retryable); no half file is left. */
  make(kind: "nightly" | "manual"): Promise<MadeBackup>;
  /** The nightly backup; of these only the newest stay. */
  makeNightly(): Promise<void>;
}

/** Nightly backups that stay. */
const KEPT_NIGHTS = 7;
/** On the embedded database this process is alone, so what is half done is left over; others may be at it elsewhere. */
const LEFT_OVER_AFTER_MS = { embedded: 0, postgres: 24 * 60 * 60_000 };

/** What makes the backups of this process. `isServing`: others work on the database meanwhile. */
export function openBackups({
  database,
  dataDir,
  isServing,
}: {
  database: Database;
  dataDir: string;
  isServing: boolean;
}): Backups {
  const directory = join(dataDir, "backups");
  let isMaking = false;
  const make = async (kind: "nightly" | "manual"): Promise<MadeBackup> => {
    if (isMaking) throw new AppError("conflict", "A backup is being made already.", { retryable: true });
    isMaking = true;
    try {
      await makeDirectory(directory);
      await removeUnfinished(directory, LEFT_OVER_AFTER_MS[database.kind]);
      const madeAt = new Date();
      const path = join(directory, dumpName(kind, madeAt));
      const { sizeBytes, tables } = await makeDump({ database, kept: KEPT, path, madeAt, isServing });
      return { path, sizeBytes, rows: tables.reduce((sum, { rows }) => sum + rows, 0) };
    } catch (error) {
      throw storageFault(error);
    } finally {
      isMaking = false;
    }
  };
  return {
    make,
    makeNightly: async () => {
      await make("nightly");
      await keepNewest(directory, KEPT_NIGHTS);
    },
  };
}
