import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readContents, withContents } from "../../../src/db/backup/contents.ts";
import { makeDump } from "../../../src/db/backup/make-dump.ts";
import { checkDump } from "../../../src/db/backup/read-dump.ts";
import { type RestoreOrder, restoreDump } from "../../../src/db/backup/restore-dump.ts";
import { LineSum, type TableSum } from "../../../src/db/backup/rows.ts";
import { writeDump } from "../../../src/db/backup/write-dump.ts";
import type { Database } from "../../../src/db/database.ts";
import { MIGRATION_NAMES, migrateWithin } from "../../../src/db/migrate.ts";
import { createSealer } from "../../../src/db/sealing.ts";
import { KEPT_JOBS } from "../../../src/jobs/kept-jobs.ts";
import { openJobs } from "../../../src/jobs/open-jobs.ts";
import { testDatabase } from "../../helpers/database.ts";
import { type Filled, fillTables, openQueue, type Payloads } from "./filled-database.ts";

const KEY = "k".repeat(40);
const FIRST_ROWS = { sources: "key not in ('api', 'default')" };
const MADE_AT = new Date("2026-11-29T03:10:00Z");

let dir: string;
let file: string;
let source: Database;
let target: Database;
let filled: Filled;
let written: TableSum[];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "razbor-backup-"));
  file = join(dir, "backups", "one.ndjson.gz");
  [source, target] = await Promise.all([testDatabase(), testDatabase()]);
  await openQueue(source);
  await openQueue(target);
  filled = await fillTables(source);
  await source.pool.query("update installation set secret_key_fingerprint = $1", [createSealer(KEY).fingerprint]);
  await addJobs(source);
  const order = { database: source, kept: [KEPT_JOBS], path: file, madeAt: MADE_AT, isServing: true };
  written = (await makeDump(order)).tables;
});
afterAll(async () => {
  await Promise.all([source.close(), target.close()]);
  await rm(dir, { recursive: true });
});

/** One job that waits, one in quarantine, and one whose process works on it; that one had died once before. */
async function addJobs({ pool, kind, db }: Database): Promise<void> {
  const jobs = await openJobs<Payloads>({ pool, kind, queues: ["work"], work: false, handlers: {} });
  for (const n of [1, 2, 3]) await jobs.enqueue(db, "work", { n });
  await jobs.stop(0);
  await pool.query(`update jobs.job set state = 'active', data = data || '{"open": ["died", "runs"], "starts": 2}'
    where data->'payload'->>'n' = '2'`);
  await pool.query(`update jobs.job set name = 'quarantine', data = data || '{"name": "work", "reason": "broke"}'
    where data->'payload'->>'n' = '3'`);
}

async function restore(order: Partial<RestoreOrder> & { file?: string } = {}): Promise<TableSum[]> {
  return restoreDump({
    ...{ database: target, dataDir: dir, secretKey: KEY, kept: [KEPT_JOBS], firstRows: FIRST_ROWS, isReplacing: false },
    ...{ dump: await checkDump(order.file ?? file), adapt: async () => {}, onProgress: () => {} },
    ...order,
  });
}

/** Every table's count and hash. */
const sumsOf = ({ db }: Database) =>
  withContents(db, [KEPT_JOBS], async (contents) => {
    const sums: TableSum[] = [];
    for (const shape of contents.tables) {
      const sum = new LineSum();
      for await (const lines of contents.pages(shape)) sum.add(lines);
      sums.push(sum.end(shape.name));
    }
    return sums;
  });

const without = (sums: TableSum[], name: string) => sums.filter((one) => one.name !== name);

/** A copy of the backup with its text changed. */
async function changed(change: (text: string) => string): Promise<string> {
  const path = join(dir, "changed.gz");
  await writeFile(path, gzipSync(change(gunzipSync(await readFile(file)).toString("utf8"))));
  return path;
}

describe("a backup", () => {
  it("that is restored gives every table's rows as they were, and belongs to the directory it came into", async () => {
    const restored = await restore();
    expect(restored).toEqual(written);
    const sums = await sumsOf(target);
    expect(without(sums, "installation")).toEqual(without(written, "installation"));
    const { rows } = await target.pool.query("select data_dir_id::text as id from installation");
    expect(`${rows[0].id}\n`).toBe(await readFile(join(dir, "installation.id"), "utf8"));
  });

  it("brings rows that refer to each other in circles, and every constraint is there again", async () => {
    const based = await target.pool.query("select based_on from evaluations where id = $1", [filled.earlier]);
    expect(based.rows).toEqual([{ based_on: filled.later }]);
    const constraints =
      "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid <> 0 order by 1, 2";
    expect((await target.pool.query(constraints)).rows).toEqual((await source.pool.query(constraints)).rows);
    await expect(target.pool.query("delete from calls")).rejects.toMatchObject({ code: "23503" });
  });

  it("leaves sequences where they stood", async () => {
    const next = "select nextval('input_sequence')";
    expect((await target.pool.query(next)).rows).toEqual((await source.pool.query(next)).rows);
  });

  it("brings jobs that wait, jobs in quarantine, and running ones as waiting without a crash more", async () => {
    const { pool, kind } = target;
    const jobs = await openJobs<Payloads>({ pool, kind, queues: ["work"], work: false, handlers: {} });
    const waiting = await jobs.list({ state: "waiting" });
    const quarantined = await jobs.list({ state: "quarantined" });
    expect(waiting.map(({ payload, crashes }) => ({ payload, crashes }))).toEqual([
      { payload: { n: 2 }, crashes: 1 },
      { payload: { n: 1 }, crashes: 0 },
    ]);
    expect(quarantined.map(({ payload, reason, name }) => ({ payload, reason, name }))).toEqual([
      { payload: { n: 3 }, reason: "broke", name: "work" },
    ]);
    await jobs.replay(quarantined[0]?.id ?? "");
    expect(await jobs.list({ state: "waiting" })).toHaveLength(3);
    await jobs.stop(0);
  });

  it("puts jobs of a queue that is gone where a person sees them", async () => {
    await restore({ file: await renamedQueue(), isReplacing: true });
    const { rows } = await target.pool.query(
      "select data from jobs.job where name = 'quarantine' and data->>'name' = 'gone'",
    );
    expect(rows[0].data).toMatchObject({ payload: { n: 1 }, reason: "There is no such work any more." });
  });
});

