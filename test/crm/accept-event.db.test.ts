import { v7 as newId } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Enqueue } from "../../src/calls/recording.ts";
import { type AcceptEvent, createAcceptEvent } from "../../src/crm/sources/accept-event.ts";
import type { CallEvent } from "../../src/crm/sources/call-event.ts";
import { listDeliveries } from "../../src/crm/sources/delivery-store.ts";
import { sweepAwaiting } from "../../src/crm/sources/sweep-awaiting.ts";
import type { Database, Db } from "../../src/db/database.ts";
import { loadScorecards } from "../../src/evaluations/load-scorecards.ts";
import { testDatabase } from "../helpers/database.ts";
import { newCall, RECORDING, source } from "./told-events.ts";

let database: Database;
let acceptEvent: AcceptEvent;
let jobs: { queue: string; work: object; key: string | undefined }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  acceptEvent = createAcceptEvent({
    db: database.db,
    enqueueAll: async (_, queue, list) => {
      for (const { work, key } of list) noteJob(queue, work, key);
    },
    scorecards: new Map((await loadScorecards("/nonexistent")).map((card) => [card.key, card])),
    managerChannel: null,
    nudge: () => {},
  });
});
afterAll(() => database.close());
beforeEach(() => {
  jobs = [];
});

const enqueue: Enqueue<Db> = async (_, queue, work, options) => noteJob(queue, work, options?.key);

/** As the queue does: one unfinished job for a key. */
function noteJob(queue: string, work: object, key: string | undefined): void {
  if (!jobs.some((job) => job.key === key)) jobs.push({ queue, work, key });
}

const accept = (event: CallEvent, from = source()) => acceptEvent(from, event);

async function stored(callId: string | null) {
  const call = await database.db
    .selectFrom("calls")
    .selectAll()
    .where("id", "=", callId ?? "")
    .executeTakeFirstOrThrow();
  const recordings = await database.db
    .selectFrom("recordings")
    .selectAll()
    .where("call_id", "=", call.id)
    .orderBy("id")
    .execute();
  return { call, recordings };
}

async function settle(callId: string | null, status: "scored" | "failed", reason: string | null = null) {
  await database.db
    .updateTable("calls")
    .set({ status, status_reason: reason, total_score: status === "scored" ? 80 : null })
    .where("id", "=", callId ?? "")
    .execute();
  jobs = [];
}

