import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeEndpoint, switchEndpoint } from "../../src/crm/endpoints/manage-endpoints.ts";
import { WriteBackWorld } from "./write-back-world.ts";

let world: WriteBackWorld;
beforeAll(async () => {
  world = await WriteBackWorld.open();
});
afterAll(() => world?.close());

const untold = () => world.deps.db.selectFrom("current_evaluations").selectAll().where("is_told", "=", false).execute();

describe("a change of a current evaluation", () => {
  it("is told once to every endpoint that hears of its source, also to one that is off", async () => {
    await world.evaluate("before", 10);
    const all = await world.endpoint();
    const [own, other, off, removed] = [
      await world.endpoint("default"),
      await world.endpoint("api"),
      await world.endpoint(),
      await world.endpoint(),
    ];
    await switchEndpoint(world.deps, off.id, "off");
    await removeEndpoint(world.deps, removed.id);
    const { callId, evaluationId } = await world.evaluate("one", 70);
    expect(await world.tell()).toBe(1);
    expect(await world.tell()).toBe(0);
    for (const { id } of [all, own, off]) {
      const told = await world.single(id);
      expect(told).toMatchObject({ call: { id: callId }, evaluationId, version: 1, status: "pending", attempts: 0 });
    }
    for (const { id } of [other, removed]) expect(await world.writeBacks(id)).toEqual([]);
    for (const { id } of [all, own, other, off]) await removeEndpoint(world.deps, id);
  });

  it("raises the version under a new message id and begins the schedule anew", async () => {
    const { id } = await world.endpoint();
    const { callId } = await world.evaluate("raised", 20);
    await world.tell();
    const first = await world.single(id);
    await world.deps.db.updateTable("write_backs").set({ attempts: 3 }).where("id", "=", first.id).execute();
    const { evaluationId } = await world.evaluate("raised", 30);
    await world.tell();
    const second = await world.single(id);
    expect(second).toMatchObject({ id: first.id, call: { id: callId }, evaluationId, version: 2, attempts: 0 });
    expect(second.messageId).not.toBe(first.messageId);
    await removeEndpoint(world.deps, id);
  });

  it("is told by one of several workers that look at the same time", async () => {
    const { id } = await world.endpoint();
    for (let at = 0; at < 20; at++) await world.evaluate(`crowd ${at}`, at);
    const counts = await Promise.all([world.tell(), world.tell(), world.tell()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
    const told = await world.writeBacks(id);
    expect(told.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, () => 1));
    await removeEndpoint(world.deps, id);
  });

  it("leaves no event behind when what stored it was rolled back, and none is lost when telling was", async () => {
    const { id } = await world.endpoint();
    const fall = new Error("the process dies here");
    const { db } = world.deps;
    await world.evaluate("kept", 40);
    const broken = world.deps.db.transaction().execute(async (tx) => {
      await tx.updateTable("current_evaluations").set({ is_told: true }).where("is_told", "=", false).execute();
      throw fall;
    });
    await expect(broken).rejects.toBe(fall);
    expect(await untold()).toHaveLength(1);
    await world.tell();
    expect([(await untold()).length, (await world.writeBacks(id)).length]).toEqual([0, 1]);
    expect(await db.selectFrom("write_backs").select("id").where("endpoint_id", "=", id).execute()).toHaveLength(1);
    await removeEndpoint(world.deps, id);
  });
});
