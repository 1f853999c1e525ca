import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RecordingWorld, SOON, stretch } from "./recording-world.ts";

/** Six turns, so six pieces; others of one. */
const SIX = stretch("call1_flowers", 0, 21_800);
const LATER_SIX = stretch("call1_flowers", 21_800, 42_800);
const LIMITED = stretch("call2_ceilings", 0, 4_450);
const CUT = stretch("call2_ceilings", 4_450, 8_000);
const CUT_TWICE = stretch("call2_ceilings", 8_000, 10_800);
const GARBLED = stretch("call2_ceilings", 10_800, 15_700);
const STOPPED = stretch("call2_ceilings", 28_350, 30_600);
const WAITING = stretch("call2_ceilings", 30_600, 33_500);

let world: RecordingWorld;
beforeAll(async () => {
  world = await RecordingWorld.open();
}, 120_000);
afterAll(() => world?.close());
let before: { heard: number; paid: number };
beforeEach(async () => {
  before = { heard: world.speech.received, paid: (await world.ledger()).length };
});
afterEach(() => {
  expect(world.speech.unused()).toEqual([]);
});

const heard = () => world.speech.received - before.heard;
const paid = async () => (await world.ledger()).slice(before.paid).map(({ status }) => status);

async function failed(file: typeof LIMITED, fields: Record<string, string> = {}) {
  const response = await world.send(file, fields);
  const problem = (await response.json()) as { detail: string; instance: string };
  const callId = problem.instance.split("/").at(-1) ?? "";
  return { status: response.status, detail: problem.detail, callId };
}

async function replay(callId: string): Promise<void> {
  expect(await world.act(callId, "replay")).toBe(202);
  expect(await world.settled(callId)).toMatchObject({ state: "done" });
}

describe("a provider that", { timeout: 90_000 }, () => {
  it("refuses one piece fails the call; a replay pays for no finished piece again", async () => {
    world.speech.script({ kind: "status", status: 400, code: "unsupported_file" });
    const { status, detail, callId } = await failed(SIX, { call_id: "refused" });
    expect([status, detail]).toEqual([502, "The model's provider refused the request."]);
    expect(await world.progress(callId)).toMatchObject({ state: "failed", reason: "speech_failed" });
    const finished = heard() - 1;
    expect((await paid()).filter((one) => one === "answered")).toHaveLength(finished);
    await replay(callId);
    expect(heard()).toBe(7);
    expect((await paid()).sort()).toEqual([...Array(6).fill("answered"), "free_failure"]);
  });

  it("asks to wait is waited for", async () => {
    world.speech.script({ kind: "status", status: 429, headers: { "retry-after": "1" } });
    await world.analyze(LIMITED);
    expect([heard(), await paid()]).toEqual([2, ["free_failure", "answered"]]);
  });

  it("breaks the connection is asked once more", async () => {
    world.speech.script({ kind: "cut" });
    await world.analyze(CUT);
    expect([heard(), await paid()]).toEqual([2, ["ambiguous", "answered"]]);
  });

  it("breaks it again is asked no third time, until a person wishes it", async () => {
    world.speech.script({ kind: "cut" }, { kind: "cut" });
    const { status, callId } = await failed(CUT_TWICE);
    expect([status, heard(), await paid()]).toEqual([502, 2, ["ambiguous", "ambiguous"]]);
    await replay(callId);
    expect([heard(), await paid()]).toEqual([3, ["ambiguous", "ambiguous", "answered"]]);
  });

  it("answers what cannot be read is asked once more, and no third time", async () => {
    world.speech.script({ kind: "text", body: "<html>busy</html>" }, { kind: "text", body: "<html>busy</html>" });
    const { status, callId } = await failed(GARBLED);
    expect([status, heard(), await paid()]).toEqual([502, 2, ["unusable", "unusable"]]);
    await replay(callId);
    expect(heard()).toBe(3);
  });

  it("is at work when the service stops has its piece handed back, and asked for once more", async () => {
    world.speech.script({ kind: "stall" });
    const callId = await world.accept(STOPPED);
    await world.speech.untilReceived(before.heard + 1);
    await world.restart();
    expect(await world.settled(callId)).toMatchObject({ state: "done" });
    expect(await world.ledger()).toContainEqual({ status: "ambiguous", reason: "interrupted", attempt: 1 });
    expect([heard(), await paid()]).toEqual([2, ["ambiguous", "answered"]]);
    expect(await world.service.recordings.jobs.list({ state: "quarantined" })).toEqual([]);
  });

  it("is at work when a stop begins may finish what it has, is sent nothing more, and nothing is paid twice", async () => {
    const answer = Promise.withResolvers<void>();
    const held = { kind: "held" as const, until: answer.promise };
    world.speech.script(held, held, held, held);
    const callId = await world.accept(LATER_SIX);
    await world.speech.untilReceived(before.heard + 4);
    const stopped = world.service.recordings.stop(20_000);
    answer.resolve();
    await stopped;
    expect([heard(), await paid()]).toEqual([4, Array(4).fill("answered")]);
    await world.restart();
    expect(await world.settled(callId)).toMatchObject({ state: "done" });
    expect([heard(), await paid()]).toEqual([6, Array(6).fill("answered")]);
    const [job] = await world.service.recordings.jobs.list({ state: "finished" });
    expect(job).toMatchObject({ crashes: 0 });
  });

  it("cannot be had for long leaves the call waiting, and a cancel ends that too", async () => {
    world.speech.script({ kind: "status", status: 429, headers: { "retry-after": "7200" } });
    const callId = await world.accept(WAITING, { call_id: "long" });
    await expect.poll(async () => (await world.progress(callId)).state, SOON).toBe("waiting");
    expect(await world.progress(callId)).toMatchObject({ reason: "provider_paused", settled: false });
    await expect.poll(() => world.service.recordings.jobs.list({ state: "waiting" }), SOON).toHaveLength(1);
    expect(await world.act(callId, "cancel")).toBe(202);
    expect(await world.progress(callId)).toMatchObject({ state: "cancelled" });
    expect(heard()).toBe(1);
  });
});
