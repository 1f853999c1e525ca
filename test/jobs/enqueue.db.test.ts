import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import type { JobDb } from "../../src/jobs/jobs.ts";
import { testDatabase } from "../helpers/database.ts";
import { forgetJobs, openedJobs, soon, theOne } from "./opened-jobs.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await forgetJobs(database);
});
afterAll(() => database.close());

describe("a job", () => {
  it("is there when its transaction commits, and not when that rolls back", async () => {
    const jobs = await openedJobs(database);
    const write = (fails: boolean) =>
      database.db.transaction().execute(async (transaction) => {
        const id = await jobs.enqueue(transaction, "count", { n: fails ? 1 : 2 });
        if (fails) throw new Error("changed my mind");
        return id;
      });
    await expect(write(true)).rejects.toThrow("changed my mind");
    expect(await jobs.list({ state: "waiting" })).toEqual([]);
    const id = await write(false);
    expect(await theOne(jobs, "waiting")).toMatchObject({
      ...{ id, name: "count", payload: { n: 2 }, starts: 0, crashes: 0, reason: null, startedAt: null, endedAt: null },
    });
  });

  it("can be enqueued inside a transaction right after the queues were created, with one connection", async () => {
    await database.pool.query("delete from jobs.queue");
    const jobs = await openedJobs(database);
    const started = performance.now();
    await database.db.transaction().execute(async (transaction) => {
      await jobs.enqueue(transaction, "count", { n: 1 });
      await jobs.enqueue(transaction, "other", { text: "два" });
    });
    // Waiting for a second connection would take until the pool's limit of ten seconds.
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(await jobs.list({ state: "waiting" })).toHaveLength(2);
  });

  it("of a queue that nobody knows is refused at once, without a question to the database", async () => {
    const jobs = await openedJobs(database);
    const untouched: JobDb = { isTransaction: true, executeQuery: () => Promise.reject(new Error("asked")) };
    await expect(jobs.enqueue(untouched, "unknown" as "count", { n: 1 })).rejects.toThrow("there is no queue unknown");
  });

  it("starts no sooner than it may", async () => {
    const jobs = await openedJobs(database);
    await database.db
      .transaction()
      .execute((transaction) => jobs.enqueue(transaction, "count", { n: 1 }, { startAfterSeconds: 90 }));
    const { createdAt, startAfter } = await theOne(jobs, "waiting");
    expect(startAfter.getTime() - createdAt.getTime()).toBe(90_000);
  });
});

describe("a priority", () => {
  const PRIORITIES = [-10, 0, -10, 5, 0];

  it("decides which waiting job starts first, and among equals the oldest is first", async () => {
    const started: number[] = [];
    const enqueueing = await openedJobs(database);
    for (const [n, priority] of PRIORITIES.entries())
      await enqueueing.enqueue(database.db, "count", { n }, priority === 0 ? {} : { priority });
    await openedJobs(database, {
      slots: { count: 1 },
      handlers: { count: async (job) => void started.push(job.payload.n) },
    });
    await soon(() => expect(started).toEqual([3, 1, 4, 0, 2]));
  });

  it("of a job that is told of again is the more urgent of the two", async () => {
    const started: number[] = [];
    const enqueueing = await openedJobs(database);
    const enqueue = (n: number, priority: number) =>
      enqueueing.enqueue(database.db, "count", { n }, { key: `call/${n}`, priority });
    for (const n of [1, 2, 3]) await enqueue(n, -10);
    await enqueue(3, 0);
    await enqueue(3, -10);
    await openedJobs(database, {
      slots: { count: 1 },
      handlers: { count: async (job) => void started.push(job.payload.n) },
    });
    await soon(() => expect(started).toEqual([3, 1, 2]));
  });

  it("below 0 leaves half of the slots to what cannot wait, and stays when a job is put off or replayed", async () => {
    const finish = Promise.withResolvers<void>();
    const started: number[] = [];
    let hasFailed = false;
    const jobs = await openedJobs(database, {
      slots: { count: 4 },
      handlers: {
        count: async (job) => {
          const { n } = job.payload;
          if (job.starts === 1 && n === 0) return job.snooze(database.db, { seconds: 0, reason: "not yet" });
          if (n === 1 && !hasFailed) {
            hasFailed = true;
            return job.fail(database.db, "no good");
          }
          started.push(n);
          await finish.promise;
        },
      },
    });
    for (let n = 0; n < 6; n++) await jobs.enqueue(database.db, "count", { n }, { priority: -10 });
    const { id } = await soon(() => theOne(jobs, "quarantined"));
    await jobs.replay(id);
    await soon(() => expect(started).toHaveLength(2));
    for (const n of [10, 11]) await jobs.enqueue(database.db, "count", { n });
    await soon(() => expect(started.slice(2).sort()).toEqual([10, 11]));
    expect(await jobs.list({ state: "waiting" })).toHaveLength(4);
    finish.resolve();
    await soon(() => expect(started).toHaveLength(8));
  });
});

