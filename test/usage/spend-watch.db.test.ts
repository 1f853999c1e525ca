import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { createSpendWatch } from "../../src/usage/spend-watch.ts";
import { noteFull } from "../../src/usage/store.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("what stops paid requests is known anew after three seconds, and at once when the clock was set back", async () => {
  let nowMs = Date.UTC(2026, 10, 29, 12);
  const budget = { usdPerDay: 1, timeZone: "UTC" };
  const state = createSpendWatch({ db: database.db, providers: [], budget, now: () => nowMs });
  expect((await state()).today.isUsedUp).toBe(false);
  await database.pool.query("insert into spend_days (day, begun_usd) values ('2026-11-29', 1)");
  await noteFull(database.db, "2026-11-29", 1);
  expect((await state()).today.isUsedUp).toBe(false);
  nowMs -= 3_600_000;
  expect((await state()).today.isUsedUp).toBe(true);
});
