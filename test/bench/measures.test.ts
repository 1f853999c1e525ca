import { describe, expect, it } from "vitest";
import { measureMode } from "../../bench/eval/mode-measures.ts";
import { labelledVerdicts, measureVerdicts } from "../../bench/eval/verdict-measures.ts";
import { judged, labelled, verdict } from "./judged.ts";

describe("the order of pairs", () => {
  const best = labelled({ id: "best", tier: 0 });
  const worst = labelled({ id: "worst", tier: 1 });

  it("is right when the better call has the higher total, and only then", () => {
    const order = (high: number | null, low: number | null) =>
      measureMode([judged(best, { total: high }), judged(worst, { total: low })], "manager-plus").order;
    expect(order(80, 20)).toEqual({ n: 1, hits: 1 });
    expect(order(20, 80)).toEqual({ n: 1, hits: 0 });
    expect(order(50, 50)).toEqual({ n: 1, hits: 0 });
    expect(order(80, null)).toEqual({ n: 1, hits: 0 });
  });

  it("is asked for neither within a tier nor between sets nor of a language the judge does not read", () => {
    const pairs = (other: Parameters<typeof labelled>[0], readable = true) =>
      measureMode(
        [judged(best, { total: 80 }), judged(labelled({ id: "other", ...other }), { total: 20 }, readable)],
        "manager-plus",
      ).order.n;
    expect(pairs({ tier: 1 })).toBe(1);
    expect(pairs({ tier: 0 })).toBe(0);
    expect(pairs({ tier: 1, set: "tune" })).toBe(0);
    expect(pairs({ tier: 1 }, false)).toBe(0);
  });

  it("of the customer's side goes by intervals that do not touch", () => {
    const pairs = (low: [number, number]) => {
      const high = labelled({ id: "high", expected: { ...best.expected, "client-plus": [60, 80] } });
      const other = labelled({ id: "low", expected: { ...best.expected, "client-plus": low } });
      return measureMode(
        [high, other].map((one) => judged(one, { total: 70 }, true, "client-plus")),
        "client-plus",
      ).order.n;
    };
    expect(pairs([10, 59])).toBe(1);
    expect(pairs([40, 60])).toBe(0);
  });
});

describe("a total", () => {
  const total = (points: number | null) => {
    const { inside, nearly, scored } = measureMode([judged(labelled(), { total: points })], "manager-plus");
    return [inside.hits, nearly.hits, scored.hits];
  };

  it("counts within its interval, both ends included, and nearly so up to five points outside", () => {
    expect(total(40)).toEqual([1, 1, 1]);
    expect(total(60)).toEqual([1, 1, 1]);
    expect(total(35)).toEqual([0, 1, 1]);
    expect(total(65.1)).toEqual([0, 0, 1]);
  });

  it("that is missing is wrong", () => {
    expect(total(null)).toEqual([0, 0, 0]);
  });
});

describe("a call that holds nothing to score", () => {
  const voicemail = labelled({ scorable: false, unscorableReason: "voicemail" });

  it("is recognised by its status, and its reason is compared", () => {
    const right = measureMode(
      [judged(voicemail, { status: "not_scorable", notScorableReason: "voicemail" })],
      "manager-plus",
    );
    expect([right.turnedAway.hits, right.reason.hits, right.dialogues]).toEqual([1, 1, 0]);
    const other = measureMode(
      [judged(voicemail, { status: "not_scorable", notScorableReason: "too_short" })],
      "manager-plus",
    );
    expect([other.turnedAway.hits, other.reason.hits]).toEqual([1, 0]);
    const missed = measureMode([judged(voicemail, { status: "needs_review", total: null })], "manager-plus");
    expect([missed.turnedAway.hits, missed.reason.hits]).toEqual([0, 0]);
  });

  it("is told from one that was turned away wrongly", () => {
    const { wronglyTurnedAway } = measureMode(
      [judged(labelled(), { status: "not_scorable", notScorableReason: "too_short", total: null })],
      "manager-plus",
    );
    expect(wronglyTurnedAway).toEqual({ n: 1, hits: 1 });
  });
});

