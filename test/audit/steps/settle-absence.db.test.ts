import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecordingDeps, RecordingJob } from "../../../src/audit/steps/recording-deps.ts";
import { RecordingNotReady } from "../../../src/audit/steps/recording-readiness.ts";
import { findWorkedRecording, noteProgress, type WorkedRecording } from "../../../src/audit/steps/recording-store.ts";
import { settleAbsence } from "../../../src/audit/steps/settle-absence.ts";
import { readProgress } from "../../../src/calls/progress.ts";
import type { Database } from "../../../src/db/database.ts";
import { AppError } from "../../../src/errors.ts";
import { testDatabase } from "../../helpers/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function toldRecording(): Promise<WorkedRecording> {
  const [id, recordingId] = [newId(), newId()];
  const call = {
    id,
    source: "default",
    origin: "webhook",
    status: "received",
    primary_scorecard: "manager-plus",
  } as const;
  await database.db
    .insertInto("calls")
    .values({ ...call, handling: JSON.stringify({ scorecards: ["manager-plus"], managerChannel: null }) })
    .execute();
  await database.db
    .insertInto("recordings")
    .values({ id: recordingId, call_id: id, file_url: "https://pbx.example/1.wav" })
    .execute();
  const work = await findWorkedRecording(database.db, recordingId);
  if (work === null) throw new Error("the recording is not there");
  return work;
}

/** Looks for the recording once, `seconds` after it was told, with this outcome; gives for how long the job waits. */
async function look(work: WorkedRecording, seconds: number, error: Error): Promise<{ now: Date; waits: number[] }> {
  const now = new Date(work.toldAt.getTime() + seconds * 1_000);
  const waits: number[] = [];
  const job = {
    snooze: async (_tx: unknown, wait: { seconds: number }) => void waits.push(wait.seconds),
  } as unknown as RecordingJob;
  await settleAbsence({ db: database.db, now: () => now } as RecordingDeps, job, work, error);
  return { now, waits };
}

describe("a recording that a machine told of and that cannot be fetched yet", () => {
  it.each([
    ["recording_not_ready", new RecordingNotReady("not yet")],
    ["download_failed", new AppError("upstream_failed", "The server answered 503.", { retryable: true })],
  ])("says with the reason %s when it is looked for again, which is when its job runs", async (reason, error) => {
    const work = await toldRecording();
    for (const seconds of [1, 50]) {
      const { now, waits } = await look(work, seconds, error);
      const until = new Date(now.getTime() + (waits[0] ?? 0) * 1_000);
      expect(waits).toHaveLength(1);
      expect(await readProgress(database.db, work.callId)).toMatchObject({ state: "waiting", reason, until });
    }
  });

  it("waits no longer once its bytes arrive", async () => {
    const work = await toldRecording();
    await look(work, 1, new RecordingNotReady("not yet"));
    await noteProgress(database.db, work, { step: "stored", done: 10, total: 20, unit: "bytes" });
    expect(await readProgress(database.db, work.callId)).toMatchObject({ state: "working", reason: null, until: null });
  });
});
