/**
 * How long a backup of 100,000 calls takes and how much memory (build first: `npx tsc`): how long the embedded database
 * stands still while a server works on it, the backup itself, and the restore into an empty embedded database, read back and
 * compared. `--calls 1000` for fewer; with `DATABASE_URL` of an empty database it is moved there too. Linux only: memory is
 * read from /proc.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analyzeCall } from "../src/audit/analyze-call.ts";
import { inputOfFields } from "../src/audit/call-input.ts";
import { parseConfig } from "../src/config.ts";
import { type Database, openDatabase } from "../src/db/database.ts";
import { openInstallation } from "../src/service.ts";
import { copyCalls } from "./load/copied-calls.ts";
import { makeDialogues } from "./load/dialogues.ts";

const at = process.argv.indexOf("--calls");
const CALLS = at === -1 ? 100_000 : Number(process.argv[at + 1]);
/** Different calls; the others are copies of them. */
const DIFFERENT = 100;
const WANTED = { stillS: 2, restoreS: 600 };
const SAMPLE_MS = 50;
/** Linux counts in these everywhere. */
const TICKS_PER_S = 100;
const MAIN = fileURLToPath(
  new URL(import.meta.url.endsWith(".js") ? "../src/main.js" : "../dist/src/main.js", import.meta.url),
);

const folder = await mkdtemp(join(tmpdir(), "razbor-backup-"));
try {
  const [from, into, file] = [join(folder, "from"), join(folder, "into"), join(folder, "one.gz")];
  await fill(from);
  await measureStandstill(from, join(folder, "copy"));
  const made = await run({ DATA_DIR: from }, "backup", "--to", file);
  print(`backup of ${CALLS} calls`, `${made}, ${megabytes((await stat(file)).size)} MB of file`);
  await mkdir(into);
  await cp(join(from, "secret.key"), join(into, "secret.key"));
  print(`restore (wanted ${WANTED.restoreS} s)`, await run({ DATA_DIR: into }, "restore", file));
  const url = process.env.DATABASE_URL;
  if (url !== undefined) print("move to PostgreSQL", await run({ DATA_DIR: from }, "move", "--to", url));
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Real calls, judged by the rules judge, and copies of them. */
async function fill(dataDir: string): Promise<void> {
  const installation = await openInstallation(parseConfig({ DATA_DIR: dataDir, JUDGE: "rules" }));
  try {
    for (const text of makeDialogues(Math.min(DIFFERENT, CALLS), 7))
      await analyzeCall(installation.audit, {
        ...inputOfFields({ scorecard: "manager-plus" }),
        dialogueText: text,
        signal: new AbortController().signal,
      });
    await copyCalls(installation.database, CALLS);
    print("filled", `${megabytes(await sizeOf(installation.database))} MB of database`);
  } finally {
    await installation.close();
  }
}

async function sizeOf({ pool }: Database): Promise<number> {
  return (await pool.query("select pg_database_size(current_database()) as bytes")).rows[0].bytes;
}

async function measureStandstill(dataDir: string, copyDir: string): Promise<void> {
  const database = await openDatabase({ dataDir });
  try {
    await database.pool.query("select 1");
    const from = performance.now();
    await database.copyTo?.(copyDir);
    const seconds = (performance.now() - from) / 1000;
    print(`stands still (wanted ${WANTED.stillS} s)`, `${seconds.toFixed(1)} s`);
  } finally {
    await database.close();
    await rm(copyDir, { recursive: true, force: true });
  }
}

/** Runs a command of the built program; tells its time and the most memory it held. */
async function run(env: Record<string, string>, ...args: string[]): Promise<string> {
  const from = performance.now();
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  let [peakKb, busyS] = [0, 0];
  const sampling = setInterval(() => {
    peakKb = Math.max(peakKb, memoryOf(child.pid ?? 0));
    busyS = Math.max(busyS, processorSecondsOf(child.pid ?? 0));
  }, SAMPLE_MS);
  const [code] = await once(child, "exit");
  clearInterval(sampling);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}:\n${errors}`);
  const seconds = (performance.now() - from) / 1000;
  return `${seconds.toFixed(0)} s, of the processor ${busyS.toFixed(0)} s, ${Math.round(peakKb / 1000)} MB of memory`;
}

/** The most it has held so far, in kB; 0 when it is gone. */
function memoryOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** How long processors worked for it so far, in seconds; what a crowded machine does not change. 0 when it is gone. */
function processorSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
  } catch {
    return 0;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function print(name: string, text: string): void {
  console.log(`${name.padEnd(32)} ${text}`);
}
