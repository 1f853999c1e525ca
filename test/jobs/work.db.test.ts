import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { AppError, WorkInterrupted } from "../../src/errors.ts";
import { JobLost, type RunningJob } from "../../src/jobs/jobs.ts";
import { testDatabase } from "../helpers/database.ts";
import { forgetJobs, giveUpWorkers, hurry, openedJobs, soon, theOne } from "./opened-jobs.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query("create table outcomes (n integer not null)");
});
beforeEach(async () => {
  await forgetJobs(database);
  await database.pool.query("truncate outcomes");
});
afterAll(() => database.close());

type Counting = RunningJob<{ n: number }>;

const outcomes = async () => (await database.pool.query("select n from outcomes order by n")).rows.map(({ n }) => n);

describe("a worker", () => {
  it("finds a job that was enqueued in a transaction, told or not", async () => {
    const ran: unknown[] = [];
    const jobs = await openedJobs(database, { handlers: { other: async ({ payload }) => void ran.push(payload) } });
    await database.db.transaction().execute((db) => jobs.enqueue(db, "other", { text: "первый" }));
    await soon(() => expect(ran).toEqual([{ text: "первый" }]));
    await database.db.transaction().execute((db) => jobs.enqueue(db, "other", { text: "второй" }));
    jobs.nudge();
    await soon(() => expect(ran).toEqual([{ text: "первый" }, { text: "второй" }]));
    await soon(async () => expect(await jobs.list({ state: "finished" })).toHaveLength(2));
  });

  it("fills all its places from one look, each find waking the next", async () => {
    const places = 6;
    let begun = 0;
    const all = Promise.withResolvers<void>();
    const handlers = {
      count: async () => {
        begun += 1;
        if (begun === places) all.resolve();
        await all.promise;
      },
    };
    const jobs = await openedJobs(database, { handlers, slots: { count: places } });
    await database.db.transaction().execute(async (db) => {
      for (let n = 0; n < places; n++) await jobs.enqueue(db, "count", { n });
    });
    jobs.nudge();
    await soon(() => expect(begun).toBe(places));
    await soon(async () => expect(await jobs.list({ state: "finished" })).toHaveLength(places));
  });

  it("beside two others takes no job that another has", async () => {
    const starts: number[] = [];
    const handlers = { count: async ({ payload }: Counting) => void starts.push(payload.n) };
    const workers = [];
    for (let worker = 0; worker < 3; worker++)
      workers.push(await openedJobs(database, { handlers, slots: { count: 3 } }));
    const [jobs] = workers;
    if (jobs === undefined) throw new Error("no worker");
    const wanted = Array.from({ length: 60 }, (_, n) => n);
    await database.db.transaction().execute(async (db) => {
      for (const n of wanted) await jobs.enqueue(db, "count", { n });
    });
    for (const worker of workers) worker.nudge();
    await soon(async () => expect(await jobs.list({ state: "finished" })).toHaveLength(60));
    expect(starts.toSorted((a, b) => a - b)).toEqual(wanted);
  });

  it("completes a job in the handler's transaction, or not at all", async () => {
    const jobs = await openedJobs(database, {
      handlers: {
        count: async (job) => {
          const settle = database.db.transaction().execute(async (db) => {
            await sql`insert into outcomes values (${job.starts})`.execute(db);
            await job.complete(db);
            if (job.starts === 1) throw new AppError("unavailable", "Not now.", { retryable: true });
          });
          await settle;
        },
      },
    });
    await jobs.enqueue(database.db, "count", { n: 1 });
    await soon(async () => expect(await theOne(jobs, "waiting")).toMatchObject({ reason: "Not now." }));
    expect(await outcomes()).toEqual([]);
    await hurry(database);
    await soon(() => theOne(jobs, "finished"));
    expect(await outcomes()).toEqual([2]);
  });

  it("writes down that a job is done when the database comes back", async () => {
    let runs = 0;
    const jobs = await openedJobs(database, {
      handlers: {
        count: async () => {
          runs++;
          await database.pool.query(`create function jobs.away() returns trigger language plpgsql as
            $$ begin raise exception 'away' using errcode = '57P01'; end $$;
            create trigger away before update on jobs.job_common for each row
            when (new.state = 'completed') execute function jobs.away()`);
          queueMicrotask(() => setTimeout(() => database.pool.query("drop function jobs.away cascade"), 100));
        },
      },
    });
    await jobs.enqueue(database.db, "count", { n: 1 });
    await soon(() => theOne(jobs, "finished"));
    expect(runs).toBe(1);
  });
});

