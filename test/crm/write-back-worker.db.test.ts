import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startWriteBacks, type WriteBackWorker } from "../../src/crm/endpoints/write-back-worker.ts";
import { WriteBackWorld } from "./write-back-world.ts";

const SOON = { timeout: 20_000, interval: 10 };
/** More than a process sends to at once where nobody is at work. */
const DEAD = 10;

let world: WriteBackWorld;
let worker: WriteBackWorker | null;
beforeEach(async () => {
  world = await WriteBackWorld.open();
  worker = null;
});
afterEach(async () => {
  await worker?.stop(0);
  await world.close();
});

function start(): WriteBackWorker {
  worker = startWriteBacks({ ...world.deps, isAlone: false });
  return worker;
}

describe("the worker", () => {
  it("tells and sends what changed, and many silent endpoints do not keep the others waiting", async () => {
    const dead = [];
    for (let at = 0; at < DEAD; at++) dead.push(await world.endpoint());
    const silence = Array.from({ length: 100 }, () => "silent" as const);
    for (const { receiver } of dead) receiver.script(...silence);
    await world.deps.db.updateTable("endpoints").set({ failures: 1, outages: 1 }).execute();
    const alive = [await world.endpoint(), await world.endpoint()];
    const { nudge } = start();
    await world.evaluate("one", 70);
    nudge();
    for (const { receiver } of alive) await vi.waitFor(() => expect(receiver.records.size).toBe(1), SOON);
    const begun = await world.deps.db.selectFrom("write_back_attempts").select("duration_ms").execute();
    expect(begun.filter(({ duration_ms }) => duration_ms !== null).length).toBeLessThanOrEqual(alive.length);
    for (const { receiver } of [...dead, ...alive]) expect(receiver.faults).toEqual([]);
  });

  it("that stops cuts off what hangs and gives the endpoint back; the next one sends it under the same id", async () => {
    const { id, receiver } = await world.endpoint();
    receiver.script("silent");
    await world.evaluate("hangs", 70);
    const first = start();
    await vi.waitFor(() => expect(receiver.messages).toHaveLength(1), SOON);
    await first.stop(0);
    const { claimed_by } = await world.deps.db.selectFrom("endpoints").selectAll().executeTakeFirstOrThrow();
    expect(claimed_by).toBeNull();
    expect(await world.single(id)).toMatchObject({ status: "pending", attempts: 0 });
    start();
    await vi.waitFor(async () => expect((await world.single(id)).status).toBe("delivered"), SOON);
    expect(new Set(receiver.messages.map((message) => message.id)).size).toBe(1);
    const attempts = await world.attempts((await world.single(id)).id);
    expect(attempts.map(({ durationMs }) => durationMs === null)).toEqual([true, false]);
  });
});
