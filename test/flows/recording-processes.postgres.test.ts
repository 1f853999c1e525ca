import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TestService } from "../helpers/service.ts";
import { idOf, RecordingWorld, speechAt, stretch } from "./recording-world.ts";

/** Issue 4: what is in flight is cut within so long. */
const STILL_MS = 5_000;

let world: RecordingWorld;
let workers: TestService[];
let before: number;
beforeAll(async () => {
  world = await RecordingWorld.open({ ROLE: "web" });
  const worker = () => world.service.beside({ ...speechAt(world.speech), ROLE: "worker" });
  workers = [await worker(), await worker()];
}, 120_000);
beforeEach(() => {
  before = world.speech.received;
});
afterAll(async () => {
  for (const worker of workers ?? []) await worker.close();
  await world?.close();
});

const heard = () => world.speech.received - before;

describe("one process that serves and two that work", { timeout: 60_000 }, () => {
  it("answer a synchronous request", async () => {
    const answer = await world.analyze(stretch("call1_flowers", 0, 21_800));
    expect(answer.status).toBe("scored");
    expect(heard()).toBe(6);
  });

  it("pay once for the same recording under three scorecards at once, and answer each", async () => {
    const audio = stretch("call1_flowers", 21_800, 42_800);
    const modes = ["Manager+", "Client+", "Диалог"];
    const answers = await Promise.all(
      modes.map((content_mode) => world.analyze(audio, { call_id: "three", content_mode })),
    );
    expect(answers.map(({ scorecard }) => scorecard)).toEqual(["manager-plus", "client-plus", "dialog"]);
    expect(heard()).toBe(6);
    await world.idle();
    const id = idOf(answers[0] as (typeof answers)[0]);
    expect(await world.rows("select id from transcripts where call_id = $1", [id])).toHaveLength(1);
    expect(world.files().filter((path) => path.includes(".prepared"))).toEqual([]);
  });

  it("stand still in time when the one cancels what another works on, and go on at its wish", async () => {
    world.speech.script({ kind: "stall" });
    const callId = await world.accept(stretch("call3_dentist", 0, 4_600));
    await world.speech.untilReceived(before + 1);
    const from = performance.now();
    expect(await world.act(callId, "cancel")).toBe(202);
    await expect
      .poll(async () => (await world.ledger()).at(-1), { timeout: STILL_MS, interval: 50 })
      .toMatchObject({ status: "ambiguous", reason: "cancelled" });
    await world.idle();
    expect(performance.now() - from).toBeLessThan(STILL_MS);
    expect(await world.act(callId, "replay")).toBe(202);
    expect(await world.settled(callId)).toMatchObject({ state: "done" });
    expect(heard()).toBe(2);
  });

  it("finish a replay that comes right upon the cancel", async () => {
    world.speech.script({ kind: "stall" });
    const callId = await world.accept(stretch("call3_dentist", 4_600, 8_000));
    await world.speech.untilReceived(before + 1);
    expect(await world.act(callId, "cancel")).toBe(202);
    expect(await world.act(callId, "replay")).toBe(202);
    expect(await world.settled(callId)).toMatchObject({ state: "done" });
    await world.idle();
    expect(heard()).toBe(2);
  });
});
