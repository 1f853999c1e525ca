import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpeechInterval } from "../../src/audio/audio.ts";
import { soundMsOf, timesInRecording } from "../../src/audio/piece-time.ts";

const at = (startMs: number, endMs: number) => ({ startMs, endMs });
const whole = at(1_000, 9_000);
const spliced = { ...whole, parts: [at(1_000, 3_000), at(5_000, 6_000), at(8_000, 9_000)] };

describe("times in the sound of a piece", () => {
  it("are counted from its start where nothing was left out", () => {
    expect(soundMsOf(whole)).toBe(8_000);
    expect(timesInRecording(whole, at(500, 7_000))).toEqual([at(1_500, 8_000)]);
  });

  it("are those of the part they fall into", () => {
    expect(soundMsOf(spliced)).toBe(4_000);
    expect(timesInRecording(spliced, at(0, 2_000))).toEqual([at(1_000, 3_000)]);
    expect(timesInRecording(spliced, at(2_000, 3_000))).toEqual([at(5_000, 6_000)]);
    expect(timesInRecording(spliced, at(3_250, 3_500))).toEqual([at(8_250, 8_500)]);
  });

  it("lie in every part they reach into", () => {
    expect(timesInRecording(spliced, at(1_500, 3_250))).toEqual([at(2_500, 3_000), at(5_000, 6_000), at(8_000, 8_250)]);
  });

  it("stay inside of the piece, whatever an engine says", () => {
    expect(timesInRecording(spliced, at(-100, 500))).toEqual([at(1_000, 1_500)]);
    expect(timesInRecording(spliced, at(3_500, 99_000))).toEqual([at(8_500, 9_000)]);
    expect(timesInRecording(spliced, at(50_000, 99_000))).toEqual([at(9_000, 9_000)]);
    expect(timesInRecording(spliced, at(2_500, 2_500))).toEqual([at(5_500, 5_500)]);
    expect(timesInRecording(spliced, at(2_500, 100))).toEqual([at(5_500, 5_500)]);
  });
});

/** Parts in time order with something left out between them, and a stretch of their sound. */
const splicedAnyhow = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 60_000 })), { minLength: 1 })
  .chain((lengths) => {
    const parts: SpeechInterval[] = [];
    for (const [gapMs, lengthMs] of lengths) {
      const startMs = (parts.at(-1)?.endMs ?? 0) + gapMs;
      parts.push({ startMs, endMs: startMs + lengthMs });
    }
    const piece = { startMs: parts[0]?.startMs ?? 0, endMs: parts.at(-1)?.endMs ?? 0, parts };
    const place = fc.integer({ min: 0, max: soundMsOf(piece) });
    return fc.record({ piece: fc.constant(piece), places: fc.tuple(place, place) });
  });

describe("of any piece", () => {
  it("times map to the recording and back: no sound is lost, none lies where something was left out", () => {
    fc.assert(
      fc.property(splicedAnyhow, ({ piece, places: [one, other] }) => {
        const said = { startMs: Math.min(one, other), endMs: Math.max(one, other) };
        const times = timesInRecording(piece, said);
        const back = times.map(({ startMs, endMs }) => at(placeIn(piece.parts, startMs), placeIn(piece.parts, endMs)));
        expect([back[0]?.startMs, back.at(-1)?.endMs]).toEqual([said.startMs, said.endMs]);
        for (const [index, { startMs, endMs }] of times.entries()) {
          expect(piece.parts.some((part) => part.startMs <= startMs && endMs <= part.endMs)).toBe(true);
          if (index > 0) expect(back[index]?.startMs).toBe(back[index - 1]?.endMs);
        }
      }),
    );
  });
});

/** How much of the sound comes before a time of the recording. */
function placeIn(parts: SpeechInterval[], atMs: number): number {
  return parts.reduce((sum, { startMs, endMs }) => sum + Math.max(0, Math.min(endMs, atMs) - startMs), 0);
}
