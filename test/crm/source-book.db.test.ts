import { afterAll, beforeAll, expect, it } from "vitest";
import { createSourceBook } from "../../src/crm/sources/source-book.ts";
import type { Database } from "../../src/db/database.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("a source is asked for again after two seconds, and at once when the clock was set back", async () => {
  let nowMs = Date.UTC(2026, 10, 29, 12);
  const kinds = new Map([["webhook", {} as never]]);
  const book = createSourceBook({ db: database.db, sealer: {} as never, kinds, now: () => new Date(nowMs) });
  const isOff = async () => (await book.find("default"))?.source.disabledAt !== null;
  const turn = (at: string) => database.pool.query(`update sources set disabled_at = ${at} where key = 'default'`);
  expect(await isOff()).toBe(false);
  await turn("now()");
  expect(await isOff()).toBe(false);
  nowMs += 2_000;
  expect(await isOff()).toBe(true);
  await turn("null");
  nowMs -= 3_600_000;
  expect(await isOff()).toBe(false);
});
