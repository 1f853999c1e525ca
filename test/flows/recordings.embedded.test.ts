import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixture, idOf, RecordingWorld, type SaidWords, stretch } from "./recording-world.ts";

interface TrueTurn {
  speaker: "manager" | "client";
  text: string;
  start_ms: number;
  end_ms: number;
}
const TRUTH = JSON.parse(readFileSync(new URL("../fixtures/audio/truth.json", import.meta.url), "utf8")) as {
  dialogues: Record<string, { turns: TrueTurn[] }>;
};
/** The turns of a call that lie wholly within a stretch of it. */
const turnsOf = (call: string, fromMs = 0, toMs = Number.POSITIVE_INFINITY) =>
  (TRUTH.dialogues[call]?.turns ?? [])
    .filter(({ start_ms, end_ms }) => start_ms >= fromMs && end_ms <= toMs)
    .map((turn) => ({ ...turn, start_ms: turn.start_ms - fromMs }));

let world: RecordingWorld;
beforeAll(async () => {
  world = await RecordingWorld.open();
}, 120_000);
afterAll(() => world?.close());

/** Words, sides and times as the truth says. */
function expectTurns(said: SaidWords[], turns: TrueTurn[]): void {
  expect(said.map(({ text }) => text)).toEqual(turns.map(({ text }) => text));
  expect(said.map(({ role }) => role)).toEqual(
    turns.map(({ speaker }) => (speaker === "client" ? "customer" : "manager")),
  );
  for (const [at, { startMs }] of said.entries())
    expect(Math.abs(startMs - (turns[at]?.start_ms ?? 0))).toBeLessThan(200);
}

describe("a stereo recording becomes words with roles and times, and a score,", () => {
  it.each([
    "call1_flowers.wav",
    "call2_ceilings_mulaw.wav",
    "call3_dentist.m4a",
    "call1_flowers.ogg",
    "call2_ceilings.webm",
    "call3_dentist.flac",
  ])(
    "as %s",
    async (name) => {
      const answer = await world.analyze(fixture(name));
      expectTurns(await world.said(idOf(answer)), turnsOf(name.split(/_mulaw|\./)[0] ?? ""));
      expect(answer.status).toBe("scored");
      expect(answer.total_score).toBeGreaterThan(0);
    },
    60_000,
  );

  it.each(["call1_flowers", "call2_ceilings", "call3_dentist"])(
    "%s with its channels changed over and no hint",
    async (call) => {
      const answer = await world.analyze(stretch(call, 0, 60_000, { swapped: true }));
      expectTurns(await world.said(idOf(answer)), turnsOf(call));
      expect(answer.status).toBe("scored");
    },
    60_000,
  );

  it("when the customer speaks first, told that the call came in", { timeout: 60_000 }, async () => {
    const answer = await world.analyze(stretch("call1_flowers", 3_600, 42_800), { direction: "inbound" });
    expectTurns(await world.said(idOf(answer)), turnsOf("call1_flowers", 3_600));
  });

  it("when the customer speaks first and sits on the left", { timeout: 60_000 }, async () => {
    const answer = await world.analyze(stretch("call1_flowers", 3_600, 42_800, { swapped: true }));
    expectTurns(await world.said(idOf(answer)), turnsOf("call1_flowers", 3_600));
  });
});

describe("the manager's channel", () => {
  const file = stretch("call1_flowers", 0, 7_400);
  const turns = turnsOf("call1_flowers", 0, 7_400);
  const other = turns.map(
    (turn) => ({ ...turn, speaker: turn.speaker === "client" ? "manager" : "client" }) as TrueTurn,
  );

  it("is the one the sender names, whatever the words say", async () => {
    expectTurns(await world.said(idOf(await world.analyze(file, { manager_channel: "right" }))), other);
    expectTurns(await world.said(idOf(await world.analyze(file, { manager_channel: "left" }))), turns);
  });

  it("is else the one of MANAGER_CHANNEL", { timeout: 60_000 }, async () => {
    await world.restart({ MANAGER_CHANNEL: "right" });
    expectTurns(await world.said(idOf(await world.analyze(file))), other);
    expectTurns(await world.said(idOf(await world.analyze(file, { manager_channel: "left" }))), turns);
  });
});
