import { describe, expect, it, onTestFinished } from "vitest";
import { createOpenaiModelClient } from "../../src/adapters/openai-model-client.ts";
import { type AnalyzeCallInput, analyzeCall } from "../../src/audit/analyze-call.ts";
import { groupTexts, type TextGroups } from "../../src/audit/text-groups.ts";
import type { Db } from "../../src/db/database.ts";
import type { Judge } from "../../src/evaluations/judge.ts";
import { createModelJudge } from "../../src/evaluations/model-judge.ts";
import { createRulesJudge } from "../../src/evaluations/rules-judge.ts";
import { systemClock } from "../../src/usage/clock.ts";
import { createPayOnce } from "../../src/usage/pay-once.ts";
import { priceTable } from "../../src/usage/prices.ts";
import { startOpenaiServer } from "../fakes/openai-server.ts";
import { testApp } from "../helpers/app.ts";

const INPUT: AnalyzeCallInput = {
  dialogueText:
    "Менеджер: Добрый день! Меня зовут Олег, компания «Окна».\nКлиент: Здравствуйте, хочу окно на кухню.\n" +
    "Менеджер: Какого размера проём?\nКлиент: Метр двадцать на полтора.\nМенеджер: Пришлю мастера завтра в десять.\n" +
    "Клиент: Хорошо, спасибо.",
  contentMode: null,
  scorecard: null,
  source: "api",
  externalId: null,
  managerId: "m-1",
  language: null,
  reportLanguage: null,
  startedAt: null,
  direction: null,
  tags: [],
  metadata: {},
  signal: new AbortController().signal,
};

/** One audit, and the statements it took; what the judge asks of the database counts too. */
async function auditOf(
  judgeOver: (db: Db, processId: string) => Promise<Judge>,
  change: Partial<AnalyzeCallInput> = {},
  textsOver: (texts: TextGroups) => TextGroups = (texts) => texts,
) {
  const app = await testApp();
  onTestFinished(() => app.close());
  const counted = { statements: 0 };
  const db = app.audit.db.withPlugin({
    transformQuery: ({ node }) => {
      counted.statements++;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const judge = await judgeOver(db, app.audit.processId);
  const texts = textsOver(groupTexts(db));
  const audited = analyzeCall({ ...app.audit, db, texts, judge }, { ...INPUT, ...change });
  return { app, audited, counted };
}

async function modelProvider() {
  const provider = await startOpenaiServer();
  onTestFinished(() => provider.close());
  const now = () => Date.now();
  const client = createOpenaiModelClient({ apiKey: provider.apiKey, baseUrl: provider.url, api: "responses", now });
  onTestFinished(() => client.close());
  const judgeOver = async (db: Db, processId: string) => {
    const payOnce = createPayOnce({ db, processId, prices: priceTable(), clock: systemClock, random: Math.random });
    const limits = { votes: 3, windowTokens: 128_000, deadlineMs: 30_000 };
    return createModelJudge({ client, payOnce, model: "gpt-5.4-mini", api: "responses", ...limits, now });
  };
  return { provider, judgeOver };
}

describe.each([
  ["without an id of its sender", null],
  ["with one", "123"],
])("an audit of a call %s", (_, externalId) => {
  it("by a model takes at most three statements", async () => {
    const { provider, judgeOver } = await modelProvider();
    const { audited, counted } = await auditOf(judgeOver, { externalId });
    expect((await audited).stored.evaluation.status).toBe("scored");
    expect([counted.statements, provider.received]).toEqual([3, 1]);
  });

  it("by rules takes two", async () => {
    const { audited, counted } = await auditOf(async () => createRulesJudge(), { externalId });
    expect((await audited).stored.evaluation.status).toBe("scored");
    expect(counted.statements).toBe(2);
  });

  it("that cannot be kept is paid for by nobody, and its caller hears why", async () => {
    const { provider, judgeOver } = await modelProvider();
    const accept = () => Promise.reject(new Error("the disk is full"));
    const { app, audited } = await auditOf(judgeOver, { externalId }, (texts) => ({ ...texts, accept }));
    await expect(audited).rejects.toThrow("the disk is full");
    expect(provider.received).toBe(0);
    const { db } = app.database;
    expect(await db.selectFrom("calls").select("id").execute()).toEqual([]);
    const paid = await db.selectFrom("paid_requests").select(["status", "cost_usd"]).execute();
    expect(paid).toEqual(externalId === null ? [{ status: "free_failure", cost_usd: null }] : []);
  });
});
