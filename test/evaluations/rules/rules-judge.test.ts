import { describe, expect, test } from "vitest";
import { createRulesJudge } from "../../../src/evaluations/rules-judge.ts";
import type { ContentMode, Scorecard } from "../../../src/evaluations/scorecard.ts";
import { CARDS, judgeCall, type LabelledCall, labelledCalls } from "./labelled-calls.ts";

const scorable = labelledCalls().filter(({ scorable }) => scorable);
const given = scorable.filter(({ set }) => set === "given");
const MODES = [...CARDS.entries()];

async function totals(calls: LabelledCall[], card: Scorecard): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { id, utterances, language } of calls) {
    const { score } = await judgeCall(utterances, language, card);
    found.set(id, score.total ?? Number.NaN);
  }
  return found;
}

/** Share of the pairs that must differ and do, the better above the worse. */
function orderShare(
  calls: LabelledCall[],
  of: Map<string, number>,
  isBetter: (a: LabelledCall, b: LabelledCall) => boolean,
) {
  let right = 0;
  let pairs = 0;
  for (const a of calls)
    for (const b of calls) {
      if (a.set !== b.set || !isBetter(a, b)) continue;
      pairs += 1;
      if ((of.get(a.id) ?? 0) > (of.get(b.id) ?? 0)) right += 1;
    }
  return right / pairs;
}

function isDisjointAbove(mode: ContentMode) {
  return (a: LabelledCall, b: LabelledCall) => (a.expected[mode]?.[0] ?? 0) > (b.expected[mode]?.[1] ?? 100);
}

describe("the rules judge on labelled dialogues", () => {
  test("orders managers by tiers in at least 90 % of the pairs", async () => {
    const card = CARDS.get("Manager+") as Scorecard;
    const isBetter = (a: LabelledCall, b: LabelledCall) => a.tier < b.tier;
    expect(orderShare(given, await totals(given, card), isBetter)).toBeGreaterThanOrEqual(0.9);
    expect(orderShare(scorable, await totals(scorable, card), isBetter)).toBeGreaterThanOrEqual(0.9);
  });

  for (const [mode, card] of MODES.filter(([mode]) => mode !== "Manager+"))
    test(`orders pairs with disjoint intervals in at least 85 % in ${mode}`, async () => {
      expect(orderShare(given, await totals(given, card), isDisjointAbove(mode))).toBeGreaterThanOrEqual(0.85);
      expect(orderShare(scorable, await totals(scorable, card), isDisjointAbove(mode))).toBeGreaterThanOrEqual(0.85);
    });

  for (const [mode, card] of MODES)
    test(`stays within five points of the interval for most given dialogues in ${mode}`, async () => {
      const found = await totals(given, card);
      const near = given.filter(({ id, expected }) => {
        const total = found.get(id) ?? Number.NaN;
        const [low, high] = expected[mode] ?? [0, 0];
        return total >= low - 5 && total <= high + 5;
      });
      expect(near.length).toBeGreaterThanOrEqual(mode === "Manager+" ? 9 : 8);
    });

  for (const calls of [given, scorable])
    test(`agrees with the labels on ${calls.length} dialogues`, async () => {
      const count = { plain: 0, right: 0, failed: 0, found: 0 };
      for (const { utterances, language, labels } of calls)
        for (const [mode, card] of MODES) {
          const { verdicts } = await judgeCall(utterances, language, card);
          for (const { criterion, verdict } of verdicts) {
            const status = labels[mode][criterion]?.status;
            if (status !== "met" && status !== "not_met") continue;
            count.plain += 1;
            if (verdict === status) count.right += 1;
            if (status === "not_met") count.failed += 1;
            if (status === "not_met" && verdict === status) count.found += 1;
          }
        }
      expect(count.right / count.plain).toBeGreaterThanOrEqual(0.8);
      expect(count.found / count.failed).toBeGreaterThanOrEqual(0.7);
    });

  test("caps every breach and nothing without a named breach", async () => {
    const card = CARDS.get("Manager+") as Scorecard;
    for (const { utterances, language, breach, id } of scorable) {
      const { score, verdicts } = await judgeCall(utterances, language, card);
      const compliance = verdicts.find(({ criterion }) => criterion === "script_compliance");
      const isCapped = score.cap?.criterion === "script_compliance";
      if (breach) expect(`${id} ${isCapped}`).toBe(`${id} true`);
      if (isCapped) expect(compliance?.breach).not.toBeNull();
    }
  });

  test("leaves no verdict without held evidence", async () => {
    for (const { utterances, language } of scorable)
      for (const [, card] of MODES) {
        const { verdicts } = await judgeCall(utterances, language, card);
        for (const verdict of verdicts)
          expect(`${verdict.criterion} ${verdict.unclearReason}`).toBe(`${verdict.criterion} null`);
      }
  });
});

describe("a judgement by rules", () => {
  const [first] = given as [LabelledCall];
  const card = CARDS.get("Manager+") as Scorecard;

  test("is the same for the same call", async () => {
    const one = await judgeCall(first.utterances, first.language, card);
    const two = await judgeCall(first.utterances, first.language, card);
    expect(two.judgement).toEqual(one.judgement);
  });

  test("says in the report language what was found, with words of the call", async () => {
    for (const language of ["ru", "en"] as const) {
      const { verdicts, judgement } = await judgeCall(first.utterances, first.language, card, language);
      for (const { reason, verdict, evidence } of verdicts) {
        expect(reason).not.toMatch(/\{\w+\}/);
        if (verdict !== "na" && reason.includes("«")) expect(evidence.length).toBeGreaterThan(0);
      }
      expect(judgement.summary).toMatch(language === "ru" ? /[а-я]/ : /Done well/);
      expect(judgement.recommendations.length).toBeGreaterThan(0);
    }
  });

  test("recommends the costliest losses first, with words to say", async () => {
    const poor = given.find(({ id }) => id === "A03_windows") as LabelledCall;
    const { judgement, verdicts } = await judgeCall(poor.utterances, poor.language, card);
    const losses = judgement.recommendations.map(({ criterion }) => {
      const verdict = verdicts.find((one) => one.criterion === criterion);
      return (verdict?.weight ?? 0) * (100 - (verdict?.score ?? 100));
    });
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    for (const { example } of judgement.recommendations) expect(example).toBeTruthy();
  });

  test("leaves a criterion without a detector open", async () => {
    const [criterion] = card.criteria as [Scorecard["criteria"][number]];
    const { detector: _, ...plain } = criterion;
    const own: Scorecard = { ...card, criteria: [{ ...plain, key: "own" }] };
    const { verdicts } = await judgeCall(first.utterances, first.language, own);
    expect(verdicts[0]).toMatchObject({ verdict: "unclear", unclearReason: "no_detector" });
  });

  test("reads Russian and English and no other language", () => {
    const judge = createRulesJudge();
    expect([judge.reads("ru"), judge.reads("en-GB"), judge.reads("fr"), judge.reads(null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("ends when it is told to", async () => {
    const stopped = AbortSignal.abort(new Error("stopped"));
    const input = { subject: "test", utterances: first.utterances, utteranceCount: 1, scorecard: card, language: "ru" };
    await expect(createRulesJudge().judge({ ...input, reportLanguage: "ru", signal: stopped })).rejects.toThrow(
      "stopped",
    );
  });
});
