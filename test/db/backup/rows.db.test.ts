import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertLines, insertQuery, LineSum, readPages } from "../../../src/db/backup/rows.ts";
import { readSequences, readShapes, type Sql, sqlOn, type TableShape } from "../../../src/db/backup/tables.ts";
import type { Database } from "../../../src/db/database.ts";
import { testDatabase } from "../../helpers/database.ts";

const COLUMNS = `name text collate "C", place integer, primary key (name, place), flag boolean, small smallint,
  big bigint, number numeric, rounded numeric(4, 1), float double precision, at timestamptz(3), day date, id uuid,
  bytes bytea, document jsonb, words text[], counts integer[], span interval,
  numbered bigint generated always as identity, doubled integer generated always as (place * 2) stored`;

let database: Database;
let sql: Sql;
let from: TableShape;
let to: TableShape;

beforeAll(async () => {
  database = await testDatabase();
  sql = sqlOn(database.db);
  await database.pool.query(`create table from_here (${COLUMNS}); create table to_there (${COLUMNS})`);
  const shapes = await readShapes(sql);
  const shape = (name: string) => shapes.find((one) => one.name === name) as TableShape;
  [from, to] = [shape("from_here"), shape("to_there")];
});
afterAll(() => database.close());

const text = fc.string({ unit: "grapheme" }).map((one) => one.toWellFormed().replaceAll("\0", ""));
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
const ROW = fc.record({
  name: text,
  place: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  flag: orNull(fc.boolean()),
  small: orNull(fc.integer({ min: -32_768, max: 32_767 })),
  big: orNull(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
  number: orNull(fc.tuple(fc.bigInt(), fc.nat(20)).map(([digits, scale]) => `${digits}e-${scale}`)),
  rounded: orNull(fc.integer({ min: -9_999, max: 9_999 }).map((tenths) => tenths / 10)),
  float: orNull(fc.double()),
  at: orNull(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })),
  day: orNull(
    fc
      .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10)),
  ),
  id: orNull(fc.uuid()),
  bytes: orNull(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
  document: orNull(fc.jsonValue().map((value) => JSON.stringify(value).replace(/\\u0000|\\ud[89a-f]../gi, ""))),
  words: orNull(fc.array(orNull(text))),
  counts: orNull(fc.array(fc.integer())),
  span: orNull(fc.integer().map((seconds) => `${seconds} seconds`)),
});

async function sumOf(shape: TableShape) {
  const sum = new LineSum();
  for await (const lines of readPages(sql, shape)) sum.add(lines);
  return sum.end("");
}

describe("rows as lines", () => {
  it("come back equal, whatever they hold", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(ROW, { selector: ({ name, place }) => `${place} ${name}`, maxLength: 8 }),
        async (rows) => {
          await database.pool.query("truncate from_here, to_there");
          for (const row of rows) {
            const names = Object.keys(row);
            const places = names.map((_, at) => `$${at + 1}`);
            await database.pool.query(
              `insert into from_here (${names.join(", ")}) values (${places.join(", ")})`,
              Object.values(row),
            );
          }
          for await (const lines of readPages(sql, from)) await insertLines(sql, insertQuery(to), lines);
          expect(await sumOf(to)).toEqual({ ...(await sumOf(from)), rows: rows.length });
          const difference = "select * from from_here except select * from to_there";
          expect((await database.pool.query(difference)).rows).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("are read whole over many pages, in one order on every database", async () => {
    await database.pool.query(`truncate from_here;
      insert into from_here (name, place) select chr(1025 + n % 60) || repeat('x', n % 7), n / 7 from generate_series(1, 9000) n`);
    const keys: string[] = [];
    let pages = 0;
    for await (const lines of readPages(sql, from)) {
      pages++;
      for (const line of lines) {
        const [name, place] = JSON.parse(line);
        keys.push(`${Buffer.from(name, "utf8").toString("hex")} ${String(place).padStart(6, "0")}`);
      }
    }
    expect(pages).toBeGreaterThan(3);
    expect(keys).toHaveLength(9_000);
    expect(keys.join()).toBe([...keys].sort().join());
  });

  it("that are long are read and written few at a time", async () => {
    await database.pool.query(`truncate from_here, to_there;
      insert into from_here (name, place, document) select 'long', n, to_jsonb(repeat('ж', 50000)) from generate_series(1, 120) n`);
    const pages: number[] = [];
    for await (const lines of readPages(sql, from)) {
      pages.push(lines.length);
      await insertLines(sql, insertQuery(to), lines);
    }
    expect(Math.max(...pages.slice(1))).toBeLessThanOrEqual(11);
    expect(await sumOf(to)).toEqual(await sumOf(from));
  });

  it("have a primary key in every table of ours, by which they are read", async () => {
    const keyless = (await readShapes(sql)).filter(({ key }) => key.length === 0);
    expect(keyless).toEqual([]);
  });

  it("leave sequences where they can be read", async () => {
    expect((await readSequences(sql)).map(({ name }) => name)).toContain("input_sequence");
  });
});
