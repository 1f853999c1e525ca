import { type CallReading, readCall, withoutTurns } from "./detectors/call-reading.ts";
import { DETECTORS, FAULT_FREE } from "./detectors/detectors.ts";
import type { Detector, Finding } from "./detectors/finding.ts";
import { outcomeOf, promisesOf, topicsOf } from "./detectors/tags.ts";
import { EVIDENCE_MAX } from "./evidence.ts";
import { type Citation, type Judge, type JudgeInput, type Judgement, NO_USAGE, type ProposedVerdict } from "./judge.ts";
import { prepareLexicons } from "./lexicon/lexicons.ts";
import { rulesLanguage } from "./lexicon/stems.ts";
import {
  type Judged,
  type Quoted,
  reasonText,
  recommendationsOf,
  summaryText,
  topicLabel,
} from "./report-text/write-report.ts";
import type { Criterion, ReportLanguage } from "./scorecard.ts";

/** Changes whenever the same call could get another verdict. */
const VERSION = "rules-7";

/**
 * The judge without a model: lexicons of word stems, the structure of the conversation and thresholds that anybody can
 * read. It reads Russian and English, costs nothing, and gives the same call the same verdicts.
 */
export function createRulesJudge(): Judge {
  prepareLexicons();
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
  const call = readCall(input.utterances, rulesLanguage(input.language) ?? "ru");
  const judged = input.scorecard.criteria.map((criterion) => judgeCriterion(call, criterion, input.reportLanguage));
  const outcome = outcomeOf(call);
  const [held] = outcome.citations;
  const facts = { outcome: outcome.value, step: held ? quote(call, held).words : null, ...figuresOf(call) };
  return {
    notScorable: null,
    verdicts: judged.map(({ verdict }) => verdict),
    summary: summaryText(judged, facts, input.reportLanguage),
    recommendations: recommendationsOf(judged, input.reportLanguage),
    topics: topicsOf(call).flatMap(({ concept, citations }) => {
      const label = topicLabel(concept, input.reportLanguage);
      return label === null ? [] : [{ label, citations }];
    }),
    outcome,
    commitments: promisesOf(call),
    rawAnswers: [],
    usage: NO_USAGE,
    settlements: [],
  };
}

function judgeCriterion(call: CallReading, criterion: Criterion, reportLanguage: ReportLanguage): Judged {
  const found = findingFor(call, criterion);
  const [first] = found.cited;
  const quoted = first ? quote(call, first) : null;
  const verdict: ProposedVerdict = {
    criterion: criterion.key,
    verdict: found.verdict,
    citations: found.cited.slice(0, EVIDENCE_MAX),
    absence: found.absence ?? false,
    reason: reasonText(found.reason, quoted, reportLanguage),
    breach: found.breach ?? null,
    vote: null,
    unclearReason: found.verdict !== "unclear" ? null : found.reason === "no_detector" ? "no_detector" : "judge_unsure",
  };
  return { criterion, verdict, quoted };
}

function findingFor(call: CallReading, criterion: Criterion): Finding {
  const name = criterion.detector;
  const detector = name === undefined ? undefined : DETECTORS.get(name);
  if (name === undefined || !detector) return { verdict: "unclear", cited: [], reason: "no_detector" };
  if (call.turns.length === 0) return { verdict: "unclear", cited: [], reason: "roles_unknown" };
  const found = detector(call);
  return found.verdict === "met" && !FAULT_FREE.has(name) ? withCarriers(call, detector, found) : found;
}

function quote(call: CallReading, { utterance, span }: Citation): Quoted {
  const text = call.turns.find((turn) => turn.utterance.number === utterance)?.utterance.text ?? "";
  return { words: span ? text.slice(span.start, span.end) : text, utterance };
}

/** Share of the manager's words in percent, and the questions the manager asked. */
function figuresOf(call: CallReading): { share: number | null; questions: number } {
  let own = 0;
  let all = 0;
  let questions = 0;
  for (const { role, wordCount, text } of call.turns) {
    all += wordCount;
    if (role !== "manager") continue;
    own += wordCount;
    questions += text.sentences.filter(({ asked }) => asked).length;
  }
  return { share: all === 0 ? null : Math.round((own / all) * 100), questions };
}

/** Candidates tried for each further citation; the first of them is taken when the verdict stands without any. */
const CARRIERS_TRIED = 5;
/** Citations that the search begins with in turn, until one leads to carriers. */
const STARTS_TRIED = 3;
/** In longer calls only the first: a verdict rests on more than can be cited, and each trial reads the whole call. */
const TURNS_TRIED_MAX = 150;

/**
 * Cites what a `met` rests on: without the cited utterances it should not hold. While it still does, utterances it then
 * rests on are cited too, as far as there is room; of these the one that carries it.
 */
function withCarriers(call: CallReading, detector: Detector, found: Finding): Finding {
  const starts = found.cited.slice(0, call.turns.length > TURNS_TRIED_MAX ? 1 : STARTS_TRIED);
  const tried = starts.map((start) => () => carriersFrom(call, detector, found, start));
  let first: Citation[] | null = null;
  for (const search of tried) {
    const { cited, isCarried } = search();
    if (isCarried) return { ...found, cited };
    first ??= cited;
  }
  return { ...found, cited: first ?? found.cited };
}

/** The search from one citation on, and whether the verdict fell with what it found. */
function carriersFrom(call: CallReading, detector: Detector, found: Finding, start: Citation) {
  const cited: Citation[] = [start];
  const without = (more: Citation[]) =>
    detector(withoutTurns(call, new Set([...cited, ...more].map(({ utterance }) => utterance))));
  let rest = without([]);
  while (rest.verdict === "met" && cited.length < EVIDENCE_MAX) {
    const fresh = [...rest.cited, ...found.cited].filter(
      ({ utterance }) => !cited.some((known) => known.utterance === utterance),
    );
    const [first, ...others] = fresh
      .slice(0, CARRIERS_TRIED)
      .map((citation) => ({ citation, after: without([citation]) }));
    if (!first) break;
    const next = [first, ...others].find(({ after }) => after.verdict !== "met") ?? first;
    cited.push(next.citation);
    rest = next.after;
  }
  return { cited, isCarried: rest.verdict !== "met" };
}
