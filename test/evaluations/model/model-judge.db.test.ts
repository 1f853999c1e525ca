import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createOpenaiModelClient, type OpenaiModelClient } from "../../../src/adapters/openai-model-client.ts";
import type { Database } from "../../../src/db/database.ts";
import { createModelJudge } from "../../../src/evaluations/model-judge.ts";
import { createPayOnce } from "../../../src/usage/pay-once.ts";
import { priceTable } from "../../../src/usage/prices.ts";
import { settlePaidRequests } from "../../../src/usage/store.ts";
import { FAKE_KEY, type OpenaiServer, startOpenaiServer } from "../../fakes/openai-server.ts";
import { answerBy, type SaidVerdict, verdicts } from "../../fakes/openai-verdicts.ts";
import { skippingClock } from "../../fakes/skipping-clock.ts";
import { testDatabase } from "../../helpers/database.ts";
import { judgeInputOf } from "./material.ts";

let database: Database;
let server: OpenaiServer;
let client: OpenaiModelClient;
let subject: string;
let serial = 0;

beforeAll(async () => {
  database = await testDatabase();
  server = await startOpenaiServer();
  client = createOpenaiModelClient({ apiKey: FAKE_KEY, baseUrl: server.url, api: "responses", now: Date.now });
});
afterAll(async () => {
  await client.close();
  await server.close();
  await database.close();
});
beforeEach(() => {
  serial += 1;
  subject = `judged-${serial}`;
  server.bills.length = 0;
});

/** A judge of a process that has just started. */
function judge() {
  const clock = skippingClock();
  const processId = "0193f000-0000-7000-8000-00000000000c";
  const payOnce = createPayOnce({ db: database.db, processId, prices: priceTable(), clock, random: () => 0 });
  const deadlineMs = 24 * 3_600_000;
  const options = { client, payOnce, model: "gpt-5.4-mini", api: "responses" as const, now: clock.now };
  return createModelJudge({ ...options, votes: 3, windowTokens: 128_000, deadlineMs });
}
const rows = () =>
  database.db
    .selectFrom("paid_requests")
    .select(["vote", "attempt", "status", "reason"])
    .where("subject", "=", subject)
    .orderBy("vote")
    .orderBy("attempt")
    .execute();
const says = (by: Record<string, SaidVerdict> = {}) => ({ kind: "answer" as const, maker: answerBy(verdicts(by)) });
const rude = says({ tone_politeness: { verdict: "not_met", utterances: [3] } });

describe("judging with the ledger", () => {
  it("leaves one intent, which storing the evaluation settles, and pays nothing when done again", async () => {
    const judgement = await judge().judge(judgeInputOf({ subject }));
    expect(await rows()).toEqual([{ vote: 1, attempt: 1, status: "intent", reason: null }]);
    await settlePaidRequests(database.db, judgement.settlements);
    const again = await judge().judge(judgeInputOf({ subject }));
    expect(again.verdicts).toEqual(judgement.verdicts);
    expect(again.usage).toMatchObject({ requests: 1, costUsd: judgement.usage.costUsd });
    expect(again.settlements).toEqual([]);
    expect(server.bills.length).toBe(1);
  });

  it("survives a crash between votes: what was answered is not asked again", async () => {
    server.script(rude, rude, { kind: "status", status: 400 });
    await expect(judge().judge(judgeInputOf({ subject }))).rejects.toMatchObject({ code: "upstream_failed" });
    const before = await rows();
    expect(before.map(({ status }) => status).sort()).toEqual(["answered", "answered", "free_failure"]);
    server.script(rude);
    const judgement = await judge().judge(judgeInputOf({ subject }));
    expect(judgement.verdicts.find(({ criterion }) => criterion === "tone_politeness")?.vote?.agreement).toBe(1);
    expect(server.bills.length).toBe(3);
  });

  it("keeps an answer off its form, asks once more, and counts both", async () => {
    server.script({ kind: "answer", maker: () => '{"criteria": {}}' });
    const judgement = await judge().judge(judgeInputOf({ subject }));
    expect(await rows()).toMatchObject([
      { status: "unusable", reason: "off_schema" },
      { status: "intent", attempt: 2 },
    ]);
    expect(judgement.usage.requests).toBe(2);
    expect(judgement.rawAnswers[0]).toBe('{"criteria": {}}');
    expect(server.bills.length).toBe(2);
  });

  it("is paid at most once more after each kind of break, and charged as the provider charges", async () => {
    server.script(
      { kind: "cut", at: "half" },
      { kind: "status", status: 503 },
      { kind: "answer", ending: "truncated" },
    );
    const judgement = await judge().judge(judgeInputOf({ subject }));
    expect((await rows()).map(({ status }) => status)).toEqual(["ambiguous", "free_failure", "unusable", "intent"]);
    expect(server.bills.length).toBe(3);
    expect(judgement.usage.requests).toBe(2);
  });

  it("says no secret when the provider refuses", async () => {
    server.script({ kind: "status", status: 429, code: "insufficient_quota" });
    const error = await judge()
      .judge(judgeInputOf({ subject }))
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "unavailable", hold: { reason: "quota_exhausted" } });
    expect(error.detail).not.toContain(FAKE_KEY);
    expect(server.bills).toEqual([]);
  });
});
