import type { Evaluation, Evidence } from "../../src/evaluations/evaluation.ts";
import type { BuiltInKey } from "../../test/helpers/labelled.ts";
import type { JudgedDialogue } from "./judge-dialogues.ts";
import { labelledVerdicts, measureVerdicts, type Share, type VerdictMeasures } from "./verdict-measures.ts";

/** All figures of one scorecard over some dialogues. */
export interface ModeMeasures {
  scorecard: BuiltInKey;
  /** Scorable dialogues in a language the judge reads. */
  dialogues: number;
  /** Dialogues whose utterances are the turns the rater numbered; else what is near a label is chance. */
  turnsAsLabelled: Share;
  /** Of the readable ones those with a total; the rest are in doubt, failed or wrongly turned away. */
  scored: Share;
  /** Pairs of different quality in the right order; a pair without two totals is wrong. */
  order: Share;
  /** Totals inside the labelled interval, and at most `TOLERANCE` points outside. */
  inside: Share;
  nearly: Share;
  /** Calls that hold nothing to score and were turned away, with the labelled reason where there is one. */
  turnedAway: Share;
  reason: Share;
  /** Scorable calls that were turned away. */
  wronglyTurnedAway: Share;
  /** Scorable calls in a language the judge does not read, left to a person without a number. */
  leftToPerson: Share;
  /** Labelled breaches whose total was capped for a breach, and caps for a breach where none is labelled. */
  breachCapped: Share;
  wronglyCapped: Share;
  verdicts: VerdictMeasures;
  criteria: Record<string, VerdictMeasures>;
  /** Citations whose words stand verbatim in the named utterance. */
  verbatim: Share;
  failures: number;
  cost: { requests: number; inputTokens: number; cachedTokens: number; outputTokens: number; usd: number };
}

/** Points a total may lie outside its interval and still count as nearly right. */
export const TOLERANCE = 5;

/** Measures one scorecard; `judged` may hold the others too. */
export function measureMode(all: JudgedDialogue[], scorecard: BuiltInKey): ModeMeasures {
  const judged = all.filter((one) => one.scorecard === scorecard);
  const scorable = judged.filter(({ dialogue }) => dialogue.scorable);
  const readable = scorable.filter((one) => one.readable);
  const unreadable = scorable.filter((one) => !one.readable);
  const unscorable = judged.filter(({ dialogue }) => !dialogue.scorable);
  const breaches = readable.filter(({ dialogue }) => dialogue.flags.complianceBreach);
  const honest = readable.filter(({ dialogue }) => !dialogue.flags.complianceBreach);
  const hasCap = scorecard !== "client-plus";
  const verdicts = labelledVerdicts(judged);
  const criteria = [...new Set(verdicts.map(({ criterion }) => criterion))];
  return {
    scorecard,
    dialogues: readable.length,
    turnsAsLabelled: share(judged, hasLabelledTurns),
    scored: share(readable, ({ evaluation }) => evaluation?.total != null),
    order: measureOrder(readable),
    inside: share(readable, (one) => isInside(one, 0)),
    nearly: share(readable, (one) => isInside(one, TOLERANCE)),
    turnedAway: share(unscorable, isTurnedAway),
    reason: share(
      unscorable.filter(({ dialogue }) => dialogue.unscorableReason !== null),
      ({ dialogue, evaluation }) => evaluation?.notScorableReason === dialogue.unscorableReason,
    ),
    wronglyTurnedAway: share(scorable, isTurnedAway),
    leftToPerson: share(
      unreadable,
      ({ evaluation }) => evaluation?.status === "needs_review" && evaluation.total === null,
    ),
    breachCapped: share(hasCap ? breaches : [], isCappedForBreach),
    wronglyCapped: share(hasCap ? honest : [], isCappedForBreach),
    verdicts: measureVerdicts(verdicts),
    criteria: Object.fromEntries(
      criteria.map((key) => [key, measureVerdicts(verdicts.filter(({ criterion }) => criterion === key))]),
    ),
    verbatim: measureVerbatim(judged),
    failures: judged.filter(({ failure }) => failure !== null).length,
    cost: costOf(judged),
  };
}

function share(all: JudgedDialogue[], isHit: (one: JudgedDialogue) => boolean): Share {
  return { n: all.length, hits: all.filter(isHit).length };
}

/**
 * Pairs within one set whose quality surely differs: managers of different tiers for Manager+, disjoint intervals in
 * the other modes. Equal totals are not in order.
 */
function measureOrder(judged: JudgedDialogue[]): Share {
  let n = 0;
  let hits = 0;
  for (const better of judged)
    for (const worse of judged) {
      if (better.dialogue.set !== worse.dialogue.set || !isBetter(better, worse)) continue;
      n++;
      const high = better.evaluation?.total ?? null;
      const low = worse.evaluation?.total ?? null;
      if (high !== null && low !== null && high > low) hits++;
    }
  return { n, hits };
}

function isBetter(one: JudgedDialogue, other: JudgedDialogue): boolean {
  if (one.scorecard === "manager-plus") {
    const [better, worse] = [one.dialogue.tier, other.dialogue.tier];
    return better !== null && worse !== null && better < worse;
  }
  const better = one.dialogue.expected[one.scorecard];
  const worse = other.dialogue.expected[other.scorecard];
  return better !== null && worse !== null && better[0] > worse[1];
}

function isInside({ dialogue, scorecard, evaluation }: JudgedDialogue, tolerance: number): boolean {
  const expected = dialogue.expected[scorecard];
  const total = evaluation?.total ?? null;
  return expected !== null && total !== null && total >= expected[0] - tolerance && total <= expected[1] + tolerance;
}

function hasLabelledTurns({ dialogue, scorecard, utterances }: JudgedDialogue): boolean {
  const labels = Object.values(dialogue.labels[scorecard]);
  const isQuoteThere = labels.every(({ quote, turn }) => !quote || !turn || utterances[turn - 1]?.includes(quote));
  return utterances.length === dialogue.turnCount && isQuoteThere;
}

function isTurnedAway({ evaluation }: JudgedDialogue): boolean {
  return evaluation?.status === "not_scorable";
}

function isCappedForBreach({ evaluation }: JudgedDialogue): boolean {
  return evaluation?.cap?.breach != null;
}

/** Checks what was cited against the utterances as parsed apart from judging. */
function measureVerbatim(judged: JudgedDialogue[]): Share {
  const counts = { n: 0, hits: 0 };
  for (const { evaluation, utterances } of judged) {
    if (!evaluation) continue;
    for (const { utterance, text, start, end } of citationsOf(evaluation)) {
      const whole = utterances[utterance - 1];
      counts.n++;
      if (whole !== undefined && text !== "" && whole.slice(start, end) === text) counts.hits++;
    }
  }
  return counts;
}

function citationsOf(evaluation: Evaluation): Evidence[] {
  const findings = [...evaluation.verdicts, ...evaluation.topics, ...evaluation.commitments, evaluation.outcome];
  return [...evaluation.notScorableEvidence, ...findings.flatMap(({ evidence }) => evidence)];
}

function costOf(judged: JudgedDialogue[]): ModeMeasures["cost"] {
  const cost = { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, usd: 0 };
  for (const { evaluation } of judged) {
    if (!evaluation) continue;
    const { receipt } = evaluation;
    cost.requests += receipt.requests;
    cost.inputTokens += receipt.inputTokens;
    cost.cachedTokens += receipt.cachedTokens;
    cost.outputTokens += receipt.outputTokens;
    cost.usd += receipt.costUsd;
  }
  return cost;
}