it("a language the judge does not read is right only without a number", () => {
  const french = labelled({ language: "fr" });
  const left = (evaluation: Parameters<typeof judged>[1]) =>
    measureMode([judged(french, evaluation, false)], "manager-plus").leftToPerson;
  expect(left({ status: "needs_review", total: null })).toEqual({ n: 1, hits: 1 });
  expect(left({ status: "scored", total: 50 })).toEqual({ n: 1, hits: 0 });
});

it("a cap for a breach is right only where a breach is labelled", () => {
  const cap = { criterion: "script_compliance", cap: 40, breach: "payment_codes" };
  const breach = labelled({ flags: { complianceBreach: true, injection: false } });
  const caps = (one: ReturnType<typeof labelled>, found: typeof cap | null) => {
    const { breachCapped, wronglyCapped } = measureMode([judged(one, { cap: found })], "manager-plus");
    return [breachCapped, wronglyCapped];
  };
  expect(caps(breach, cap)).toEqual([
    { n: 1, hits: 1 },
    { n: 0, hits: 0 },
  ]);
  expect(caps(breach, null)[0]).toEqual({ n: 1, hits: 0 });
  expect(caps(labelled(), cap)[1]).toEqual({ n: 1, hits: 1 });
});

describe("verdicts", () => {
  const label = (status: "met" | "partial" | "not_met" | "na", turn: number | null = 4) => ({
    status,
    quote: null,
    turn,
  });
  const measure = (status: "met" | "partial" | "not_met" | "na", said: ReturnType<typeof verdict>[]) => {
    const dialogue = labelled({
      labels: { "manager-plus": { closing: label(status) }, "client-plus": {}, dialog: {} },
    });
    return measureVerdicts(labelledVerdicts([judged(dialogue, { verdicts: said })]));
  };

  it("that are unclear or not given differ from every label and are counted apart", () => {
    const unclear = measure("met", [verdict("closing", "unclear", [])]);
    expect([unclear.agreement.raw, unclear.unclear, unclear.firm.hits]).toEqual([0, 1, 0]);
    const none = measure("not_met", []);
    expect([none.agreement.raw, none.unclear, none.notMet.hits]).toEqual([0, 1, 0]);
  });

  it("of a failed judge are all unclear", () => {
    const dialogue = labelled({
      labels: { "manager-plus": { closing: label("met") }, "client-plus": {}, dialog: {} },
    });
    const failed = { ...judged(dialogue, {}), evaluation: null, failure: "no answer" };
    expect(measureVerdicts(labelledVerdicts([failed])).unclear).toBe(1);
  });

  it("count a partial beside a firm label as half an error", () => {
    const partial = measure("not_met", [verdict("closing", "partial", [4])]);
    expect([partial.firm.hits, partial.firmHalf.hits, partial.notMet]).toEqual([0, 0.5, { n: 1, hits: 0 }]);
    const opposite = measure("not_met", [verdict("closing", "met", [4])]);
    expect([opposite.firm.hits, opposite.firmHalf.hits]).toEqual([0, 0]);
  });

  it("are near when any cited utterance stands within two turns of the label", () => {
    expect(measure("met", [verdict("closing", "met", [1, 6])]).near).toEqual({ n: 1, hits: 1 });
    expect(measure("met", [verdict("closing", "met", [1, 7])]).near).toEqual({ n: 1, hits: 0 });
    expect(measure("met", [verdict("closing", "partial", [4])]).near.n).toBe(0);
    expect(measure("na", [verdict("closing", "na", [])]).near.n).toBe(0);
  });
});

it("a citation counts as verbatim only when its words stand in the named utterance", () => {
  const share = (text: string) => {
    const said = verdict("closing", "met", [2]);
    const evidence = said.evidence.map((one) => ({ ...one, text, end: text.length }));
    return measureMode([judged(labelled(), { verdicts: [{ ...said, evidence }] })], "manager-plus").verbatim;
  };
  expect(share("utterance 2")).toEqual({ n: 1, hits: 1 });
  expect(share("Utterance 2")).toEqual({ n: 1, hits: 0 });
  expect(share("")).toEqual({ n: 1, hits: 0 });
});
