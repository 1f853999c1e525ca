import { type CallReading, readCall, withoutTurns } from "./detectors/call-reading.ts";
import { DETECTORS, FAULT_FREE } from "./detectors/detectors.ts";
import type { Detector, Finding } from "./detectors/finding.ts";
import { EVIDENCE_MAX } from "./evidence.ts";
import type { Citation, Judge, JudgeInput, Judgement, JudgeUsage, ProposedVerdict } from "./judge.ts";
import { rulesLanguage } from "./lexicon/stems.ts";
import type { Criterion, ReportLanguage } from "./scorecard.ts";

/** Changes whenever the same call could get another verdict. */
const VERSION = "rules-1";

const NO_USAGE: JudgeUsage = {
  requests: 0,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  model: null,
  modelFingerprint: null,
};

/**
 * The judge without a model: lexicons of word stems, the structure of the conversation and thresholds that anybody can
 * read. It reads Russian and English, costs nothing, and gives the same call the same verdicts.
 */
export function createRulesJudge(): Judge {
  return {
    name: "rules",
    version: VERSION,
    reads: (language) => rulesLanguage(language) !== null,
    promptSha256: () => null,
    judge: async (input) => judgeByRules(input),
  };
}

function judgeByRules(input: JudgeInput): Judgement {
  input.signal.throwIfAborted();
  const language = rulesLanguage(input.language) ?? "ru";
  const call = readCall(input.utterances, language);
  const verdicts = input.scorecard.criteria.map((criterion) => propose(call, criterion, input.reportLanguage));
  return {
    notScorable: null,
    verdicts,
    summary: "",
    recommendations: [],
    topics: [],
    outcome: { value: "none", citations: [] },
    commitments: [],
    rawAnswers: [],
    usage: NO_USAGE,
    settlements: [],
  };
}

function propose(call: CallReading, criterion: Criterion, _reportLanguage: ReportLanguage): ProposedVerdict {
  const name = criterion.detector;
  const detector = name === undefined ? undefined : DETECTORS.get(name);
  if (!detector || name === undefined)
    return verdictOf(criterion, { verdict: "unclear", cited: [], reason: "no_detector" }, "no_detector");
  const found = detector(call);
  const held = found.verdict === "met" && !FAULT_FREE.has(name) ? withCarriers(call, detector, found) : found;
  return verdictOf(criterion, held, held.verdict === "unclear" ? "judge_unsure" : null);
}

function verdictOf(
  criterion: Criterion,
  found: Finding,
  unclearReason: ProposedVerdict["unclearReason"],
): ProposedVerdict {
  return {
    criterion: criterion.key,
    verdict: found.verdict,
    citations: found.cited.slice(0, EVIDENCE_MAX),
    absence: found.absence ?? false,
    reason: found.reason,
    breach: found.breach ?? null,
    vote: null,
    unclearReason,
  };
}

/**
 * Cites what a `met` rests on: without the cited utterances it should not hold. While it still does, the utterances it
 * then rests on are cited too, as far as there is room.
 */
function withCarriers(call: CallReading, detector: Detector, found: Finding): Finding {
  const cited: Citation[] = found.cited.slice(0, 1);
  for (let more = found; cited.length < EVIDENCE_MAX; ) {
    more = detector(withoutTurns(call, new Set(cited.map(({ utterance }) => utterance))));
    if (more.verdict !== "met") break;
    const next = more.cited.find(({ utterance }) => !cited.some((known) => known.utterance === utterance));
    if (!next) break;
    cited.push(next);
  }
  return { ...found, cited };
}
