import { mkdtemp, readFile, rm, stat, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { holdInstallation } from "../../src/db/installation.ts";
import { testDatabase } from "../helpers/database.ts";

const KEY = "k".repeat(40);
let database: Database;
let dataDir: string;

beforeEach(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "razbor-test-"));
});
afterEach(async () => {
  await database.close();
  await rm(dataDir, { recursive: true });
});

const hold = (secretKey: string | null = null) => holdInstallation(database.db, { dataDir, secretKey });

describe("holdInstallation", () => {
  it("makes a secret key that only its owner can read, and opens with it what was sealed before a restart", async () => {
    const sealed = (await hold()).seal("token", "source:default");
    expect((await stat(join(dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
    expect((await hold()).open(sealed, "source:default")).toBe("token");
  });

  it("gives two processes that start at once the same key", async () => {
    const sealers = await Promise.all(Array.from({ length: 8 }, () => hold()));
    expect(new Set(sealers.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  it("refuses a process with another secret key, and makes none where a setting gives it", async () => {
    await hold(KEY);
    await expect(readFile(join(dataDir, "secret.key"))).rejects.toThrow();
    await expect(hold(`${KEY}x`)).rejects.toMatchObject({ code: "conflict" });
    await expect(hold()).rejects.toMatchObject({ code: "conflict" });
    await hold(KEY);
  });

  it("refuses a process with the data directory of another installation", async () => {
    await hold(KEY);
    await unlink(join(dataDir, "installation.id"));
    await expect(hold(KEY)).rejects.toMatchObject({ code: "conflict" });
    await writeFile(join(dataDir, "installation.id"), "019a0000-0000-7000-8000-000000000000\n");
    await expect(hold(KEY)).rejects.toMatchObject({ code: "conflict" });
  });
});
