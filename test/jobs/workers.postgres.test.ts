import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Database, openDatabase } from "../../src/db/database.ts";
import { startChild } from "../db/child.ts";
import { testDatabase } from "../helpers/database.ts";
import { openedJobs, type Payloads, soon, theOne } from "./opened-jobs.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function another(): Promise<Database> {
  const other = await openDatabase({ databaseUrl: database.pool.options.connectionString });
  onTestFinished(() => other.close());
  return other;
}

describe("several processes on one database", () => {
  it("may all open it for the first time at once", async () => {
    const fresh = await testDatabase();
    onTestFinished(() => fresh.close());
    const { connectionString } = fresh.pool.options;
    const all = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const one = await openDatabase({ databaseUrl: connectionString });
        onTestFinished(() => one.close());
        return openedJobs(one, { handlers: {} });
      }),
    );
    for (const jobs of all) await soon(async () => expect(await jobs.ready()).toMatchObject({ ready: true }));
  });

  it("share the jobs, and none of them is run twice", async () => {
    const starts: number[][] = [[], [], []];
    const workers = await Promise.all(
      starts.map(async (own) =>
        openedJobs(await another(), {
          slots: { count: 4 },
          handlers: { count: async (job) => void own.push(job.payload.n) },
        }),
      ),
    );
    const web = await openedJobs(database);
    const wanted = Array.from({ length: 100 }, (_, n) => n);
    await database.db.transaction().execute(async (db) => {
      for (const n of wanted) await web.enqueue(db, "count", { n });
    });
    for (const worker of workers) worker.nudge();
    await soon(async () => expect(await web.list({ state: "finished" })).toHaveLength(100));
    expect(starts.flat().toSorted((a, b) => a - b)).toEqual(wanted);
  });
});

describe("a frozen worker", () => {
  it("finds when it thaws that its job was taken over, and cannot settle it", async () => {
    const fresh = await testDatabase();
    onTestFinished(() => fresh.close());
    const frozen = startChild("../../jobs/programs/work-jobs", ["postgres", fresh.pool.options.connectionString ?? ""]);
    onTestFinished(() => frozen.kill("SIGKILL"));
    const says = async (words: string) => {
      for (let line = ""; !line.startsWith(words); line = await frozen.line());
    };
    await says("ready");
    frozen.process.stdin?.write("enqueue 1\n");
    await says("running 1 1");
    frozen.process.kill("SIGSTOP");
    // A second without a sign of life instead of ten, for this job.
    await fresh.pool.query("update jobs.job set heartbeat_seconds = 1 where name = 'hold'");
    const jobs = await openedJobs(fresh, {
      queues: ["hold" as keyof Payloads],
      handlers: { hold: async () => {} } as object,
    });
    await soon(async () => expect(await theOne(jobs, "finished")).toMatchObject({ starts: 2 }));
    frozen.process.stdin?.write("settle 1\n");
    frozen.process.kill("SIGCONT");
    await says("lost 1");
    expect(await theOne(jobs, "finished")).toMatchObject({ starts: 2 });
  });
});

describe("connections that break", () => {
  it("cost no job that is being worked on, also inside its transaction", async () => {
    const worker = await another();
    let runs = 0;
    const jobs = await openedJobs(worker, {
      logger: { error: () => {}, warn: () => {} },
      handlers: {
        other: () =>
          worker.db.transaction().execute(async (db) => {
            runs++;
            if (runs === 1)
              await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()`);
            await sql`select 1`.execute(db);
          }),
      },
    });
    await jobs.enqueue(worker.db, "other", { text: "" });
    await soon(async () => {
      const { rows } = await database.pool.query("select state from jobs.job where name = 'other'");
      expect(rows).toEqual([{ state: "completed" }]);
    });
    expect(runs).toBe(2);
  });
});
