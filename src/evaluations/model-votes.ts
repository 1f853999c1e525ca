import type { CriterionVerdict, Verdict } from "./evaluation.ts";
import { type CitableUtterances, settleVerdict, VERDICT_SCORE } from "./evidence.ts";
import type { ProposedVerdict } from "./judge.ts";
import { bandOf, capOf, scoreVerdicts } from "./score.ts";
import type { Criterion, ReportLanguage, Scorecard } from "./scorecard.ts";

/** What proposals are settled against. */
export interface VoteGround {
  scorecard: Scorecard;
  citable: CitableUtterances;
  language: ReportLanguage;
}

/** Proposals as they would stand after the check of their evidence; one that is missing is left out. */
export function settleAll(proposals: readonly ProposedVerdict[], ground: VoteGround): CriterionVerdict[] {
  const { scorecard, citable, language } = ground;
  return scorecard.criteria.flatMap((criterion) => {
    const proposed = proposals.find((proposal) => proposal.criterion === criterion.key);
    return proposed ? [settleVerdict(proposed, criterion, scorecard, citable, language)] : [];
  });
}

/**
 * The criteria that one answer is not enough for (DESIGN §6.4): a critical one that is about to cap the total, and a
 * `partial` that would put the total into another band when moved one step.
 */
export function criteriaToVote(proposals: readonly ProposedVerdict[], ground: VoteGround): Criterion[] {
  const { scorecard } = ground;
  const verdicts = settleAll(proposals, ground);
  const total = totalOf(verdicts, scorecard);
  const concerned = verdicts.filter((verdict) => {
    if (capOf([verdict], scorecard)) return true;
    if (verdict.verdict !== "partial" || total === null) return false;
    return (["met", "not_met"] as const).some((step) => {
      const moved = verdicts.map((one) =>
        one === verdict ? { ...one, verdict: step, score: VERDICT_SCORE[step] } : one,
      );
      return bandOf(totalOf(moved, scorecard) ?? total) !== bandOf(total);
    });
  });
  return scorecard.criteria.filter(({ key }) => concerned.some(({ criterion }) => criterion === key));
}

function totalOf(verdicts: CriterionVerdict[], scorecard: Scorecard): number | null {
  const { total, preliminary } = scoreVerdicts(verdicts, scorecard);
  return total ?? preliminary;
}

/**
 * What all answers together say of one criterion. A vote counts as it stands after the check of its evidence; more than
 * half of the votes win, otherwise it is `unclear`. A breach is named only when every vote names one.
 */
export function majority(votes: readonly ProposedVerdict[], criterion: Criterion, ground: VoteGround): ProposedVerdict {
  const { scorecard, citable, language } = ground;
  const settled = votes.map((vote) => settleVerdict(vote, criterion, scorecard, citable, language));
  const counts = new Map<Verdict, number>();
  for (const { verdict } of settled) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const [winner, count] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ["unclear", 0]);
  const vote = { votes: settled.map(({ verdict }) => verdict), agreement: count / votes.length };
  const spokesman = votes[settled.findIndex(({ verdict }) => verdict === winner)];
  if (!spokesman || count * 2 <= votes.length)
    return { ...tied(criterion.key), reason: spokesman?.reason ?? "", citations: spokesman?.citations ?? [], vote };
  const breach = settled.every((one) => one.breach !== null) ? (settled[0]?.breach ?? null) : null;
  return { ...spokesman, breach, vote };
}

function tied(criterion: string): Omit<ProposedVerdict, "reason" | "citations" | "vote"> {
  return { criterion, verdict: "unclear", absence: false, breach: null, unclearReason: "votes_tied" };
}
