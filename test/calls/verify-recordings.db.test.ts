import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyRecordings } from "../../src/calls/verify-recordings.ts";
import type { Database } from "../../src/db/database.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;
let directory: string;
beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), "razbor-verify-"));
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

async function recording(bytes: string, { file = bytes as string | null, removed = false } = {}): Promise<string> {
  const [id, call] = [newId(), newId()];
  await database.pool.query(
    `insert into calls (id, source, origin, status, handling, primary_scorecard)
     values ($1, 'api', 'upload', 'received', '{}', 'card')`,
    [call],
  );
  await database.pool.query(
    `insert into recordings (id, call_id, sha256, size_bytes, removed_at)
     values ($1, $2, $3, $4, case when $5::boolean then now() end)`,
    [id, call, createHash("sha256").update(bytes).digest("hex"), bytes.length, removed],
  );
  if (file !== null) await writeFile(join(directory, id), file);
  return id;
}

describe("recordings in DATA_DIR", () => {
  it("are right when each row's file has its size and its bytes; removed ones need none", async () => {
    await recording("sound");
    await recording("gone", { file: null, removed: true });
    const missing = await recording("missing", { file: null });
    const shorter = await recording("longer", { file: "long" });
    const other = await recording("right", { file: "wrong" });
    const wrong = [
      { id: missing, fault: "missing" },
      { id: shorter, fault: "other size" },
    ];
    const { db } = database;
    expect(await verifyRecordings({ db, directory, isHashing: false })).toEqual({ right: 2, wrong });
    expect(await verifyRecordings({ db, directory, isHashing: true })).toEqual({
      right: 1,
      wrong: [...wrong, { id: other, fault: "other bytes" }],
    });
  });
});
