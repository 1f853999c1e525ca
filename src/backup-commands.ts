import { copyFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { request } from "undici";
import { z } from "zod";
import { KEPT, openBackups } from "./backups.ts";
import { verifyRecordings } from "./calls/verify-recordings.ts";
import { type Config, databaseOptions } from "./config.ts";
import { BACKUP_PATH } from "./control-routes.ts";
import { holdWriteBacks } from "./crm/endpoints/restored-store.ts";
import type { FillProgress } from "./db/backup/fill-database.ts";
import { moveDatabase } from "./db/backup/move-database.ts";
import { checkDump } from "./db/backup/read-dump.ts";
import type { FirstRows } from "./db/backup/refuse-use.ts";
import { restoreDump } from "./db/backup/restore-dump.ts";
import type { TableSum } from "./db/backup/rows.ts";
import { type Database, openDatabase } from "./db/database.ts";
import { type LockRecord, readLock, refuseIfHeld } from "./db/directory-lock.ts";
import { makeDirectory } from "./db/make-directory.ts";
import { AppError } from "./errors.ts";
import { storageFault } from "./http/storage-fault.ts";
import { openJobs } from "./jobs/open-jobs.ts";
import { QUEUES, type Work } from "./recordings.ts";

/** What the commands say and where. */
export interface BackupIo {
  out: (text: string) => void;
  err: (text: string) => void;
}

/** How the three commands are used. */
export const BACKUP_USAGE = `Usage: razbor backup [--to FILE]
       razbor restore FILE [--replace]
       razbor move --to postgres://user:password@host:5432/name

  backup    write everything but recordings and keys into one file, by default in DATA_DIR/backups
  restore   put a backup into the database of the settings, which must be empty; --replace loses what is in it
  move      copy the embedded database into an empty PostgreSQL database and leave it as it is
`;

/** What a first start writes: anything beyond it makes a database one that somebody uses. */
const FIRST_ROWS: FirstRows = {
  sources: "key not in ('api', 'default') or credentials_sealed is not null",
  scorecard_revisions: "false",
  installation: "false",
};

const MADE = z.object({ path: z.string(), size_bytes: z.number(), rows: z.number() });

/** `backup`: through the server that holds the directory, or by opening the database. */
export async function backupCommand(config: Config, args: string[], io: BackupIo): Promise<number> {
  const to = args.length === 2 && args[0] === "--to" ? resolve(args[1] ?? "") : null;
  if (args.length > 0 && to === null) return wrongUsage(io);
  const holder = config.databaseUrl === null ? await readLock(config.dataDir) : null;
  const made = holder === null ? await makeHere(config) : await makeByServer(holder);
  if (to !== null) await moveFile(made.path, to);
  io.out(`${to ?? made.path}: ${count(made.rows)} rows, ${count(made.sizeBytes)} bytes\n`);
  io.err(
    "Not in it: the recordings and secret.key of DATA_DIR. Keep both apart; without the key no credential opens.\n",
  );
  return 0;
}

async function makeHere(config: Config) {
  const database = await openDatabase(databaseOptions(config));
  try {
    return await openBackups({ database, dataDir: config.dataDir, isServing: false }).make("manual");
  } finally {
    await database.close();
  }
}

/** A backup may take minutes, and nobody answers before it is whole. */
async function makeByServer({ address, token }: LockRecord) {
  if (address === null) throw new AppError("unavailable", "A server is just starting; try again.");
  const reachable = address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
  const { statusCode, body } = await request(new URL(BACKUP_PATH, reachable), {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const answer: unknown = await body.json();
  if (statusCode !== 200) {
    const problem = z.object({ detail: z.string() }).safeParse(answer);
    throw new AppError("upstream_failed", problem.data?.detail ?? `The server answered with status ${statusCode}.`);
  }
  const { path, size_bytes, rows } = MADE.parse(answer);
  return { path, sizeBytes: size_bytes, rows };
}

/** On another file system a rename is a copy that appears whole all the same. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await makeDirectory(dirname(to));
    await rename(from, to).catch(async (error) => {
      if (error.code !== "EXDEV") throw error;
      await copyFile(from, `${to}.part`);
      await rename(`${to}.part`, to);
      await rm(from);
    });
  } catch (error) {
    await rm(`${to}.part`, { force: true });
    throw storageFault(error);
  }
}

/** `restore`: only where nothing runs. */
export async function restoreCommand(config: Config, args: string[], io: BackupIo): Promise<number> {
  const files = args.filter((arg) => arg !== "--replace");
  const [file] = files;
  if (files.length !== 1 || file === undefined || file.startsWith("--")) return wrongUsage(io);
  if (config.databaseUrl === null) await refuseIfHeld(config.dataDir);
  const dump = await checkDump(resolve(file));
  const database = await openQueues(databaseOptions(config));
  try {
    let held = 0;
    const tables = await restoreDump({
      dump,
      database,
      dataDir: config.dataDir,
      secretKey: config.secretKey,
      kept: KEPT,
      firstRows: FIRST_ROWS,
      isReplacing: args.includes("--replace"),
      adapt: async (tx) => {
        held = await holdWriteBacks(tx);
      },
      onProgress: progressOn(io),
    });
    io.out(tableOf(tables));
    io.out(
      `Restored as of ${dump.madeAt}. Recordings that came later go at the next start: copy what you need of them.\n`,
    );
    if (held > 0)
      io.out(`${count(held)} results were not sent back yet; they are held until a person sends them again.\n`);
    return await tellRecordings(config, database, io, false);
  } finally {
    await database.close();
  }
}

/** `move`: only where nothing runs. */
export async function moveCommand(config: Config, args: string[], io: BackupIo): Promise<number> {
  const [option, url, ...more] = args;
  if (option !== "--to" || url === undefined || more.length > 0 || !/^postgres(?:ql)?:\/\//.test(url))
    return wrongUsage(io);
  if (config.databaseUrl !== null)
    throw new AppError("conflict", "DATABASE_URL is set: a move begins at the embedded database. Unset it.");
  const source = await openDatabase(databaseOptions(config));
  try {
    const target = await openQueues({ databaseUrl: url });
    try {
      const { tables, isRepeated } = await moveDatabase({
        ...{ source, target, kept: KEPT, firstRows: FIRST_ROWS },
        onProgress: progressOn(io),
      });
      io.out(tableOf(tables));
      io.out(
        isRepeated ? "All of it had come before, and nothing differs.\n" : "All of it came, and nothing differs.\n",
      );
      const code = await tellRecordings(config, target, io, true);
      io.out("Now set DATABASE_URL to the new address and leave DATA_DIR as it is: the recordings stay there.\n");
      return code;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Opens a database with its job queue, into which jobs can be put back. */
async function openQueues(options: Parameters<typeof openDatabase>[0]): Promise<Database> {
  const database = await openDatabase(options);
  try {
    const { pool, kind } = database;
    const jobs = await openJobs<Work>({ pool, kind, queues: QUEUES, work: false, handlers: {} });
    await jobs.stop(0);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function tellRecordings(config: Config, { db }: Database, io: BackupIo, isHashing: boolean): Promise<number> {
  const found = await verifyRecordings({ db, directory: join(config.dataDir, "recordings"), isHashing });
  const how = isHashing ? "size and SHA-256" : "size";
  io.out(
    `Recordings: ${count(found.right)} in DATA_DIR as they should be by ${how}, ${count(found.wrong.length)} not.\n`,
  );
  for (const { id, fault } of found.wrong.slice(0, WRONG_SHOWN)) io.out(`  ${id} ${fault}\n`);
  return found.wrong.length === 0 ? 0 : 1;
}

const WRONG_SHOWN = 20;

function progressOn({ err }: BackupIo): FillProgress {
  return (step, { name, rows }) => err(`${step} ${name} (${count(rows)})\n`);
}

function tableOf(tables: readonly TableSum[]): string {
  const width = Math.max(...tables.map(({ name }) => name.length));
  const line = ({ name, rows, sha256 }: TableSum) =>
    `${name.padEnd(width)} ${count(rows).padStart(12)}  ${sha256.slice(0, 16)}\n`;
  return tables.map(line).join("");
}

function count(value: number): string {
  return value.toLocaleString("en");
}

function wrongUsage({ err }: BackupIo): number {
  err(BACKUP_USAGE);
  return 2;
}
