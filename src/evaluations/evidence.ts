import { shareWords } from "../transcripts/text-words.ts";
import type { CriterionVerdict, Evidence, UnclearReason } from "./evaluation.ts";
import type { Citation, JudgedUtterance, ProposedVerdict } from "./judge.ts";
import type { ReadTranscript } from "./read-transcript.ts";
import { type Criterion, type ReportLanguage, type Scorecard, textIn } from "./scorecard.ts";

/** At most so many utterances hold one verdict (DESIGN §6.3); further citations are dropped. */
export const EVIDENCE_MAX = 3;

/** What citations are checked against: the utterances a judge was given, by number, and those kept from it. */
export interface CitableUtterances {
  byNumber: ReadonlyMap<number, JudgedUtterance>;
  withheld: ReadonlySet<number>;
}

/** What may be judged and cited of a transcript. */
export function citableUtterances(read: ReadTranscript): CitableUtterances {
  const withheld = new Set(read.withheld);
  const byNumber = new Map<number, JudgedUtterance>();
  for (const [index, utterance] of read.transcript.utterances.entries()) {
    if (withheld.has(utterance.number)) continue;
    const judged = { ...utterance, role: read.roles.roles[index] ?? "unknown" };
    shareWords(utterance, judged);
    byNumber.set(utterance.number, judged);
  }
  return { byNumber, withheld };
}

/** The points of a verdict in percent; null for verdicts that do not count. */
export const VERDICT_SCORE = { met: 100, partial: 50, not_met: 0, na: null, unclear: null } as const;

/**
 * Copies the cited words out of the transcript. Citations of utterances that do not exist or were withheld are left
 * out, as are repeats; at most `EVIDENCE_MAX` remain, in the judge's order.
 */
export function copyEvidence(citations: Citation[], citable: CitableUtterances): Evidence[] {
  const evidence: Evidence[] = [];
  const seen = new Set<number>();
  for (const citation of citations) {
    const utterance = citable.byNumber.get(citation.utterance);
    if (!utterance || seen.has(citation.utterance)) continue;
    seen.add(citation.utterance);
    const { start, end } = exactWords(utterance.text, citation.span);
    evidence.push({
      utterance: utterance.number,
      text: utterance.text.slice(start, end),
      start,
      end,
      startMs: utterance.startMs,
    });
    if (evidence.length === EVIDENCE_MAX) break;
  }
  return evidence;
}

/**
 * Settles one proposed verdict: the words are copied by code and must be of the criterion's own side (DESIGN §6.3). A
 * verdict whose evidence does not hold becomes `unclear` with the reason; a breach that is not on the list is dropped.
 */
export function settleVerdict(
  proposed: ProposedVerdict,
  criterion: Criterion,
  scorecard: Scorecard,
  citable: CitableUtterances,
  language: ReportLanguage,
): CriterionVerdict {
  const evidence = copyEvidence(proposed.citations, citable);
  const unclearReason =
    proposed.verdict === "unclear"
      ? (proposed.unclearReason ?? "judge_unsure")
      : whyNotHeld(proposed, criterion, evidence, citable);
  const verdict = unclearReason ? "unclear" : proposed.verdict;
  const listed = scorecard.breaches.some((breach) => breach.key === proposed.breach);
  return {
    criterion: criterion.key,
    name: textIn(criterion.name, language),
    weight: criterion.weight,
    verdict,
    score: VERDICT_SCORE[verdict],
    reason: proposed.reason,
    evidence,
    absence: verdict === "not_met" && proposed.absence,
    breach: verdict === "not_met" && !proposed.absence && listed ? proposed.breach : null,
    unclearReason,
    vote: proposed.vote,
  };
}

function whyNotHeld(
  proposed: ProposedVerdict,
  criterion: Criterion,
  evidence: Evidence[],
  citable: CitableUtterances,
): UnclearReason | null {
  if (proposed.verdict === "na") return null;
  if (evidence.length === 0) {
    if (proposed.citations.length === 0) return "no_evidence";
    return proposed.citations.some((citation) => citable.withheld.has(citation.utterance))
      ? "utterance_withheld"
      : "utterance_missing";
  }
  if (proposed.verdict === "not_met" && proposed.absence) return null;
  const held = evidence.some(({ utterance }) => isOwnSide(criterion, citable.byNumber.get(utterance)));
  return held ? null : "wrong_side";
}

/** A machine's words show nothing about either side; an unknown speaker's only what both sides share. */
function isOwnSide(criterion: Criterion, utterance: JudgedUtterance | undefined): boolean {
  if (!utterance) return false;
  return criterion.side === "both" ? utterance.role !== "other" : utterance.role === criterion.side;
}

/** Both halves of a word: letters and digits side by side, or with the mark of a compound or a decimal between them. */
const WORD_CUT_BEFORE = /(?:[\p{L}\p{M}\p{N}]|[\p{L}\p{N}][-'’]|\p{N}[.,])$/u;
const WORD_CUT_AFTER = /^(?:[\p{L}\p{M}\p{N}]|[-'’][\p{L}\p{N}]|[.,]\p{N})/u;

/** Whether the place lies inside a word, a number or a sign of two code units. */
function cutsWord(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  if (/[\uDC00-\uDFFF]/.test(text[at] ?? "")) return true;
  const [before, after] = [text.slice(Math.max(0, at - 4), at), text.slice(at, at + 4)];
  return WORD_CUT_BEFORE.test(before) && WORD_CUT_AFTER.test(after) && !(isMark(before.at(-1)) && isMark(after[0]));
}

const isMark = (character = "") => /[^\p{L}\p{M}\p{N}]/u.test(character);

/** The wanted stretch, widened to whole words, when it lies inside the text and holds words, else the whole text. */
function exactWords(text: string, span: Citation["span"]): { start: number; end: number } {
  if (span && Number.isInteger(span.start) && Number.isInteger(span.end)) {
    let { start, end } = span;
    if (start >= 0 && start < end && end <= text.length && /[\p{L}\p{N}]/u.test(text.slice(start, end))) {
      while (cutsWord(text, start)) start -= 1;
      while (cutsWord(text, end)) end += 1;
      return { start, end };
    }
  }
  return { start: 0, end: text.length };
}
