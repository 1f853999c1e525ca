import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dumpName, keepNewest, removeUnfinished } from "../../../src/db/backup/kept-dumps.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "razbor-kept-"));
});
afterEach(() => rm(dir, { recursive: true }));

const night = (day: number) => dumpName("nightly", new Date(Date.UTC(2026, 10, day, 0, 10)));

describe("backups that are kept", () => {
  it("are the newest nights, and all that a person asked for", async () => {
    const manual = dumpName("manual", new Date(0));
    for (const name of [manual, "notes.txt", ...Array.from({ length: 10 }, (_, at) => night(at + 1))])
      await writeFile(join(dir, name), "");
    expect(await keepNewest(dir, 7)).toBe(3);
    const kept = Array.from({ length: 7 }, (_, at) => night(at + 4));
    expect((await readdir(dir)).sort()).toEqual([manual, ...kept, "notes.txt"].sort());
  });

  it("are named by time, so that names sort as they were made", () => {
    expect(night(9)).toBe("nightly-2026-11-09T001000Z.ndjson.gz");
  });

  it("lose what dead processes left half done, but not what another one writes", async () => {
    await writeFile(join(dir, `${night(1)}.part`), "");
    await mkdir(join(dir, `${night(1)}.copy`, "postgres"), { recursive: true });
    await writeFile(join(dir, night(1)), "");
    await removeUnfinished(dir, 60_000);
    expect(await readdir(dir)).toHaveLength(3);
    await removeUnfinished(dir, -1_000);
    expect(await readdir(dir)).toEqual([night(1)]);
  });
});
