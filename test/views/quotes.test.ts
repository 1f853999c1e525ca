import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateTranscript } from "../../src/evaluations/evaluate-transcript.ts";
import { readTranscript } from "../../src/evaluations/read-transcript.ts";
import { createRulesJudge } from "../../src/evaluations/rules-judge.ts";
import type { Scorecard } from "../../src/evaluations/scorecard.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";
import type { Transcript } from "../../src/transcripts/transcript.ts";
import { quoted } from "../../views/i18n/format.ts";
import { type Citation, citeVerdicts } from "../../views/parts/evaluation/citations.ts";
import { type MarkedSpan, MarkedText } from "../../views/parts/evaluation/marked-text.tsx";
import { Quote } from "../../views/parts/evaluation/quote.tsx";
import { leadTo } from "../../views/parts/evaluation/reason-text.ts";
import { readLabelledSet } from "../helpers/labelled.ts";
import { verdict } from "./material.ts";

describe("quotes", () => {
  it("keep the utterance's words whatever overlaps", async () => {
    const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
    const spans = fc.array(fc.record({ start: fc.nat(70), length: fc.nat(70) }), { maxLength: 4 });
    fc.assert(
      fc.property(words, spans, (text, list) => {
        const marked: MarkedSpan[] = list.map(({ start, length }, index) => ({
          number: index + 1,
          start,
          end: start + length,
          verdict: "met",
        }));
        const drawn = String(MarkedText({ text, spans: marked }))
          .replace(/<sup[^>]*>[^<]*<\/sup>/gu, "")
          .replace(/<\/?mark[^>]*>/gu, "");
        expect(unescaped(drawn)).toBe(text);
      }),
    );
  });

  it("of a judged call stand as they were copied, from wherever in the utterance", async () => {
    const read = readTranscript(parseDialogue(readLabelledSet("a")[2]?.text ?? ""), null);
    const [scorecard] = BUILT_IN_SCORECARDS as [Scorecard];
    const request = {
      subject: "test",
      read,
      scorecard,
      reportLanguage: "ru",
      signal: new AbortController().signal,
    } as const;
    const { evaluation } = await evaluateTranscript({ judge: createRulesJudge() }, request);
    const citations = citeVerdicts(evaluation).flatMap((cited) => cited.citations);
    expect(citations.some(({ evidence: [{ start }] }) => start > 0)).toBe(true);
    for (const citation of citations) {
      const quote = Quote({ citation, transcript: null, locale: "ru", roles: read.roles.roles, recording: null });
      if (!citation.absence) expect(unescaped(String(quote))).toContain(quoted("ru", citation.evidence[0].text));
    }
  });

  it("that stand below a reason are not in it too", () => {
    const cite = (text: string, absence = false): Citation => {
      const evidence = { utterance: 7, text, start: 0, end: text.length, startMs: null };
      return { number: 1, absence, evidence: [evidence] };
    };
    const reason = "Шаг назван без времени: «Компания „Лес“, наберу…» (реплика 7).";
    expect(leadTo(reason, [cite("Компания «Лес», наберу на неделе.")])).toBe("Шаг назван без времени:");
    expect(leadTo("Closest is “I'll call” (utterance 7).", [cite("I'll call.")])).toBe("Closest is:");
    expect(leadTo(reason, [cite("Другие слова.")])).toBe(reason);
    expect(leadTo(reason, [cite("Компания «Лес», наберу на неделе.", true)])).toBe(reason);
    expect(leadTo("Ответ «да» (реплика 7) мимо.", [cite("Да.")])).toBe("Ответ «да» (реплика 7) мимо.");
  });

  it("that are long are cut where the conversation has them whole, and say so; else they stand whole", () => {
    const text = "слово за слово ".repeat(40).trim();
    const evidence = { utterance: 1, text, start: 0, end: text.length, startMs: null };
    const citation: Citation = { number: 1, absence: false, evidence: [evidence] };
    const drawn = (transcript: Transcript | null) =>
      String(Quote({ citation, transcript, locale: "ru", roles: ["manager"], recording: null }));
    const cut = drawn({ utterances: [], removedCharacters: 0 });
    expect(cut).toContain("слово за слово…»");
    expect(cut.length).toBeLessThan(text.length);
    expect(cut).toMatch(/<a href="#u1">целиком в\sразговоре<\/a>/u);
    expect(drawn(null)).toContain(`«${text}»`);
  });

  it("that share an utterance say which mark is whose", () => {
    const drawn = String(
      MarkedText({
        text: "one two three",
        spans: [
          { number: 4, start: 0, end: 7, verdict: "met" },
          { number: 9, start: 4, end: 13, verdict: "not_met" },
        ],
      }),
    );
    expect(drawn.replaceAll(/<sup[^>]*>/gu, "^").replaceAll(/<[^>]*>/gu, "")).toBe("one two^4 three^9");
    expect(drawn).toContain('<mark class="evidence evidence--not-met">two');
  });

  it("are numbered in the order of loss: open, capping, costly, the rest, not applicable", () => {
    const cited = citeVerdicts({
      cap: { criterion: "breach", cap: 40, breach: "pressure" },
      verdicts: [
        verdict("na", "", 50, "na"),
        verdict("small", "", 5, "met"),
        verdict("large", "", 20, "met"),
        verdict("fact", "", 0, "unclear"),
        verdict("half", "", 30, "partial"),
        verdict("breach", "", 6, "not_met"),
        verdict("lost", "", 20, "not_met"),
        verdict("open", "", 1, "unclear"),
      ],
    });
    expect(cited.map((one) => one.verdict.criterion)).toEqual([
      "open",
      "breach",
      "lost",
      "half",
      "large",
      "small",
      "fact",
      "na",
    ]);
  });
});

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
