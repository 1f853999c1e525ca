import type { Cap, CriterionVerdict, ReviewReason } from "./evaluation.ts";
import type { Scorecard } from "./scorecard.ts";

/** More than this share of the applicable weight unclear: no total at all, a person decides (DESIGN §6.3). */
export const UNCLEAR_SHARE_MAX = 1 / 3;

/** Lower borders of the bands above `poor`, in percent. */
export const BAND_BORDERS = [40, 60, 80] as const;

/** The four bands of the ruler. */
export type Band = "poor" | "weak" | "good" | "strong";

/** The band of a total in percent: below 40 poor, below 60 weak, below 80 good, else strong. */
export function bandOf(total: number): Band {
  const bands = ["poor", "weak", "good", "strong"] as const;
  return bands[BAND_BORDERS.filter((border) => total >= border).length] ?? "strong";
}

/** Totals in percent with one decimal, or null; which of them are set depends on `status` (see `Evaluation`). */
export interface Score {
  status: "scored" | "needs_review";
  reviewReason: ReviewReason | null;
  total: number | null;
  rawTotal: number | null;
  preliminary: number | null;
  range: { low: number; high: number } | null;
  cap: Cap | null;
}

/**
 * The arithmetic of DESIGN §6.5: Σ weight × points ÷ Σ weight over the criteria that applied and were clear, then the
 * lowest ceiling of a critical criterion that failed beyond doubt. The same verdicts give the same score.
 */
export function scoreVerdicts(verdicts: CriterionVerdict[], scorecard: Scorecard): Score {
  const cap = capOf(verdicts, scorecard);
  const rawTotal = weightedMean(verdicts);
  const share = unclearShare(verdicts);
  if (share === null) return review("nothing_applied", cap);
  if (share > UNCLEAR_SHARE_MAX || rawTotal === null)
    return { ...review("mostly_unclear", cap), range: rangeOf(verdicts, scorecard) };
  const capped = cap ? Math.min(rawTotal, cap.cap) : rawTotal;
  if (verdicts.some(isOpen))
    return {
      ...review("criteria_unclear", cap),
      rawTotal,
      preliminary: capped,
      range: rangeOf(verdicts, scorecard),
    };
  return { status: "scored", reviewReason: null, total: capped, rawTotal, preliminary: null, range: null, cap };
}

/** An unclear criterion that carries weight keeps the total open; one of weight 0 is a fact beside it. */
function isOpen(verdict: CriterionVerdict): boolean {
  return verdict.verdict === "unclear" && verdict.weight > 0;
}

/** The weighted mean in percent with one decimal; null when no criterion applied and was clear. */
export function weightedMean(verdicts: Pick<CriterionVerdict, "score" | "weight">[]): number | null {
  let earned = 0;
  let possible = 0;
  for (const { score, weight } of verdicts) {
    if (score === null || weight === 0) continue;
    earned += weight * score;
    possible += weight;
  }
  return possible === 0 ? null : roundPercent(earned / possible);
}

/** The ceiling that holds: critical, not met with held evidence, votes unanimous, breach named where one is needed. */
export function capOf(verdicts: CriterionVerdict[], scorecard: Scorecard): Cap | null {
  let lowest: Cap | null = null;
  for (const verdict of verdicts) {
    const critical = scorecard.criteria.find(({ key }) => key === verdict.criterion)?.critical;
    if (!critical || verdict.verdict !== "not_met") continue;
    if (verdict.vote && verdict.vote.agreement < 1) continue;
    if (critical.when === "breach" && verdict.breach === null) continue;
    if (!lowest || critical.cap < lowest.cap)
      lowest = { criterion: verdict.criterion, cap: critical.cap, breach: verdict.breach };
  }
  return lowest;
}

/** Share of the applicable weight that is unclear, 0 to 1; null when no criterion with weight applied. */
function unclearShare(verdicts: CriterionVerdict[]): number | null {
  let unclear = 0;
  let applicable = 0;
  for (const verdict of verdicts) {
    if (verdict.verdict === "na") continue;
    applicable += verdict.weight;
    if (verdict.verdict === "unclear") unclear += verdict.weight;
  }
  return applicable === 0 ? null : unclear / applicable;
}

/** What the total can become: every open criterion not met (and its ceiling falls), or every one met. */
function rangeOf(verdicts: CriterionVerdict[], scorecard: Scorecard): { low: number; high: number } {
  const settled = (verdict: "met" | "not_met") => {
    const all = verdicts.map(
      (one): CriterionVerdict =>
        one.verdict === "unclear" ? { ...one, verdict, score: verdict === "met" ? 100 : 0 } : one,
    );
    const mean = weightedMean(all) ?? 0;
    const cap = capOf(all, scorecard);
    return cap ? Math.min(mean, cap.cap) : mean;
  };
  return { low: settled("not_met"), high: settled("met") };
}

function review(reviewReason: ReviewReason, cap: Cap | null): Score {
  return { status: "needs_review", reviewReason, total: null, rawTotal: null, preliminary: null, range: null, cap };
}

/** One decimal, halves up; the small term keeps 64.95 (stored as 64.9499…) from falling. */
function roundPercent(percent: number): number {
  return Math.round((percent + 1e-9) * 10) / 10;
}
