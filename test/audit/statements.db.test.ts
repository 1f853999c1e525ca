import { expect, it, onTestFinished } from "vitest";
import { createOpenaiModelClient } from "../../src/adapters/openai-model-client.ts";
import { type AnalyzeCallInput, analyzeCall } from "../../src/audit/analyze-call.ts";
import { groupTexts } from "../../src/audit/text-groups.ts";
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
  externalId: "123",
  managerId: "m-1",
  language: null,
  reportLanguage: null,
  startedAt: null,
  direction: null,
  tags: [],
  metadata: {},
  signal: new AbortController().signal,
};

/** Counts the statements of one audit; what the judge asks of the database counts too. */
async function statementsOf(judgeOver: (db: Db, processId: string) => Promise<Judge>): Promise<number> {
  const app = await testApp();
  onTestFinished(() => app.close());
  let statements = 0;
  const db = app.audit.db.withPlugin({
    transformQuery: ({ node }) => {
      statements++;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const judge = await judgeOver(db, app.audit.processId);
  const { stored } = await analyzeCall({ ...app.audit, db, texts: groupTexts(db), judge }, INPUT);
  expect(stored.evaluation.status).toBe("scored");
  return statements;
}

it("an audit by a model takes at most three statements", async () => {
  const provider = await startOpenaiServer();
  onTestFinished(() => provider.close());
  const now = () => Date.now();
  const client = createOpenaiModelClient({ apiKey: provider.apiKey, baseUrl: provider.url, api: "responses", now });
  onTestFinished(() => client.close());
  const statements = await statementsOf(async (db, processId) => {
    const payOnce = createPayOnce({ db, processId, prices: priceTable(), clock: systemClock, random: Math.random });
    const limits = { votes: 3, windowTokens: 128_000, deadlineMs: 30_000 };
    return createModelJudge({ client, payOnce, model: "gpt-5.4-mini", api: "responses", ...limits, now });
  });
  expect([statements, provider.received]).toEqual([3, 1]);
});

it("an audit by rules takes two", async () => {
  expect(await statementsOf(async () => createRulesJudge())).toBe(2);
});