describe("an event with a recording", () => {
  it("is a call, a recording and one job with all that was told", async () => {
    const event = newCall()({
      recording: RECORDING,
      managerId: "m-1",
      managerName: "Анна",
      team: "Восток",
      direction: "inbound",
      startedAt: "2026-11-24T09:30:00.000Z",
      tags: ["new"],
      metadata: { deal: 7 },
    });
    const { callId, status, statusReason } = await accept(event);
    expect({ status, statusReason }).toEqual({ status: "received", statusReason: null });
    const { call, recordings } = await stored(callId);
    expect(call).toMatchObject({ source: "default", origin: "webhook", direction: "inbound", tags: ["new"] });
    expect(call).toMatchObject({ metadata: { deal: 7 }, primary_scorecard: "manager-plus" });
    expect(recordings).toMatchObject([{ file_url: RECORDING.url, sha256: null }]);
    const recordingId = recordings[0]?.id ?? "";
    const work = { recordingId, scorecard: "manager-plus", also: [], reportLanguage: null, again: false, round: 0 };
    expect(jobs).toEqual([{ queue: "process-recording", key: `${recordingId}:0`, work }]);
    const manager = await database.db.selectFrom("managers").selectAll().where("external_id", "=", "m-1").execute();
    expect(manager).toMatchObject([{ id: call.manager_id, name: "Анна", team: "Восток" }]);
  });

  it("a hundred times at once is one call, one recording and one job", async () => {
    const event = newCall()({ recording: RECORDING, managerId: `new-${newId()}` });
    const accepted = await Promise.all(Array.from({ length: 100 }, () => accept(event)));
    expect(new Set(accepted.map(({ callId }) => callId)).size).toBe(1);
    expect((await stored(accepted[0]?.callId ?? null)).recordings).toHaveLength(1);
    expect(jobs).toHaveLength(1);
  });

  it("a month after the call was scored changes nothing", async () => {
    const event = newCall()({ recording: RECORDING });
    const { callId } = await accept(event);
    await settle(callId, "scored");
    expect(await accept(event)).toMatchObject({ callId, status: "scored" });
    expect((await stored(callId)).call.total_score).toBe(80);
    expect(jobs).toEqual([]);
  });

  it("whose address differs only in what no server sees is the same", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ recording: RECORDING }));
    await accept(tell({ recording: { url: `${RECORDING.url}#t=3`, sourceKey: null } }));
    expect((await stored(callId)).recordings).toHaveLength(1);
  });

  it("that the sender names by an id is the same under a new address", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ recording: { url: "https://pbx.example/r?sig=1", sourceKey: "r-1" } }));
    await accept(tell({ recording: { url: "https://pbx.example/r?sig=2", sourceKey: "r-1" } }));
    expect((await stored(callId)).recordings).toHaveLength(1);
  });

  it("that is new takes a scored call up again, and a failed one", async () => {
    for (const status of ["scored", "failed"] as const) {
      const tell = newCall();
      const { callId } = await accept(tell({ recording: RECORDING }));
      await settle(callId, status, status === "failed" ? "download_failed" : null);
      await accept(tell({ recording: { url: "https://pbx.example/r/2.mp3", sourceKey: null } }));
      const { call, recordings } = await stored(callId);
      expect(call).toMatchObject({ status: "received", status_reason: null, total_score: null });
      expect(recordings).toHaveLength(2);
      expect(jobs).toMatchObject([{ key: `${recordings[1]?.id}:0` }]);
    }
  });

  it("of a call whose work was set aside begins a new round", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ recording: RECORDING }));
    await settle(callId, "failed", "quarantined");
    await accept(tell({ recording: { url: "https://pbx.example/r/3.mp3", sourceKey: null } }));
    expect((await stored(callId)).call.round).toBe(1);
    expect(jobs).toMatchObject([{ work: { round: 1 } }]);
  });

  it("of an erased call brings nothing back", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ recording: RECORDING }));
    await database.db
      .updateTable("calls")
      .set({ erased_at: new Date(), external_id: null })
      .where("id", "=", callId ?? "")
      .execute();
    jobs = [];
    expect(await accept(tell({ recording: RECORDING }))).toMatchObject({ callId: null, status: "skipped" });
    expect((await stored(callId)).call.external_id).toBeNull();
    expect(jobs).toEqual([]);
  });
});

