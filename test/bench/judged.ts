import type { JudgedDialogue } from "../../bench/eval/judge-dialogues.ts";
import type { CriterionVerdict, Evaluation, Verdict } from "../../src/evaluations/evaluation.ts";
import type { BuiltInKey, LabelledDialogue } from "../helpers/labelled.ts";

/** A labelled dialogue of ten turns, middling, without labels for criteria. */
export function labelled(parts: Partial<LabelledDialogue> = {}): LabelledDialogue {
  return {
    id: "one",
    set: "a",
    text: "",
    language: "ru",
    scorable: true,
    unscorableReason: null,
    turnCount: 10,
    turnRoles: "MCMCMCMCMC",
    flags: { complianceBreach: false, injection: false },
    flagTurns: [],
    expected: { "manager-plus": [40, 60], "client-plus": [40, 60], dialog: [40, 60] },
    labels: { "manager-plus": {}, "client-plus": {}, dialog: {} },
    tier: null,
    ...parts,
  };
}

/** It as judged; its utterances are `utterance 1` to `utterance 10`. */
export function judged(
  dialogue: LabelledDialogue,
  parts: Partial<Evaluation>,
  readable = true,
  scorecard: BuiltInKey = "manager-plus",
): JudgedDialogue {
  return {
    dialogue,
    scorecard,
    readable,
    evaluation: { ...EVALUATION, ...parts },
    failure: null,
    utterances: Array.from({ length: 10 }, (_, index) => `utterance ${index + 1}`),
  };
}

/** A verdict that cites whole utterances of `judged`. */
export function verdict(criterion: string, said: Verdict, cited: number[]): CriterionVerdict {
  return {
    criterion,
    name: criterion,
    weight: 1,
    verdict: said,
    score: null,
    reason: "",
    evidence: cited.map((utterance) => {
      const text = `utterance ${utterance}`;
      return { utterance, text, start: 0, end: text.length, startMs: null };
    }),
    absence: false,
    breach: null,
    unclearReason: said === "unclear" ? "judge_unsure" : null,
    vote: null,
  };
}

const SIDE = {
  utterances: 0,
  utterancesMerged: 0,
  words: 0,
  wordsWithoutRemarks: 0,
  questions: 0,
  longestUtteranceWords: 0,
  longestMonologueWords: 0,
  fillers: null,
};

const EVALUATION: Evaluation = {
  status: "scored",
  notScorableReason: null,
  notScorableEvidence: [],
  reviewReason: null,
  mode: "Manager+",
  language: "ru",
  total: 50,
  rawTotal: 50,
  preliminary: null,
  range: null,
  cap: null,
  verdicts: [],
  summary: "",
  recommendations: [],
  topics: [],
  outcome: { value: "none", evidence: [] },
  commitments: [],
  withheld: [],
  removedCharacters: 0,
  metrics: {
    utterances: 10,
    utterancesMerged: 10,
    talkRatio: null,
    talkRatioWithoutRemarks: null,
    sides: { manager: SIDE, customer: SIDE, other: SIDE, unknown: SIDE },
  },
  rawAnswers: [],
  receipt: {
    transcriptSha256: "0".repeat(64),
    roleAssignmentSha256: "0".repeat(64),
    scorecard: { key: "manager-plus", revision: 1, sha256: "0".repeat(64) },
    judge: "rules",
    judgeVersion: "1",
    promptSha256: null,
    model: null,
    modelFingerprint: null,
    requests: 0,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    costUsd: 0,
  },
};
