import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyzeCall } from "../../src/audit/analyze-call.ts";
import { inputOfFields } from "../../src/audit/call-input.ts";
import { moveCommand } from "../../src/backup-commands.ts";
import { parseConfig } from "../../src/config.ts";
import { openInstallation } from "../../src/service.ts";
import { type TestPlace, testPlace } from "../helpers/place.ts";

const FITNESS = new URL("../fixtures/dialogs/A02_fitness.txt", import.meta.url);

let place: TestPlace;
let evaluation: unknown;
const recording = newId();
beforeAll(async () => {
  place = await testPlace();
  const installation = await openInstallation(embedded());
  await analyzeCall(installation.audit, {
    ...inputOfFields({ call_id: "moved" }),
    dialogueText: await readFile(FITNESS, "utf8"),
    signal: new AbortController().signal,
  });
  const { pool } = installation.database;
  await pool.query(`insert into recordings (id, call_id, sha256, size_bytes) select $1, id, $2, 5 from calls`, [
    recording,
    createHash("sha256").update("sound").digest("hex"),
  ]);
  evaluation = (await pool.query(EVALUATION)).rows;
  await installation.close();
  await mkdir(join(place.env.DATA_DIR, "recordings"), { recursive: true });
  await writeFile(join(place.env.DATA_DIR, "recordings", recording), "sound");
}, 120_000);
afterAll(() => place.remove());

const EVALUATION = `select c.external_id, e.total, e.document, e.created_at from current_evaluations
  join evaluations e on e.id = evaluation_id join calls c on c.id = e.call_id`;
const embedded = () => parseConfig({ DATA_DIR: place.env.DATA_DIR, JUDGE: "rules" });

async function move(): Promise<{ code: number; out: string }> {
  let out = "";
  const told = (text: string) => {
    out += text;
  };
  const code = await moveCommand(embedded(), ["--to", place.env.DATABASE_URL ?? ""], { out: told, err: () => {} });
  return { code, out };
}

describe("a move from the embedded database to PostgreSQL", { timeout: 90_000 }, () => {
  it("counts and hashes what came, rows and recordings, and the installation goes on there", async () => {
    const { code, out } = await move();
    expect(out).toContain("All of it came, and nothing differs.");
    expect(out).toMatch(/^calls +1 {2}[0-9a-f]{16}$/m);
    expect(out).toContain("Recordings: 1 in DATA_DIR as they should be by size and SHA-256, 0 not.");
    expect(code).toBe(0);
    const there = await openInstallation(parseConfig({ ...place.env, JUDGE: "rules" }));
    expect((await there.database.pool.query(EVALUATION)).rows).toEqual(evaluation);
    await there.close();
  });

  it("done again compares, and tells of a recording that is not what it was", async () => {
    await writeFile(join(place.env.DATA_DIR, "recordings", recording), "sounD");
    const { code, out } = await move();
    expect(out).toContain("All of it had come before, and nothing differs.");
    expect(out).toContain(`${recording} other bytes`);
    expect(code).toBe(1);
  });
});
