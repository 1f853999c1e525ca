import type { ConversationMetrics } from "../transcripts/conversation-metrics.ts";
import type { ContentMode } from "./scorecard.ts";

/**
 * Words of this room. Scorecard: criteria of one content mode, revisions immutable. Verdict: what a judge says of one
 * criterion. Evidence: utterances copied by code that hold a verdict. Evaluation: one scorecard revision filled in for
 * one call by one judge; never updated. Score: arithmetic over the verdicts, percent. Receipt: what it was made from.
 */

/** `na`: no occasion for it in this call. `unclear`: could not be judged; earns nothing and costs nothing. */
export type Verdict = "met" | "partial" | "not_met" | "na" | "unclear";

/** Why a call holds nothing to score (DESIGN §6.1). `no_speech`: a recording in which nobody says a word. */
export type NotScorableReason =
  | "voicemail"
  | "ivr_only"
  | "wrong_number"
  | "no_speech"
  | "one_side_silent"
  | "too_short"
  | "not_sales";

/**
 * Why a person has to look. Only `criteria_unclear` leaves a preliminary total. `nothing_applied`: every criterion with
 * weight was `na`.
 */
export type ReviewReason =
  | "roles_in_doubt"
  | "language_unsupported"
  | "mostly_unclear"
  | "criteria_unclear"
  | "nothing_applied";

/** Words of the transcript: `text` is copied by code, `start`/`end` are UTF-16 offsets of it in its utterance. */
export interface Evidence {
  utterance: number;
  text: string;
  start: number;
  end: number;
  startMs: number | null;
}

/** How the votes on one criterion fell; absent when one answer was enough. `agreement` is 0 to 1. */
export interface VoteCount {
  votes: Verdict[];
  agreement: number;
}

/** Why a proposed verdict became `unclear`. */
export type UnclearReason =
  | "no_evidence"
  | "wrong_side"
  | "utterance_missing"
  | "utterance_withheld"
  | "votes_tied"
  | "no_detector"
  | "judge_unsure";

/** The settled verdict of one criterion. `score` is 100, 50, 0 or null (na, unclear). */
export interface CriterionVerdict {
  criterion: string;
  name: string;
  weight: number;
  verdict: Verdict;
  score: number | null;
  /** One or two sentences in the report language. */
  reason: string;
  evidence: Evidence[];
  /** True when the evidence shows the stretch where the missing thing should have stood. */
  absence: boolean;
  /** Key of the breach on the scorecard's list that this verdict names; null when none. */
  breach: string | null;
  unclearReason: UnclearReason | null;
  vote: VoteCount | null;
}

/** One thing to change, in the report language; `example` are words to say. `criterion` null: about the call as a whole. */
export interface Recommendation {
  criterion: string | null;
  text: string;
  example: string | null;
}

/** How the call ended. */
export type Outcome = "sale" | "refusal" | "callback" | "complaint" | "information" | "none";

/** A finding beside the score, held by evidence. */
export interface Tag {
  label: string;
  evidence: Evidence[];
}

/** A promise or next step. `when` in the speaker's words; null when none was said. */
export interface Commitment {
  who: "manager" | "customer";
  what: string;
  when: string | null;
  evidence: Evidence[];
}

/** The ceiling a critical criterion put on the total. */
export interface Cap {
  criterion: string;
  cap: number;
  breach: string | null;
}

/** What the evaluation was made from; hashes are lower-case hex SHA-256. */
export interface Receipt {
  transcriptSha256: string;
  roleAssignmentSha256: string;
  scorecard: { key: string; revision: number; sha256: string };
  judge: string;
  judgeVersion: string;
  /** Hash of the static prompt; null for a judge without one. */
  promptSha256: string | null;
  model: string | null;
  modelFingerprint: string | null;
  requests: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  /** US dollars; 0 for a judge that costs nothing. */
  costUsd: number;
}

/** The result of judging one call with one scorecard revision. */
export interface Evaluation {
  status: "scored" | "not_scorable" | "needs_review";
  /** Set exactly when `status` is `not_scorable`. */
  notScorableReason: NotScorableReason | null;
  /** Utterances that show why the call cannot be scored. */
  notScorableEvidence: Evidence[];
  /** Set exactly when `status` is `needs_review`. */
  reviewReason: ReviewReason | null;
  mode: ContentMode;
  /** BCP 47 tag of the spoken language as told or found; null when it could not be told. */
  language: string | null;
  /** Percent, one decimal; null unless `scored`. */
  total: number | null;
  /** Before the cap; null like `total`. */
  rawTotal: number | null;
  /** The total over the clear criteria while a few are open; null otherwise. */
  preliminary: number | null;
  /** What the total can become once the open criteria are settled; null unless `needs_review` with criteria. */
  range: { low: number; high: number } | null;
  cap: Cap | null;
  verdicts: CriterionVerdict[];
  summary: string;
  recommendations: Recommendation[];
  topics: Tag[];
  outcome: { value: Outcome; evidence: Evidence[] };
  commitments: Commitment[];
  /** Numbers of utterances that spoke to the judge and were kept from it. */
  withheld: number[];
  /** Invisible and control characters removed from the input. */
  removedCharacters: number;
  metrics: ConversationMetrics;
  /** The judge's raw answers, one per paid request. */
  rawAnswers: string[];
  receipt: Receipt;
}

/** Who filled the scorecard in. */
export type JudgeName = "openai" | "rules" | "person";

/** An evaluation as stored: never updated; `current` tells whether it is the one that counts for its scorecard. */
export interface StoredEvaluation {
  /** UUIDv7. */
  id: string;
  callId: string;
  transcriptId: string;
  roleAssignmentId: string;
  createdAt: Date;
  scorecard: { key: string; revision: number };
  judge: JudgeName;
  purpose: "score" | "calibration" | "shadow";
  current: boolean;
  evaluation: Evaluation;
}