describe("events of one call in any order", () => {
  it("come to the same state", async () => {
    const parts: Partial<CallEvent>[] = [
      { recording: RECORDING, occurredAt: "2026-11-24T09:05:00Z" },
      { direction: "outbound", occurredAt: "2026-11-24T09:01:00Z" },
      { direction: "inbound", managerId: "m-2", occurredAt: "2026-11-24T09:03:00Z" },
      { tags: ["vip"], occurredAt: "2026-11-24T09:02:00Z" },
    ];
    const states = new Set<string>();
    for (const order of permutations(parts)) {
      const tell = newCall();
      let callId: string | null = null;
      for (const part of order) callId = (await accept(tell(part))).callId;
      const { call, recordings } = await stored(callId);
      const { status, status_reason, direction, manager_id, tags, told_at } = call;
      states.add(JSON.stringify([status, status_reason, direction, manager_id, tags, told_at, recordings.length]));
      expect(jobs).toHaveLength(1);
      jobs = [];
    }
    expect([...states]).toHaveLength(1);
  });

  it("come to the same state when a later one takes back what a rule is about", async () => {
    const parts: Partial<CallEvent>[] = [
      { isInternal: true, occurredAt: "2026-11-24T09:01:00Z" },
      { recording: RECORDING, occurredAt: "2026-11-24T09:02:00Z" },
      { isInternal: false, occurredAt: "2026-11-24T09:03:00Z" },
    ];
    for (const order of permutations(parts)) {
      const tell = newCall();
      let callId: string | null = null;
      for (const part of order) callId = (await accept(tell(part))).callId;
      const { call, recordings } = await stored(callId);
      expect(call, JSON.stringify(order)).toMatchObject({ status: "received", status_reason: null });
      // The newest job is the one that counts: those of earlier rounds are over.
      expect(jobs.at(-1)).toMatchObject({ key: `${recordings[0]?.id}:${call.round}`, work: { round: call.round } });
      jobs = [];
    }
  });

  it("end work that has paid for nothing yet when a rule turns out to skip the call, and begin it anew when it is taken back", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ recording: RECORDING, occurredAt: "2026-11-24T09:01:00Z" }));
    const skipped = await accept(tell({ isInternal: true, occurredAt: "2026-11-24T09:02:00Z" }));
    expect(skipped).toMatchObject({ status: "skipped", statusReason: "internal" });
    expect((await stored(callId)).call.round).toBe(1);
    const back = await accept(tell({ isInternal: false, occurredAt: "2026-11-24T09:03:00Z" }));
    expect(back).toMatchObject({ status: "received", statusReason: null });
    expect(jobs).toMatchObject([{ work: { round: 0 } }, { work: { round: 1 } }]);
  });

  it("wait for the recording, and go to work with it", async () => {
    const tell = newCall();
    const first = await accept(tell({ managerId: "m-3" }));
    expect(first).toMatchObject({ status: "received", statusReason: "awaiting_recording" });
    expect(jobs).toEqual([]);
    expect(await accept(tell({ recording: RECORDING }))).toMatchObject({ status: "received", statusReason: null });
    expect(jobs).toHaveLength(1);
  });

  it("wait for what a rule asks, and are skipped or go to work by it", async () => {
    const outboundOnly = source({ directions: ["inbound"] });
    for (const direction of ["inbound", "outbound"] as const) {
      const tell = newCall();
      const first = await accept(tell({ recording: RECORDING }), outboundOnly);
      expect(first).toMatchObject({ status: "received", statusReason: "awaiting_details" });
      expect(jobs).toEqual([]);
      const second = await accept(tell({ direction }), outboundOnly);
      if (direction === "inbound") expect(second).toMatchObject({ status: "skipped", statusReason: "direction" });
      else expect(second).toMatchObject({ status: "received", statusReason: null });
      expect(jobs).toHaveLength(direction === "inbound" ? 0 : 1);
      jobs = [];
    }
  });

  it("at once, recording and details, leave no call waiting", async () => {
    const rules = source({ directions: ["inbound"] });
    for (let round = 0; round < 20; round++) {
      const tell = newCall();
      const told = [tell({ recording: RECORDING }), tell({ direction: "outbound" })];
      const [one] = await Promise.all(told.map((event) => accept(event, rules)));
      expect((await stored(one?.callId ?? null)).call).toMatchObject({ status: "received", status_reason: null });
      expect(jobs).toHaveLength(1);
      jobs = [];
    }
  });
});

describe("rules of a source", () => {
  it.each([
    ["internal", { isInternal: true }, {}],
    ["voicemail", { isVoicemail: true }, {}],
    ["too_short", { talkSeconds: 9 }, { talkSecondsMin: 10 }],
    ["direction", { direction: "inbound" as const }, { directions: ["inbound" as const] }],
    ["manager", { managerId: "m-9" }, { managers: ["m-9"] }],
    ["tag", { tags: ["СПАМ"] }, { tags: ["спам"] }],
  ])("skip a call with its reason: %s", async (reason, told, skip) => {
    const { callId } = await accept(newCall()({ recording: RECORDING, ...told }), source(skip));
    expect((await stored(callId)).call).toMatchObject({ status: "skipped", status_reason: reason });
    expect(jobs).toEqual([]);
  });

  it("never take back what was scored", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ recording: RECORDING }));
    await settle(callId, "scored");
    expect(await accept(tell({ isInternal: true }))).toMatchObject({ status: "scored" });
  });

  it("are frozen into the call, and the body's content mode wins over their scorecards", async () => {
    const rules = source({ talkSecondsMin: 30 }, { scorecards: ["client-plus", "dialog"], managerChannel: "left" });
    const plain = await stored((await accept(newCall()({ recording: RECORDING }), rules)).callId);
    const handling = { managerChannel: "left", reportLanguage: null, talkMsMin: 30_000 };
    expect(plain.call.handling).toEqual({ ...handling, scorecards: ["client-plus", "dialog"] });
    expect(jobs).toMatchObject([{ work: { scorecard: "client-plus", also: ["dialog"] } }]);
    const told = await accept(newCall()({ recording: RECORDING, contentMode: "Диалог" }), rules);
    expect((await stored(told.callId)).call.handling).toEqual({ ...handling, scorecards: ["dialog"] });
  });
});

