import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openCopy, openDatabase } from "../../src/db/database.ts";
import { type TestPlace, testPlace } from "../helpers/place.ts";

let place: TestPlace;
let dir: string;
let database: Database;
beforeAll(async () => {
  place = await testPlace();
  dir = place.env.DATA_DIR;
  database = await openDatabase({ dataDir: dir });
  await database.pool.query(`create table seen (number integer primary key, round integer not null);
    create table told (number integer primary key, text text not null)`);
  await write(database, 1, 500);
}, 60_000);
afterAll(async () => {
  await database.close();
  await place.remove();
});

/** Rows more in both tables, and a new version of some that are there: all in one statement. */
async function write({ pool }: Database, from: number, to: number): Promise<void> {
  await pool.query(
    `with numbers as (select n from generate_series($1::int, $2::int) n),
       seen_again as (update seen set round = $2 where number <= 50),
       added as (insert into seen select n, $2 from numbers)
     insert into told select n, repeat(md5(n::text), 100) from numbers`,
    [from, to],
  );
}

/** Whether a copy is as of one moment: which is the last row in it, and what contradicts that. */
async function lookInto(dataDir: string): Promise<{ last: number; isOne: boolean }> {
  const copy = await openCopy(dataDir);
  try {
    const { rows } = await copy.pool.query(
      `select max(number) as last, max(number) = count(*)
         and min(round) filter (where number <= 50) = max(number) and max(round) = max(number)
         and (select count(*) = max(told.number) and max(told.number) = max(seen.number)
              and bool_and(text = repeat(md5(number::text), 100)) from told) as "isOne" from seen`,
    );
    return rows[0];
  } finally {
    await copy.close();
  }
}

describe("a copy of the embedded database", { timeout: 60_000 }, () => {
  it("is as of one moment, later than its beginning, though rows and checkpoints come all the time", async () => {
    let written = 500;
    let isDone = false;
    const copied = database.copyTo?.(join(dir, "copy")).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await write(database, written + 1, written + 1);
      written++;
      if (written % 20 === 0) await database.pool.query("checkpoint");
    }
    await copied;
    const { last, isOne } = await lookInto(join(dir, "copy"));
    expect(isOne).toBe(true);
    expect(last).toBeGreaterThan(500);
    expect(last).toBeLessThanOrEqual(written);
  });

  it("that breaks off leaves nothing that holds the log, and the next one comes whole", async () => {
    await expect(database.copyTo?.(join(dir, "copy"))).rejects.toMatchObject({ code: "EEXIST" });
    expect((await database.pool.query("select slot_name from pg_replication_slots")).rows).toEqual([]);
    await database.pool.query("select pg_create_physical_replication_slot('backup', true)");
    await database.pool.query("select pg_backup_start('left by one that was killed', true)");
    await database.copyTo?.(join(dir, "next"));
    expect(existsSync(join(dir, "next", "postgres", "backup_label"))).toBe(true);
    expect((await lookInto(join(dir, "next"))).isOne).toBe(true);
  });

  it("whose process was killed holds the log no longer than until the next start", async () => {
    await database.pool.query("select pg_create_physical_replication_slot('backup', true)");
    await database.close();
    database = await openDatabase({ dataDir: dir });
    expect((await database.pool.query("select slot_name from pg_replication_slots")).rows).toEqual([]);
  });

  it("that cannot be cleared away at a start does not keep the database from opening", async () => {
    const rename = "set allow_system_table_mods = on; alter view pg_catalog.";
    await database.pool.query(`${rename}pg_replication_slots rename to slots_that_nobody_finds`);
    await database.close();
    database = await openDatabase({ dataDir: dir });
    await expect(database.pool.query("table pg_replication_slots")).rejects.toMatchObject({ code: "42P01" });
    await database.pool.query(`${rename}slots_that_nobody_finds rename to pg_replication_slots`);
  });
});
