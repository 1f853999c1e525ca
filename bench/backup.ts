/**
 * What backups cost, by the built program (`npx tsc` first): the longest answer of a server while `backup` goes through it,
 * and time and memory of `backup`, `restore` (read back and compared) and `move`, on the embedded database and on a
 * PostgreSQL of its own. Needs Linux (memory is read from /proc), and server binaries for PostgreSQL.
 *
 *   --calls N           calls in the database (default 10,000); given several times, one after the other: memory should
 *                       be that of the smaller one
 *   --turns N           of each call (default 30); fewer make a small database of many calls
 *   --embedded          without PostgreSQL
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { analyzeCall } from "../src/audit/analyze-call.ts";
import { inputOfFields } from "../src/audit/call-input.ts";
import { parseConfig } from "../src/config.ts";
import type { Database } from "../src/db/database.ts";
import { openInstallation } from "../src/service.ts";
import { serverBinaries, startServer } from "../test/helpers/database-server.ts";
import { type ChildServer, RAZBOR, startChild } from "./load/child-server.ts";
import { copyCalls } from "./load/copied-calls.ts";
import { makeDialogues } from "./load/dialogues.ts";

const { values } = parseArgs({
  options: {
    calls: { type: "string", multiple: true },
    turns: { type: "string", default: "30" },
    embedded: { type: "boolean", default: false },
  },
});
/** Different calls; the others are copies of them. */
const DIFFERENT = 100;
const WANTED = { waitS: 2, restoreS: 600 };
const SAMPLE_MS = 50;
/** Between two webhooks. */
const PAUSE_MS = 20;
/** Linux counts in these everywhere. */
const TICKS_PER_S = 100;

for (const calls of (values.calls ?? ["10000"]).map(Number)) {
  const folder = await mkdtemp(join(tmpdir(), "razbor-backup-"));
  console.log(`\n${calls} calls; others' load ${loadavg()[0]?.toFixed(1)}`);
  try {
    await measure(folder, calls);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, calls: number): Promise<void> {
  const [from, into, file] = [join(folder, "from"), join(folder, "into"), join(folder, "one.gz")];
  await fill(from, calls);
  await measureServing(from, join(folder, "served.gz"));
  print(
    "backup",
    `${await run({ DATA_DIR: from }, "backup", "--to", file)}, ${megabytes((await stat(file)).size)} MB of file`,
  );
  await mkdir(into);
  await cp(join(from, "secret.key"), join(into, "secret.key"));
  print(`restore (wanted ${WANTED.restoreS} s)`, await run({ DATA_DIR: into }, "restore", file));
  await rm(into, { recursive: true });
  if (values.embedded || serverBinaries() === null) return;
  const server = await startServer({ durable: true });
  try {
    print("move to PostgreSQL", await run({ DATA_DIR: from }, "move", "--to", server.url));
    const env = { DATA_DIR: from, DATABASE_URL: server.url };
    print("backup from PostgreSQL", await run(env, "backup", "--to", file));
    print("restore into PostgreSQL", await run(env, "restore", file, "--replace"));
  } finally {
    await server.stop();
  }
}

/** Real calls, judged by the rules judge, and copies of them. */
async function fill(dataDir: string, calls: number): Promise<void> {
  const installation = await openInstallation(parseConfig({ DATA_DIR: dataDir, JUDGE: "rules" }));
  try {
    for (const text of makeDialogues(Math.min(DIFFERENT, calls), 7, Number(values.turns)))
      await analyzeCall(installation.audit, {
        ...inputOfFields({ scorecard: "manager-plus" }),
        dialogueText: text,
        signal: new AbortController().signal,
      });
    await copyCalls(installation.database, calls);
    print("filled", `${megabytes(await sizeOf(installation.database))} MB of database`);
  } finally {
    await installation.close();
  }
}

async function sizeOf({ pool }: Database): Promise<number> {
  return (await pool.query("select pg_database_size(current_database()) as bytes")).rows[0].bytes;
}

/** How long a server's answers take while a backup goes through it, and how much memory it takes for that. */
async function measureServing(dataDir: string, file: string): Promise<void> {
  const razbor = await startChild(RAZBOR, [], { DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "warn" });
  try {
    await answer(razbor);
    const before = razbor.usage()?.rssMb ?? 0;
    let [isMade, longestMs, answers, mostMb] = [false, 0, 0, 0];
    const made = run({ DATA_DIR: dataDir }, "backup", "--to", file).finally(() => {
      isMade = true;
    });
    for (; !isMade; answers++) {
      const from = performance.now();
      await answer(razbor);
      longestMs = Math.max(longestMs, performance.now() - from);
      mostMb = Math.max(mostMb, razbor.usage()?.rssMb ?? 0);
      await delay(PAUSE_MS);
    }
    await made;
    print(
      `longest answer (wanted ${WANTED.waitS} s)`,
      `${(longestMs / 1000).toFixed(2)} s of ${answers}, server from ${before.toFixed(0)} to ${mostMb.toFixed(0)} MB`,
    );
  } finally {
    await razbor.stop();
  }
}

/** A webhook whose recording is still to come. */
async function answer({ url }: ChildServer): Promise<void> {
  const response = await fetch(new URL("/webhook/new_call_recording", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ call_id: `bench-${performance.now()}`, manager_id: "bench" }),
  });
  await response.arrayBuffer();
  if (response.status >= 500) throw new Error(`the server answered with ${response.status}`);
}

/** Runs a command of the built program; tells its time and the most memory it held. */
async function run(env: Record<string, string>, ...args: string[]): Promise<string> {
  const from = performance.now();
  const child = spawn(process.execPath, [RAZBOR, ...args], {
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