describe("a key", () => {
  it("lets one unfinished job be, also while that runs, and another when it is finished", async () => {
    const finish = Promise.withResolvers<void>();
    const jobs = await openedJobs(database, { handlers: { count: () => finish.promise } });
    const enqueue = () => jobs.enqueue(database.db, "count", { n: 1 }, { key: "call/1" });
    const id = await enqueue();
    await soon(() => theOne(jobs, "running"));
    expect(await enqueue()).toBe(id);
    finish.resolve();
    await soon(() => theOne(jobs, "finished"));
    expect(await enqueue()).not.toBe(id);
  });

  it("is kept by callers at the same time, and each gets the id of the one job", async () => {
    const jobs = await openedJobs(database);
    const enqueue = (key: string) =>
      database.db.transaction().execute((transaction) => jobs.enqueue(transaction, "count", { n: 1 }, { key }));
    const ids = await Promise.all(Array.from({ length: 8 }, () => enqueue("same")));
    expect(new Set(ids).size).toBe(1);
    expect(await enqueue("another")).not.toBe(ids[0]);
    expect(await jobs.list({ state: "waiting" })).toHaveLength(2);
  });
});

describe("a list", () => {
  it("goes on below a cursor, and misses none of those that were written at once", async () => {
    const jobs = await openedJobs(database);
    const ids = await database.db.transaction().execute(async (transaction) => {
      const written: string[] = [];
      for (let n = 0; n < 7; n++) written.push(await jobs.enqueue(transaction, "count", { n }));
      return written;
    });
    const listed: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await jobs.list({ state: "waiting", limit: 3, after });
      if (page.length === 0) break;
      listed.push(...page.map(({ id }) => id));
      after = page.at(-1)?.cursor ?? null;
    }
    expect(listed).toEqual(ids.toReversed());
    await expect(jobs.list({ state: "waiting", after: "nonsense" })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("a quarantined job", () => {
  it("is found and listed until it is discarded, then gone for good", async () => {
    const jobs = await openedJobs(database, { handlers: { count: (job) => job.fail(database.db, "no good") } });
    const id = await jobs.enqueue(database.db, "count", { n: 1 });
    await soon(async () => expect(await jobs.find(id)).toMatchObject({ state: "quarantined", reason: "no good" }));
    expect((await theOne(jobs, "quarantined")).id).toBe(id);
    await jobs.discard(database.db, id);
    expect(await jobs.find(id)).toBeNull();
    for (const act of [() => jobs.discard(database.db, id), () => jobs.replay(id)])
      await expect(act()).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("readiness", () => {
  it("comes with the queues where a process only enqueues, and goes when it stops", async () => {
    const jobs = await openedJobs(database);
    expect(await jobs.ready()).toEqual({ ready: true, reason: null });
    await jobs.stop(0);
    expect(await jobs.ready()).toMatchObject({ ready: false });
  });

  it("comes where a process works when its worker has claimed a job from the database", async () => {
    await openedJobs(database);
    await database.pool.query(`create function jobs.refuse() returns trigger language plpgsql as
      $$ begin raise exception 'claimed'; end $$`);
    await database.pool.query(`create trigger refuse before update on jobs.job_common for each row
      when (new.name = 'probe') execute function jobs.refuse()`);
    let complaints = 0;
    const jobs = await openedJobs(database, { handlers: {}, logger: { warn: () => {}, error: () => complaints++ } });
    await soon(() => expect(complaints).toBeGreaterThan(0));
    expect(await jobs.ready()).toMatchObject({ ready: false });
    await database.pool.query("drop trigger refuse on jobs.job_common");
    await soon(async () => expect(await jobs.ready()).toEqual({ ready: true, reason: null }));
  });

  it("comes later where the database is too busy at the start, which is no reason not to start", async () => {
    await openedJobs(database);
    await database.pool.query(`create function jobs.be_busy() returns trigger language plpgsql as
      $$ begin raise exception 'too busy' using errcode = '57014'; end $$`);
    await database.pool.query(`create trigger be_busy before insert on jobs.job_common for each row
      when (new.name = 'probe') execute function jobs.be_busy()`);
    const jobs = await openedJobs(database, { handlers: {} });
    await database.pool.query("drop trigger be_busy on jobs.job_common");
    await soon(async () => expect(await jobs.ready()).toEqual({ ready: true, reason: null }));
  });

  it("comes to each of several workers, although one may claim the probe of another", async () => {
    const all = await Promise.all([1, 2, 3].map(() => openedJobs(database, { handlers: {} })));
    await soon(async () => {
      for (const jobs of all) expect(await jobs.ready()).toMatchObject({ ready: true });
    });
  });
});
