import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import type { DailyBudget } from "../../src/usage/budget.ts";
import type { PayOnce } from "../../src/usage/paid-order.ts";
import { readSpendDay, recountDay } from "../../src/usage/store.ts";
import { free, said, scriptedClient, unknown } from "../fakes/scripted-client.ts";
import { errorOf, LedgerWorld, OTHER_PROCESS, PROCESS } from "./ledger-world.ts";

const ledger = LedgerWorld.forThisFile();
const DAY = "2026-11-24";
/** One answer of `said` costs that much, and is estimated at that. */
const ANSWER_USD = 0.00018;
const budgetOf = (answers: number): DailyBudget => ({ usdPerDay: answers * ANSWER_USD, timeZone: "Europe/Moscow" });

beforeEach(async () => {
  await ledger.database.pool.query("delete from spend_days");
  await ledger.database.pool.query("delete from paid_requests");
});

const payer = (answers: number, processId = PROCESS) => ledger.payer(processId, ledger.database.db, budgetOf(answers));

/** Pays for one more question and settles it. */
async function ask(pay: PayOnce, subject: string, client = scriptedClient(said("good"))): Promise<string> {
  const order = ledger.order(client);
  const { value, settlement } = await pay.pay({ ...order, key: { ...order.key, subject } });
  if (settlement) await pay.settle([settlement]);
  return value;
}

async function begunUsd(): Promise<number | undefined> {
  const { rows } = await ledger.database.pool.query("select begun_usd from spend_days where day = $1", [DAY]);
  return rows[0]?.begun_usd;
}

it("nothing is begun once the budget of the day is reached: told until midnight, nothing is written", async () => {
  const pay = payer(2);
  await ask(pay, "one");
  await ask(pay, "two");
  const unsent = scriptedClient();
  const error = await errorOf(ask(pay, "three", unsent));
  // Noon in UTC is three in Moscow: nine hours are left.
  expect(error).toMatchObject({ code: "budget_exhausted", retryable: true, retryAfterMs: 9 * 3_600_000 });
  expect(unsent.sent).toEqual([]);
  const { rows } = await ledger.database.pool.query("select subject from paid_requests order by subject");
  expect(rows.map(({ subject }) => subject)).toEqual(["one", "two"]);
});

it("an answer that was paid for is given whatever the budget", async () => {
  await ask(payer(1), "one");
  expect(await ask(payer(1), "one", scriptedClient())).toBe("GOOD");
});

it("a raised budget and the next day let it go on", async () => {
  await ask(payer(1), "one");
  expect((await errorOf(ask(payer(1), "two", scriptedClient()))).code).toBe("budget_exhausted");
  await ask(payer(2), "two");
  const pay = payer(1);
  ledger.clock.skip(9 * 3_600_000);
  expect(await ask(pay, "three")).toBe("GOOD");
});

it("what is in flight counts with its estimate, what failed free comes off, what is unknown stays", async () => {
  const pay = payer(2);
  let seen: number | undefined;
  const client = scriptedClient(
    async () => {
      seen = await begunUsd();
      throw free("server_error");
    },
    unknown("connection_reset"),
    said("good"),
  );
  await ask(pay, "one", client);
  expect(seen).toBeCloseTo(ANSWER_USD, 8);
  expect(await begunUsd()).toBeCloseTo(2 * ANSWER_USD, 8);
  expect((await errorOf(ask(pay, "two", scriptedClient()))).code).toBe("budget_exhausted");
});

it("an answer that costs more or less than was thought counts with what it costs", async () => {
  const dear = { ...said("good"), usage: { ...said("").usage, outputTokens: 1_000 } };
  await ask(payer(10), "one", scriptedClient(dear));
  expect(await begunUsd()).toBeCloseTo(0.01008, 8);
});

it("a budget of nothing begins nothing that costs, and lets through what costs nothing", async () => {
  expect((await errorOf(ask(payer(0), "one", scriptedClient()))).code).toBe("budget_exhausted");
  const gift = { ...scriptedClient(said("good")), estimate: () => ({ ...said("").usage, ...NO_TOKENS }) };
  expect(await ask(payer(0), "two", gift)).toBe("GOOD");
});
const NO_TOKENS = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

