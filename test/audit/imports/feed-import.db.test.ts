import { v7 as newId } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  discardImport,
  resumeImports,
  startImport,
  stopImport,
  sweepImports,
} from "../../../src/audit/imports/act-on-import.ts";
import { CALLS_AT_ONCE, feedImport } from "../../../src/audit/imports/feed-import.ts";
import { FEED_IMPORT, type ImportWork, type ToldRow } from "../../../src/audit/imports/import.ts";
import type { ListedCalls } from "../../../src/audit/imports/listed-calls.ts";
import { showImport } from "../../../src/audit/imports/show-import.ts";
import { addImport } from "../../../src/audit/imports/store.ts";
import { type Enqueue, type EnqueueAll, PROCESS_RECORDING, type RecordingWork } from "../../../src/calls/recording.ts";
import { type AcceptEvent, createAcceptEvent } from "../../../src/crm/sources/accept-event.ts";
import { SourceRules } from "../../../src/crm/sources/source-rules.ts";
import { findSource, insertSource } from "../../../src/crm/sources/source-store.ts";
import type { Database, Db } from "../../../src/db/database.ts";
import { loadScorecards } from "../../../src/evaluations/load-scorecards.ts";
import type { Jobs } from "../../../src/jobs/jobs.ts";
import { openJobs } from "../../../src/jobs/open-jobs.ts";
import { listedCalls } from "../../../src/listed-calls.ts";
import { testDatabase } from "../../helpers/database.ts";

type Work = { [FEED_IMPORT]: ImportWork; [PROCESS_RECORDING]: RecordingWork };

let database: Database;
let jobs: Jobs<Work>;
let calls: ListedCalls;
let acceptEvent: AcceptEvent;
beforeAll(async () => {
  database = await testDatabase();
  const scorecards = new Map((await loadScorecards("/nonexistent")).map((card) => [card.key, card]));
  const { db } = database;
  calls = listedCalls({ db, enqueue, scorecards, managerChannel: null });
  const enqueueAll: EnqueueAll<Db> = async (tx, queue, list) => {
    for (const { work, ...options } of list) await enqueue(tx, queue, work, options);
  };
  acceptEvent = createAcceptEvent({ db, enqueueAll, scorecards, managerChannel: null, nudge: () => {} });
  const { pool, kind } = database;
  jobs = await openJobs<Work>({
    ...{ pool, kind, queues: [FEED_IMPORT, PROCESS_RECORDING], work: true },
    handlers: {
      [FEED_IMPORT]: (job) => feedImport({ db, calls }, job),
    },
  });
  await jobs.start();
});
beforeEach(async () => {
  await database.pool.query(
    "delete from jobs.job; delete from imports; delete from recordings; delete from deliveries; delete from calls; delete from managers; delete from sources where key = 'pbx'",
  );
});
afterAll(async () => {
  await jobs.stop(0);
  await database.close();
});

const enqueue: Enqueue<Db> = (db, queue, work, options) => jobs.enqueue(db, queue as never, work as never, options);
const actions = () => ({
  db: database.db,
  calls,
  enqueueFeed: (db: Db, importId: string) => jobs.enqueue(db, FEED_IMPORT, { importId }, { key: importId }),
  nudge: () => jobs.nudge(),
  wake: () => {},
});

/** A checked list of so many rows, with ids that begin with `name`. */
async function addList(count: number, name = "row", source = "api", told: Told = () => ({})): Promise<string> {
  const id = newId();
  const rows = Array.from({ length: count }, (_, index) => ({
    number: index + 2,
    told: {
      url: `https://a.example/${index}.mp3`,
      managerName: "Иван",
      fields: { call_id: `${name}-${index}`, manager_id: "m1", tags: [] },
      ...told(index),
    },
  }));
  const estimate = { calls: count, minutesPerCall: 5, skipped: {}, basis: "assumed" as const, usd: 0 };
  const list = { rows, repeated: 0, faults: [], faulty: 0, estimate };
  await addImport(database.db, { id, source, fileName: "list.csv", reportLanguage: null, ...list });
  return id;
}

type Told = (index: number) => Partial<ToldRow>;

