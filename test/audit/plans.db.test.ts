import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { acceptTextCalls } from "../../src/audit/store.ts";
import { isAnythingUntold, takeUntold } from "../../src/crm/endpoints/change-store.ts";
import type { Database } from "../../src/db/database.ts";
import { PreparingClient } from "../../src/db/preparing-client.ts";
import { storeEvaluations } from "../../src/evaluations/store.ts";
import { claimNewAttempts } from "../../src/usage/claim-store.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** The tables that grow with every call. */
const GROWING = "calls|transcripts|role_assignments|evaluations|current_evaluations|paid_requests";

/** The statements that some work sends, whatever becomes of them. */
async function sentBy(work: () => Promise<unknown>): Promise<string[]> {
  const spy = vi.spyOn(PreparingClient.prototype, "query");
  try {
    await work().catch(() => undefined);
    return spy.mock.calls.flatMap(([text]) => (typeof text === "string" ? [text] : []));
  } finally {
    spy.mockRestore();
  }
}

/** The plan that stays with a connection, whatever is asked and however much there is later. */
async function lastingPlan(statement: string): Promise<string> {
  const client = await database.pool.connect();
  try {
    await client.query("set plan_cache_mode = force_generic_plan");
    await client.query(`prepare planned as ${statement}`);
    const count = new Set(statement.match(/\$\d+/g)).size;
    const values = Array.from({ length: count }, () => "null").join(", ");
    const { rows } = await client.query(`explain execute planned${count > 0 ? `(${values})` : ""}`);
    return rows.map((row: Record<string, string>) => row["QUERY PLAN"]).join("\n");
  } finally {
    await client.query("reset plan_cache_mode; deallocate all");
    client.release(true);
  }
}

it.each<[string, (db: Database["db"]) => Promise<unknown>]>([
  ["accepts texts", (db) => acceptTextCalls(db, [])],
  ["begins paid requests", (db) => claimNewAttempts(db, [])],
  ["stores evaluations and settles what they cost", (db) => storeEvaluations(db, [])],
  ["looks whether something is untold", (db) => isAnythingUntold(db)],
  ["takes what is untold", (db) => takeUntold(db, 200)],
])("what %s reads no table that grows, though it was planned when there was nothing in it", async (_, work) => {
  const statement = (await sentBy(() => work(database.db))).at(-1) ?? "";
  expect(statement).toMatch(/select/);
  const plan = await lastingPlan(statement);
  expect(plan).toMatch(new RegExp(`on (${GROWING})`));
  expect(plan).not.toMatch(new RegExp(`Seq Scan on (${GROWING})\\b`));
});

it("a plan that reads a whole table is seen", async () => {
  const plan = await lastingPlan("select from paid_requests where model = $1");
  expect(plan).toMatch(new RegExp(`Seq Scan on (${GROWING})\\b`));
});
