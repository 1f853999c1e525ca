import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MoveOrder, moveDatabase } from "../../../src/db/backup/move-database.ts";
import type { Database } from "../../../src/db/database.ts";
import { KEPT_JOBS } from "../../../src/jobs/kept-jobs.ts";
import { testDatabase } from "../../helpers/database.ts";
import { fillTables, openQueue } from "./filled-database.ts";

let source: Database;
let target: Database;

beforeAll(async () => {
  [source, target] = await Promise.all([testDatabase(), testDatabase()]);
  await openQueue(source);
  await openQueue(target);
  await fillTables(source);
});
afterAll(() => Promise.all([source.close(), target.close()]));

const move = (order: Partial<MoveOrder> = {}) =>
  moveDatabase({
    ...{ source, target, kept: [KEPT_JOBS], firstRows: { sources: "key not in ('api', 'default')" } },
    onProgress: () => {},
    ...order,
  });

const countOf = async ({ pool }: Database, table: string) =>
  (await pool.query(`select count(*)::int as count from ${table}`)).rows[0].count;

describe("a move to another database", () => {
  it("refuses a half-filled target, and writes nothing into it", async () => {
    await target.pool.query(
      "insert into managers (id, source, external_id) values (gen_random_uuid(), 'api', 'theirs')",
    );
    await expect(move()).rejects.toMatchObject({ code: "conflict" });
    expect(await countOf(target, "calls")).toBe(0);
    await target.pool.query("delete from managers");
  });

  it("that breaks off leaves the target empty, and begins again", async () => {
    const onProgress: MoveOrder["onProgress"] = (_, { name }) => {
      if (name === "transcripts") throw new Error("broken off");
    };
    await expect(move({ onProgress })).rejects.toThrow("broken off");
    expect(await countOf(target, "calls")).toBe(0);
  });

  it("brings every row, read back and found equal, and leaves the source as it was", async () => {
    const before = await countOf(source, "calls");
    const { tables, isRepeated } = await move();
    expect(isRepeated).toBe(false);
    expect(tables.find(({ name }) => name === "evaluations")?.rows).toBe(2);
    expect(await countOf(source, "calls")).toBe(before);
    const pending = "select status from write_backs";
    expect((await target.pool.query(pending)).rows).toEqual([{ status: "pending" }]);
  });

  it("of the same installation for the second time only compares", async () => {
    const { isRepeated } = await move();
    expect(isRepeated).toBe(true);
  });

  it("refuses a target that has gone on since", async () => {
    await target.pool.query("update managers set name = 'renamed there'");
    await expect(move()).rejects.toMatchObject({ code: "conflict", detail: expect.stringContaining("managers") });
    const names = await target.pool.query("select name from managers");
    expect(names.rows).toEqual([{ name: "renamed there" }]);
  });
});
