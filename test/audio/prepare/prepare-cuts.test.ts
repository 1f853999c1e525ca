import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpeechInterval } from "../../../src/audio/audio.ts";
import { soundMsOf } from "../../../src/audio/piece-time.ts";
import { type Cut, cutChannels, cutVersionOf } from "../../../src/audio/prepare/cut.ts";
import { overlapOf, totalMs } from "../../../src/transcripts/speech/speech-stretches.ts";

const quiet = (durationMs: number) => new Float32Array(Math.ceil(durationMs / 10)).fill(-60);
const channel = (number: number, speech: [number, number][], durationMs = 100_000) => ({
  channel: number,
  speech: speech.map(([startMs, endMs]) => ({ startMs, endMs })),
  level: quiet(durationMs),
});
const turn = { kind: "turn" as const, pieceMsMax: 60_000, durationMs: 100_000 };
const long = { kind: "long" as const, pieceMsMax: 60_000, durationMs: 100_000 };
const spans = (cuts: Cut[]) => cuts.map(({ channel: side, startMs, endMs }) => [side, startMs, endMs]);

describe("the plan by turns", () => {
  it("joins what one side says over short pauses, with a margin around", () => {
    const cuts = cutChannels(
      [
        channel(0, [
          [1_000, 2_000],
          [2_600, 4_000],
          [5_000, 6_000],
        ]),
        channel(1, []),
      ],
      turn,
    );
    expect(spans(cuts)).toEqual([
      [0, 850, 4_150],
      [0, 4_850, 6_150],
    ]);
  });

  it("parts it where the other side speaks in the pause", () => {
    const cuts = cutChannels(
      [
        channel(0, [
          [1_000, 2_000],
          [2_600, 4_000],
        ]),
        channel(1, [[2_100, 2_500]]),
      ],
      turn,
    );
    expect(spans(cuts)).toEqual([
      [0, 850, 2_150],
      [1, 1_950, 2_650],
      [0, 2_450, 4_150],
    ]);
  });

  it("keeps what is said at once in both channels", () => {
    const cuts = cutChannels([channel(0, [[1_000, 4_000]]), channel(1, [[2_000, 3_000]])], turn);
    expect(spans(cuts)).toEqual([
      [0, 850, 4_150],
      [1, 1_850, 3_150],
    ]);
  });

  it("parts one channel at half a second, since nobody knows who speaks", () => {
    const cuts = cutChannels(
      [
        channel(0, [
          [1_000, 2_000],
          [2_450, 3_000],
          [3_500, 4_000],
        ]),
      ],
      turn,
    );
    expect(spans(cuts)).toEqual([
      [0, 850, 3_150],
      [0, 3_350, 4_150],
    ]);
  });

  it("shares a pause too short for both margins, and stays inside of the recording", () => {
    const cuts = cutChannels(
      [
        channel(0, [
          [50, 1_000],
          [1_200, 2_000],
        ]),
        channel(1, [[1_050, 1_150]]),
      ],
      {
        ...turn,
        durationMs: 2_050,
      },
    );
    expect(spans(cuts).filter(([side]) => side === 0)).toEqual([
      [0, 0, 1_100],
      [0, 1_100, 2_050],
    ]);
  });
});