/** A backup of the source in which the job that waits belongs to another queue. */
async function renamedQueue(): Promise<string> {
  const path = join(dir, "renamed.gz");
  await withContents(source.db, [KEPT_JOBS], async (contents) => {
    const pages = async function* (shape: (typeof contents.tables)[number]) {
      for await (const lines of contents.pages(shape))
        yield lines.map((line) => (line.includes('\\"n\\": 1') ? line.replace('"work"', '"gone"') : line));
    };
    await writeDump({ ...contents, pages }, path, MADE_AT);
  });
  return path;
}

describe("a restore", () => {
  let before: TableSum[];
  beforeAll(async () => {
    await target.pool.query("update managers set name = 'of the target'");
    before = await sumsOf(target);
  });

  it("refuses a database that holds anything", async () => {
    await expect(restore()).rejects.toMatchObject({ code: "conflict", detail: expect.stringContaining("--replace") });
    expect(await sumsOf(target)).toEqual(before);
  });

  it("refuses what is cut short, changed or none of ours before it writes anything", async () => {
    const bytes = await readFile(file);
    const cut = join(dir, "cut.gz");
    await writeFile(cut, bytes.subarray(0, bytes.length - 20));
    const foreign = join(dir, "foreign.gz");
    await writeFile(foreign, "id;name\n1;x\n");
    for (const bad of [
      cut,
      foreign,
      await changed((text) => text.replace("84.9", "94.9")),
      await changed((text) => text.replace(/\n\{"end".*\n$/, "\n")),
      await changed((text) => `${text}{}\n`),
      await changed((text) => text.replace(/^.*\n/, "{}\n")),
      await changed((text) => text.slice(0, -1)),
      await changed(() => ""),
    ])
      await expect(restore({ file: bad, isReplacing: true })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(checkDump(join(dir, "nothing"))).rejects.toMatchObject({ code: "not_found" });
    expect(await sumsOf(target)).toEqual(before);
  });

  it("refuses a backup of a newer program and one whose credentials another key sealed", async () => {
    const path = join(dir, "newer.gz");
    await withContents(source.db, [KEPT_JOBS], (contents) =>
      writeDump({ ...contents, migrations: [...contents.migrations, "29991231T2359-do-more"] }, path, MADE_AT),
    );
    await expect(restore({ file: path, isReplacing: true })).rejects.toMatchObject({ code: "conflict" });
    const otherKey = restore({ secretKey: "x".repeat(40), isReplacing: true });
    await expect(otherKey).rejects.toMatchObject({ code: "conflict", detail: expect.stringContaining("SECRET_KEY") });
    expect(await sumsOf(target)).toEqual(before);
  });

  it("that fails at its end leaves what was there", async () => {
    const adapt = () => Promise.reject(new Error("at the end"));
    await expect(restore({ isReplacing: true, adapt })).rejects.toThrow("at the end");
    expect(await sumsOf(target)).toEqual(before);
  });

  it("replaces what was there when told to", async () => {
    await restore({ isReplacing: true });
    expect(without(await sumsOf(target), "installation")).toEqual(without(written, "installation"));
  });

  it("brings a backup of an earlier program to the newest migration", async () => {
    const path = join(dir, "older.gz");
    const undo = new Error("undone");
    const made = source.db.transaction().execute(async (tx) => {
      for (const table of (await readContents(tx, [])).tables) await drop(tx, table.name);
      for (const table of ["kysely_migration", "kysely_migration_lock"]) await drop(tx, table);
      await migrateWithin(tx, MIGRATION_NAMES[1]);
      await tx.insertInto("managers").values({ id: filled.call, source: "api", external_id: "old" }).execute();
      await writeDump(await readContents(tx, []), path, MADE_AT);
      throw undo;
    });
    await expect(made).rejects.toBe(undo);
    await restore({ file: path, isReplacing: true });
    const ran = await target.pool.query("select name from kysely_migration order by name");
    expect(ran.rows.map(({ name }) => name)).toEqual(MIGRATION_NAMES);
    expect((await target.pool.query("select external_id from managers")).rows).toEqual([{ external_id: "old" }]);
  });
});

async function drop(tx: Database["db"], table: string): Promise<void> {
  await tx.schema.dropTable(table).cascade().execute();
}