/** A source with rules. */
async function addSource(rules: Partial<SourceRules>): Promise<void> {
  const source = { key: "pbx", kind: "webhook", name: null, sealed: null, credentialHosts: [] };
  await insertSource(database.db, { ...source, rules: SourceRules.parse(rules) });
}

/** A delivery of that source. */
async function tell(externalId: string, url: string | null) {
  const source = await findSource(database.db, "pbx");
  if (source === null) throw new Error("there is no source");
  const nothing = { startedAt: null, languageHint: null, talkSeconds: null, isInternal: null, isVoicemail: null };
  return acceptEvent(source, {
    ...{ ...nothing, externalId, managerId: null, managerName: null, team: null, direction: null },
    ...{ tags: [], metadata: {}, occurredAt: null, contentMode: null, scorecard: null, reportLanguage: null },
    recording: url === null ? null : { url, sourceKey: null },
  });
}

const callsNow = () =>
  database.db
    .selectFrom("calls")
    .leftJoin("recordings", "recordings.call_id", "calls.id")
    .select(["external_id", "status", "status_reason", "origin", "handling", "recordings.id as recording"])
    .orderBy("external_id")
    .execute();

const toldNow = () => database.db.selectFrom("import_rows").select(["state", "told"]).orderBy("state").execute();

const counts = async (id: string) => (await showImport(database.db, id)).counts;
/** The list is looked at again whenever it is asked after, instead of every two seconds. */
const soon = (check: () => Promise<void>) =>
  vi.waitFor(
    async () => {
      await database.pool.query("update jobs.job set start_after = now() where name = $1 and start_after > now()", [
        FEED_IMPORT,
      ]);
      jobs.nudge();
      await check();
    },
    { timeout: 20_000, interval: 50 },
  );
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

  it("forgets what a row told once its work has ended, and knows it until then", async () => {
    const id = await addList(1);
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 1 }));
    expect((await toldNow())[0]).toMatchObject({ state: "accepted", told: { url: "https://a.example/0.mp3" } });
    const again = await addList(1);
    await startImport(actions(), again);
    await soon(async () => expect((await showImport(database.db, again)).status).toBe("done"));
    await endCalls("not_scorable");
    await soon(async () => expect((await showImport(database.db, id)).status).toBe("done"));
    expect(await toldNow()).toEqual([
      { state: "known", told: {} },
      { state: "settled", told: {} },
    ]);
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

