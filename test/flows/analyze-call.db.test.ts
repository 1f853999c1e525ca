import { readFileSync } from "node:fs";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AnalyzeCallAnswer } from "../../src/audit/schemas.ts";
import { AppError } from "../../src/errors.ts";
import { CallList, CallWithEvaluations } from "../../src/history/schemas.ts";
import { type HoldReason, PaymentHeld } from "../../src/usage/payment-held.ts";
import { allMet, ScriptedJudge } from "../fakes/scripted-judge.ts";
import { type TestApp, testApp } from "../helpers/app.ts";

const dialog = (name: string) => readFileSync(new URL(`../fixtures/dialogs/${name}.txt`, import.meta.url), "utf8");
const COURSE = dialog("A02_fitness");

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const holdOf = (reason: HoldReason) => ({ reason, holder: "one", untilMs: null, retryAtMs: null });

const ledgerRow = (subject: string) => ({
  ...{ id: newId(), subject, call_id: subject, stage: "judge", input_hash: "a".repeat(64) },
  ...{ model: "one", process_id: newId() },
});

const analyze = async (body: Record<string, unknown>, on = app) => {
  const response = await on.post("/analyze_call", body);
  expect(response.status).toBe(200);
  return AnalyzeCallAnswer.parse(await response.json());
};

const getCall = async (path: string, on = app) => CallWithEvaluations.parse(await (await on.request(path)).json());
const listCalls = async (query: string, on = app) =>
  CallList.parse(await (await on.request(`/api/v1/calls?${query}`)).json());

describe("POST /analyze_call answers", () => {
  it("with the origin's five fields and the additions, by the documented schema", async () => {
    const answer = await analyze({ dialog_text: COURSE, call_id: "123", manager_id: "m-42" });
    expect(answer).toMatchObject({
      status: "scored",
      judge: "rules",
      call_id: "123",
      content_mode: "Manager+",
      scorecard: "manager-plus",
      raw_model_output: [],
    });
    expect(Object.keys(answer.criteria)).not.toHaveLength(0);
    expect(answer.links.self).toMatch(/^\/api\/v1\/calls\/[0-9a-f-]{36}$/);
  });

  it("with evidence that stands word for word in the dialogue", async () => {
    const { evaluation } = await analyze({ dialog_text: COURSE });
    const cited = evaluation.criteria.flatMap(({ evidence }) => evidence);
    expect(cited.length).toBeGreaterThan(5);
    for (const { text } of cited) expect(COURSE).toContain(text);
  });

  it("for every mode with its own criteria and in every accepted spelling", async () => {
    const keys = new Set<string>();
    for (const [spelling, mode] of [
      ["Manager +", "Manager+"],
      ["client ", "Client+"],
      ["DIALOGUE", "Диалог"],
    ] as const) {
      const answer = await analyze({ dialog_text: COURSE, content_mode: spelling });
      expect(answer.content_mode).toBe(mode);
      keys.add(answer.evaluation.criteria.map(({ key }) => key).join());
    }
    expect(keys.size).toBe(3);
  });

  it("the stored answer for the same call and content, and a new current evaluation for other content", async () => {
    const first = await analyze({ dialog_text: COURSE, call_id: "again" });
    const same = await analyze({ dialog_text: `﻿${COURSE.replaceAll("\n", "\r\n")}`, call_id: "again" });
    expect(same.evaluation_id).toBe(first.evaluation_id);
    const other = await analyze({ dialog_text: dialog("A03_windows"), call_id: "again" });
    expect(other.links.self).toBe(first.links.self);
    expect(other.evaluation_id).not.toBe(first.evaluation_id);
    const call = await getCall(first.links.self);
    expect(call).toMatchObject({
      external_id: "again",
      total_score: other.total_score,
      evaluations: [
        { evaluation_id: other.evaluation_id, current: true },
        { evaluation_id: first.evaluation_id, current: false },
      ],
    });
  });

  it("several at once under one call id with one call and one evaluation", async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => analyze({ dialog_text: COURSE, call_id: "at-once" })),
    );
    expect(new Set(answers.map(({ links }) => links.self)).size).toBe(1);
    const call = await getCall(answers[0]?.links.self ?? "");
    expect(call.evaluations).toHaveLength(1);
    expect(new Set(answers.map(({ evaluation_id }) => evaluation_id)).size).toBe(1);
  });

  it("null and a reason, never 0, where there is nothing to score", async () => {
    const answer = await analyze({ dialog_text: dialog("A08_freight") });
    expect(answer).toMatchObject({ status: "not_scorable", not_scorable_reason: "voicemail", total_score: null });
    expect(answer.criteria).toEqual({});
  });
});

