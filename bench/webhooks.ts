/**
 * Webhooks taken and worked off, by the built server (`npx tsc` first) in a process of its own: durable accepts a second
 * and their latency from an open-loop generator on the other core, on PostgreSQL with fsync on and on the embedded
 * database; three times as much as wanted, and how soon all is well after it; and the drain of queued calls beside what
 * the stand-in of the speech provider allows. PostgreSQL needs server binaries.
 *
 *   --short             a few seconds of each
 *   --rate N            webhooks a second (default 500)
 *   --seconds N         of the steady part (default 20)
 *   --drain N           calls that are queued (default 10,000; 40 with --short)
 *   --minutes N         of working them off at most (default 10)
 *
 * Absolute figures depend on the machine. Exit code 1 when something that was accepted is not in the database.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { serverBinaries, startServer } from "../test/helpers/database-server.ts";
import { percentiles } from "./load/callers.ts";
import { besideScript, type ChildServer, RAZBOR, startChild } from "./load/child-server.ts";
import { drainCalls } from "./load/drain-calls.ts";
import type { LoopSecond } from "./load/open-loop.ts";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    rate: { type: "string", default: "500" },
    seconds: { type: "string" },
    drain: { type: "string" },
    minutes: { type: "string", default: "10" },
  },
});
const rate = Number(values.rate);
const steadyS = Number(values.seconds ?? (values.short ? 4 : 20));
const overloadS = values.short ? 3 : 10;
const recoveryS = values.short ? 6 : 15;
const drained = Number(values.drain ?? (values.short ? 40 : 10_000));
/** On the embedded database nobody promises as much. */
const EMBEDDED_RATE = Math.min(rate, 200);
/** What is compiled, cached and connected once, here and in the generator, is not part of the figure. */
const WARM_UP = "200x6";
const P99_WANTED_MS = 25;
const BACK_WANTED_S = 10;

const out = (text: string) => process.stdout.write(`${text}\n`);
let isLost = false;

out(`Node ${process.versions.node}; others' load ${loadavg()[0]?.toFixed(1)}`);
if (serverBinaries() === null) out("SKIPPED: PostgreSQL (no server binaries)");
else await measureOnPostgres();
await measureEmbedded();
await drainCalls({ calls: drained, minutesMax: Number(values.minutes), out });
if (isLost) process.exitCode = 1;

async function measureOnPostgres(): Promise<void> {
  const server = await startServer({ durable: true });
  try {
    await withRazbor({ DATABASE_URL: server.url, ROLE: "web" }, async (razbor) => {
      out(`\nPostgreSQL, fsync on, ${rate}/s for ${steadyS} s (the generator on a core of its own)`);
      const stretches = [WARM_UP, `${rate}x${steadyS}`, `${rate * 3}x${overloadS}`, `${rate}x${recoveryS}`];
      const [warm = [], steady = [], over = [], after = []] = await load(razbor, stretches);
      out(`  ${lineOf(steady)}   wanted p99 ${P99_WANTED_MS} ms`);
      const base = summaryOf(steady).p99;
      out(`\nthree times as much for ${overloadS} s`);
      out(`  ${lineOf(over)}`);
      const limit = Math.max(P99_WANTED_MS, 1.5 * base);
      const back = after.findIndex(({ latencies }) => percentiles(latencies.toSorted((a, b) => a - b)).p99 <= limit);
      const when = back < 0 ? "not" : `${back + 1} s`;
      out(`  back at a p99 of ${limit.toFixed(0)} ms after ${when}   wanted ${BACK_WANTED_S} s`);
      await checkKept([...warm, ...steady, ...over, ...after], async (text) => {
        const client = new pg.Client({ connectionString: server.url });
        await client.connect();
        const { rows } = await client.query(text);
        await client.end();
        return Number(rows[0].count);
      });
    });
  } finally {
    await server.stop();
  }
}

async function measureEmbedded(): Promise<void> {
  await withRazbor({}, async (razbor) => {
    out(`\nembedded, ${EMBEDDED_RATE}/s for ${steadyS} s`);
    const [, steady = []] = await load(razbor, [WARM_UP, `${EMBEDDED_RATE}x${steadyS}`]);
    out(`  ${lineOf(steady)}`);
  });
}

/** What was answered with 202 is a call in the database. */
async function checkKept(seconds: LoopSecond[], count: (text: string) => Promise<number>): Promise<void> {
  const accepted = seconds.reduce((sum, { statuses }) => sum + (statuses["202"] ?? 0), 0);
  const kept = await count("select count(*) from calls");
  const jobs = await count("select count(*) from jobs.job where name = 'process-recording'");
  out(`  ${accepted} accepted, ${kept} calls and ${jobs} jobs in the database`);
  // An answer may be lost on its way after the commit; what was answered may not.
  if (kept < accepted || jobs !== kept) isLost = true;
}

/** Lets one generator send stretch after stretch; what came of each second of each. */
async function load(razbor: ChildServer, stretches: string[]): Promise<LoopSecond[][]> {
  const script = [besideScript("open-loop"), razbor.url, ...stretches];
  const [command = "", ...args] = [...onCore(1), process.execPath, ...script];
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let lines = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    lines += text;
  });
  await once(child, "close");
  const seconds = lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as LoopSecond);
  return stretches.map((_, at) => seconds.filter(({ stretch }) => stretch === at));
}

/** Where the system can pin a process to a core. */
function onCore(core: number): string[] {
  return spawnSync("taskset", ["-V"]).status === 0 ? ["taskset", "-c", String(core)] : [];
}

function summaryOf(seconds: LoopSecond[]) {
  const latencies = seconds.flatMap((second) => second.latencies).toSorted((a, b) => a - b);
  const refusals = seconds.flatMap((second) => second.refusals).toSorted((a, b) => a - b);
  return {
    count: latencies.length,
    ...percentiles(latencies),
    refused: refusals.length,
    refusal: percentiles(refusals),
  };
}

function lineOf(seconds: LoopSecond[]): string {
  const { count, p50, p99, refused, refusal } = summaryOf(seconds);
  const withoutWait = seconds.reduce((sum, second) => sum + second.withoutWait, 0);
  const statuses = [...new Set(seconds.flatMap((second) => Object.keys(second.statuses)))].join(" ");
  const accepts = `${(count / seconds.length).toFixed(0)}/s accepted, p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`;
  if (refused === 0) return accepts;
  return `${accepts}; ${refused} refused (p99 ${refusal.p99.toFixed(0)} ms, ${withoutWait} without Retry-After; ${statuses})`;
}

async function withRazbor(env: Record<string, string>, work: (razbor: ChildServer) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "bench-razbor-"));
  const settings = { DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "warn", FETCH_PRIVATE_HOSTS: "127.0.0.1:9" };
  const razbor = await startChild(RAZBOR, [], { ...settings, ...env });
  try {
    await work(razbor);
  } finally {
    await razbor.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
