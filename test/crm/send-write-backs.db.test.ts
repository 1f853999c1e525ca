import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { findEndpoint } from "../../src/crm/endpoints/endpoint-store.ts";
import { removeEndpoint, rotateSecret, switchEndpoint } from "../../src/crm/endpoints/manage-endpoints.ts";
import { replayExhausted, replayWriteBack } from "../../src/crm/endpoints/replay-write-backs.ts";
import type { WebhookReceiver } from "../fakes/webhook-receiver.ts";
import { WriteBackWorld } from "./write-back-world.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const SOON = { timeout: 20_000, interval: 5 };
const DOWN = { status: 500, body: "down" };

let world: WriteBackWorld;
let id: string;
let receiver: WebhookReceiver;
beforeAll(async () => {
  world = await WriteBackWorld.open();
});
afterEach(async () => {
  world.deliveryMaxMs = 60_000;
  expect(receiver.faults).toEqual([]);
  await removeEndpoint(world.deps, id).catch(() => {});
});
afterAll(() => world?.close());

/** A fresh endpoint that is to hear of one result. */
async function begin(externalId: string, total = 50): Promise<void> {
  ({ id, receiver } = await world.endpoint());
  await world.evaluate(externalId, total);
  await world.tell();
}

/** Moves the clock to the next attempt and makes it. */
async function nextAttempt(): Promise<number> {
  const { nextAttemptAt, endpoint } = await world.single(id);
  const from = world.clockMs;
  world.clockMs = Math.max(nextAttemptAt?.getTime() ?? 0, endpoint.restsUntil?.getTime() ?? 0, from);
  await world.send();
  return world.clockMs - from;
}