describe("a job that is put off", () => {
  it("waits exactly as long as it was told, and that is no failure", async () => {
    let settledAt = new Date(0);
    const jobs = await openedJobs(database, {
      handlers: {
        count: async (job) => {
          if (job.starts > 1) return;
          await database.db.transaction().execute(async (db) => {
            settledAt = (await sql<{ now: Date }>`select now() as now`.execute(db)).rows[0]?.now ?? settledAt;
            await job.snooze(db, { seconds: 123, reason: "the engine is busy" });
          });
        },
      },
    });
    const id = await jobs.enqueue(database.db, "count", { n: 1 });
    const waiting = await soon(async () => {
      const job = await theOne(jobs, "waiting");
      expect(job).toMatchObject({ id, starts: 1, crashes: 0, reason: "the engine is busy" });
      return job;
    });
    expect(waiting.startAfter.getTime() - settledAt.getTime()).toBe(123_000);
    await hurry(database);
    await soon(async () => expect(await theOne(jobs, "finished")).toMatchObject({ id, starts: 2 }));
  });

  it("by errors that pass waits longer each time, and begins anew after a pause of its own choice", async () => {
    const failures = [1, 2, 3, 5];
    const jobs = await openedJobs(database, {
      handlers: {
        count: async (job) => {
          if (failures.includes(job.starts)) throw new AppError("upstream_failed", "Busy.", { retryable: true });
          if (job.starts === 4) await job.snooze(database.db, { seconds: 1, reason: "chosen" });
        },
      },
    });
    await jobs.enqueue(database.db, "count", { n: 1 });
    const waits: number[] = [];
    for (let start = 1; start <= 5; start++) {
      const { startAfter } = await soon(async () => {
        const job = await theOne(jobs, "waiting");
        expect(job.starts).toBe(start);
        return job;
      });
      const { rows } = await database.pool.query("select now() as now");
      waits.push((startAfter.getTime() - rows[0].now.getTime()) / 1_000);
      await hurry(database);
      jobs.nudge();
    }
    // Some time has passed since each was put off.
    const expected = [10, 20, 40, 1, 10];
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeLessThanOrEqual(expected[index] ?? 0);
      expect(wait).toBeGreaterThan((expected[index] ?? 0) - 5);
    }
    await soon(() => theOne(jobs, "finished"));
  });
});

