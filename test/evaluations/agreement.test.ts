import { describe, expect, it } from "vitest";
import { agreement, type RatingPair } from "../../src/evaluations/agreement.ts";

/** A 2×2 table as pairs: both yes, second yes / first no, second no / first yes, both no. */
function table([bothYes, onlySecond, onlyFirst, bothNo]: readonly [number, number, number, number]): RatingPair[] {
  const cell = (count: number, pair: RatingPair) => Array.from({ length: count }, () => pair);
  return [
    ...cell(bothYes, ["yes", "yes"]),
    ...cell(onlySecond, ["no", "yes"]),
    ...cell(onlyFirst, ["yes", "no"]),
    ...cell(bothNo, ["no", "no"]),
  ];
}

describe("agreement", () => {
  it.each([
    [[85, 5, 5, 5], 0.9, 0.4444, 0.878],
    [[98, 1, 1, 0], 0.98, -0.0101, 0.9796],
    [[40, 5, 5, 50], 0.9, 0.798, 0.802],
    [[45, 15, 25, 15], 0.6, 0.1304, 0.2661],
  ] as const)("of the table %j is the published one", (cells, raw, kappa, ac1) => {
    const found = agreement(table(cells));
    expect(found.raw).toBeCloseTo(raw, 4);
    expect(found.kappa).toBeCloseTo(kappa, 4);
    expect(found.ac1).toBeCloseTo(ac1, 4);
  });

  it("has an interval around it that is the same for the same pairs", () => {
    const pairs = table([85, 5, 5, 5]);
    const { ac1, ac1Interval } = agreement(pairs);
    expect(agreement(pairs).ac1Interval).toEqual(ac1Interval);
    expect(ac1Interval?.low).toBeLessThan(ac1 ?? 0);
    expect(ac1Interval?.high).toBeGreaterThan(ac1 ?? 1);
  });

  it("is null, not perfect, without items, and κ is null where chance explains everything", () => {
    expect(agreement([])).toEqual({ n: 0, raw: null, kappa: null, ac1: null, ac1Interval: null });
    expect(agreement([["yes", "yes"]]).kappa).toBeNull();
  });
});
