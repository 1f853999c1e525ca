import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MIGRATIONS } from "../../migrations/index.ts";
import { type Database, openDatabase } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

describe("connections to PostgreSQL", () => {
  it("that nobody answers, or that are refused, are told in a sentence without the password", async () => {
    const known = new URL(database.pool.options.connectionString ?? "");
    const nobody = Object.assign(new URL(known), { port: "1", password: "quiet-word" });
    const missing = Object.assign(new URL(known), { pathname: "/no_such_database", password: "quiet-word" });
    for (const { href } of [nobody, missing]) {
      const closed = await openDatabase({ databaseUrl: href });
      const told = await migrate(closed).catch((error) => error);
      await closed.close();
      expect(told).toMatchObject({
        code: "unavailable",
        detail: expect.stringMatching(/^PostgreSQL at DATABASE_URL: .+/),
      });
      expect(told.detail).not.toContain("quiet-word");
    }
  });

  it("are opened again after the server has ended them all, idle and busy ones", async () => {
    const { pool } = database;
    const borrowed = await pool.connect();
    await Promise.all(Array.from({ length: 5 }, () => pool.query("select pg_sleep(0.01)")));
    const other = await openDatabase({ databaseUrl: pool.options.connectionString });
    const busy = borrowed.query("select pg_sleep(30)").catch((error: Error) => error);
    borrowed.on("error", () => {});
    await other.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    await other.close();
    expect(await busy).toMatchObject({ code: "57P01" });
    borrowed.release();
    await vi.waitFor(() => expect(pool.totalCount).toBe(0));
    const answers = await Promise.all(Array.from({ length: 12 }, () => pool.query("select 1 as one")));
    expect(answers.map(({ rows }) => rows[0].one)).toEqual(Array(12).fill(1));
  });

  it("limit how long a statement and a silent transaction may hold the server", async () => {
    const { rows } = await database.pool.query(
      "select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle",
    );
    expect(rows[0]).toEqual({ statement: "10s", idle: "30s" });
  });

  it("have long values compressed by LZ4 where the server knows it", async () => {
    const { pool } = database;
    const known = await pool.query(
      "select 'lz4' = any (enumvals) as lz4 from pg_settings where name = 'default_toast_compression'",
    );
    await pool.query("create temporary table notes (text text)");
    await pool.query("insert into notes values (repeat('Добрый день. ', 1000))");
    const { rows } = await pool.query("select pg_column_compression(text) as method from notes");
    expect(rows[0]?.method).toBe(known.rows[0]?.lz4 ? "lz4" : "pglz");
  });

  it("do not limit migrations", async () => {
    const limits: unknown[] = [];
    await migrate(database, {
      ...MIGRATIONS,
      "99991231T2359-look": {
        up: async (db: Database["db"]) => {
          const row = await db
            .selectNoFrom((eb) => eb.fn<string>("current_setting", [eb.val("statement_timeout")]).as("limit"))
            .executeTakeFirst();
          limits.push(row?.limit);
        },
      },
    });
    expect(limits).toEqual(["0"]);
  });

  it("fail at once with the driver's error when there is no server", async () => {
    const absent = await openDatabase({ databaseUrl: "postgres://nobody@127.0.0.1:1/none" });
    await expect(absent.pool.query("select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await expect(migrate(absent)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    await absent.close();
  });
});
