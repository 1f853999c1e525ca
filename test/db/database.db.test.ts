import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query("create table notes (id integer primary key, text text not null)");
});
beforeEach(async () => {
  await database.pool.query("truncate notes");
});
afterAll(() => database.close());

async function noteIds(): Promise<number[]> {
  const { rows } = await database.pool.query("select id from notes order by id");
  return rows.map(({ id }) => id);
}

describe("values", () => {
  it("arrive as the same types on both databases", async () => {
    const { rows } = await database.pool.query(`select
      count(*) as bigint_value, 9007199254740991 as largest_value, 99.9::numeric(4, 1) as numeric_value,
      0.1::real as real_value, 0.6::double precision as double_value, '2026-03-29'::date as date_value,
      '2026-03-29 03:30:00.123+03'::timestamptz(3) as timestamp_value, '{"a": [1, null]}'::jsonb as jsonb_value,
      array['да', 'a,"b'] as array_value, '\\x00ff'::bytea as bytea_value, true as boolean_value, null as null_value,
      '01890a5d-ac96-774b-bcce-b302099a8057'::uuid as uuid_value`);
    expect(rows[0]).toEqual({
      bigint_value: 1,
      largest_value: 9007199254740991,
      numeric_value: 99.9,
      real_value: 0.1,
      double_value: 0.6,
      date_value: "2026-03-29",
      timestamp_value: new Date("2026-03-29T00:30:00.123Z"),
      jsonb_value: { a: [1, null] },
      array_value: ["да", 'a,"b'],
      bytea_value: Buffer.from([0, 255]),
      boolean_value: true,
      null_value: null,
      uuid_value: "01890a5d-ac96-774b-bcce-b302099a8057",
    });
  });

  it("are refused rather than rounded when a bigint is beyond the exact integers", async () => {
    await expect(database.pool.query("select 9007199254740993 as beyond")).rejects.toThrow(RangeError);
    expect((await database.pool.query("select 1 as after")).rows).toEqual([{ after: 1 }]);
  });

  it("of several megabytes pass both ways whole", async () => {
    const text = "слово".repeat(500_000);
    const { rows } = await database.pool.query("select $1::text as text, length($1::text) as length", [text]);
    expect(rows[0]).toEqual({ text, length: text.length });
  });

  it("are told in UTC when the database renders a time", async () => {
    const { rows } = await database.pool.query("select '2026-01-01T12:00:00+03'::timestamptz::text as text");
    expect(rows[0].text).toBe("2026-01-01 09:00:00+00");
  });

  it("keep their instant when a Date is written and read", async () => {
    const instant = new Date("2026-07-01T23:59:59.999Z");
    const { rows } = await database.pool.query("select $1::timestamptz(3) as instant", [instant]);
    expect(rows[0].instant).toEqual(instant);
  });
});

