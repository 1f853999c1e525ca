import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../migrations/index.ts";
import { type Database, openDatabase } from "../../src/db/database.ts";
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

async function tableNames(): Promise<string[]> {
  const { rows } = await database.pool.query(
    "select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely_%' order by 1",
  );
  return rows.map(({ tablename }) => tablename);
}

/** What two programs that start at the same moment do; embedded there is only one. */
async function withSecondProgram<Result>(run: (second: Database) => Promise<Result>): Promise<Result> {
  if (database.kind === "embedded") return run(database);
  const second = await openDatabase({ databaseUrl: database.pool.options.connectionString });
  return run(second).finally(() => second.close());
}

describe("migrate", () => {
  it("makes every table in an empty database, names what ran, and does nothing the second time", async () => {
    expect(await migrate(database)).toEqual(Object.keys(MIGRATIONS));
    expect(await tableNames()).toEqual([
      "calls",
      "current_evaluations",
      "deliveries",
      "endpoints",
      "evaluations",
      "failed_evaluations",
      "import_rows",
      "imports",
      "installation",
      "managers",
      "paid_requests",
      "provider_gates",
      "recordings",
      "role_assignments",
      "scorecard_revisions",
      "sources",
      "spend_days",
      "transcripts",
      "write_back_attempts",
      "write_backs",
    ]);
    expect(await migrate(database)).toEqual([]);
  });

  it("seeds the sources of the public API and of the seed's webhook", async () => {
    await migrate(database);
    const sources = await database.db.selectFrom("sources").select("key").orderBy("key").execute();
    expect(sources.map(({ key }) => key)).toEqual(["api", "default"]);
  });

  it("runs each migration once when two programs start together", async () => {
    const ran = await withSecondProgram((second) => Promise.all([migrate(database), migrate(second)]));
    expect(ran.flat()).toEqual(Object.keys(MIGRATIONS));
  });

  it("leaves nothing half done when a migration fails, and finishes at the next start", async () => {
    let isBroken = true;
    const migrations = {
      ...MIGRATIONS,
      "99991231T2359-break": {
        up: async (db: Database["db"]) => {
          await sql`create table later (id integer)`.execute(db);
          if (isBroken) await sql`select 1 / 0`.execute(db);
        },
      },
    };
    await expect(migrate(database, migrations)).rejects.toMatchObject({ code: "22012" });
    expect(await tableNames()).toEqual([]);
    isBroken = false;
    expect(await migrate(database, migrations)).toEqual(Object.keys(migrations));
    expect(await tableNames()).toContain("later");
  });

  it("refuses a database that a newer program has migrated", async () => {
    const newer = { ...MIGRATIONS, "99991231T2359-go-on": { up: async () => {} } };
    await migrate(database, newer);
    await expect(migrate(database)).rejects.toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("newer version"),
    });
  });
});
