import { describe, expect, it } from "vitest";
import { type CitableUtterances, copyEvidence, settleVerdict } from "../../src/evaluations/evidence.ts";
import type { ProposedVerdict } from "../../src/evaluations/judge.ts";
import { Scorecard } from "../../src/evaluations/scorecard.ts";

const guidance = { met: "m", partial: "p", not_met: "n", na: "a" };
const card = Scorecard.parse({
  key: "card",
  revision: 1,
  mode: "Manager+",
  language: "en",
  title: "Card",
  breaches: [{ key: "payment_codes", text: "asks for payment codes" }],
  criteria: [
    { key: "mine", name: "Mine", question: "?", weight: 1, side: "manager", guidance, example: "e" },
    { key: "ours", name: "Ours", question: "?", weight: 1, side: "both", guidance, example: "e" },
  ],
});
const [mine, ours] = card.criteria;
if (!mine || !ours) throw new Error("two criteria expected");

const roles = ["manager", "customer", "other", "unknown"] as const;
const byNumber = new Map(
  roles.map((role, index) => [
    index + 1,
    {
      number: index + 1,
      speaker: role,
      role,
      text: `Words of number ${index + 1}.`,
      startMs: index * 1000,
      endMs: null,
    },
  ]),
);
const citable: CitableUtterances = { byNumber, withheld: new Set([5]) };

const propose = (change: Partial<ProposedVerdict>): ProposedVerdict => ({
  criterion: "mine",
  verdict: "met",
  citations: [{ utterance: 1 }],
  absence: false,
  reason: "because",
  breach: null,
  vote: null,
  unclearReason: null,
  ...change,
});
const settle = (change: Partial<ProposedVerdict>, criterion = mine) =>
  settleVerdict(propose(change), criterion, card, citable, "en");

describe("evidence", () => {
  it("is copied from the transcript by code, with its time", () => {
    expect(settle({}).evidence).toEqual([{ utterance: 1, text: "Words of number 1.", start: 0, end: 18, startMs: 0 }]);
  });

  it("shows the exact words when the judge points at them, and the whole utterance when it points outside", () => {
    expect(settle({ citations: [{ utterance: 1, span: { start: 9, end: 17 } }] }).evidence[0]?.text).toBe("number 1");
    for (const span of [
      { start: -1, end: 3 },
      { start: 3, end: 3 },
      { start: 0, end: 99 },
      { start: 5, end: 6 },
    ])
      expect(settle({ citations: [{ utterance: 1, span }] }).evidence[0]?.text).toBe("Words of number 1.");
  });

  it("begins and ends on the borders of words", () => {
    const text = "Это по-моему четыре тысячи, don't и 4,5 процента.Всё";
    const one = { number: 1, speaker: null, role: "manager" as const, text, startMs: null, endMs: null };
    const cited = (words: string) => {
      const start = text.indexOf(words);
      const citations = [{ utterance: 1, span: { start, end: start + words.length } }];
      const found = { byNumber: new Map([[1, one]]), withheld: new Set<number>() };
      return copyEvidence(citations, found)[0]?.text;
    };
    expect(cited("ыре тысячи")).toBe("четыре тысячи");
    expect(cited("четыре тысячи")).toBe("четыре тысячи");
    expect(cited("моему чет")).toBe("по-моему четыре");
    expect(cited("тыс")).toBe("тысячи");
    expect(cited("t и 4")).toBe("don't и 4,5");
    expect(cited("Это")).toBe("Это");
    expect(cited("процента.")).toBe("процента.");
    expect(cited("цента")).toBe("процента");
  });

  it("is at most three utterances, each once", () => {
    const citations = [1, 1, 2, 3, 4].map((utterance) => ({ utterance }));
    expect(settle({ citations }).evidence.map(({ utterance }) => utterance)).toEqual([1, 2, 3]);
  });

  it("of the other side alone does not hold a met or partial", () => {
    for (const verdict of ["met", "partial"] as const) {
      const settled = settle({ verdict, citations: [{ utterance: 2 }] });
      expect(settled).toMatchObject({ verdict: "unclear", unclearReason: "wrong_side", score: null });
    }
  });

  it("of a machine holds nothing, of an unknown speaker only what both sides share", () => {
    expect(settle({ citations: [{ utterance: 3 }] }, ours).unclearReason).toBe("wrong_side");
    expect(settle({ citations: [{ utterance: 4 }] }, ours).verdict).toBe("met");
    expect(settle({ citations: [{ utterance: 4 }] }).unclearReason).toBe("wrong_side");
  });

  it("of an absence may be anybody's words, but there must be some", () => {
    expect(settle({ verdict: "not_met", absence: true, citations: [{ utterance: 2 }] })).toMatchObject({
      verdict: "not_met",
      absence: true,
      score: 0,
    });
    expect(settle({ verdict: "not_met", absence: true, citations: [] }).unclearReason).toBe("no_evidence");
    expect(settle({ verdict: "not_met", citations: [{ utterance: 2 }] }).unclearReason).toBe("wrong_side");
  });

  it("from an utterance that does not exist or was withheld makes the verdict unclear", () => {
    expect(settle({ citations: [{ utterance: 77 }] }).unclearReason).toBe("utterance_missing");
    expect(settle({ citations: [{ utterance: 5 }] }).unclearReason).toBe("utterance_withheld");
  });

  it("names a breach only when it is on the list and the words offend", () => {
    expect(settle({ verdict: "not_met", breach: "payment_codes" }).breach).toBe("payment_codes");
    expect(settle({ verdict: "not_met", breach: "invented" }).breach).toBeNull();
    expect(settle({ verdict: "partial", breach: "payment_codes" }).breach).toBeNull();
    expect(settle({ verdict: "not_met", absence: true, breach: "payment_codes" }).breach).toBeNull();
  });

  it("is not needed where a criterion did not apply", () => {
    expect(settle({ verdict: "na", citations: [] })).toMatchObject({ verdict: "na", score: null, unclearReason: null });
  });
});