describe("errors", () => {
  it.each([
    ["unique_violation", "23505", "insert into notes values (1, 'a'), (1, 'b')", "notes_pkey"],
    ["not_null_violation", "23502", "insert into notes values (1, null)", undefined],
    [
      "foreign_key_violation",
      "23503",
      "insert into managers (id, source, external_id) values (gen_random_uuid(), 'x', '1')",
      "managers_source_fkey",
    ],
    ["check_violation", "23514", "insert into sources (key, kind) values ('UPPER', 'x')", "sources_key_check"],
    ["untranslatable NUL", "22021", "select convert_from('\\x00', 'UTF8')", undefined],
    ["undefined_table", "42P01", "select * from nowhere", undefined],
    ["syntax_error", "42601", "selekt", undefined],
  ])("%s is told by code %s and constraint on both databases", async (_name, code, statement, constraint) => {
    await expect(database.pool.query(statement)).rejects.toMatchObject({ code, constraint, severity: "ERROR" });
  });

  it("leave the next statement unharmed", async () => {
    await expect(sql`select 1 / 0`.execute(database.db)).rejects.toMatchObject({ code: "22012" });
    expect((await sql<{ one: number }>`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }]);
  });
});

describe("transactions", () => {
  it("keep all or nothing", async () => {
    const write = (fails: boolean) =>
      database.db.transaction().execute(async (transaction) => {
        await sql`insert into notes values (1, 'a')`.execute(transaction);
        if (fails) throw new Error("changed my mind");
      });
    await expect(write(true)).rejects.toThrow("changed my mind");
    expect(await noteIds()).toEqual([]);
    await write(false);
    expect(await noteIds()).toEqual([1]);
  });

  it("roll back after a failed statement even when the caller swallows it", async () => {
    const write = database.db.transaction().execute(async (transaction) => {
      await sql`insert into notes values (1, 'a')`.execute(transaction);
      await sql`select 1 / 0`.execute(transaction).catch(() => {});
    });
    await expect(write).rejects.toThrow();
    expect(await noteIds()).toEqual([]);
  });

  it("of many callers at once stay apart", async () => {
    const write = (id: number) =>
      database.db.transaction().execute(async (transaction) => {
        await sql`insert into notes values (${id}, 'a')`.execute(transaction);
        if (id % 3 === 0) throw new Error("every third");
      });
    await Promise.allSettled(Array.from({ length: 30 }, (_, id) => write(id)));
    expect(await noteIds()).toEqual(Array.from({ length: 30 }, (_, id) => id).filter((id) => id % 3 !== 0));
  });

  it("left open by several statements in one text never reach the next borrower", async () => {
    const poison = sql.raw("begin; insert into notes values (1, 'a'); select 1 / 0; commit");
    await expect(poison.execute(database.db)).rejects.toMatchObject({ code: "22012" });
    await database.pool.query("insert into notes values (2, 'b')");
    expect(await noteIds()).toEqual([2]);
  });

  it("left open by a plain begin never reach the next borrower", async () => {
    await database.pool.query("begin");
    await Promise.all([3, 4, 5].map((id) => database.pool.query("insert into notes values ($1, 'c')", [id])));
    await database.pool.query("rollback");
    expect(await noteIds()).toEqual([3, 4, 5]);
  });
});

describe("connections", () => {
  it("given back with a statement running are not lent again", async () => {
    const client = await database.pool.connect();
    const running = client.query("select pg_sleep(0.05)").catch((error: Error) => error);
    client.release();
    expect((await database.pool.query("select 'mine' as whose")).rows).toEqual([{ whose: "mine" }]);
    expect(await running).toBeInstanceOf(Error);
  });

  it("begin with nothing of the one before", async () => {
    const client = await database.pool.connect();
    await client.query("set search_path to pg_catalog");
    await client.query("select pg_advisory_lock(7)");
    await client.query({ name: "kept", text: "select 1" });
    await client.query("create temporary table scratch (id integer)");
    client.release(true);
    const next = await database.pool.connect();
    const { rows } = await next.query(`select current_setting('search_path') as path,
      (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks,
      (select count(*) from pg_prepared_statements where name = 'kept') as statements, to_regclass('pg_temp.scratch') as scratch`);
    next.release();
    expect(rows[0]).toMatchObject({ path: expect.stringContaining("public"), locks: 0, statements: 0, scratch: null });
  });

  it("answer each of many callers with its own rows", async () => {
    const ask = async (value: number) =>
      (await database.pool.query("select $1::integer as value, repeat('x', $1::integer) as text", [value])).rows[0];
    const answers = await Promise.all(Array.from({ length: 200 }, (_, value) => ask(value * 7)));
    expect(answers).toEqual(
      Array.from({ length: 200 }, (_, value) => ({ value: value * 7, text: "x".repeat(value * 7) })),
    );
  });

  it("let the event loop run while statements follow each other", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    for (let query = 0; query < 200; query++) await database.pool.query("select 1");
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe("close", () => {
  it("waits for running statements, and may be called twice", async () => {
    const other = await testDatabase();
    const running = other.pool.query("select pg_sleep(0.05), 1 as one");
    await Promise.all([other.close(), other.close()]);
    expect((await running).rows[0].one).toBe(1);
    await expect(other.pool.query("select 1")).rejects.toThrow();
  });
});

describe("testDatabase", () => {
  it("shares nothing between two databases", async () => {
    const other = await testDatabase();
    await expect(other.pool.query("select * from notes")).rejects.toMatchObject({ code: "42P01" });
    await other.close();
  });
});
