import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { includeCall } from "../../src/audit/call-actions.ts";
import { type AcceptEvent, createAcceptEvent } from "../../src/crm/sources/accept-event.ts";
import type { Database } from "../../src/db/database.ts";
import { loadScorecards } from "../../src/evaluations/load-scorecards.ts";
import { testDatabase } from "../helpers/database.ts";
import { newCall, RECORDING, source } from "./told-events.ts";

let database: Database;
let acceptEvent: AcceptEvent;
const jobs: { queue: string; work: object; key: string | undefined }[] = [];
/** As the queue does: one unfinished job for a key. */
function noteJob(queue: string, work: object, key: string | undefined): void {
  if (!jobs.some((job) => job.key === key)) jobs.push({ queue, work, key });
}

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

const include = (callId: string | null) =>
  includeCall(
    {
      db: database.db,
      enqueue: async (_, queue, work, options) => noteJob(queue, work, options?.key),
      nudge: () => {},
      wake: () => {},
    },
    callId ?? "",
  );
const callOf = (callId: string | null) =>
  database.db
    .selectFrom("calls")
    .selectAll()
    .where("id", "=", callId ?? "")
    .executeTakeFirstOrThrow();

describe("a skipped call that a person wants", () => {
  it("goes to work once with its recording, by no rule, and no later event skips it again", async () => {
    const rules = source({ talkSecondsMin: 20 }, { scorecards: ["manager-plus", "client-plus"] });
    const event = newCall();
    const { callId, status } = await acceptEvent(rules, event({ recording: RECORDING, isInternal: true }));
    expect([status, jobs]).toEqual(["skipped", []]);
    await include(callId);
    await include(callId);
    expect(await callOf(callId)).toMatchObject({
      status: "received",
      status_reason: null,
      round: 1,
      handling: { isWanted: true },
    });
    const work = { scorecard: "manager-plus", also: ["client-plus"], round: 1 };
    expect(jobs).toMatchObject([{ queue: "process-recording", work }]);
    await acceptEvent(rules, event({ isInternal: true, isVoicemail: true, talkSeconds: 3 }));
    expect((await callOf(callId)).status).toBe("received");
    await database.db.updateTable("calls").set({ status: "scored", total_score: 80 }).execute();
    await include(callId);
    await acceptEvent(
      rules,
      event({ recording: { url: "https://pbx.example/r/2.mp3", sourceKey: null }, isInternal: true }),
    );
    expect(await callOf(callId)).toMatchObject({ status: "received", handling: { isWanted: true } });
    expect(jobs).toHaveLength(2);
  });

  it("without a recording, or whose address is forgotten, stays skipped and says so", async () => {
    const event = newCall();
    const { callId } = await acceptEvent(source(), event({ isInternal: true }));
    const said = { code: "conflict", message: expect.stringContaining("no recording") };
    await expect(include(callId)).rejects.toMatchObject(said);
    await acceptEvent(source(), event({ recording: RECORDING }));
    await database.db.updateTable("recordings").set({ file_url: null }).execute();
    await expect(include(callId)).rejects.toMatchObject(said);
    expect(await callOf(callId)).toMatchObject({ status: "skipped", status_reason: "internal" });
    const { callId: fresh } = await acceptEvent(source(), newCall()({ recording: RECORDING }));
    await expect(include(fresh)).rejects.toMatchObject({ message: expect.stringContaining("was skipped") });
  });
});
