import type { Role, Utterance } from "../transcripts/transcript.ts";
import type { Settlement } from "../usage/paid-request.ts";
import type { EvaluatedTranscript, EvaluationRequest } from "./evaluate-transcript.ts";
import type { NotScorableReason, Outcome, Recommendation, UnclearReason, Verdict, VoteCount } from "./evaluation.ts";
import type { ReportLanguage, Scorecard } from "./scorecard.ts";

/** What a judge reads. Withheld utterances are already out of `utterances`; numbers keep their place in the call. */
export interface JudgeInput {
  /** The call that pays; identifies paid requests in the ledger (DESIGN §10 `subject`). */
  subject: string;
  utterances: JudgedUtterance[];
  /** Count of utterances of the whole transcript, withheld ones included. */
  utteranceCount: number;
  scorecard: Scorecard;
  /** Spoken language, `ru` or `en` for the rules judge; null when unknown. */
  language: string | null;
  reportLanguage: ReportLanguage;
  /** A person asks again: allows one further paid request where none is allowed by itself (DESIGN §10). */
  again?: boolean;
  /** The call that is judged; absent for work that stores nothing. */
  callId?: string;
  /** What must have come true before anything is sent that costs money; judging does not wait for it. */
  ready?: Promise<unknown>;
  /** Longest wait for a provider that asks to wait; to the judge's own deadline where not said. */
  patienceMs?: number;
  /** Aborts the work; a paid request in flight is cancelled and becomes `ambiguous`. */
  signal: AbortSignal;
}

/** An utterance with its role, as judges see it. */
export interface JudgedUtterance extends Utterance {
  role: Role;
}

/** A cited place: an utterance number and, when the judge can point at them, the exact words (UTF-16 offsets). */
export interface Citation {
  utterance: number;
  span?: { start: number; end: number };
}

/** What a judge says of one criterion, before code has checked its citations. */
export interface ProposedVerdict {
  criterion: string;
  verdict: Verdict;
  citations: Citation[];
  /** True when the citations show where a missing thing should have stood. */
  absence: boolean;
  reason: string;
  /** A key of the scorecard's breach list, or null. */
  breach: string | null;
  vote: VoteCount | null;
  /** Why it is `unclear`; null otherwise. */
  unclearReason: UnclearReason | null;
}

/** What the judging cost; zeros for `rules`. */
export interface JudgeUsage {
  requests: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  costUsd: number;
  model: string | null;
  modelFingerprint: string | null;
}

/** Nothing was asked and nothing paid. */
export const NO_USAGE: JudgeUsage = {
  requests: 0,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  model: null,
  modelFingerprint: null,
};

/** Everything a judge proposes for one call. */
export interface Judgement {
  /** Set when the judge finds the call not scorable, with the utterances that show it. */
  notScorable: { reason: NotScorableReason; citations: Citation[] } | null;
  verdicts: ProposedVerdict[];
  summary: string;
  recommendations: Recommendation[];
  topics: { label: string; citations: Citation[] }[];
  outcome: { value: Outcome; citations: Citation[] };
  commitments: { who: "manager" | "customer"; what: string; when: string | null; citations: Citation[] }[];
  rawAnswers: string[];
  usage: JudgeUsage;
  /** Ledger rows whose answer is to be settled in the same statement that stores the evaluation. */
  settlements: Settlement[];
}

/** Fills in a scorecard for one call. Throws `upstream_failed` when its model fails for good. */
export interface Judge {
  name: "openai" | "rules";
  /** Changes whenever the same input could get another verdict. */
  version: string;
  /** Whether it can read a call in this language (BCP 47; null when it could not be told). */
  reads(language: string | null): boolean;
  /** Hash of the static prompt for this scorecard; null without one. */
  promptSha256(scorecard: Scorecard, reportLanguage: ReportLanguage): string | null;
  judge(input: JudgeInput): Promise<Judgement>;
  /** Does all that `evaluateTranscript` does with it in another thread; null, at once or later, where it is to be done here. */
  elsewhere?(request: EvaluationRequest): Promise<EvaluatedTranscript | null> | null;
}
