import { sql } from "kysely";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../migrations/index.ts";
import type { Database } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.pool.query("drop schema public cascade; create schema public");
});
afterAll(() => database.close());

/** The database as it was before a migration. */
async function migrateUntil(name: string): Promise<void> {
  expect(MIGRATIONS).toHaveProperty(name);
  await migrate(database, Object.fromEntries(Object.entries(MIGRATIONS).filter(([one]) => one < name)));
}

describe("migrations of rows that an older version wrote", () => {
  it("code why arrivals could not be read, and keep the sentence their senders were told", async () => {
    await migrateUntil("20261129T1310-code-unreadable");
    const told = {
      "The input does not fit. /call_id: is required": ["field_missing", "/call_id"],
      "The input does not fit. /tags/1: Too big: expected string to have <=64 characters": ["field_wrong", "/tags/1"],
      "The input does not fit. The body: Invalid input": ["field_wrong", null],
      "Send JSON with the content type application/json in UTF-8.": ["media_type", null],
      "The body is not JSON (line 1, column 2).": ["malformed", null],
    };
    for (const sentence of Object.keys(told))
      await sql`insert into deliveries (id, source, outcome, reason, body)
        values (${newId()}, 'default', 'unreadable', ${sentence}, 'x')`.execute(database.db);
    await sql`insert into deliveries (id, source, outcome, reason)
      values (${newId()}, 'default', 'skipped', 'direction')`.execute(database.db);
    await migrate(database);
    const rows = await database.db.selectFrom("deliveries").select(["detail", "reason", "pointer"]).execute();
    const found = Object.fromEntries(rows.map(({ detail, reason, pointer }) => [detail, [reason, pointer]]));
    expect(found).toEqual({ ...told, null: ["direction", null] });
  });

  it("forget what ended rows of lists told, and leave what is still to be called", async () => {
    await migrateUntil("20261129T1630-forget-listed-rows");
    await sql`
      insert into imports (id, source, row_count, repeated_count, faulty_count, estimate)
      values (${newId()}, 'default', 5, 0, 0, '{}')`.execute(database.db);
    await sql`
      insert into import_rows (import_id, row_number, told, state, fault)
      select id, number, '{"url": "https://a.example/x"}', state, case when state = 'refused' then 'x' end from imports,
        unnest(array['waiting', 'accepted', 'settled', 'known', 'refused']) with ordinality as one (state, number)
    `.execute(database.db);
    await migrate(database);
    const rows = await database.db.selectFrom("import_rows").select("told").orderBy("row_number").execute();
    const kept = { url: "https://a.example/x" };
    expect(rows.map(({ told }) => told)).toEqual([kept, kept, {}, {}, {}]);
  });

  it("forget addresses that stand among what is wrong with lists, and keep what else does", async () => {
    await migrateUntil("20261129T2030-forget-faulty-addresses");
    const fault = (column: string, value: string) => ({ row: 2, column, fault: "bad_value", value });
    const faults = [
      fault("recording_url", "https://user:pass@a.example/secret?token=s"),
      fault("recording_url", "secret"),
      fault("started_at", "a.example/secret/1.mp3"),
      fault("started_at", "31.04.2026 10:30"),
      fault("content_mode", "как обычно"),
    ];
    for (const list of [faults, []])
      await sql`
        insert into imports (id, source, row_count, repeated_count, faulty_count, estimate, faults)
        values (${newId()}, 'default', 0, 0, ${list.length}, '{}', ${JSON.stringify(list)})`.execute(database.db);
    await migrate(database);
    const rows = await database.db.selectFrom("imports").select("faults").orderBy("faulty_count", "desc").execute();
    const kept = faults.map((one, index) => (index < 3 ? { ...one, value: "" } : one));
    expect(rows.map((row) => row.faults)).toEqual([kept, []]);
  });
});
