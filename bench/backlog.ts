/**
 * How soon fresh work starts while every shared slot is held by a backlog, and how long a claim takes with and without
 * 10,000 jobs of low priority waiting. Runs from the source (`node bench/backlog.ts`). PostgreSQL is `TEST_DATABASE_URL`
 * or a throw-away server; without either that part is skipped aloud. Exit code 1 when fresh work took longer than five seconds.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../src/db/database.ts";
import type { Jobs } from "../src/jobs/jobs.ts";
import { openJobs } from "../src/jobs/open-jobs.ts";
import { serverBinaries, startServer } from "../test/helpers/database-server.ts";

type Payloads = { work: { n: number } };

const BACKLOG = 10_000;
const SLOTS = 4;
const FRESH = 20;
const WANTED_MS = 5_000;
const LOW = -10;

let isTooSlow = false;
await measure("embedded", await mkdtemp(join(tmpdir(), "razbor-bench-")));
const address = process.env.TEST_DATABASE_URL;
if (address) await measure("postgres", address);
else if (serverBinaries() === null) console.warn("postgres: no server and no TEST_DATABASE_URL; skipped");
else {
  const server = await startServer();
  await measure("postgres", server.url).finally(() => server.stop());
}
process.exitCode = isTooSlow ? 1 : 0;

async function measure(kind: "embedded" | "postgres", place: string): Promise<void> {
  const database = await openDatabase(kind === "embedded" ? { dataDir: place } : { databaseUrl: place });
  try {
    const alone = await startsOfFresh(database, 0);
    const behind = await startsOfFresh(database, BACKLOG);
    const worst = Math.max(...behind);
    isTooSlow ||= worst > WANTED_MS;
    console.log(
      `${kind}: fresh work starts after ${middle(alone)} ms (slowest ${Math.max(...alone)}) alone, ` +
        `${middle(behind)} ms (slowest ${worst}) behind ${BACKLOG} of low priority that hold every shared slot`,
    );
  } finally {
    await database.close();
    if (kind === "embedded") await rm(place, { recursive: true, force: true });
  }
}

/** Milliseconds from the commit of each fresh job to its start. */
async function startsOfFresh(database: Database, backlog: number): Promise<number[]> {
  const { pool, kind, db } = database;
  const held = Promise.withResolvers<void>();
  const waiting = new Map<number, () => void>();
  const jobs: Jobs<Payloads> = await openJobs<Payloads>({
    ...{ pool, kind, queues: ["work"], work: true, slots: { work: SLOTS } },
    handlers: { work: async (job) => (job.payload.n < 0 ? held.promise : waiting.get(job.payload.n)?.()) },
  });
  for (let at = 0; at < backlog; at += 500)
    await db.transaction().execute(async (tx) => {
      for (let n = at; n < Math.min(backlog, at + 500); n++)
        await jobs.enqueue(tx, "work", { n: -1 - n }, { priority: LOW });
    });
  await jobs.start();
  const took: number[] = [];
  for (let n = 0; n < FRESH; n++) {
    const started = Promise.withResolvers<void>();
    waiting.set(n, started.resolve);
    const from = performance.now();
    await db.transaction().execute((tx) => jobs.enqueue(tx, "work", { n }));
    await started.promise;
    took.push(Math.round(performance.now() - from));
  }
  held.resolve();
  await jobs.stop(0);
  await pool.query("delete from jobs.job");
  return took;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