describe("quarantine", () => {
  it("takes a job that fails, tells why, and gives it back under its id when it is replayed", async () => {
    let fails = true;
    const jobs = await openedJobs(database, {
      logger: { error: () => {}, warn: () => {} },
      handlers: {
        count: async () => {
          if (fails) throw new Error("no such\u0000 call");
        },
      },
    });
    const id = await jobs.enqueue(database.db, "count", { n: 7 }, { key: "seven" });
    const quarantined = await soon(() => theOne(jobs, "quarantined"));
    expect(quarantined).toMatchObject({
      ...{ id, name: "count", payload: { n: 7 }, starts: 1, crashes: 0, reason: "no such call", startedAt: null },
    });
    expect(await jobs.list({ state: "waiting" })).toEqual([]);
    fails = false;
    await jobs.replay(id);
    await soon(async () => expect(await theOne(jobs, "finished")).toMatchObject({ id, payload: { n: 7 }, starts: 1 }));
    await expect(jobs.replay(id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is entered in the handler's transaction, and left only while no other job has the key", async () => {
    const jobs = await openedJobs(database, {
      handlers: { count: (job) => database.db.transaction().execute((db) => job.fail(db, "give up")) },
    });
    const id = await jobs.enqueue(database.db, "count", { n: 1 }, { key: "one" });
    await soon(async () => expect(await theOne(jobs, "quarantined")).toMatchObject({ id, reason: "give up" }));
    await jobs.enqueue(database.db, "count", { n: 1 }, { key: "one", startAfterSeconds: 60 });
    await expect(jobs.replay(id)).rejects.toMatchObject({ code: "conflict" });
    expect(await theOne(jobs, "quarantined")).toMatchObject({ id });
  });
});

describe("a job that another worker took over", () => {
  it("is lost to the first one, whose settling undoes what it wrote with it", async () => {
    const taken = Promise.withResolvers<void>();
    const lost = Promise.withResolvers<unknown>();
    const held: boolean[] = [];
    const handlers = {
      count: async (job: Counting) => {
        if (job.starts === 2) return taken.resolve();
        held.push(await job.holds());
        await giveUpWorkers(database);
        await taken.promise;
        held.push(await job.holds());
        const settle = database.db.transaction().execute(async (db) => {
          await sql`insert into outcomes values (1)`.execute(db);
          await job.complete(db);
        });
        await settle.catch((error) => {
          lost.resolve(error);
          throw error;
        });
      },
    };
    // Each has one slot, so the second run is the other's.
    const [jobs] = [
      await openedJobs(database, { handlers, slots: { count: 1 } }),
      await openedJobs(database, { handlers, slots: { count: 1 } }),
    ];
    await jobs.enqueue(database.db, "count", { n: 1 });
    expect(await lost.promise).toBeInstanceOf(JobLost);
    expect(held).toEqual([true, false]);
    expect(await outcomes()).toEqual([]);
    expect(await soon(() => theOne(jobs, "finished"))).toMatchObject({ starts: 2 });
  });

  it("is not begun again in the same process before the first run has ended, and counts no crash", async () => {
    const story: string[] = [];
    const jobs = await openedJobs(database, {
      handlers: {
        count: async ({ starts, signal }) => {
          story.push(`begun ${starts}`);
          if (starts === 2) return;
          await giveUpWorkers(database);
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          story.push("ended 1");
          signal.throwIfAborted();
        },
      },
    });
    await jobs.enqueue(database.db, "count", { n: 1 });
    await soon(() => theOne(jobs, "finished"));
    expect(story).toEqual(["begun 1", "ended 1", "begun 2"]);
    const { rows } = await database.pool.query("select data->'open' as open from jobs.job where name = 'count'");
    // Only the mark of the run that finished it.
    expect(rows[0].open).toHaveLength(1);
  });
});

describe("a stop", () => {
  it("interrupts and hands back what runs, which is no attempt, and another worker takes it", async () => {
    const begun = Promise.withResolvers<void>();
    let reason: unknown;
    const jobs = await openedJobs(database, {
      handlers: {
        count: ({ signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener("abort", () => {
              reason = signal.reason;
              reject(signal.reason);
            });
            begun.resolve();
          }),
      },
    });
    await jobs.enqueue(database.db, "count", { n: 1 });
    await begun.promise;
    await jobs.stop(10);
    expect(reason).toBeInstanceOf(WorkInterrupted);
    expect(await theOne(jobs, "waiting")).toMatchObject({ starts: 1, crashes: 0 });
    const next = await openedJobs(database, { handlers: { count: async () => {} } });
    await soon(async () => expect(await theOne(next, "finished")).toMatchObject({ starts: 2 }));
  });

  it("waits for what ends in time, and tells it that it does", async () => {
    const begun = Promise.withResolvers<RunningJob>();
    const finish = Promise.withResolvers<void>();
    const jobs = await openedJobs(database, {
      handlers: {
        count: (job) => {
          begun.resolve(job);
          return finish.promise;
        },
      },
    });
    await jobs.enqueue(database.db, "count", { n: 1 });
    const job = await begun.promise;
    expect(job.isStopping()).toBe(false);
    const stopped = jobs.stop(20_000);
    expect([job.isStopping(), job.signal.aborted]).toEqual([true, false]);
    finish.resolve();
    await stopped;
    expect(await theOne(jobs, "finished")).toMatchObject({ starts: 1 });
  });

  it("takes the job from a handler that does not let go, and refuses what that settles later", async () => {
    const finish = Promise.withResolvers<void>();
    const settled = Promise.withResolvers<unknown>();
    const jobs = await openedJobs(database, {
      handlers: {
        count: async (job) => {
          await finish.promise;
          await job.complete(database.db).catch(settled.resolve);
        },
      },
    });
    await jobs.enqueue(database.db, "count", { n: 1 });
    await soon(async () => expect(await theOne(jobs, "running")).toMatchObject({ starts: 1 }));
    await jobs.stop(0);
    expect(await theOne(jobs, "waiting")).toMatchObject({ starts: 1, crashes: 0 });
    finish.resolve();
    expect(await settled.promise).toBeInstanceOf(JobLost);
  });
});

describe("a schedule", () => {
  it("brings one job for all times that were missed, and goes when it is no longer named", async () => {
    const schedules = [{ name: "other" as const, cron: "7 * * * *", payload: { text: "sweep" } }];
    await openedJobs(database, { handlers: {}, schedules });
    await database.pool.query("update jobs.schedule set created_on = now() - interval '5 hours'");
    await database.pool.query("update jobs.version set cron_on = now() - interval '4 hours'");
    const ran: unknown[] = [];
    const handlers = { other: async ({ payload }: RunningJob) => void ran.push(payload) };
    const jobs = await openedJobs(database, { handlers, schedules });
    await soon(() => theOne(jobs, "finished"));
    expect(ran).toEqual([{ text: "sweep" }]);
    await openedJobs(database, { handlers });
    expect((await database.pool.query("select name from jobs.schedule")).rows).toEqual([]);
  });
});
