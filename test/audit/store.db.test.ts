import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptTextCall, type NewTextCall } from "../../src/audit/store.ts";
import { failCall, failInterruptedCalls, findCall, listCalls } from "../../src/calls/store.ts";
import type { Database } from "../../src/db/database.ts";
import { registerScorecards } from "../../src/evaluations/load-scorecards.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";
import { findEvaluation, storeEvaluation } from "../../src/evaluations/store.ts";
import { findTranscript } from "../../src/transcripts/store.ts";
import { testDatabase } from "../helpers/database.ts";
import { ME, newTextCall, scoredEvaluation } from "./new-text-call.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await registerScorecards(database.db, BUILT_IN_SCORECARDS);
});
afterAll(() => database.close());

const sha = (letter: string) => letter.repeat(64);

async function audit(call: NewTextCall, total: number): Promise<{ id: string; callId: string; current: boolean }> {
  const accepted = await acceptTextCall(database.db, call);
  if (accepted.stored !== null) throw new Error("was stored already");
  const id = newId();
  const { callId, transcriptId, roleAssignmentId, inputSequence } = accepted;
  const made = { id, callId, transcriptId, roleAssignmentId, inputSequence, scorecard: call.scorecard };
  const { isCurrent: current } = await storeEvaluation(
    database.db,
    { ...made, judge: "rules", evaluation: scoredEvaluation(total), createdAt: new Date() },
    [],
  );
  return { id, callId, current };
}

describe("accepting a text call", () => {
  it("keeps the words and roles it was accepted with", async () => {
    const call = newTextCall({ managerId: "m-1", metadata: { a: 1 }, tags: ["x"] });
    const { id } = await audit(call, 80);
    const stored = await findEvaluation(database.db, id);
    if (!stored) throw new Error("not stored");
    expect(await findTranscript(database.db, stored)).toEqual({ transcript: call.transcript, roles: call.roles });
    expect(await findCall(database.db, stored.callId)).toMatchObject({
      managerId: "m-1",
      metadata: { a: 1 },
      tags: ["x"],
      status: "scored",
      totalScore: 80,
    });
  });

  it("names the stored evaluation for the same words under the sender's id and writes nothing", async () => {
    const first = await audit(newTextCall({ externalId: "one" }), 70);
    const again = await acceptTextCall(database.db, newTextCall({ externalId: "one" }));
    expect(again).toEqual({ stored: first.id, callId: first.callId });
    const calls = await listCalls(database.db, { limit: 10, after: null, externalId: "one" });
    expect(calls).toHaveLength(1);
  });

  it("shares the transcript between scorecards, and the call shows the one asked last", async () => {
    const first = await audit(newTextCall({ externalId: "two" }), 70);
    const second = await audit(newTextCall({ externalId: "two", scorecard: { key: "dialog", revision: 1 } }), 55);
    const [one, two] = await Promise.all([
      findEvaluation(database.db, first.id),
      findEvaluation(database.db, second.id),
    ]);
    expect(two?.transcriptId).toBe(one?.transcriptId);
    expect([one?.current, two?.current]).toEqual([true, true]);
    expect(await findCall(database.db, first.callId)).toMatchObject({ primaryScorecard: "dialog", totalScore: 55 });
  });

  it("gives every sender-less call its own row", async () => {
    const [one, two] = [await audit(newTextCall(), 10), await audit(newTextCall(), 20)];
    expect(one.callId).not.toBe(two.callId);
  });
});

describe("a failed call", () => {
  it("that is sent again is known as such, so that its judge may be paid once more", async () => {
    const first = await acceptTextCall(database.db, newTextCall({ externalId: "failed" }));
    expect(first).toMatchObject({ stored: null, again: false });
    await failCall(database.db, first.callId, "judge_failed");
    expect(await findCall(database.db, first.callId)).toMatchObject({ status: "failed", statusReason: "judge_failed" });
    const second = await acceptTextCall(database.db, newTextCall({ externalId: "failed" }));
    expect(second).toMatchObject({ stored: null, callId: first.callId, again: true });
    expect(await findCall(database.db, first.callId)).toMatchObject({ status: "received", statusReason: null });
  });
});

describe("an evaluation", () => {
  it("of an older input, finished late, does not replace the newer one", async () => {
    const older = await acceptTextCall(database.db, newTextCall({ externalId: "late" }));
    if (older.stored !== null) throw new Error("was stored already");
    const newer = await audit(newTextCall({ externalId: "late", transcriptSha256: sha("c") }), 90);
    const id = newId();
    const { callId, transcriptId, roleAssignmentId, inputSequence } = older;
    const made = { id, callId, transcriptId, roleAssignmentId, inputSequence };
    const { isCurrent } = await storeEvaluation(
      database.db,
      {
        ...made,
        scorecard: { key: "manager-plus", revision: 1 },
        judge: "rules",
        evaluation: scoredEvaluation(10),
        createdAt: new Date(),
      },
      [],
    );
    expect(isCurrent).toBe(false);
    expect(await findCall(database.db, newer.callId)).toMatchObject({ totalScore: 90 });
  });
});

describe("a call whose process died", () => {
  it("is failed: interrupted at the next start, and one of this process is not touched", async () => {
    const dead = await acceptTextCall(database.db, newTextCall({ processId: newId() }));
    const alive = await acceptTextCall(database.db, newTextCall());
    const count = await failInterruptedCalls(database.db, ME);
    expect(count).toBe(1);
    expect(await findCall(database.db, dead.callId)).toMatchObject({ status: "failed", statusReason: "interrupted" });
    expect(await findCall(database.db, alive.callId)).toMatchObject({ status: "received" });
  });
});
