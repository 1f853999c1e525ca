import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/errors.ts";
import { conversationMetrics } from "../../../src/transcripts/conversation-metrics.ts";
import { detectLanguage } from "../../../src/transcripts/detect-language.ts";
import { assignRoles } from "../../../src/transcripts/roles/speaker-roles.ts";
import { cleanText } from "../../../src/transcripts/text/clean-text.ts";
import { parseDialogue } from "../../../src/transcripts/text/parse-dialogue.ts";
import type { Transcript } from "../../../src/transcripts/transcript.ts";
import { splitWords } from "../../../src/transcripts/words.ts";

/** Pieces that mean something to the parser, so that chance finds their odd neighbours. */
const PIECES = fc.constantFrom(
  ...'Менеджер|Клиент|Speaker 1|Олег|М|К|:| : | - | — |\n|\n\n|\t|[00:02]|(1:02:03)|00:00:01,000 --> 00:00:02,000|14:30| |. |! |? |...|да|нет|Смотрите: |<b>|</b>|<p>|</p>|<!--|-->|<script>|</script>|<|>|&amp;|&#8203;|&|"|«|»|{|}|[|]|**|_|- |1. |😀|👩‍💼|\u200B|\u00A0|\uFEFF|e\u0301|WEBVTT'.split(
    "|",
  ),
  "|",
);
/** Any code points, lone surrogates too; `unit: "binary"` takes seconds to be made. */
const anyText = fc.array(fc.nat(0x10ffff), { maxLength: 400 }).map((codes) => String.fromCodePoint(...codes));
const scraps = fc.array(fc.oneof(PIECES, fc.string({ unit: "grapheme", maxLength: 6 })), { maxLength: 60 });

function parsed(text: string): Transcript | null {
  try {
    return parseDialogue(text);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

describe("whatever comes in", () => {
  it("only an expected failure comes out, or utterances that are numbered, worded and in order", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          scraps.map((parts) => parts.join("")),
          anyText,
        ),
        (text) => {
          const transcript = parsed(text);
          if (!transcript) return;
          const { utterances } = transcript;
          expect(utterances.map(({ number }) => number)).toEqual(utterances.map((_, index) => index + 1));
          for (const { text, startMs, endMs } of utterances) {
            expect(text).toBe(text.trim().normalize("NFC"));
            expect(text).not.toBe("");
            if (endMs !== null) expect(endMs).toBeGreaterThanOrEqual(startMs ?? Number.POSITIVE_INFINITY);
          }
          const roles = assignRoles(transcript);
          expect(roles.roles).toHaveLength(utterances.length);
          expect(roles.confidence).toBeGreaterThanOrEqual(0);
          expect(roles.confidence).toBeLessThanOrEqual(1);
          const { language } = detectLanguage(transcript, null);
          expect(conversationMetrics(transcript, roles, language).utterances).toBe(utterances.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("no word is invented: what is said and who says it stands in the input", () => {
    const plain = scraps.map((parts) => parts.filter((part) => !/[<>&]/.test(part)).join(""));
    fc.assert(
      fc.property(plain, (text) => {
        const clean = cleanText(text).text.toLowerCase();
        for (const { text: said, speaker } of parsed(text)?.utterances ?? [])
          for (const word of splitWords(`${said} ${speaker ?? ""}`.toLowerCase())) expect(clean).toContain(word);
      }),
      { numRuns: 500 },
    );
  });
});

const SPEAKERS = [
  ["Менеджер", "Клиент"],
  ["М", "К"],
  ["Speaker 1", "Speaker 2"],
  ["Олег", "Марина Викторовна"],
  ["Jenna (SDR)", "Tom O."],
] as const;
const word = fc.constantFrom(
  ..."да нет окно сорок Смотрите хорошо (смеётся) 14:30 «Аква» well price 9.6 don't кто-то 🙂".split(" "),
);
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 8 }), fc.constantFrom(".", "!", "?", "...", ""))
  .map(([words, end]) => words.join(" ") + end);
const dialogue = fc.record({
  speakers: fc.constantFrom(...SPEAKERS),
  turns: fc.array(fc.tuple(fc.boolean(), sentence), { minLength: 4, maxLength: 30 }),
});

/** As a person would type a transcript. */
function render({ utterances }: Transcript): string {
  return utterances.map(({ speaker, text }) => (speaker === null ? text : `${speaker}: ${text}`)).join("\n");
}

describe("a labelled dialogue", () => {
  it("comes back turn by turn, whatever separates label and words", () => {
    fc.assert(
      fc.property(
        dialogue,
        fc.constantFrom(": ", " : ", ":\n", "\u00A0: "),
        fc.constantFrom("\n", "\r\n", "\n\n"),
        (call, colon, end) => {
          // A word before a time, again and again below labels of their own line, is how some programs write labels.
          fc.pre(colon !== ":\n" || !call.turns.some(([, words]) => /\d:\d/.test(words)));
          const said = alternating(call);
          const text = said.map(([speaker, words]) => `${speaker}${colon}${words}`).join(end);
          expect(parseDialogue(text).utterances.map(({ speaker, text }) => [speaker, text])).toEqual(said);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("reads the same once written down again", () => {
    fc.assert(
      fc.property(dialogue, (call) => {
        const once = parseDialogue(
          alternating(call)
            .map(([speaker, words]) => `${speaker}: ${words}`)
            .join("\n"),
        );
        expect(parseDialogue(render(once)).utterances).toEqual(once.utterances);
      }),
      { numRuns: 300 },
    );
  });
});

/** Both speakers come at the start, so that their labels repeat in every dialogue of four turns. */
function alternating({ speakers, turns }: { speakers: readonly [string, string]; turns: [boolean, string][] }) {
  return turns.map(([isFirst, words], at): [string, string] => {
    const forced = at < 4 ? at % 2 === 0 : isFirst;
    return [speakers[forced ? 0 : 1], words];
  });
}
