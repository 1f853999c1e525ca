import { formatCount, formatNumber } from "./format.ts";
import type { ruReport } from "./ru-report.ts";

const count = (value: number, one: string, other: string) => formatCount("en", value, { one, other });

/** English texts of a report. */
export const enReport: typeof ruReport = {
  // Score
  scoreTitle: "Score",
  scoreOf: "of 100",
  bands: { poor: "Poor", weak: "Weak", good: "Good", strong: "Strong" },
  titleScored: (score, who) => `${score} of 100, ${who}`,
  capName: (cap) => `Capped at ${cap}:`,
  capBecause: (criterion, breach) =>
    breach ? `criterion “${criterion}”, ${lowerFirst(breach)}` : `criterion “${criterion}” not met`,
  capRaw: (raw) => `The criteria alone would give ${raw}.`,
  capNoLoss: "The score is no higher without it.",
  howReckoned: "How it adds up",
  rulerTotal: (total, band) => `Scale from 0 to 100. Total ${total}: ${band.toLowerCase()}.`,
  rulerCapped: (raw, total, band) =>
    `Scale from 0 to 100. By criteria ${raw}, total capped at ${total}: ${band.toLowerCase()}.`,
  rulerRange: (low, high) => `Scale from 0 to 100. Possible score from ${low} to ${high}.`,
  rulerTotalLabel: (total) => `total ${total}`,
  rulerRawLabel: (raw) => `${raw} by criteria`,
  rulerFrom: (low) => `from ${low}`,
  rulerTo: (high) => `to ${high}`,
  rulerPreliminary: (value) => `${value} so far`,

  // Not scorable
  noScore: "No score",
  notScorableReasons: {
    voicemail: "answering machine",
    ivr_only: "voice menu only",
    wrong_number: "wrong number",
    no_speech: "nobody speaks",
    one_side_silent: "one side silent",
    too_short: "too short",
    not_sales: "not a sales call",
  },
  notScorableWhy: {
    voicemail: "An answering machine picked up: there was no conversation, so there is nothing to score.",
    ivr_only: "Only a voice menu spoke: the call never reached a person.",
    wrong_number: "Wrong number: nothing was said about buying.",
    no_speech: "Nobody speaks in the recording: there is nothing to score.",
    one_side_silent: "One side said nothing: it did not become a conversation.",
    too_short: "The conversation is too short to judge.",
    not_sales: "This was not about a sale: the criteria do not fit it.",
  },
  notScorableBecause: (reason) => `Reason: ${reason}`,
  notScorableAverages: "The call counts in no average and no ranking.",
  groundsLabel: "Grounds:",
  quoteLink: (number) => `quote ${number}`,
  nextTitle: "What you can do",
  wasACall: "Was it a conversation after all?",
  wasACallHow: "Check that the whole text is here and the sides are labelled, then send it again.",
  wasACallHeard: "Listen to the recording below. If there is a conversation in it, export it anew and send it again.",
  tryAgain: "Check another one",

  // Needs review
  waitsForReview: "Score waits for review",
  openCriteria: (open, all) => `${formatNumber("en", open)} of ${count(all, "criterion", "criteria")}`,
  reviewWhy: {
    roles_in_doubt: "It is not clear who is the manager and who is the customer, so there are no verdicts.",
    language_unsupported: "The judge does not read the language of this call, so there are no verdicts.",
    mostly_unclear: "Too much stayed unclear to name a number.",
    criteria_unclear: "The judge could not decide some of the criteria.",
    nothing_applied: "None of the criteria fits this call.",
  },
  reviewRange: (low, high) => `After review the score will be from ${low} to ${high}.`,
  reviewPreliminary: (value) => `By the settled criteria it is ${value} so far.`,
  reviewAverages: "Until then the call counts in no average and lowers nobody.",
  reviewTitle: "For a person to decide",
  reviewNote: "An unclear criterion earns nothing and costs nothing until it is settled.",
  rolesShown:
    "The sides are a guess, nobody can be judged by them. Look at the conversation below: if manager and customer are right, say so; if they are changed over, swap them.",
  rolesHeard: "Most reliable is a recording with a channel for each side. The dialogue mode needs no roles.",
  reviewSteps: {
    roles_in_doubt:
      "Label the utterances (“Manager:”, “Customer:”) and send the call again. The dialogue mode needs no roles.",
    language_unsupported:
      "Rules read Russian and English. A model reads other languages: connect one with OPENAI_API_KEY.",
    mostly_unclear:
      "Read the unclear criteria below beside the conversation. A model settles such places more often than rules.",
    criteria_unclear:
      "Read the unclear criteria below beside the conversation: the range shows how much they can change.",
    nothing_applied: "Choose another mode: this scorecard looks at things that did not come up.",
  },
  settledRest: (value, earned, possible) =>
    `The other ${count(value, "criterion", "criteria")}: settled, ${earned} of ${possible} points`,
  range: (low, high) => `${low} to ${high}`,

  // Advice
  adviceTitle: "What to change first",
  adviceTitleKeep: "What to keep",
  adviceNone: "Nothing to change: carry on like this.",
  adviceSay: "You could say",
  adviceSayElsewhere: "An example from another call",
  advicePlace: (criterion) => `Criterion “${criterion}”`,
  adviceMore: (value) => `${count(value, "more suggestion", "more suggestions")}`,

  // Criteria
  criteriaTitle: "Criteria",
  criteriaNote:
    "What cost points comes first. The number of a quote leads to its place in the conversation, the number there leads back.",
  criteriaHead: { verdict: "Verdict", criterion: "Criterion, reason, quote", points: "Points" },
  verdicts: { met: "Met", partial: "Partly met", not_met: "Not met", na: "Not applicable", unclear: "Unclear" },
  points: "Points: ",
  pointsOf: (possible) => `of ${possible}`,
  notCounted: "not counted",
  weight: (weight) => `weight ${weight}`,
  capFlag: (cap) => `Critical: a breach caps the score at ${cap}.`,
  breachFlag: (breach) => `Breach: ${lowerFirst(breach)}.`,
  votes: (agreeing, all) => `Votes: ${agreeing} of ${all}.`,
  votesTied: (list) => `The votes split: ${list}.`,
  absence: "This is where it should have been said, and was not.",
  quoteWhole: "the whole of it in the conversation",
  toPlace: (number) => `${number}. To its place in the conversation`,
  unclearReasons: {
    no_evidence: "The judge found no words in the conversation to stand on.",
    wrong_side: "The judge cited words of the other side. The quote does not count.",
    utterance_missing: "The judge cited an utterance that does not exist. The quote does not count.",
    utterance_withheld: "The judge cited an utterance kept from it. The quote does not count.",
    votes_tied: "The judge's votes were tied.",
    no_detector: "Rules cannot judge this criterion: it takes a model or a person.",
    judge_unsure: "The judge is not sure.",
  },

  // Reckoning
  reckoningTitle: "How it adds up",
  reckoningNote: "Met gives the whole weight, partly met a half, not met nothing.",
  reckoningCaption: "How the score adds up",
  earned: "Points earned",
  possible: "Of possible",
  leftOut: (all, out) => `${all} without weight ${out}: not applicable or unclear`,
  byCriteria: "By criteria",
  capLine: "Cap",
  total: "Total",
  preliminaryLine: "Preliminary",

  // Transcript
  transcriptTitle: "Conversation",
  transcriptNote:
    "Underlined is what the verdicts stand on: a solid line for met, dashed for partly met, double for a breach or a miss.",
  roles: { manager: "Manager", customer: "Customer", other: "Another voice", unknown: "Speaker unknown" },
  otherSide: "Other side",
  utterance: (number) => `utterance ${number}`,
  utterances: (list) => `utterances ${list}`,
  utteranceLink: (number) => `Utterance ${number}`,
  quoteRef: (number, criterion, verdict) => `Quote ${number}. ${criterion}: ${verdict.toLowerCase()}`,
  groundsRef: (number) => `Quote ${number}. To the reason`,
  onlyEvidence: "Only utterances with quotes",
  skippedTurns: (value, first, last) =>
    `${count(value, "utterance", "utterances")} without quotes: ${first === last ? first : `${first}–${last}`}`,
  jumpTitle: "Quotes along the conversation",
  jumpTo: (number, utterance) => `Quote ${number}, utterance ${utterance}`,
  nextEvidence: (utterance) => `Next quote, utterance ${utterance}`,
  previousEvidence: (utterance) => `Previous quote, utterance ${utterance}`,
  withheldMark: "Speaks to the judge. Kept from it, no effect on the score.",
  withheldNote: (value) =>
    `${count(value, "utterance speaks", "utterances speak")} to the judge instead of the other person. The judge did not see them and they do not affect the score:`,

  // Facts
  factsTitle: "What was agreed",
  outcomeName: "Outcome",
  outcomes: {
    sale: "Sale",
    refusal: "Refusal",
    callback: "Call back",
    complaint: "Complaint",
    information: "Information",
    none: "Ended in nothing",
  },
  topicsName: "Topics",
  promisesCaption: "Promises and next steps",
  promisesHead: { what: "Promised", who: "Who", when: "When", utterance: "Utterance" },
  whenMissing: "no time named",
  noPromises: "Nobody promised anything.",

  // Metrics
  metricsTitle: "How the call went",
  metricsNote:
    "The stronger shade is the manager, the paler one the customer. Counted by words, no effect on the score.",
  metricHow: "How it is counted",
  talkName: "Manager's share of talk",
  talkAbout: "The manager's words divided by the words of manager and customer. Other voices do not count.",
  talkPicture: (manager, customer) => `Manager ${manager}, customer ${customer}`,
  monologueName: "Longest monologue",
  monologueAbout:
    "The manager's words in a row, without an utterance of the other side. Bars up are the manager, down the customer.",
  monologuePicture: "Words in each utterance: manager above, customer below",
  monologueOther: (value) => `customer ${formatNumber("en", value)}`,
  wordCount: (value) => count(value, "word", "words"),
  questionsName: "Manager's questions",
  questionsAbout: "Question marks in the text; several in a row count as one.",
  questionsPicture: "Utterances with questions along the call: manager above, customer below",
  questionsOther: (value) => `the customer asked ${formatNumber("en", value)}`,
  fillersName: "Manager's filler words",
  fillersAbout: "How often words of the list (“um”, “like”, “you know”) came up, whatever their meaning.",
  fillersPer: (value) => `${value} per 100 words`,
  lengthName: "Length of the call",
  lengthAbout: "Utterances as they are written. Words without labels and times.",
  notKnown: "not known",
  rolesUnknown: "roles unknown",

  // Receipt
  receiptTitle: "Receipt",
  receiptSummary: "Who judged, by which revision, and what it cost",
  receipt: {
    judge: "Judge",
    model: "Model",
    scorecard: "Scorecard",
    prompt: "Prompt",
    transcript: "Text",
    roles: "Roles",
    votes: "Votes",
    requests: "Paid requests",
    tokens: "Tokens",
    cost: "Cost",
    removed: "Removed from the text",
    language: "Language",
    evaluatedAt: "Evaluated",
    id: "Evaluation",
  },
  judgeVersion: (judge, version) => `${judge}, version ${version}`,
  revision: (key, revision) => `${key}, revision ${revision}`,
  fingerprint: (value) => `fingerprint ${value}`,
  voteLine: (criterion, agreeing, all, verdict) =>
    `“${criterion}”: ${agreeing} of ${all} for “${verdict.toLowerCase()}”`,
  oneVote: "one for each criterion",
  tokenLine: (input, cached, output) => `${input} in, of these ${cached} from the cache; ${output} out`,
  free: "free",
  removedCharacters: (value) => count(value, "invisible character", "invisible characters"),
  json: "JSON",
  allOfCall: "All evaluations of the call",
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