it("without a budget requests begin without waiting for each other, and what was begun is added up when asked for", async () => {
  const pay = ledger.payer();
  await ask(pay, "one");
  await ask(pay, "two", scriptedClient(unknown("connection_reset"), free("request_refused"))).catch(() => {});
  expect(await begunUsd()).toBeUndefined();
  expect((await readSpendDay(ledger.database.db, DAY)).begunUsd).toBeCloseTo(2 * ANSWER_USD, 8);
});

it("a process without a budget counts along on a day that another one bounds", async () => {
  await ask(payer(3), "one");
  await ask(ledger.payer(), "two");
  expect(await begunUsd()).toBeCloseTo(2 * ANSWER_USD, 8);
  await ask(payer(3), "three");
  expect((await errorOf(ask(payer(3), "four", scriptedClient()))).code).toBe("budget_exhausted");
});

it("a count that stands wrong is put right from the ledger", async () => {
  await ask(payer(10), "one");
  await ask(payer(10), "two", scriptedClient(unknown("connection_reset"), free("request_refused"))).catch(() => {});
  await ledger.database.pool.query("update spend_days set begun_usd = 7");
  await recountDay(ledger.database.db, DAY);
  expect(await begunUsd()).toBeCloseTo(2 * ANSWER_USD, 8);
});

it("several workers of two processes that race for the last of the budget never begin more than it holds", async () => {
  const workers = [PROCESS, OTHER_PROCESS].map((processId) => payer(7, processId));
  const asked = Array.from({ length: 40 }, (_, at) => ask(workers[at % 2] as PayOnce, `race-${at % 30}`));
  const ended = await Promise.allSettled(asked);
  const refused = ended.filter(({ status }) => status === "rejected");
  expect(refused.every((one) => (one as PromiseRejectedResult).reason.code === "budget_exhausted")).toBe(true);
  const { rows } = await ledger.database.pool.query("select count(*)::int as paid from paid_requests");
  expect(rows).toEqual([{ paid: 7 }]);
  expect(await begunUsd()).toBeCloseTo(7 * ANSWER_USD, 8);
});

/** What one question comes to: its estimate in answers of `said`, and what the provider does with it. */
const question = fc.record({
  worth: fc.integer({ min: 0, max: 4 }),
  ends: fc.constantFrom("answered", "cheaper", "refused", "broken off", "off schema"),
});

it("whatever is asked at once and however it ends, no more than the budget is ever begun, and the count is that of the ledger", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(question, { minLength: 4, maxLength: 14 }), fc.nat(12), async (questions, answers) => {
      round += 1;
      await ledger.database.pool.query("delete from spend_days");
      await ledger.database.pool.query("delete from paid_requests");
      const payers = [PROCESS, OTHER_PROCESS].map((processId) => payer(answers, processId));
      let most = 0;
      const look = async () => {
        most = Math.max(most, (await begunUsd()) ?? 0);
      };
      const asked = questions.map(({ worth, ends }, at) =>
        ask(payers[at % 2] as PayOnce, `property-${round}-${at}`, clientOf(worth, ends, look)),
      );
      await Promise.allSettled(asked);
      expect(most).toBeLessThanOrEqual(answers * ANSWER_USD + 1e-9);
      const counted = (await begunUsd()) ?? 0;
      expect(counted).toBeLessThanOrEqual(answers * ANSWER_USD + 1e-9);
      await recountDay(ledger.database.db, DAY);
      expect(counted).toBeCloseTo((await begunUsd()) ?? 0, 8);
    }),
    { numRuns: 25 },
  );
});

/** A provider that is asked a question of that worth; what comes after its first word is a refusal, which costs nothing. */
function clientOf(worth: number, ends: string, look: () => Promise<void>): ReturnType<typeof scriptedClient> {
  const usage = (times: number) => {
    const { inputTokens, cachedTokens, outputTokens, ...rest } = said("").usage;
    return {
      ...rest,
      ...{ inputTokens: inputTokens * times, cachedTokens: cachedTokens * times, outputTokens: outputTokens * times },
    };
  };
  const first = async () => {
    await look();
    if (ends === "refused") throw free("request_refused");
    if (ends === "broken off") throw unknown("connection_reset");
    const paid = ends === "cheaper" ? usage(worth / 2) : usage(worth);
    return { ...said(ends === "off schema" ? "bad" : "good"), usage: paid };
  };
  return { ...scriptedClient(first, free("request_refused")), estimate: () => usage(worth) };
}
