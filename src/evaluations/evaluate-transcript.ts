import { ROLE_CONFIDENCE_MIN } from "../transcripts/transcript.ts";
import type { Settlement } from "../usage/paid-request.ts";
import type { Evaluation, Receipt, ReviewReason } from "./evaluation.ts";
import { type CitableUtterances, citableUtterances, copyEvidence, settleVerdict } from "./evidence.ts";
import { type Citation, type Judge, type Judgement, type JudgeUsage, NO_USAGE, type ProposedVerdict } from "./judge.ts";
import { scorecardSha256 } from "./load-scorecards.ts";
import type { ReadTranscript } from "./read-transcript.ts";
import { type Unscorable, whyUnscorable } from "./scorability.ts";
import { type Score, scoreVerdicts } from "./score.ts";
import type { ContentMode, ReportLanguage, Scorecard } from "./scorecard.ts";
import { standingText } from "./standing-text.ts";

/** What is judged, with which scorecard, for whom. `subject` pays (the call, or a content hash for unstored work). */
export interface EvaluationRequest {
  subject: string;
  read: ReadTranscript;
  scorecard: Scorecard;
  reportLanguage: ReportLanguage;
  signal: AbortSignal;
  /** Somebody asks again for a call that failed: one further attempt where none is made by itself. */
  again?: boolean;
  /** The call that is judged; absent for work that stores nothing. */
  callId?: string;
  /** What must have come true before anything is sent that costs money; judging does not wait for it. */
  ready?: Promise<unknown>;
  /** Longest wait for a provider that asks to wait; to the judge's own deadline where not said. */
  patienceMs?: number;
}

/** The evaluation and the ledger rows to settle in the statement that stores it. */
export interface EvaluatedTranscript {
  evaluation: Evaluation;
  settlements: Settlement[];
}

/**
 * Fills in one scorecard for one transcript: is there something to score, can it be read, what does the judge say, do
 * its citations hold, what is the sum (DESIGN §6, in this order). Nothing is paid for a call that code can turn away.
 * Throws what the judge throws (`upstream_failed`, `too_large`, `timeout`).
 */
export async function evaluateTranscript(
  deps: { judge: Judge },
  request: EvaluationRequest,
): Promise<EvaluatedTranscript> {
  const elsewhere = await deps.judge.elsewhere?.(request);
  if (elsewhere) return elsewhere;
  const { read, scorecard } = request;
  const citable = citableUtterances(read);
  const utterances = [...citable.byNumber.values()];
  const unscorable = read.unscorable === undefined ? whyUnscorable(read, utterances) : read.unscorable;
  if (unscorable) return withoutJudge(deps, request, notScorable(unscorable, citable));
  const doubt = whyNotJudged(deps.judge, read, scorecard.mode);
  if (doubt) return withoutJudge(deps, request, inDoubt(doubt));

  const judgement = await deps.judge.judge({
    subject: request.subject,
    utterances,
    utteranceCount: read.transcript.utterances.length,
    scorecard,
    language: read.language,
    reportLanguage: request.reportLanguage,
    signal: request.signal,
    again: request.again ?? false,
    ...(request.callId !== undefined && { callId: request.callId }),
    ...(request.ready !== undefined && { ready: request.ready }),
    ...(request.patienceMs !== undefined && { patienceMs: request.patienceMs }),
  });
  const evaluation = judgement.notScorable
    ? judgedUnscorable(deps, request, judgement, citable)
    : scored(deps, request, judgement, citable);
  return { evaluation, settlements: judgement.settlements };
}

/** The part of an evaluation that says how it stands; the rest is the same for every way out. */
type Standing = Omit<Score, "status" | "reviewReason"> &
  Pick<Evaluation, "status" | "notScorableReason" | "notScorableEvidence" | "reviewReason">;

const NO_SCORE = { total: null, rawTotal: null, preliminary: null, range: null, cap: null };

function notScorable(found: Unscorable, citable: CitableUtterances): Standing {
  const notScorableEvidence = copyEvidence(found.citations, citable);
  return {
    ...NO_SCORE,
    status: "not_scorable",
    notScorableReason: found.reason,
    notScorableEvidence,
    reviewReason: null,
  };
}

function inDoubt(reviewReason: ReviewReason): Standing {
  return { ...NO_SCORE, status: "needs_review", notScorableReason: null, notScorableEvidence: [], reviewReason };
}