describe("a receiver that does not take it", () => {
  it("is asked ten times by the schedule in 75 hours; then it is exhausted and can be sent again", async () => {
    await begin("down");
    receiver.script(...Array.from({ length: 10 }, () => DOWN));
    await world.send();
    const waits: number[] = [];
    while ((await world.single(id)).status === "pending") waits.push(await nextAttempt());
    expect(waits.map((ms) => ms / SECOND)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    const spent = await world.single(id);
    expect(spent).toMatchObject({ status: "exhausted", attempts: 10, nextAttemptAt: null, deliveredVersion: 0 });
    expect(new Set(receiver.messages.map((message) => message.id))).toEqual(new Set([spent.messageId]));
    expect(new Set(receiver.messages.map(({ timestampS }) => timestampS)).size).toBe(10);
    expect(
      (await world.attempts(spent.id)).map(({ fault, httpStatus, answer }) => [fault, httpStatus, answer]),
    ).toEqual(Array.from({ length: 10 }, () => ["status", 500, "down"]));
    expect(await replayExhausted(world.deps, id)).toBe(1);
    await world.send();
    expect(await world.single(id)).toMatchObject({ status: "delivered", deliveredVersion: 1 });
    expect(receiver.messages.at(-1)?.id).toBe(spent.messageId);
  });

  it.each([
    [{ status: 429, headers: { "retry-after": "120" } }, 120],
    [{ status: 503, headers: { "retry-after": "99999999" } }, 86_400],
    [{ status: 503, headers: { "retry-after": "-1" } }, 5],
    [{ status: 503, headers: { "retry-after": "soon" } }, 5],
  ])("is asked again when it asked for it: %j", async (answer, waitS) => {
    await begin(`retry ${waitS} ${answer.headers["retry-after"]}`);
    await world.evaluate(`beside ${waitS}`, 10);
    receiver.script(answer);
    await world.run(id);
    const { nextAttemptAt, endpoint } = await world.single(id);
    expect((nextAttemptAt?.getTime() ?? 0) - world.clockMs).toBe(waitS * SECOND);
    await world.tell();
    await world.send();
    // What it asked for holds for everything it is to hear.
    expect(receiver.messages).toHaveLength(endpoint.restsUntil === null ? 2 : 1);
  });

  it("says by 410 that it wants nothing: it is off at once, nothing is dropped, and on again it hears everything", async () => {
    await begin("gone");
    receiver.script({ status: 410 });
    await world.send();
    expect((await findEndpoint(world.deps.db, id))?.off?.reason).toBe("gone");
    await world.evaluate("gone too", 60);
    await world.tell();
    await world.send();
    expect(receiver.messages).toHaveLength(1);
    await switchEndpoint(world.deps, id, "on");
    await world.send();
    expect((await world.writeBacks(id)).map(({ status }) => status)).toEqual(["delivered", "delivered"]);
  });

  it.each([301, 302, 307, 308])("leads elsewhere by %i: that is a failure, shown and not followed", async (status) => {
    await begin(`redirect ${status}`);
    receiver.script({ status, headers: { location: "http://127.0.0.1:9/inside?token=s3cret" } });
    await world.run(id);
    const { lastAttempt } = await world.single(id);
    expect(lastAttempt).toMatchObject({
      fault: "redirect",
      httpStatus: status,
      answer: "Location: http://127.0.0.1:9/inside",
    });
  });

  it("does not answer in time, and the attempt ends", async () => {
    await begin("silent");
    receiver.script("silent");
    world.deliveryMaxMs = 100;
    await world.run(id);
    expect((await world.single(id)).lastAttempt).toMatchObject({ fault: "slow", httpStatus: null });
  });

  it.each([
    ["trickle", /^x+$/],
    ["huge", /^x{1024}$/],
    ["bomb", null],
  ] as const)("answers without end (%s): little is read, less is kept", async (script, kept) => {
    await begin(`endless ${script}`);
    receiver.script(script);
    // Only the trickle ends by it.
    world.deliveryMaxMs = script === "trickle" ? 1_500 : 60_000;
    await world.run(id);
    const { lastAttempt } = await world.single(id);
    expect(lastAttempt).toMatchObject({ fault: "status", httpStatus: 500 });
    if (kept === null) expect(lastAttempt?.answer).toBeNull();
    else expect(lastAttempt?.answer).toMatch(kept);
  });

  it("is turned off after five days of nothing but failures", async () => {
    await begin("failing");
    receiver.script(...Array.from({ length: 40 }, () => DOWN));
    await world.send();
    for (let day = 0; (await findEndpoint(world.deps.db, id))?.off === null && day < 8; ) {
      await nextAttempt();
      if ((await world.single(id)).status !== "exhausted") continue;
      day += 1;
      world.clockMs += 24 * HOUR;
      await replayExhausted(world.deps, id);
    }
    expect((await findEndpoint(world.deps.db, id))?.off?.reason).toBe("failing");
    expect((await world.single(id)).status).toBe("pending");
  });
});

describe("a reply that was lost", () => {
  it("leaves one record under one message id", async () => {
    await begin("lost");
    receiver.script("lose", "lose");
    await world.send();
    await nextAttempt();
    await nextAttempt();
    expect(new Set(receiver.messages.map((message) => message.id)).size).toBe(1);
    expect([receiver.messages.length, receiver.records.size]).toEqual([3, 1]);
    const { lastAttempt, status, id: backId } = await world.single(id);
    expect([status, lastAttempt?.fault]).toEqual(["delivered", null]);
    expect((await world.attempts(backId)).map(({ fault }) => fault)).toEqual(["broken", "broken", null]);
  });
});

describe("several changes of one call", () => {
  it("while nothing gets through end as the last one, never an older after a newer", async () => {
    await begin("changing", 10);
    receiver.script(DOWN, "silent");
    await world.send();
    await world.evaluate("changing", 20);
    await world.tell();
    const flying = world.run(id);
    await vi.waitFor(() => expect(receiver.messages).toHaveLength(2), SOON);
    await world.evaluate("changing", 30);
    await world.evaluate("changing", 40);
    await world.tell();
    receiver.answerSilent();
    await flying;
    await world.send();
    expect(receiver.messages.map(({ message }) => message.data.version)).toEqual([1, 2, 3]);
    expect([...receiver.records.values()]).toMatchObject([{ version: 3, total_score: 40 }]);
    expect(await world.single(id)).toMatchObject({ status: "delivered", version: 3, deliveredVersion: 3, attempts: 0 });
  });
});

describe("a run that lost the endpoint to another one", () => {
  it("cannot overwrite what the other found out", async () => {
    await begin("fenced");
    receiver.script("silent", { status: 400 });
    const frozen = world.run(id);
    await vi.waitFor(() => expect(receiver.messages).toHaveLength(1), SOON);
    await world.deps.db
      .updateTable("endpoints")
      .set({ claimed_until: new Date(0) })
      .where("id", "=", id)
      .execute();
    await world.run(id);
    const found = await world.single(id);
    expect(found).toMatchObject({ status: "pending", attempts: 1, lastAttempt: { httpStatus: 400 } });
    receiver.answerSilent();
    await frozen;
    expect(await world.single(id)).toMatchObject({ status: "pending", attempts: 1, deliveredVersion: 0 });
    // What it did is no secret: its attempt has its end.
    expect((await world.attempts(found.id)).map(({ httpStatus }) => httpStatus)).toEqual([200, 400]);
  });

  it("is the only one while its claim holds", async () => {
    await begin("claimed");
    receiver.script("silent");
    const first = world.run(id);
    await vi.waitFor(() => expect(receiver.messages).toHaveLength(1), SOON);
    await world.run(id);
    expect(receiver.messages).toHaveLength(1);
    receiver.answerSilent();
    await first;
  });
});

describe("an endpoint", () => {
  it("gets everything that waits, oldest first, at most four requests at once", async () => {
    await begin("0 of many");
    for (let at = 1; at < 12; at++) await world.evaluate(`${at} of many`, at);
    world.clockMs += 1;
    await world.tell();
    receiver.script("silent", "silent", "silent", "silent");
    const run = world.run(id);
    await vi.waitFor(() => expect(receiver.messages).toHaveLength(4), SOON);
    expect(receiver.messages.map(({ message }) => message.data.call_id)).toContain("0 of many");
    receiver.answerSilent();
    await run;
    expect([receiver.messages.length, receiver.atOnceMax()]).toEqual([12, 4]);
  });

  it("signs with the old and the new secret for a day after a rotation", async () => {
    await begin("rotated");
    const fresh = await rotateSecret(world.deps, id);
    await world.send();
    receiver.secrets.splice(0, 1, fresh ?? "");
    await replayWriteBack(world.deps, (await world.single(id)).id);
    await world.send();
    world.clockMs += 24 * HOUR;
    await replayWriteBack(world.deps, (await world.single(id)).id);
    await world.send();
    expect(receiver.messages.map(({ signatures }) => signatures.length)).toEqual([2, 2, 1]);
  });

  it("that is removed forgets its credentials; what waits is withdrawn and cannot be sent again", async () => {
    await begin("removed");
    await removeEndpoint(world.deps, id);
    await world.send();
    const { id: backId, status } = await world.single(id);
    expect([status, receiver.messages.length]).toEqual(["withdrawn", 0]);
    await expect(replayWriteBack(world.deps, backId)).rejects.toMatchObject({ code: "conflict" });
    const row = await world.deps.db.selectFrom("endpoints").selectAll().where("id", "=", id).executeTakeFirst();
    expect(row?.credentials_sealed).toBeNull();
  });

  it("hears nothing of what was erased", async () => {
    await begin("erased");
    const { evaluationId } = await world.evaluate("erased too", 1);
    await world.tell();
    await world.deps.db.deleteFrom("current_evaluations").where("evaluation_id", "=", evaluationId).execute();
    await world.deps.db.deleteFrom("evaluations").where("id", "=", evaluationId).execute();
    await world.send();
    expect((await world.writeBacks(id)).map(({ status }) => status)).toEqual(["delivered", "withdrawn"]);
  });
});
