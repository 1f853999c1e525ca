import { randomBytes } from "node:crypto";
import { chmod, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { makeDirectory, notWritable } from "./make-directory.ts";

/** Who holds a data directory, as told by `server.json` in it (mode 0600). */
export interface LockRecord {
  /** For people only: in two containers both may be 1. */
  pid: number;
  /** For people only: name of the machine or container. */
  host: string;
  /** ISO time. */
  lockedAt: string;
  /** `http://host:port` of the server; null until it listens. */
  address: string | null;
  /** Random; whoever can read the file may give the server commands with it. */
  token: string;
}

/** A held data directory. */
export interface DirectoryLock {
  record: LockRecord;
  /** Writes down where the server listens, for commands that find it by `readLock`. */
  announce(address: string): Promise<void>;
  /** Gives the directory back; a second time does nothing. */
  release(): Promise<void>;
}

const LOCK_FILE = "server.lock";
const RECORD_FILE = "server.json";
/** SQLite's primary result codes. https://www.sqlite.org/rescode.html */
const SQLITE = { perm: 3, busy: 5, readonly: 8, cantOpen: 14 };
/** Two who try at the same moment may turn each other away, and so may a look by `readLock`: try again, never in step. */
const ATTEMPTS_MAX = 8;
const ATTEMPT_PAUSE_MS = 25;

/**
 * Makes the directory if it is missing (mode 0700) and takes it for this process.
 *
 * Why this is right: the lock is the operating system's own lock on the bytes of `server.lock`, taken through SQLite's
 * exclusive transaction on that (always empty) file. The kernel gives it to one open file at a time and takes it back
 * the moment the holder dies, whatever killed it. So nothing is ever judged stale: no process id (in two containers
 * both may be 1), no clock, no heartbeat (a stopped or busy holder still holds), no file to be removed by two takers
 * at once. It holds between containers that share a volume, and by whatever path the directory is named. The record
 * beside it is only information, written by the holder alone.
 *
 * Nothing in this process may open `server.lock` besides: POSIX gives a file's locks up when any descriptor closes.
 *
 * Throws `conflict` within a second when another process holds it, `unavailable` when the directory cannot be written
 * or its file system has no locks.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await makeDirectory(directory);
  const held = await holdFile(directory);
  const record: LockRecord = {
    pid: process.pid,
    host: hostname(),
    lockedAt: new Date().toISOString(),
    address: null,
    token: randomBytes(32).toString("base64url"),
  };
  try {
    await writeRecord(directory, record);
  } catch (error) {
    held.close();
    throw error;
  }
  let released = false;
  return {
    record,
    announce: async (address) => {
      record.address = address;
      await writeRecord(directory, record);
    },
    release: async () => {
      if (released) return;
      released = true;
      await rm(join(directory, RECORD_FILE), { force: true });
      held.close();
    },
  };
}

/** The record of the process that holds the directory now; null when none does (a record left by a dead one is not it). */
export async function readLock(directory: string): Promise<LockRecord | null> {
  const record = await readRecord(directory);
  return record && isHeld(directory) ? record : null;
}

/** Throws `conflict` at once when another process holds the directory, before anything large is loaded to find that out. */
export async function refuseIfHeld(directory: string): Promise<void> {
  const record = await readLock(directory);
  if (record) throw inUse(record);
}

async function holdFile(directory: string): Promise<DatabaseSync> {
  const path = join(directory, LOCK_FILE);
  for (let attempt = 1; ; attempt++) {
    const file = tryToHold(path);
    if (file) {
      await chmod(path, 0o600);
      return file;
    }
    if (attempt === ATTEMPTS_MAX) throw inUse(await readRecord(directory));
    await delay(ATTEMPT_PAUSE_MS * (0.5 + Math.random()));
  }
}

function tryToHold(path: string): DatabaseSync | null {
  let file: DatabaseSync | undefined;
  try {
    file = new DatabaseSync(path, { timeout: 0 });
    file.exec("pragma journal_mode = memory; begin exclusive");
    return file;
  } catch (error) {
    file?.close();
    const code = sqliteCode(error);
    if (code === SQLITE.busy) return null;
    throw code === SQLITE.cantOpen || code === SQLITE.readonly || code === SQLITE.perm
      ? notWritable(dirname(path), error)
      : noLocks(error);
  }
}

/** A reader's look conflicts with the holder only, never with another reader, and lasts microseconds. */
function isHeld(directory: string): boolean {
  let file: DatabaseSync | undefined;
  try {
    file = new DatabaseSync(join(directory, LOCK_FILE), { readOnly: true, timeout: 0 });
    file.prepare("select count(*) from sqlite_schema").get();
    return false;
  } catch (error) {
    const code = sqliteCode(error);
    if (code === SQLITE.cantOpen) return false;
    if (code === SQLITE.busy) return true;
    throw noLocks(error);
  } finally {
    file?.close();
  }
}

/** The primary result code, the low byte of an extended one; null when the error is not SQLite's. */
function sqliteCode(error: unknown): number | null {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : null;
}

function noLocks(cause: unknown): AppError {
  return new AppError("unavailable", "The data directory cannot be locked: its file system has no file locks.", {
    cause,
  });
}

function inUse(record: LockRecord | null): AppError {
  const holder = record ? ` (process ${record.pid} on ${record.host} since ${record.lockedAt})` : "";
  return new AppError("conflict", `The data directory is in use by another server${holder}: stop it first.`);
}

/** In one piece, so that a reader never sees half a record. */
async function writeRecord(directory: string, record: LockRecord): Promise<void> {
  const path = join(directory, RECORD_FILE);
  await writeFile(`${path}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

async function readRecord(directory: string): Promise<LockRecord | null> {
  try {
    return JSON.parse(await readFile(join(directory, RECORD_FILE), "utf8")) as LockRecord;
  } catch (error) {
    // No directory, or a file in its place: then nobody holds it, and taking it says what is wrong.
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (error instanceof SyntaxError || code === "ENOENT" || code === "ENOTDIR") return null;
    if (code === "EACCES") throw new AppError("unavailable", "The data directory cannot be read.", { cause: error });
    throw error;
  }
}
