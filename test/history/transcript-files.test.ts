import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SpokenWords, writeTranscript } from "../../src/history/transcript-files.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";
import type { Role, Utterance } from "../../src/transcripts/transcript.ts";

type Line = [Role, string, number | null, number | null, string?];

function words(lines: Line[], language: "ru" | "en" = "ru"): SpokenWords {
  const utterances = lines.map(
    ([, text, startMs, endMs, speaker = null], index): Utterance => ({
      number: index + 1,
      speaker,
      text,
      startMs,
      endMs,
    }),
  );
  return { utterances, roles: lines.map(([role]) => role), language };
}

const CALL: Line[] = [
  ["manager", "Добрый день.", 500, 1_999],
  ["customer", "<b>R&D</b> --> да", 3_599_999, 3_600_001],
  ["other", "пик", 3_661_005, null, "right"],
  ["unknown", "алло", 3_700_000, 3_700_000, "Speaker 2"],
];

describe("a transcript to take away", () => {
  it("as text has time, role and words, a line for each utterance", () => {
    expect(writeTranscript(words(CALL), "txt")).toBe(
      "[0:00] Менеджер: Добрый день.\n[59:59] Клиент: <b>R&D</b> --> да\n[1:01:01] Правый канал: пик\n[1:01:40] Speaker 2: алло\n",
    );
    expect(writeTranscript(words([["manager", "Hi", null, null]], "en"), "txt")).toBe("Manager: Hi\n");
    expect(writeTranscript(words([["unknown", "Hi", null, null, " "]], "en"), "txt")).toBe("Unknown speaker: Hi\n");
  });

  it("as SubRip has commas in times, numbers, and nothing that a player reads as markup", () => {
    expect(writeTranscript(words(CALL, "en"), "srt")).toBe(
      [
        "1\n00:00:00,500 --> 00:00:01,999\nManager: Добрый день.\n",
        "2\n00:59:59,999 --> 01:00:00,001\nCustomer: ‹b›R&D‹/b› → да\n",
        "3\n01:01:01,005 --> 01:01:06,005\nRight channel: пик\n",
        "4\n01:01:40,000 --> 01:01:40,001\nSpeaker 2: алло\n",
      ].join("\n"),
    );
  });

  it("as WebVTT has voices and escapes", () => {
    expect(writeTranscript(words(CALL), "vtt")).toBe(
      [
        "WEBVTT\n",
        "1\n00:00:00.500 --> 00:00:01.999\n<v Менеджер>Добрый день.\n",
        "2\n00:59:59.999 --> 01:00:00.001\n<v Клиент>&lt;b&gt;R&amp;D&lt;/b&gt; --&gt; да\n",
        "3\n01:01:01.005 --> 01:01:06.005\n<v Правый канал>пик\n",
        "4\n01:01:40.000 --> 01:01:40.001\n<v Speaker 2>алло\n",
      ].join("\n"),
    );
  });

  it.each(["srt", "vtt"] as const)("is no %s where an utterance has no time", (format) => {
    const untimed = words([...CALL, ["manager", "до свидания", null, null]]);
    expect(() => writeTranscript(untimed, format)).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });

  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.stringMatching(/^[-><&{}\n\r\u2028 a-zа-я1:,.]{0,40}$/u),
  );
  const line = fc.tuple(
    fc.constantFrom<Role>("manager", "customer", "other", "unknown"),
    text,
    fc.nat(90_000_000),
    fc.option(fc.nat(90_000_000)),
    fc.oneof(text, fc.constantFrom("left", "right")),
  );

  it("has as many lines or cues as utterances, whatever they say", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const spoken = words(lines as Line[]);
        expect(writeTranscript(spoken, "txt").split("\n")).toHaveLength(lines.length + 1);
        for (const format of ["srt", "vtt"] as const) {
          const blocks = writeTranscript(spoken, format).trimEnd().split("\n\n");
          const cues = format === "vtt" ? blocks.slice(1) : blocks;
          expect(cues).toHaveLength(lines.length);
          for (const cue of cues) {
            const [, times = "", said = "", ...more] = cue.split(/\n|\r|\u2028|\u2029/u);
            expect(more).toEqual([]);
            const [start = "", end = ""] = times.split(" --> ");
            expect(end > start).toBe(true);
            expect(said).not.toContain("-->");
            expect(said.replace(/^<v [^<>]*>/u, "")).not.toMatch(/[<>]/u);
          }
        }
      }),
    );
  });

  it("as text is read back by our own parser: same words, same labels", () => {
    const spoken = words(CALL.slice(0, 2));
    const { utterances } = parseDialogue(writeTranscript(spoken, "txt"));
    expect(utterances.map((one) => [one.speaker, one.text])).toEqual([
      ["Менеджер", "Добрый день."],
      ["Клиент", "R&D --> да"],
    ]);
  });
});