describe("a list of a source", () => {
  it("is judged by its rules, and what they leave out is a skipped call with its reason", async () => {
    const [scorecards, skip] = [["client-plus", "dialog"], { directions: ["inbound" as const], tags: ["Спам"] }];
    const rules = { scorecards, managerChannel: "right" as const, reportLanguage: "en" as const };
    await addSource(SourceRules.parse({ ...rules, skip: { ...skip, talkSecondsMin: 20, managers: ["m9"] } }));
    const unwanted: Partial<ToldRow>[] = [
      {},
      { fields: { call_id: "b", direction: "inbound" } },
      { fields: { call_id: "c", tags: ["спам"] } },
      { fields: { call_id: "d", manager_id: "m9" } },
      { fields: { call_id: "e" }, isInternal: true },
      { fields: { call_id: "f" }, isVoicemail: true },
      { fields: { call_id: "g" }, talkSeconds: 19 },
      { fields: { call_id: "h", content_mode: "Manager+", manager_channel: "left" } },
    ];
    const id = await addList(unwanted.length, "a", "pbx", (index) => unwanted[index] ?? {});
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 2, skipped: 6, waiting: 0 }));
    const reasons = { direction: 1, tag: 1, manager: 1, internal: 1, voicemail: 1, too_short: 1 };
    expect((await showImport(database.db, id)).skippedBy).toEqual(reasons);
    const [first, ...rest] = await callsNow();
    const handling = { ...rules, talkMsMin: 20_000 };
    expect(first).toMatchObject({ external_id: "a-0", status: "received", origin: "url", handling });
    expect(rest.at(-1)).toMatchObject({
      handling: { ...handling, scorecards: ["manager-plus"], managerChannel: "left" },
    });
    expect(await waiting()).toBe(2);
  });

  it("takes no row whose scorecard is not there any more, and says so", async () => {
    await addSource({ scorecards: ["no-such"] });
    const id = await addList(1, "row", "pbx");
    await startImport(actions(), id);
    await soon(async () => expect((await showImport(database.db, id)).status).toBe("done"));
    expect(await showImport(database.db, id)).toMatchObject({
      counts: { refused: 1 },
      refusedBy: { invalid_input: 1 },
    });
    expect(await toldNow()).toEqual([{ state: "refused", told: {} }]);
    expect(await callsNow()).toEqual([]);
  });

  it("and its webhook make one call of one recording, whichever comes first", async () => {
    await addSource({});
    const early = await tell("row-0", "https://a.example/0.mp3");
    const id = await addList(2, "row", "pbx");
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ known: 1, working: 1 }));
    const late = await tell("row-1", "https://a.example/1.mp3");
    expect(await callsNow()).toHaveLength(2);
    expect(await waiting()).toBe(2);
    expect([early.status, late.status]).toEqual(["received", "received"]);
  });

  it("brings the recording that a webhook had told nothing of", async () => {
    await addSource({});
    const { statusReason } = await tell("row-0", null);
    expect(statusReason).toBe("awaiting_recording");
    const id = await addList(1, "row", "pbx");
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 1, known: 0 }));
    expect(await callsNow()).toMatchObject([{ status: "received", status_reason: null }]);
    expect(await waiting()).toBe(1);
  });

  it("that is stopped keeps what a webhook told of too, and the rest is new to the next webhook", async () => {
    await addSource({});
    const id = await addList(2, "row", "pbx");
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 2 }));
    await tell("row-0", "https://a.example/0.mp3");
    await stopImport(actions(), id);
    expect(await counts(id)).toMatchObject({ working: 1, waiting: 1 });
    const told = await tell("row-1", "https://a.example/1.mp3");
    expect(told).toMatchObject({ status: "received", statusReason: null });
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 2, waiting: 0 }));
    expect(new Set((await callsNow()).map(({ status }) => status))).toEqual(new Set(["received"]));
  });

  it("waits once its source is switched off, and cannot begin until it is on again", async () => {
    await addSource({});
    const id = await addList(1, "row", "pbx");
    await database.pool.query("update sources set disabled_at = now() where key = 'pbx'");
    await expect(startImport(actions(), id)).rejects.toMatchObject({ code: "conflict" });
    await database.pool.query("update imports set status = 'running'");
    await resumeImports(actions());
    await soon(async () => expect((await showImport(database.db, id)).status).toBe("stopped"));
    expect(await counts(id)).toMatchObject({ waiting: 1 });
  });
});

describe("a list that nobody wants", () => {
  it("can be thrown away unless it runs, and leaves its calls", async () => {
    const id = await addList(1);
    await startImport(actions(), id);
    await soon(async () => expect(await counts(id)).toMatchObject({ working: 1 }));
    await expect(discardImport(actions(), id)).rejects.toMatchObject({ code: "conflict" });
    await endCalls("not_scorable");
    await soon(async () => expect((await showImport(database.db, id)).status).toBe("done"));
    await discardImport(actions(), id);
    await expect(discardImport(actions(), id)).rejects.toMatchObject({ code: "not_found" });
    expect(await callsNow()).toHaveLength(1);
  });

  it("goes a week after it was checked, and only where nobody started it", async () => {
    const [checked, stopped] = [await addList(1), await addList(1, "other")];
    await database.pool.query("update imports set status = 'stopped' where id = $1", [stopped]);
    const day = 24 * 60 * 60_000;
    await sweepImports({ db: database.db, now: () => new Date(Date.now() + 6.9 * day) });
    expect(await counts(checked)).toMatchObject({ waiting: 1 });
    await sweepImports({ db: database.db, now: () => new Date(Date.now() + 7.1 * day) });
    await expect(counts(checked)).rejects.toMatchObject({ code: "not_found" });
    expect(await counts(stopped)).toMatchObject({ waiting: 1 });
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
