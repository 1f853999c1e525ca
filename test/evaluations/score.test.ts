import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CriterionVerdict, Verdict } from "../../src/evaluations/evaluation.ts";
import { VERDICT_SCORE } from "../../src/evaluations/evidence.ts";
import { bandOf, scoreVerdicts, weightedMean } from "../../src/evaluations/score.ts";
import { Scorecard } from "../../src/evaluations/scorecard.ts";

const guidance = { met: "m", partial: "p", not_met: "n", na: "a" };
const plain = (key: string, weight: number) => ({
  key,
  name: key,
  question: "?",
  weight,
  side: "manager" as const,
  guidance,
  example: "e",
});
const card = Scorecard.parse({
  key: "card",
  revision: 1,
  mode: "Manager+",
  language: "en",
  title: "Card",
  breaches: [{ key: "payment_codes", text: "asks for payment codes" }],
  criteria: [
    plain("a", 6),
    plain("b", 3),
    { ...plain("tone", 1), critical: { cap: 50, when: "not_met" } },
    { ...plain("rules", 2), critical: { cap: 40, when: "breach" } },
    plain("fact", 0),
  ],
});

function verdicts(by: Record<string, Verdict>, change: Partial<CriterionVerdict> = {}): CriterionVerdict[] {
  return card.criteria.map(({ key, weight }) => {
    const verdict = by[key] ?? "met";
    return {
      criterion: key,
      name: key,
      weight,
      verdict,
      score: VERDICT_SCORE[verdict],
      reason: "",
      evidence: [],
      absence: false,
      breach: null,
      unclearReason: null,
      vote: null,
      ...(by[key] ? change : {}),
    };
  });
}
const score = (by: Record<string, Verdict>, change: Partial<CriterionVerdict> = {}) =>
  scoreVerdicts(verdicts(by, change), card);

describe("a total", () => {
  it("is the weighted mean of the criteria that applied and were clear", () => {
    expect(score({ a: "partial", b: "not_met" }).total).toBe(50);
    expect(score({ a: "na", b: "partial" }).total).toBe(75);
  });

  it("is not lowered by a criterion that did not apply, nor moved by one of weight 0", () => {
    expect(score({ b: "na" }).total).toBe(100);
    expect(score({ fact: "not_met" }).total).toBe(100);
    expect(score({ fact: "unclear" }).status).toBe("scored");
  });

  it("is null, never 0, when nothing applied", () => {
    const none = score({ a: "na", b: "na", tone: "na", rules: "na" });
    expect(none).toMatchObject({ total: null, status: "needs_review", reviewReason: "nothing_applied" });
  });

  it("is capped by gross rudeness and keeps what it would have been", () => {
    expect(score({ tone: "not_met" })).toMatchObject({
      total: 50,
      rawTotal: 91.7,
      cap: { criterion: "tone", cap: 50, breach: null },
    });
  });

  it("is capped by a breach only when one is named, and the lowest ceiling wins", () => {
    expect(score({ rules: "not_met" })).toMatchObject({ total: 83.3, cap: null });
    expect(score({ rules: "not_met" }, { breach: "payment_codes" })).toMatchObject({ total: 40, cap: { cap: 40 } });
    const both = verdicts({ rules: "not_met", tone: "not_met" }, { breach: "payment_codes" });
    expect(scoreVerdicts(both, card).cap).toMatchObject({ criterion: "rules", cap: 40 });
  });

  it("is not capped by a vote that was not unanimous", () => {
    const vote = { votes: ["not_met", "not_met", "met"] as Verdict[], agreement: 2 / 3 };
    expect(score({ tone: "not_met" }, { vote }).cap).toBeNull();
  });

  it("is preliminary while a criterion is open, with the range it can become", () => {
    expect(score({ b: "unclear" })).toMatchObject({
      status: "needs_review",
      reviewReason: "criteria_unclear",
      total: null,
      preliminary: 100,
      range: { low: 75, high: 100 },
    });
  });

  it("is not even preliminary when more than a third of the weight is open", () => {
    expect(score({ a: "unclear" })).toMatchObject({
      status: "needs_review",
      reviewReason: "mostly_unclear",
      total: null,
      preliminary: null,
    });
  });
});

describe("laws of the arithmetic", () => {
  const verdict = fc.constantFrom<Verdict>("met", "partial", "not_met", "na", "unclear");
  const weighted = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), verdict), { maxLength: 20 });
  const asVerdicts = (list: [number, Verdict][]) => list.map(([weight, v]) => ({ weight, score: VERDICT_SCORE[v] }));

  it("a total lies between the worst and the best verdict that counted", () => {
    fc.assert(
      fc.property(weighted, (list) => {
        const total = weightedMean(asVerdicts(list));
        const counted = asVerdicts(list).filter((one) => one.weight > 0 && one.score !== null);
        if (counted.length === 0) return total === null;
        const scores = counted.map((one) => one.score ?? 0);
        return total !== null && total >= Math.min(...scores) && total <= Math.max(...scores);
      }),
    );
  });

  it("the order of criteria does not matter, nor does the scale of the weights", () => {
    fc.assert(
      fc.property(weighted, fc.integer({ min: 2, max: 9 }), (list, factor) => {
        const total = weightedMean(asVerdicts(list));
        expect(weightedMean(asVerdicts([...list].reverse()))).toBe(total);
        expect(weightedMean(asVerdicts(list.map(([weight, v]) => [weight * factor, v])))).toBe(total);
      }),
    );
  });

  it("a better verdict never lowers the total", () => {
    const counted = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 50 }), fc.constantFrom<Verdict>("partial", "not_met")),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(counted, (list) => {
        const better = list.map(([weight, v], index): [number, Verdict] => [weight, index === 0 ? "met" : v]);
        return (weightedMean(asVerdicts(better)) ?? 0) >= (weightedMean(asVerdicts(list)) ?? 0);
      }),
    );
  });

  it("bands begin at 40, 60 and 80", () => {
    expect([0, 39.9, 40, 59.9, 60, 79.9, 80, 100].map(bandOf)).toEqual([
      "poor",
      "poor",
      "weak",
      "weak",
      "good",
      "good",
      "strong",
      "strong",
    ]);
  });
});
