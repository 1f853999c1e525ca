import { constants } from "node:fs";
import { copyFile, type FileHandle, mkdir, open, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";

/** Keeps the write-ahead log that a copy needs, however many checkpoints come meanwhile. */
const SLOT = "backup";
const LOG = "pg_wal";
/** Directories of which a copy has only the name: the log comes last, slots and what lives in memory do not belong to it. */
const EMPTY = [
  LOG,
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
];
const NOT_COPIED = ["postmaster.pid", "postmaster.opts", "pg_internal.init"];
const CHUNK_BYTES = 256 * 1024;

/**
 * Copies the directory of the embedded database that is working behind `pool` into a new one that can be opened, as of one
 * moment near the end. It is PostgreSQL's base backup: files are copied while others write them, and the log that was
 * written meanwhile makes one moment of them when the copy is opened. So nobody waits longer than for a checkpoint.
 * https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function copyEmbedded(pool: pg.Pool, from: string, to: string): Promise<void> {
  await endCopy(pool);
  try {
    await pool.query("select pg_create_physical_replication_slot($1, true)", [SLOT]);
    await pool.query("select pg_backup_start($1, true)", [SLOT]);
    await copyDirectory(from, to, new FileCopier());
    const { rows } = await pool.query(
      "select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(false)",
    );
    const { label, last } = rows[0];
    await copyLog(join(from, LOG), join(to, LOG), firstLogFile(label), last);
    await writeFile(join(to, "backup_label"), label);
  } catch (error) {
    await endCopy(pool).catch(() => {});
    throw error;
  }
  await endCopy(pool);
}

/** Also what a copy that broke off left behind, in this process or in one before it: a slot would hold the log for ever. */
export async function endCopy(pool: pg.Pool): Promise<void> {
  await pool.query("select pg_backup_stop(false)").catch(() => {});
  await pool.query("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1", [SLOT]);
}

async function copyDirectory(from: string, to: string, copier: FileCopier): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [path, target] = [join(from, entry.name), join(to, entry.name)];
    if (EMPTY.includes(entry.name)) await mkdir(target, { mode: 0o700 });
    else if (entry.isDirectory()) await copyDirectory(path, target, copier);
    else if (entry.isFile() && !NOT_COPIED.includes(entry.name)) await copier.copy(path, target);
  }
}

/** The log from the file in which the copy began to that in which it ended; what is prepared behind it is empty. */
async function copyLog(from: string, to: string, first: string, last: string): Promise<void> {
  const copier = new FileCopier();
  for (const name of (await readdir(from)).sort())
    if (name >= first && name <= last && name.length === last.length)
      await copier.copy(join(from, name), join(to, name));
}

function firstLogFile(label: string): string {
  const name = /^START WAL LOCATION: \S+ \(file ([0-9A-F]+)\)/.exec(label)?.[1];
  if (name === undefined) throw new Error(`a backup label without a log file: ${label}`);
  return name;
}

/** Copies files that others may write, shorten or remove meanwhile: what was removed is not copied. */
class FileCopier {
  readonly #chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  #canShare = true;

  async copy(from: string, to: string): Promise<void> {
    if (this.#canShare && (await shareBlocks(from, to))) return;
    this.#canShare = false;
    const source = await open(from, "r").catch(nothingWhenGone);
    if (source === null) return;
    let target: FileHandle | null = null;
    try {
      target = await open(to, "wx", 0o600);
      await this.#pour(source, target);
    } finally {
      await Promise.all([source.close(), target?.close()]);
    }
  }

  async #pour(source: FileHandle, target: FileHandle): Promise<void> {
    for (;;) {
      const { bytesRead } = await source.read(this.#chunk, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      for (let from = 0; from < bytesRead; )
        from += (await target.write(this.#chunk, from, bytesRead - from)).bytesWritten;
    }
  }
}

/** Where the file system can, a copy shares its blocks with the original and costs nothing. */
async function shareBlocks(from: string, to: string): Promise<boolean> {
  return copyFile(from, to, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL).then(
    () => true,
    () => false,
  );
}

function nothingWhenGone(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
