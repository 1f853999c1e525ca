/**
 * How soon a job runs again after `kill -9` of the process that works on it: on the embedded database the same program
 * is started again at once, on PostgreSQL another worker takes over. Runs from the source (`node bench/kill-jobs.ts`).
 * PostgreSQL is `TEST_DATABASE_URL` or a throw-away server; without either that part is skipped aloud. 20 kills on each,
 * 2 with `--short`. Exit code 1 when the slowest is slower than promised or a job was lost.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { type Child, startChild } from "../test/db/child.ts";
import { serverBinaries, startServer } from "../test/helpers/database-server.ts";

const KILLS = process.argv.includes("--short") ? 2 : 20;
const EMBEDDED_WANTED_S = 3;
const POSTGRES_WANTED_S = 15;
/** Servers are asked side by side: a takeover is mostly waiting. */
const LANES = Math.min(4, KILLS);
/** A worker shows that it lives every three seconds: the kill may come at any moment of that. */
const SIGN_PERIOD_MS = 3_000;
const GIVE_UP_MS = 60_000;

const start = (...args: string[]) => startChild("../../jobs/programs/work-jobs", args);
const tell = (child: Child, words: string) => child.process.stdin?.write(`${words}\n`);

/** Reads lines until one begins so; null when none came in time. */
async function lineBeginning(child: Child, words: string): Promise<string | null> {
  const found = async () => {
    for (;;) {
      const line = await child.line();
      if (line.startsWith(words)) return line;
    }
  };
  return Promise.race([found(), delay(GIVE_UP_MS, null, { ref: false })]);
}

async function end(child: Child): Promise<void> {
  const gone = once(child.process, "close");
  tell(child, "stop");
  await gone;
}

/** Seconds from each kill to the job running again in the same program started anew; infinite when it never did. */
async function killEmbedded(): Promise<number[]> {
  const directory = await mkdtemp(join(tmpdir(), "razbor-bench-"));
  const seconds: number[] = [];
  let child = start("embedded", directory);
  await lineBeginning(child, "ready");
  for (let n = 0; n < KILLS; n++) {
    tell(child, `enqueue ${n}`);
    await lineBeginning(child, `running ${n} 1`);
    const killedAt = performance.now();
    await child.kill("SIGKILL");
    child = start("embedded", directory);
    const again = await lineBeginning(child, `running ${n} 2`);
    seconds.push(again === null ? Number.POSITIVE_INFINITY : (performance.now() - killedAt) / 1_000);
    tell(child, `settle ${n}`);
    await lineBeginning(child, `settled ${n}`);
  }
  await end(child);
  await rm(directory, { recursive: true, force: true });
  return seconds;
}

/** The same with two workers on a database of their own, of which the one that works is killed. */
async function killOnServer(url: string, kills: number): Promise<number[]> {
  const seconds: number[] = [];
  let [worker, spare] = [start("postgres", url), start("postgres", url)];
  await Promise.all([worker, spare].map((child) => lineBeginning(child, "ready")));
  for (let n = 0; n < kills; n++) {
    const runs = [worker, spare].map((child) => lineBeginning(child, `running ${n}`).then(() => child));
    tell(worker, `enqueue ${n}`);
    const first = await Promise.race(runs);
    const second = first === worker ? spare : worker;
    await delay(Math.random() * SIGN_PERIOD_MS);
    const killedAt = performance.now();
    await first.kill("SIGKILL");
    const again = await Promise.race([runs[second === worker ? 0 : 1], delay(GIVE_UP_MS, null, { ref: false })]);
    seconds.push(again === null ? Number.POSITIVE_INFINITY : (performance.now() - killedAt) / 1_000);
    tell(second, `settle ${n}`);
    await lineBeginning(second, `settled ${n}`);
    [worker, spare] = [second, start("postgres", url)];
    await lineBeginning(spare, "ready");
  }
  await Promise.all([end(worker), end(spare)]);
  return seconds;
}

async function killPostgres(server: string): Promise<number[]> {
  const pool = new pg.Pool({ connectionString: server, max: 1 });
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const name = `razbor_bench_${randomBytes(6).toString("hex")}`;
    await pool.query(`create database ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    const kills = Math.floor(KILLS / LANES) + (lane < KILLS % LANES ? 1 : 0);
    return killOnServer(url.href, kills).finally(() => pool.query(`drop database ${name} with (force)`));
  });
  return (await Promise.all(lanes).finally(() => pool.end())).flat();
}

function report(name: string, seconds: number[], wanted: number): void {
  const sorted = seconds.toSorted((a, b) => a - b);
  const slowest = sorted.at(-1) ?? Number.POSITIVE_INFINITY;
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY;
  process.stdout.write(
    `${name}: seconds from kill to running again: ${seconds.map((one) => one.toFixed(1)).join(" ")}\n`,
  );
  process.stdout.write(
    `${name}: median ${median.toFixed(2)} s, slowest ${slowest.toFixed(2)} s (wanted ≤ ${wanted} s)\n`,
  );
  if (slowest > wanted) process.exitCode = 1;
}

report("embedded", await killEmbedded(), EMBEDDED_WANTED_S);
const given = process.env.TEST_DATABASE_URL;
if (given || serverBinaries() !== null) {
  const server = given ? { url: given, stop: async () => {} } : await startServer();
  report("PostgreSQL", await killPostgres(server.url).finally(() => server.stop()), POSTGRES_WANTED_S);
} else process.stdout.write("PostgreSQL: SKIPPED (no TEST_DATABASE_URL, no server binaries)\n");