describe("the long plan", () => {
  it("fills a piece as far as it goes and cuts in a pause", () => {
    const cuts = cutChannels(
      [
        channel(0, [
          [0, 30_000],
          [30_400, 55_000],
          [55_400, 62_000],
        ]),
      ],
      long,
    );
    expect(spans(cuts)).toEqual([
      [0, 0, 55_200],
      [0, 55_200, 62_250],
    ]);
  });

  it("leaves long silences out, which would cost money and make engines invent", () => {
    const cuts = cutChannels(
      [
        channel(0, [
          [1_000, 2_000],
          [14_000, 15_000],
          [40_000, 41_000],
        ]),
      ],
      long,
    );
    expect(spans(cuts)).toEqual([
      [0, 750, 15_250],
      [0, 39_750, 41_250],
    ]);
  });

  it("leaves out what the other side says, but for a second in which engines hear a pause", () => {
    const [left] = cutChannels(
      [
        channel(0, [
          [1_000, 2_000],
          [2_900, 3_000],
          [40_000, 41_000],
        ]),
        channel(1, [[5_000, 35_000]]),
      ],
      long,
    );
    expect(left).toMatchObject({ startMs: 750, endMs: 41_250 });
    expect(left?.parts).toEqual([
      { startMs: 750, endMs: 3_500 },
      { startMs: 39_500, endMs: 41_250 },
    ]);
  });

  it("counts only what is sent against the limit", () => {
    const sentences = Array.from({ length: 6 }, (_, at): [number, number] => [at * 16_000, at * 16_000 + 10_000]);
    const pauses = sentences.map(([start]): [number, number] => [start + 11_000, start + 15_000]);
    const cuts = cutChannels([channel(0, sentences), channel(1, pauses)], long).filter((cut) => cut.channel === 0);
    expect(cuts.map(({ speech }) => speech.length)).toEqual([5, 1]);
    expect(soundMsOf(cuts[0] as Cut)).toBe(54_250);
  });

  it("cuts speech without any pause at its softest place", () => {
    const monologue = channel(0, [[0, 90_000]]);
    monologue.level.fill(-20);
    monologue.level[5_500] = -40;
    const [first, second] = cutChannels([monologue], long);
    expect(first).toMatchObject({ startMs: 0, endMs: 55_000 });
    expect(second).toMatchObject({ startMs: 55_000 });
  });
});

describe("what was paid for by an earlier cut", () => {
  it("is found wherever the cut did not change: turns, and long pieces of one channel", () => {
    const versions = [
      cutVersionOf("turn", 1),
      cutVersionOf("turn", 2),
      cutVersionOf("long", 1),
      cutVersionOf("long", 2),
    ];
    expect(versions).toEqual([1, 1, 1, 2]);
  });
});

describe("by any plan, of any speech", () => {
  const intervals = fc
    .array(fc.tuple(fc.integer({ min: 30, max: 1_500 }), fc.integer({ min: 12, max: 4_000 })), { maxLength: 40 })
    .map((steps) => {
      let at = 0;
      return steps.map(([pause, length]): SpeechInterval => {
        const startMs = at + pause * 10;
        at = startMs + length * 10;
        return { startMs, endMs: at };
      });
    });

  it("every piece keeps to the limit, pieces of a channel do not overlap, and all speech is in one", () => {
    const sides = fc.array(intervals, { minLength: 1, maxLength: 2 });
    const limit = fc.integer({ min: 2_000, max: 60_000 });
    fc.assert(
      fc.property(sides, limit, fc.constantFrom("turn" as const, "long" as const), (speech, pieceMsMax, kind) => {
        const durationMs = Math.max(1, ...speech.flat().map(({ endMs }) => endMs));
        const channels = speech.map((one, side) => ({ channel: side, speech: one, level: quiet(durationMs) }));
        const cuts = cutChannels(channels, { kind, pieceMsMax, durationMs });
        expect(cuts).toEqual(cuts.toSorted((a, b) => a.startMs - b.startMs || a.channel - b.channel));
        for (const [side, one] of speech.entries()) {
          const own = cuts.filter((cut) => cut.channel === side);
          const said = own.flatMap((cut) => cut.speech);
          expect(lengthOf(said)).toBe(lengthOf(one));
          for (const [index, cut] of own.entries()) {
            expect(soundMsOf(cut)).toBeLessThanOrEqual(pieceMsMax);
            expect([cut.parts[0]?.startMs, cut.parts.at(-1)?.endMs]).toEqual([cut.startMs, cut.endMs]);
            expect(totalMs(overlapOf(cut.parts, cut.speech))).toBe(lengthOf(cut.speech));
            for (const [at, part] of cut.parts.entries()) {
              expect(part.startMs).toBeLessThan(part.endMs);
              expect(part.startMs).toBeGreaterThan(cut.parts[at - 1]?.endMs ?? -1);
            }
            expect(cut.startMs).toBeGreaterThanOrEqual(own[index - 1]?.endMs ?? 0);
            expect(cut.endMs).toBeLessThanOrEqual(durationMs);
            expect(cut.speech[0]?.startMs).toBeGreaterThanOrEqual(cut.startMs);
            expect(cut.speech.at(-1)?.endMs).toBeLessThanOrEqual(cut.endMs);
          }
        }
      }),
    );
  });
});

function lengthOf(speech: SpeechInterval[]): number {
  return speech.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}
