import { Kysely, PostgresDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { listDeliveries } from "../../src/crm/sources/delivery-store.ts";
import type { Database, Db } from "../../src/db/database.ts";
import type { Tables } from "../../src/db/tables.ts";
import { listFailedCalls } from "../../src/history/set-aside/store.ts";
import { listDaysSpent, listDearestCalls, listModelsSpent, listSourcesSpent } from "../../src/history/spend/store.ts";
import type { Jobs } from "../../src/jobs/jobs.ts";
import { openJobs } from "../../src/jobs/open-jobs.ts";
import { testDatabase } from "../helpers/database.ts";

/** So many that the planner takes an index wherever one serves. */
const CALLS = 10_000;

let database: Database;
let asked: { sql: string; parameters: readonly unknown[] }[] = [];
let db: Db;
let jobs: Jobs<{ quiet: object }>;

beforeAll(async () => {
  database = await testDatabase();
  const { pool, kind } = database;
  await pool.query(FILL);
  await vacuumAll();
  jobs = await openJobs({ pool, kind, queues: ["quiet"], work: false, handlers: { quiet: async () => {} } });
  await jobs.start();
  db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: database.pool }),
    log: ({ query }) => void asked.push({ sql: query.sql, parameters: query.parameters }),
  });
});
afterAll(async () => {
  await jobs?.stop(0);
  await database.close();
});

const FILL = `
  create temp table numbers as
    select n, gen_random_uuid() as id, now() - n * interval '1 minute' as at from generate_series(1, ${CALLS}) n;
  insert into calls (id, source, origin, status, status_reason, handling, primary_scorecard, created_at)
    select id, 'default', 'webhook', case when n % 10 = 0 then 'failed' else 'received' end,
      case when n % 10 = 0 then 'x' end, '{}', 'manager-plus', at from numbers;
  insert into recordings (id, call_id, created_at) select gen_random_uuid(), id, at from numbers;
  insert into deliveries (id, source, received_at, outcome, call_id)
    select gen_random_uuid(), 'default', at, 'accepted', id from numbers;
  insert into paid_requests (id, subject, stage, input_hash, status, model, raw, cost_usd, process_id, created_at,
    settled_at, call_id)
    select gen_random_uuid(), id::text, 'judge', repeat('a', 64), 'answered', 'model-1', repeat(md5(n::text), 30), 0.01,
      gen_random_uuid(), at, at, id from numbers;
`;

/** Until every row is known to be visible to all: what else looks at the database meanwhile puts that off. */
async function vacuumAll(): Promise<void> {
  await vi.waitFor(
    async () => {
      // Each by itself: it runs in no transaction.
      await database.pool.query("vacuum analyze");
      const { rows } = await database.pool.query(
        "select relname from pg_class where relname = any ($1) and relallvisible < relpages",
        [[...LARGE]],
      );
      expect(rows).toEqual([]);
    },
    { timeout: 30_000, interval: 100 },
  );
}

/** Tables of which what is asked for read every row, or whose rows were fetched where an index holds what is wanted. */
async function readWhole(ask: () => Promise<unknown>): Promise<string[]> {
  asked = [];
  await ask();
  const plans = [];
  for (const { sql, parameters } of asked) {
    const { rows } = await database.pool.query(`explain ${sql}`, [...parameters]);
    plans.push(...rows.map((row) => row["QUERY PLAN"] as string));
  }
  return plans.flatMap((line) => /Seq Scan on (\w+)/.exec(line)?.[1] ?? []).filter((table) => LARGE.has(table));
}

const LARGE = new Set(["calls", "recordings", "deliveries", "paid_requests"]);

describe("in a large database", () => {
  it("failed calls are listed without reading every recording", async () => {
    const page = { limit: 51, after: null };
    expect(await readWhole(() => listFailedCalls(db, page))).toEqual([]);
    expect(await readWhole(() => listFailedCalls(db, { ...page, startable: true }))).toEqual([]);
  });

  it("arrivals of a rare outcome are listed without reading every arrival", async () => {
    for (const outcome of ["accepted", "skipped", "unreadable", null] as const)
      expect(await readWhole(() => listDeliveries(db, { source: "default", outcome, limit: 51 }))).toEqual([]);
  });

  it("what was paid for is summed without reading what was answered", async () => {
    const span = { from: new Date(Date.now() - 30 * 24 * 3_600_000), timeZone: "UTC" };
    for (const list of [listDaysSpent, listModelsSpent, listDearestCalls, listSourcesSpent])
      expect(await readWhole(() => list(db, span))).not.toContain("paid_requests");
  });
});
