import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import { testDatabase } from "../helpers/database.ts";

describe("migrate", () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it("does nothing the second time", async () => {
    expect(await migrate(database)).toEqual([]);
  });

  it("seeds the sources of the public API and of the form", async () => {
    const sources = await database.db.selectFrom("sources").select("key").orderBy("key").execute();
    expect(sources.map(({ key }) => key)).toEqual(["api", "default"]);
  });
});
