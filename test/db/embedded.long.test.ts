import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../src/db/database.ts";
import { type Child, startChild } from "./child.ts";

let parent: string;
let dataDir: string;
let child: Child | undefined;
let database: Database | undefined;

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "razbor-embedded-"));
  dataDir = join(parent, "data");
});
afterEach(async () => {
  await child?.kill("SIGKILL");
  await database?.close();
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Every file below with its time of change and its content. */
function footprint(directory: string): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
  const print = (path: string) =>
    `${statSync(path).mtimeMs} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`;
  return new Map(files.map((path) => [path, print(path)]));
}

/** Each of these starts a database several times. */
const TIMEOUT_MS = 120_000;

describe("the embedded database in a directory", { timeout: TIMEOUT_MS }, () => {
  it("loses nothing it has acknowledged when it is killed in the middle of writing", async () => {
    let acknowledged = 0;
    for (const lines of [20, 70]) {
      child = startChild("count-up", [dataDir]);
      for (let line = 0; line < lines; line++) acknowledged = Number(await child.line());
      const killed = child.kill("SIGKILL");
      acknowledged = Number((await child.rest()).at(-1) ?? acknowledged);
      await killed;
    }
    database = await openDatabase({ dataDir });
    const { rows } = await database.pool.query("select count(*) as count, max(number) as last from numbers");
    expect(rows[0].count).toBe(rows[0].last);
    expect(rows[0].last).toBeGreaterThanOrEqual(acknowledged);
    expect(rows[0].last).toBeLessThanOrEqual(acknowledged + 1);
  });

  it("refuses a second server, which writes nothing", async () => {
    database = await openDatabase({ dataDir });
    await database.pool.query("select 1");
    const before = footprint(dataDir);
    const startedAt = performance.now();
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: "conflict" });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(footprint(dataDir)).toEqual(before);
  });

  it("starts again after a panic with everything it had committed", async () => {
    database = await openDatabase({ dataDir });
    const { pool } = database;
    await pool.query("create table kept (number integer)");
    const log = join(dataDir, "postgres", "pg_wal");
    renameSync(log, `${log}.away`);
    let committed = 0;
    const writeUntilPanic = async () => {
      for (; ; committed++)
        await pool.query(
          "with kept as (insert into kept values (1)) select pg_logical_emit_message(false, 'fill', repeat('x', 900000))",
        );
    };
    await expect(writeUntilPanic()).rejects.toMatchObject({ severity: "PANIC" });
    await expect(pool.query("select 1")).rejects.toThrow("has stopped");
    renameSync(`${log}.away`, log);
    const { rows } = await pool.query("select count(*) as count from kept");
    expect(rows[0].count).toBe(committed);
  });

  it("keeps its log short, however much is written", async () => {
    database = await openDatabase({ dataDir });
    const { pool } = database;
    const text = "x".repeat(900_000);
    for (let written = 0; written < 300e6; written += text.length)
      await pool.query("select pg_logical_emit_message(false, 'fill', $1::text)", [text]);
    const { rows } = await pool.query("select count(*) as count, sum(size) as bytes from pg_ls_waldir()");
    expect(rows[0].bytes).toBeLessThan(250e6);
  });

  it("gives the directory back when it cannot be opened", async () => {
    const broken = join(parent, "broken");
    cpSync(dataDir, broken, { recursive: true });
    rmSync(join(broken, "postgres", "global"), { recursive: true });
    await expect(openDatabase({ dataDir: broken })).rejects.toThrow("has stopped");
    expect(readdirSync(broken).sort()).toEqual(["postgres", "server.lock"]);
  });
});
