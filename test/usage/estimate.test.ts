import { expect, it } from "vitest";
import { estimateJudgeUsd, estimateRecordingUsd } from "../../src/usage/estimate.ts";
import { priceTable } from "../../src/usage/prices.ts";

const prices = priceTable({
  ear: { audioMinute: 0.01 },
  head: { input: 1, cached: 0.1, output: 10 },
});
const TEN_MINUTES = { durationMs: 600_000 };

it("a recording is estimated as its sound and one request of the judge for each scorecard", () => {
  const options = { prices, speechModel: "ear", judgeModel: "head" };
  const judgeUsd = estimateJudgeUsd(TEN_MINUTES, options);
  expect(judgeUsd).toBeCloseTo(0.0365, 8);
  expect(estimateRecordingUsd(TEN_MINUTES, options)).toBeCloseTo(0.1 + judgeUsd, 8);
  expect(estimateRecordingUsd(TEN_MINUTES, { ...options, scorecards: 3 })).toBeCloseTo(0.1 + 3 * judgeUsd, 8);
});

it("what is not paid for is estimated as nothing: rules judge, and nobody writes it down", () => {
  expect(estimateRecordingUsd(TEN_MINUTES, { prices, speechModel: null, judgeModel: null })).toBe(0);
  expect(estimateRecordingUsd(TEN_MINUTES, { prices, speechModel: "ear", judgeModel: null })).toBe(0.1);
});
