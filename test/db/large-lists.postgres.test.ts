import { randomUUID } from "node:crypto";
import { Kysely, PostgresDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { showImports } from "../../src/audit/imports/show-import.ts";
import { listImports } from "../../src/audit/imports/store.ts";
import { listCalls } from "../../src/calls/store.ts";
import { listDeliveries } from "../../src/crm/sources/delivery-store.ts";
import type { Database, Db } from "../../src/db/database.ts";
import type { Tables } from "../../src/db/tables.ts";
import { listFailedCalls } from "../../src/history/set-aside/store.ts";
import { showCallHeads, showCalls } from "../../src/history/show-calls.ts";
import { listDaysSpent, listDearestCalls, listModelsSpent, listSourcesSpent } from "../../src/history/spend/store.ts";
import type { Jobs } from "../../src/jobs/jobs.ts";
import { openJobs } from "../../src/jobs/open-jobs.ts";
import { testDatabase } from "../helpers/database.ts";

/** So many that the planner takes an index wherever one serves. */
const CALLS = 10_000;
/** Small ones, newer than the one that brought nearly all calls. */
const LISTS = 20;

let database: Database;
let plan: string[] = [];
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
  create temp table lists as select n, gen_random_uuid() as id from generate_series(0, ${LISTS}) n;
  insert into imports (id, source, row_count, repeated_count, faulty_count, estimate, created_at)
    select id, 'default', 1, 0, 0, '{}', now() - interval '1 hour' * case when n = 0 then 99 else n end from lists;
  create temp table listed as select numbers.*, lists.id as list from numbers
    join lists on lists.n = case when numbers.n % 250 = 0 then 1 + numbers.n / 250 % ${LISTS} else 0 end;
  insert into calls (id, source, origin, status, status_reason, handling, primary_scorecard, created_at, metadata)
    select id, 'default', 'webhook', case when n % 10 = 0 then 'failed' else 'received' end,
      case when n % 10 = 0 then 'x' end, '{}', 'manager-plus', at, jsonb_build_object('import_id', list) from listed;
  insert into import_rows (import_id, row_number, told, state, call_id)
    select list, n, '{}', 'settled', id from listed;
  insert into recordings (id, call_id, created_at) select gen_random_uuid(), id, at from numbers;
  insert into deliveries (id, source, received_at, outcome, call_id)
    select gen_random_uuid(), 'default', at, 'accepted', id from numbers;
  insert into paid_requests (id, subject, stage, input_hash, status, model, raw, cost_usd, process_id, created_at,
    settled_at, call_id)
    select gen_random_uuid(), id::text, 'judge', repeat('a', 64), 'answered', 'model-1', repeat(md5(n::text), 30), 0.01,
      gen_random_uuid(), at, at, id from numbers;
  set session_replication_role = replica;
  insert into evaluations (id, call_id, scorecard_key, scorecard_revision, transcript_id, role_assignment_id,
    input_sequence, judge, status, total, document, receipt, created_at)
    select gen_random_uuid(), id, 'manager-plus', 1, gen_random_uuid(), gen_random_uuid(), n, 'rules', 'scored', 80,
      jsonb_build_object('summary', repeat(md5(n::text), 30)), '{}', at from numbers;
  insert into current_evaluations (call_id, scorecard_key, evaluation_id, input_sequence, by_person)
    select call_id, scorecard_key, id, input_sequence, false from evaluations;
  set session_replication_role = default;
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
  plan = [];
  for (const { sql, parameters } of asked) {
    const { rows } = await database.pool.query(`explain ${sql}`, [...parameters]);
    plan.push(...rows.map((row) => row["QUERY PLAN"] as string));
  }
  return plan.flatMap((line) => /Seq Scan on (\w+)/.exec(line)?.[1] ?? []).filter((table) => LARGE.has(table));
}

const LARGE = new Set([
  ...["calls", "recordings", "deliveries", "paid_requests"],
  ...["import_rows", "evaluations", "current_evaluations"],
]);

describe("in a large database", () => {
  it("failed calls are listed without reading every recording", async () => {
    const page = { limit: 51, after: null };
    expect(await readWhole(() => listFailedCalls(db, page))).toEqual([]);
    expect(await readWhole(() => listFailedCalls(db, { ...page, startable: true }))).toEqual([]);
  });

  it("a page of calls is shown without reading every evaluation", async () => {
    const page = { after: null, externalId: null };
    expect(await readWhole(() => showCallHeads(db, { ...page, limit: 200 }))).toEqual([]);
    // Of a longer page among so few calls the planner rightly reads some small rows at once.
    expect(await readWhole(() => showCalls(db, { ...page, limit: 10 }))).toEqual([]);
  });

  it("a page of calls by when they were held is listed by an index and not sorted", async () => {
    for (const after of [null, { createdAt: new Date(Date.now() - 3_600_000), id: randomUUID() }]) {
      expect(await readWhole(() => listCalls(db, { limit: 51, after, externalId: null, by: "held" }))).toEqual([]);
      expect(plan.filter((line) => /\bSort\b/.test(line))).toEqual([]);
      expect(plan.join("\n")).toContain("calls_by_time");
    }
  });

  it("calls of a list, small or large, are listed by an index and not sorted", async () => {
    const lists = await listImports(db, { limit: LISTS + 1, after: null });
    const after = { createdAt: new Date(Date.now() - 3_600_000), id: lists[0]?.id ?? "" };
    for (const list of [lists[0], lists[LISTS]])
      for (const place of [null, after]) {
        const query = { limit: 51, after: place, externalId: null, importId: list?.id ?? "" };
        expect(await readWhole(() => listCalls(db, query))).toEqual([]);
        expect(plan.filter((line) => /\bSort\b/.test(line))).toEqual([]);
        expect(plan.join("\n")).toContain("calls_of_import");
      }
  });

  it("a page of lists is counted at once, without reading rows and calls of others", async () => {
    const lists = await listImports(db, { limit: LISTS, after: null });
    expect(await readWhole(() => showImports(db, lists))).toEqual([]);
    expect(asked).toHaveLength(1);
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
