import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Database, openDatabase } from "../../src/db/database.ts";
import { holdProcessSign, showsSign } from "../../src/db/process-sign.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** What every other connection to this database sees. */
async function isSeen(processId: string, { db } = database): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`
    select ${showsSign("owner.id")} as seen from (select ${processId}::uuid as id) as owner`.execute(db);
  return rows[0]?.seen ?? false;
}

async function held(processId: string) {
  const sign = await holdProcessSign(database, processId);
  onTestFinished(() => sign.close());
  return sign;
}

/** Ends the connections that hold signs, as a server or a network that fails does. */
const breakSigns = () =>
  database.pool.query(`select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`);

describe("the sign of a process", () => {
  it("stands from the moment it is held until it is closed, for any process id", async () => {
    for (let count = 0; count < 8; count++) {
      const processId = randomUUID();
      expect(await isSeen(processId)).toBe(false);
      const sign = await holdProcessSign(database, processId);
      expect(await isSeen(processId)).toBe(true);
      expect(await isSeen(randomUUID())).toBe(false);
      await sign.close();
      await vi.waitFor(async () => expect(await isSeen(processId)).toBe(false));
    }
  });

  it("takes no connection of the pool", async () => {
    await held(randomUUID());
    expect(database.pool.totalCount - database.pool.idleCount).toBe(0);
  });

  it("is put up again after its connection broke", async () => {
    const processId = randomUUID();
    const sign = await held(processId);
    await vi.waitFor(() => expect(sign.heldForMs()).toBeGreaterThan(50));
    const before = sign.heldForMs();
    await breakSigns();
    await vi.waitFor(() => expect(sign.heldForMs()).toBeLessThan(before));
    expect(await isSeen(processId)).toBe(true);
  });

  it("is put up beside the remains of a broken connection that the server still believes in", async () => {
    const processId = randomUUID();
    await held(processId);
    const again = await held(processId);
    await again.close();
    expect(await isSeen(processId)).toBe(true);
  });

  it("does not come back after it was closed while its connection was broken", async () => {
    const processId = randomUUID();
    const sign = await held(processId);
    await breakSigns();
    await sign.close();
    await vi.waitFor(async () => expect(await isSeen(processId)).toBe(false));
  });

  it("says nothing on another database of the same server", async () => {
    const other = await testDatabase();
    onTestFinished(() => other.close());
    const processId = randomUUID();
    await held(processId);
    expect(await isSeen(processId, other)).toBe(false);
  });

  it("fails with the driver's error when there is no server", async () => {
    const absent = await openDatabase({ databaseUrl: "postgres://nobody@127.0.0.1:1/none" });
    onTestFinished(() => absent.close());
    await expect(holdProcessSign(absent, randomUUID())).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