describe("a judge that fails for good", () => {
  it("gives 502 without the vendor's words, and the call is kept as failed with its reason", async () => {
    const judge = new ScriptedJudge(() => {
      throw new AppError("upstream_failed", "The judge's model did not answer.", { cause: new Error("key sk-000") });
    }, allMet);
    const failing = await testApp({ judge, database: app.database });
    const response = await failing.post("/analyze_call", { dialog_text: COURSE, call_id: "fails" });
    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.text()).not.toContain("sk-000");
    const list = await listCalls("external_id=fails", failing);
    expect(list.items).toMatchObject([{ status: "failed", status_reason: "judge_failed", total_score: null }]);

    const answer = await analyze({ dialog_text: COURSE, call_id: "fails" }, failing);
    expect(answer.total_score).toBe(100);
    expect(answer.raw_model_output).toEqual(["raw answer"]);
    const after = await listCalls("external_id=fails", failing);
    expect(after.items).toMatchObject([{ status: "scored", total_score: 100 }]);
  });

  describe("for now, before anything was paid,", () => {
    const REFUSALS: (() => AppError)[] = [
      () => new PaymentHeld(holdOf("budget_exhausted"), { nowMs: 0 }),
      () => new PaymentHeld(holdOf("provider_down"), { nowMs: 0 }),
      () => new AppError("upstream_failed", "The model's provider cannot be reached.", { retryable: true }),
    ];

    it("leaves nothing of a call without an id, and one failed call of one with an id", async () => {
      const refused = [...REFUSALS, ...REFUSALS].map((refusal) => () => {
        throw refusal();
      });
      const refusing = await testApp({ judge: new ScriptedJudge(...refused) });
      const statuses: number[] = [];
      for (const call_id of [undefined, "again"])
        for (const _ of REFUSALS)
          statuses.push((await refusing.post("/analyze_call", { dialog_text: COURSE, call_id })).status);
      expect(statuses).toEqual([503, 503, 502, 503, 503, 502]);
      const { items } = await listCalls("", refusing);
      expect(items).toMatchObject([{ external_id: "again", status: "failed" }]);
      const words = await refusing.database.db.selectFrom("transcripts").select("call_id").execute();
      expect(words).toEqual([{ call_id: items[0]?.id }]);
      await refusing.close();
    });

    it.each([
      ["free_failure", 0],
      ["answered", 1],
      ["ambiguous", 1],
    ] as const)("and after a request that is %s, leaves %d calls", async (status, kept) => {
      const refusing = await testApp({
        judge: new ScriptedJudge(async ({ subject }) => {
          await refusing.database.db
            .insertInto("paid_requests")
            .values({ ...ledgerRow(subject), status, settled_at: new Date() })
            .execute();
          throw new PaymentHeld(holdOf("provider_down"), { nowMs: 0 });
        }),
      });
      expect((await refusing.post("/analyze_call", { dialog_text: COURSE })).status).toBe(503);
      expect((await listCalls("", refusing)).items).toHaveLength(kept);
      const [paid] = await refusing.database.db.selectFrom("paid_requests").select("call_id").execute();
      expect(paid?.call_id === null).toBe(kept === 0);
      await refusing.close();
    });
  });

  it("because its sender went away is kept as cancelled, not as the fault the cut caused", async () => {
    const sender = new AbortController();
    const judge = new ScriptedJudge(() => {
      sender.abort();
      throw new AppError("conflict", "The request was cancelled.");
    });
    const cancelled = await testApp({ judge, database: app.database });
    const body = JSON.stringify({ dialog_text: COURSE, call_id: "cancelled" });
    const headers = { "content-type": "application/json" };
    await cancelled.request("/analyze_call", { method: "POST", headers, body, signal: sender.signal });
    const { items } = await listCalls("external_id=cancelled", cancelled);
    expect(items).toMatchObject([{ status: "failed", status_reason: "cancelled" }]);
  });
});

describe("a body whose fields do not fit is refused with a pointer to the field", () => {
  const refuse = async (fields: Record<string, unknown>) => {
    const response = await app.post("/analyze_call", { dialog_text: COURSE, ...fields });
    const { errors } = (await response.json()) as { errors: { pointer: string }[] };
    return [response.status, ...errors.map(({ pointer }) => pointer)];
  };

  it("also for a mode that is named like something every object has", async () => {
    for (const mode of ["constructor", "__proto__", "toString"])
      expect(await refuse({ content_mode: mode })).toEqual([422, "/content_mode"]);
  });

  it("also for a time that is well written and beyond what the database can hold", async () => {
    for (const time of ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "1969-12-31T23:59:59Z"])
      expect(await refuse({ started_at: time })).toEqual([422, "/started_at"]);
  });

  it("but a time with any offset that ISO 8601 knows is taken", async () => {
    const answer = await analyze({ dialog_text: COURSE, started_at: "2026-11-24T09:30:00-23:59" });
    expect((await getCall(answer.links.self)).started_at).toBe("2026-11-25T09:29:00.000Z");
  });
});

describe("what came in is what comes back", () => {
  it("in the list of calls, newest first, page by page", async () => {
    for (const id of ["page-1", "page-2", "page-3"]) await analyze({ dialog_text: COURSE, call_id: id });
    const first = await listCalls("limit=2");
    expect(first.items.map((call) => call.external_id)).toEqual(["page-3", "page-2"]);
    const second = await listCalls(`limit=2&cursor=${first.next_cursor}`);
    expect(second.items[0]?.external_id).toBe("page-1");
  });

  it("with its metadata, tags, direction and times", async () => {
    const answer = await analyze({
      dialog_text: COURSE,
      call_id: 77,
      tags: ["vip"],
      metadata: { deal: 5 },
      direction: "outbound",
      started_at: "2026-11-24T09:30:00+03:00",
    });
    const call = await getCall(answer.links.self);
    expect(call).toMatchObject({
      external_id: "77",
      tags: ["vip"],
      metadata: { deal: 5 },
      direction: "outbound",
      started_at: "2026-11-24T06:30:00.000Z",
    });
  });
});
