import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDump } from "../../../src/db/backup/make-dump.ts";
import { openDatabase } from "../../../src/db/database.ts";
import { type TestPlace, testPlace } from "../../helpers/place.ts";
import { fillTables } from "./filled-database.ts";

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));

let dir: string;
let place: TestPlace;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "razbor-backup-"));
  place = await testPlace();
});
afterEach(async () => {
  await place.remove();
  await rm(dir, { recursive: true });
});

describe("a restore whose process is killed", () => {
  it("leaves the database as it was", { timeout: 120_000 }, async () => {
    const file = join(dir, "one.gz");
    const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = place.env;
    const options = databaseUrl === undefined ? { dataDir } : { databaseUrl };
    const before = await openDatabase(options);
    await fillTables(before);
    await before.pool.query("delete from installation");
    await makeDump({ database: before, kept: [], path: file, madeAt: new Date(), isServing: false });
    await before.pool.query("delete from deliveries; update managers set external_id = 'kept'");
    await before.close();

    const arguments_ = [program("restore-until"), databaseUrl ?? dataDir, file, "transcripts", dataDir];
    const child = spawn(process.execPath, arguments_, { stdio: "inherit" });
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);

    const after = await openDatabase(options);
    const managers = await after.pool.query("select external_id from managers");
    const deliveries = await after.pool.query("select count(*)::int as count from deliveries");
    await after.close();
    expect(managers.rows).toEqual([{ external_id: "kept" }]);
    expect(deliveries.rows).toEqual([{ count: 0 }]);
  });
});
