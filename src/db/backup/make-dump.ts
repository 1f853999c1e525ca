import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type Database, openCopy } from "../database.ts";
import { withLongWork } from "../long-work.ts";
import { makeDirectory } from "../make-directory.ts";
import { withContents } from "./contents.ts";
import { refuseUnknownMigrations } from "./fill-database.ts";
import type { KeptRows } from "./tables.ts";
import { type WrittenDump, writeDump } from "./write-dump.ts";

/** Ending of a copy of the embedded database that a backup is read from. */
export const COPY = ".copy";

/** What a backup is made of. `isServing`: others work on the database meanwhile. */
export interface DumpOrder {
  database: Pick<Database, "kind" | "db" | "pool" | "copyTo">;
  kept: readonly KeptRows[];
  path: string;
  madeAt: Date;
  isServing: boolean;
}

/**
 * Makes a backup of the database as of one moment. An embedded database that serves is copied while it works on; the copy
 * is then read at leisure and removed. Whatever fails leaves no file. Throws `conflict` when nothing was
 * ever in the database, and Node's own errors, for example ENOSPC.
 */
export async function makeDump({ database, kept, path, madeAt, isServing }: DumpOrder): Promise<WrittenDump> {
  await makeDirectory(dirname(path));
  const write = (from: Pick<Database, "kind" | "db" | "pool">) =>
    withLongWork(from, (db) =>
      withContents(db, kept, (contents) => {
        refuseUnknownMigrations(contents);
        return writeDump(contents, path, madeAt);
      }),
    );
  if (!isServing || database.copyTo === null) return write(database);
  const copyDir = `${path}${COPY}`;
  try {
    await mkdir(copyDir, { mode: 0o700 });
    await database.copyTo(copyDir);
    const copy = await openCopy(copyDir);
    return await write(copy).finally(() => copy.close());
  } finally {
    await rm(copyDir, { recursive: true, force: true });
  }
}