describe("a sweep", () => {
  const sweep = (now: Date) => sweepAwaiting({ db: database.db, enqueue, now: () => now });
  const later = (hours: number) => new Date(Date.now() + hours * 3_600_000);

  it("lets a call go to work whose details nobody told in ten minutes", async () => {
    const { callId } = await accept(newCall()({ recording: RECORDING }), source({ directions: ["inbound"] }));
    await sweep(new Date());
    expect(jobs).toEqual([]);
    await sweep(later(0.2));
    expect((await stored(callId)).call).toMatchObject({ status: "received", status_reason: null });
    expect(jobs).toHaveLength(1);
  });

  it("skips a call whose recording nobody told in a day; one that comes after all takes it up", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ managerId: "m-1" }));
    await sweep(later(23));
    expect((await stored(callId)).call.status).toBe("received");
    await sweep(later(25));
    expect((await stored(callId)).call).toMatchObject({ status: "skipped", status_reason: "no_recording" });
    expect(await accept(tell({ recording: RECORDING }))).toMatchObject({ status: "received", statusReason: null });
    expect(jobs).toHaveLength(1);
  });

  it("forgets where the recording of a skipped call lies after a day, and arrivals after a month", async () => {
    const { callId } = await accept(newCall()({ recording: RECORDING, isInternal: true }));
    await sweep(later(25));
    expect((await stored(callId)).recordings).toMatchObject([{ file_url: null }]);
    await sweep(later(31 * 24));
    expect(await listDeliveries(database.db, { source: "default", outcome: null, limit: 10 })).toEqual([]);
  });
});

it("every arrival is written down with what came of it", async () => {
  const key = `s-${newId()}`;
  await database.db.insertInto("sources").values({ key, kind: "webhook" }).execute();
  const from = { ...source(), key };
  const tell = newCall();
  await accept(tell({}), from);
  await accept(tell({ recording: RECORDING }), from);
  await accept(tell({ recording: RECORDING }), from);
  await accept(newCall()({ isVoicemail: true }), from);
  const seen = await listDeliveries(database.db, { source: key, outcome: null, limit: 10 });
  const outcomes = seen.map(({ outcome, reason }) => `${outcome} ${reason}`).toSorted();
  expect(outcomes).toEqual(["accepted null", "awaiting awaiting_recording", "repeated null", "skipped voicemail"]);
});

describe("a second recording of a call, told with what a rule skips,", () => {
  const SECOND = { url: "https://pbx.example/r/second.mp3", sourceKey: null };
  const rules = { ...source({ directions: ["inbound"] }), key: `s-${newId()}` };
  const arrivals = () => listDeliveries(database.db, { source: rules.key, outcome: null, limit: 1 });

  beforeAll(() => database.db.insertInto("sources").values({ key: rules.key, kind: "webhook" }).execute());

  it.each(["scored", "failed"] as const)(
    "leaves a call that is %s as it is, and says by which rule",
    async (status) => {
      const tell = newCall();
      const { callId } = await accept(tell({ recording: RECORDING, direction: "outbound" }), rules);
      await settle(callId, status, status === "failed" ? "download_failed" : null);
      const told = await accept(tell({ recording: SECOND, direction: "inbound" }), rules);
      expect(told).toMatchObject({ callId, status, outcome: "skipped", outcomeReason: "direction" });
      expect(await arrivals()).toMatchObject([{ outcome: "skipped", reason: "direction", callId }]);
      // Nothing would ever fetch it or forget its address.
      expect((await stored(callId)).recordings).toHaveLength(1);
      expect(jobs).toEqual([]);
    },
  );

  it("takes the call up once it is told with what no rule skips", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ recording: RECORDING, direction: "outbound" }), rules);
    await settle(callId, "scored");
    await accept(tell({ recording: SECOND, direction: "inbound" }), rules);
    const told = await accept(tell({ recording: SECOND, direction: "outbound" }), rules);
    expect(told).toMatchObject({ callId, status: "received", outcome: "accepted", outcomeReason: null });
    expect(jobs).toHaveLength(1);
  });

  it("says the rule, too, where the call never had a recording", async () => {
    const tell = newCall();
    const { callId } = await accept(tell({ managerId: "m-1" }), rules);
    await sweepAwaiting({ db: database.db, enqueue, now: () => new Date(Date.now() + 25 * 3_600_000) });
    const told = await accept(tell({ recording: SECOND, direction: "inbound" }), rules);
    const reason = "direction";
    expect(told).toMatchObject({ callId, status: "skipped", statusReason: reason, outcome: "skipped" });
    expect(await arrivals()).toMatchObject([{ outcome: "skipped", reason }]);
  });
});

function permutations<Item>(items: Item[]): Item[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
