import { v7 as newId } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { resumeImports, startImport, stopImport } from "../../../src/audit/imports/act-on-import.ts";
import { CALLS_AT_ONCE, feedImport } from "../../../src/audit/imports/feed-import.ts";
import { FEED_IMPORT, type ImportWork } from "../../../src/audit/imports/import.ts";
import { showImport } from "../../../src/audit/imports/show-import.ts";
import { addImport } from "../../../src/audit/imports/store.ts";
import { type Enqueue, PROCESS_RECORDING, type RecordingWork } from "../../../src/calls/recording.ts";
import type { Database, Db } from "../../../src/db/database.ts";
import { loadScorecards } from "../../../src/evaluations/load-scorecards.ts";
import type { Jobs } from "../../../src/jobs/jobs.ts";
import { openJobs } from "../../../src/jobs/open-jobs.ts";
import { testDatabase } from "../../helpers/database.ts";

type Work = { [FEED_IMPORT]: ImportWork; [PROCESS_RECORDING]: RecordingWork };

let database: Database;
let jobs: Jobs<Work>;
let scorecards: Parameters<typeof feedImport>[0]["scorecards"];
beforeAll(async () => {
  database = await testDatabase();
  scorecards = new Map((await loadScorecards("/nonexistent")).map((card) => [card.key, card]));
  const { pool, kind } = database;
  jobs = await openJobs<Work>({
    ...{ pool, kind, queues: [FEED_IMPORT, PROCESS_RECORDING], work: true },
    handlers: {
      [FEED_IMPORT]: (job) => feedImport({ db: database.db, enqueue, scorecards, managerChannel: null }, job),
    },
  });
  await jobs.start();
});
beforeEach(async () => {
  await database.pool.query(
    "delete from jobs.job; delete from imports; delete from recordings; delete from calls; delete from managers",
  );
});
afterAll(async () => {
  await jobs.stop(0);
  await database.close();
});

const enqueue: Enqueue<Db> = (db, queue, work, options) => jobs.enqueue(db, queue as never, work as never, options);
const actions = () => ({
  db: database.db,
  enqueueFeed: (db: Db, importId: string) => jobs.enqueue(db, FEED_IMPORT, { importId }, { key: importId }),
  nudge: () => jobs.nudge(),
  wake: () => {},
});

/** A checked list of so many rows, with ids that begin with `name`. */
async function addList(count: number, name = "row"): Promise<string> {
  const id = newId();
  const rows = Array.from({ length: count }, (_, index) => ({
    number: index + 2,
    told: {
      url: `https://a.example/${index}.mp3`,
      managerName: "Иван",
      fields: { call_id: `${name}-${index}`, manager_id: "m1", tags: [] },
    },
  }));
  const estimate = { calls: count, minutesPerCall: 5, basis: "assumed" as const, usd: 0 };
  const list = { rows, repeated: 0, faults: [], faulty: 0, estimate };
  await addImport(database.db, { id, source: "api", fileName: "list.csv", reportLanguage: null, ...list });
  return id;
}

const counts = async (id: string) => (await showImport(database.db, id)).counts;
const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const endCalls = (status: string) =>
  database.pool.query(
    "update calls set status = $1, status_reason = case when $1 = 'failed' then 'x' end where status = 'received'",
    [status],
  );
const waiting = async () =>
  (await jobs.list({ state: "waiting", limit: 200 })).filter(({ name }) => name === PROCESS_RECORDING).length;

describe("a list that is started", () => {
  it("becomes calls little by little, behind anything fresh, and is done when they are", async () => {
    const id = await addList(CALLS_AT_ONCE + 3);
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: CALLS_AT_ONCE, waiting: 3 }));
    expect(await waiting()).toBe(CALLS_AT_ONCE);
    const { rows } = await database.pool.query("select distinct priority from jobs.job where name = $1", [
      PROCESS_RECORDING,
    ]);
    expect(rows).toEqual([{ priority: -10 }]);
    await endCalls("not_scorable");
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 3, waiting: 0, done: CALLS_AT_ONCE }));
    await endCalls("failed");
    await soon(async () => expect((await showImport(database.db, id)).status).toBe("done"));
    expect(await counts(id)).toMatchObject({ done: CALLS_AT_ONCE, failed: 3 });
    const named = await database.db.selectFrom("managers").select("name").execute();
    expect(named).toEqual([{ name: "Иван" }]);
  });

  it("brings no call that is here already, and none twice however often it is started", async () => {
    const [id, again] = [await addList(3), await addList(3)];
    await startImport(actions(), id);
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 3 }));
    await startImport(actions(), again);
    await soon(async () => expect((await showImport(database.db, again)).status).toBe("done"));
    expect(await counts(again)).toMatchObject({ known: 3 });
    expect(await waiting()).toBe(3);
  });

  it("knows the calls of its own after a process died before it had written that down", async () => {
    const id = await addList(2);
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 2 }));
    await database.pool.query("update import_rows set state = 'waiting', call_id = null");
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 2, known: 0 }));
    expect(await waiting()).toBe(2);
  });
});

describe("a list that is stopped", () => {
  it("withdraws what nobody has begun with, leaves the rest, and goes on where it was", async () => {
    const id = await addList(3);
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 3 }));
    await database.pool.query("update calls set status = 'stored' where external_id = 'row-0'");
    await stopImport(actions(), id);
    expect(await showImport(database.db, id)).toMatchObject({ status: "stopped", counts: { waiting: 2, working: 1 } });
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ waiting: 0, working: 3 }));
    const { rows } = await database.pool.query("select count(*)::int as count from calls");
    expect(rows).toEqual([{ count: 3 }]);
  });

  it("is found again by a process that starts when the queue knows nothing of it", async () => {
    const id = await addList(1);
    await database.pool.query("update imports set status = 'running'");
    await resumeImports(actions());
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 1 }));
  });

  it("cannot be stopped or started once it is done, and is no list where there is none", async () => {
    const id = await addList(1);
    await expect(stopImport(actions(), id)).rejects.toMatchObject({ code: "conflict" });
    await database.pool.query("update imports set status = 'done'");
    await expect(startImport(actions(), id)).rejects.toMatchObject({ code: "conflict" });
    await expect(startImport(actions(), newId())).rejects.toMatchObject({ code: "not_found" });
  });
});
