import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignRecordingRoles } from "../../../src/transcripts/roles/channel-roles.ts";
import { heardPiece } from "../../../src/transcripts/speech/heard-speech.ts";
import { mergeSpeech } from "../../../src/transcripts/speech/merge-speech.ts";
import { splitSpeech } from "../../../src/transcripts/speech/split-speech.ts";
import { ROLE_CONFIDENCE_MIN } from "../../../src/transcripts/transcript.ts";
import { CALLS, pieceOf } from "./recording-material.ts";

const at = (startMs: number, endMs: number) => ({ startMs, endMs });

describe("the sentences of a piece", () => {
  it("get the time their letters take, moved to the pause nearby", () => {
    expect(splitSpeech("Да. Сколько стоит доставка?", [at(0, 700), at(1_500, 4_500)])).toEqual([
      { text: "Да.", startMs: 0, endMs: 700 },
      { text: "Сколько стоит доставка?", startMs: 1_500, endMs: 4_500 },
    ]);
  });

  it("share a stretch without pauses", () => {
    const [first, second] = splitSpeech("Ровно десять. Ровно десять.", [at(1_000, 5_000)]);
    expect(first).toEqual({ text: "Ровно десять.", startMs: 1_000, endMs: 3_000 });
    expect(second).toEqual({ text: "Ровно десять.", startMs: 3_000, endMs: 5_000 });
  });

  it("are not cut at abbreviations and numbers that go on small", () => {
    expect(splitSpeech("Это стоит 5 тыс. рублей. Берёте?", [at(0, 3_000)]).map(({ text }) => text)).toEqual([
      "Это стоит 5 тыс. рублей.",
      "Берёте?",
    ]);
  });

  it("stay in order and inside the speech, whatever is said and however it pauses", () => {
    const sentences = fc.array(fc.stringMatching(/^[А-Я][а-я ]{0,40}[.!?]$/), { minLength: 1, maxLength: 12 });
    const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 4_000 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(sentences, gaps, (said, lengths) => {
        let clock = 0;
        const speech = lengths.map(([gap, length]) => {
          const interval = at(clock + gap, clock + gap + length);
          clock = interval.endMs;
          return interval;
        });
        const timed = splitSpeech(said.join(" "), speech);
        expect(timed.map(({ text }) => text).join(" ")).toBe(said.join(" "));
        expect(timed[0]?.startMs).toBe(speech[0]?.startMs);
        expect(timed.at(-1)?.endMs).toBe(clock);
        for (const [index, { startMs, endMs }] of timed.entries()) {
          expect(startMs).toBeLessThanOrEqual(endMs);
          expect(startMs).toBeGreaterThanOrEqual((timed[index - 1]?.endMs ?? 0) - 1);
        }
      }),
    );
  });
});

describe("a mono call, heard without voices in pieces that hold both people", () => {
  for (const [name, { turns }] of CALLS) {
    const heard = [0, 3, 6, 9].flatMap((first) => {
      const together = turns.slice(first, first + 3);
      const speech = together.map(({ start_ms, end_ms }) => at(start_ms, end_ms));
      const answer = { text: together.map(({ text }) => text).join(" "), language: null, segments: null };
      return heardPiece(pieceOf(first, speech), answer, { layout: "mono", vocabulary: [] }).speech;
    });
    const transcript = { utterances: mergeSpeech(heard, { joinsSegments: false }), removedCharacters: 0 };

    it(`${name}: more than four of five sentences stand where they were said`, () => {
      const inTime = transcript.utterances.filter(({ text, startMs, endMs }) => {
        const turn = turns.find((one) => one.text.includes(text));
        const middle = ((startMs ?? 0) + (endMs ?? 0)) / 2;
        return turn && middle > turn.start_ms - 500 && middle < turn.end_ms + 500;
      });
      expect(inTime.length / transcript.utterances.length).toBeGreaterThan(0.8);
    });

    it(`${name}: who speaks is a guess and never passes for more`, () => {
      const found = assignRecordingRoles(transcript, { managerChannel: "left", direction: null });
      expect(found.madeBy).toBe("content");
      expect(found.confidence).toBeLessThan(ROLE_CONFIDENCE_MIN);
    });
  }
});