/** Roles in doubt forbid a verdict on one side; a language the judge cannot read forbids every verdict. */
function whyNotJudged(judge: Judge, read: ReadTranscript, mode: ContentMode): ReviewReason | null {
  if (!judge.reads(read.language)) return "language_unsupported";
  if (mode === "Диалог") return null;
  const { roles, confidence } = read.roles;
  const known = roles.includes("manager") && roles.includes("customer");
  return known && confidence >= ROLE_CONFIDENCE_MIN ? null : "roles_in_doubt";
}

function withoutJudge(deps: { judge: Judge }, request: EvaluationRequest, standing: Standing): EvaluatedTranscript {
  const why = standing.notScorableReason ?? standing.reviewReason ?? "mostly_unclear";
  const text = standingText(why, request.reportLanguage);
  const evaluation: Evaluation = {
    ...frame(deps.judge, request, NO_USAGE),
    ...standing,
    verdicts: [],
    summary: text.summary,
    recommendations: [{ criterion: null, text: text.advice, example: null }],
    topics: [],
    outcome: { value: "none", evidence: [] },
    commitments: [],
    rawAnswers: [],
  };
  return { evaluation, settlements: [] };
}

/** A model may find the call not scorable in its one request; without cited words that hold it is a case for a person. */
function judgedUnscorable(
  deps: { judge: Judge },
  request: EvaluationRequest,
  judgement: Judgement,
  citable: CitableUtterances,
): Evaluation {
  const found = judgement.notScorable;
  const standing = found ? notScorable(found, citable) : inDoubt("mostly_unclear");
  const held = standing.notScorableEvidence.length > 0 ? standing : inDoubt("mostly_unclear");
  const { evaluation } = withoutJudge(deps, request, held);
  return { ...evaluation, ...frame(deps.judge, request, judgement.usage), rawAnswers: judgement.rawAnswers };
}

function scored(
  deps: { judge: Judge },
  request: EvaluationRequest,
  judgement: Judgement,
  citable: CitableUtterances,
): Evaluation {
  const { scorecard, reportLanguage } = request;
  const proposals = new Map(judgement.verdicts.map((verdict) => [verdict.criterion, verdict]));
  const verdicts = scorecard.criteria.map((criterion) =>
    settleVerdict(
      proposals.get(criterion.key) ?? missing(criterion.key),
      criterion,
      scorecard,
      citable,
      reportLanguage,
    ),
  );
  return {
    ...frame(deps.judge, request, judgement.usage),
    ...scoreVerdicts(verdicts, scorecard),
    notScorableReason: null,
    notScorableEvidence: [],
    verdicts,
    summary: judgement.summary,
    recommendations: judgement.recommendations,
    topics: held(judgement.topics, citable),
    outcome: {
      value: judgement.outcome.value,
      evidence: copyEvidence(judgement.outcome.citations, citable),
    },
    commitments: held(judgement.commitments, citable),
    rawAnswers: judgement.rawAnswers,
  };
}

/** Findings beside the score stand only with words that hold them. */
function held<Finding extends { citations: Citation[] }>(findings: Finding[], citable: CitableUtterances) {
  return findings
    .map(({ citations, ...finding }) => ({ ...finding, evidence: copyEvidence(citations, citable) }))
    .filter(({ evidence }) => evidence.length > 0);
}

function missing(criterion: string): ProposedVerdict {
  return {
    criterion,
    verdict: "unclear",
    citations: [],
    absence: false,
    reason: "",
    breach: null,
    vote: null,
    unclearReason: "judge_unsure",
  };
}

/** What every evaluation carries whatever its outcome. */
function frame(judge: Judge, request: EvaluationRequest, usage: JudgeUsage) {
  const { read, scorecard } = request;
  const receipt: Receipt = {
    transcriptSha256: read.transcriptSha256,
    roleAssignmentSha256: read.roleAssignmentSha256,
    scorecard: { key: scorecard.key, revision: scorecard.revision, sha256: scorecardSha256(scorecard) },
    judge: judge.name,
    judgeVersion: judge.version,
    promptSha256: judge.promptSha256(scorecard, request.reportLanguage),
    ...usage,
  };
  return {
    mode: scorecard.mode,
    language: read.language,
    withheld: read.withheld,
    removedCharacters: read.transcript.removedCharacters,
    metrics: read.metrics,
    receipt,
  };
}
