import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallWorker, noteWaiting, reachStatus } from "../../../src/audit/steps/recording-store.ts";
import type { CallStatus } from "../../../src/calls/call.ts";
import type { Database } from "../../../src/db/database.ts";
import { testDatabase } from "../../helpers/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function newWork(status: CallStatus): Promise<CallWorker> {
  const round = 2;
  const [callId, recordingId] = [newId(), newId()];
  const handling = JSON.stringify({ scorecards: ["manager-plus"], managerChannel: null });
  await database.db
    .insertInto("calls")
    .values({
      id: callId,
      source: "default",
      origin: "upload",
      status,
      handling,
      primary_scorecard: "manager-plus",
      round,
    })
    .execute();
  await database.db.insertInto("recordings").values({ id: recordingId, call_id: callId }).execute();
  return { callId, recordingId, round };
}

async function standing({ callId }: CallWorker): Promise<string> {
  const row = await database.db
    .selectFrom("calls")
    .select(["status", "status_reason"])
    .where("id", "=", callId)
    .executeTakeFirstOrThrow();
  return row.status_reason === null ? row.status : `${row.status} ${row.status_reason}`;
}

describe("the status of a call at work", () => {
  it("goes forward with each step, and a step that is over ends its wait", async () => {
    const work = await newWork("received");
    const seen: string[] = [];
    for (const status of ["stored", "prepared", "transcribed"] as const) {
      await noteWaiting(database.db, work, "unavailable");
      seen.push(await standing(work));
      await reachStatus(database.db, work, status);
      seen.push(await standing(work));
    }
    expect(seen).toEqual([
      "received unavailable",
      "stored",
      "stored unavailable",
      "prepared",
      "prepared unavailable",
      "transcribed",
    ]);
  });

  it("never goes back when a job of a second scorecard comes later to a step that another one has left", async () => {
    const work = await newWork("transcribed");
    for (const status of ["stored", "prepared"] as const) {
      await reachStatus(database.db, work, status);
      expect(await standing(work)).toBe("transcribed");
    }
  });

  it("is not touched by work when the call is judged, failed or in a later round", async () => {
    for (const status of ["not_scorable", "failed"] as const) {
      const work = await newWork(status);
      await reachStatus(database.db, work, "transcribed");
      expect(await standing(work)).toBe(status);
    }
    const earlier = { ...(await newWork("stored")), round: 1 };
    await reachStatus(database.db, earlier, "transcribed");
    expect(await standing(earlier)).toBe("stored");
  });
});
