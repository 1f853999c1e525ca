import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pruneAttempts } from "../../src/crm/endpoints/attempt-store.ts";
import { WriteBackWorld } from "./write-back-world.ts";

let world: WriteBackWorld;
beforeAll(async () => {
  world = await WriteBackWorld.open();
});
afterAll(() => world.close());

const DAY_MS = 24 * 60 * 60_000;

it("attempts are kept for 90 days, and the last one of each write-back for longer", async () => {
  const { id } = await world.endpoint();
  for (const externalId of ["quiet", "busy"]) await world.evaluate(externalId, 80);
  await world.tell();
  const [quiet, busy] = await world.writeBacks(id);
  const attemptsAt = (writeBackId: string | undefined, days: number[]) =>
    world.database.db
      .insertInto("write_back_attempts")
      .values(
        days.map((daysAgo) => ({
          ...{ id: newId(), write_back_id: writeBackId ?? "", message_id: newId(), version: 1, http_status: 200 },
          ...{ duration_ms: 5, started_at: new Date(world.clockMs - daysAgo * DAY_MS) },
        })),
      )
      .execute();
  await attemptsAt(quiet?.id, [300, 200, 100]);
  await attemptsAt(busy?.id, [91, 89, 1]);
  expect(await pruneAttempts(world.deps.db, world.deps.now())).toBe(3);
  const daysOf = async (writeBackId: string | undefined) =>
    (await world.attempts(writeBackId ?? "")).map(({ startedAt }) => (world.clockMs - startedAt.getTime()) / DAY_MS);
  expect(await daysOf(quiet?.id)).toEqual([100]);
  expect(await daysOf(busy?.id)).toEqual([89, 1]);
  expect(await pruneAttempts(world.deps.db, world.deps.now())).toBe(0);
});
