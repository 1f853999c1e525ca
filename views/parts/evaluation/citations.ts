import type { CriterionVerdict, Evaluation, Evidence, Verdict } from "../../../src/evaluations/evaluation.ts";

/** A numbered quote: the words that hold a verdict, or the stretch where they are missing (`absence`). */
export interface Citation {
  /** Number shown beside the quote and in the transcript, from 1 in the order of the page; `#q7` is quote 7. */
  number: number;
  /** One piece of evidence, or for an absence every utterance of the stretch. */
  evidence: [Evidence, ...Evidence[]];
  absence: boolean;
}

/** A verdict with its numbered quotes, in the order of the page. */
export interface CitedVerdict {
  verdict: CriterionVerdict;
  citations: Citation[];
}

/** A quote as the transcript shows it: what it is about and how it is marked. */
export interface TranscriptMark {
  citation: Citation;
  /** What the quote is about, for the name of its link: the criterion and its verdict, or null for a call without score. */
  about: { criterion: string; verdict: Verdict } | null;
}

/**
 * The verdicts as the page lists them: open ones, then the one whose ceiling holds, then losses (largest first), then
 * the rest by weight, then `na`.
 */
export function citeVerdicts({ verdicts, cap }: Pick<Evaluation, "verdicts" | "cap">): CitedVerdict[] {
  let number = 0;
  return inOrderOfLoss(verdicts, cap?.criterion ?? null).map((verdict) => {
    const groups = verdict.absence ? [verdict.evidence] : verdict.evidence.map((evidence) => [evidence]);
    const citations: Citation[] = [];
    for (const [first, ...others] of groups) {
      if (!first) continue;
      number += 1;
      citations.push({ number, evidence: [first, ...others], absence: verdict.absence });
    }
    return { verdict, citations };
  });
}

/** Every quote of the evaluation as the transcript marks it; for a call without score the words that show the reason. */
export function transcriptMarks(evaluation: Evaluation, cited: CitedVerdict[]): TranscriptMark[] {
  if (evaluation.status === "not_scorable") return groundsOf(evaluation).map((citation) => ({ citation, about: null }));
  return cited.flatMap(({ verdict, citations }) =>
    citations.map((citation) => ({
      citation,
      about: { criterion: verdict.name, verdict: verdict.verdict },
    })),
  );
}

/** The quotes that show why a call cannot be scored, numbered from 1. */
export function groundsOf(evaluation: Evaluation): Citation[] {
  return evaluation.notScorableEvidence.map((evidence, index) => ({
    number: index + 1,
    evidence: [evidence],
    absence: false,
  }));
}

/** Points of a verdict and the most it could earn, in units of the weight; null when it does not count. */
export function pointsOf(verdict: CriterionVerdict): { earned: number; possible: number } | null {
  if (verdict.score === null || verdict.weight === 0) return null;
  return { earned: (verdict.weight * verdict.score) / 100, possible: verdict.weight };
}

/** Sums of the points over the verdicts that count. */
export function pointsInAll(verdicts: CriterionVerdict[]): { earned: number; possible: number } {
  const sum = { earned: 0, possible: 0 };
  for (const verdict of verdicts) {
    const points = pointsOf(verdict);
    sum.earned += points?.earned ?? 0;
    sum.possible += points?.possible ?? 0;
  }
  return sum;
}

/** Unclear with weight: it keeps the total open. */
export function isOpen({ verdict, weight }: CriterionVerdict): boolean {
  return verdict === "unclear" && weight > 0;
}

const GROUPS: Verdict[] = ["unclear", "not_met", "partial", "met", "na"];

/** Nothing to read about the score: not applicable, or unclear without weight. */
function isAside({ verdict, weight }: CriterionVerdict): boolean {
  return verdict === "na" || (verdict === "unclear" && weight === 0);
}

function inOrderOfLoss(verdicts: CriterionVerdict[], capping: string | null): CriterionVerdict[] {
  return verdicts.toSorted(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) ||
      Number(b.criterion === capping) - Number(a.criterion === capping) ||
      Number(isAside(a)) - Number(isAside(b)) ||
      lossOf(b) - lossOf(a) ||
      GROUPS.indexOf(a.verdict) - GROUPS.indexOf(b.verdict) ||
      b.weight - a.weight,
  );
}

/** Points a verdict cost, in units of the weight; 0 when it does not count. */
export function lossOf(verdict: CriterionVerdict): number {
  const points = pointsOf(verdict);
  return points ? points.possible - points.earned : 0;
}
