import type { Sentence } from "../lexicon/words.ts";
import { answerTo, type CallReading, mentions, says, type Turn, turnsOf } from "./call-reading.ts";
import { notApplicable } from "./contact.ts";
import { cite, type Detector, finding, missing, remembered } from "./finding.ts";
import { isComplaint, standingOf } from "./standing.ts";

/** A manager's question about the customer's need. */
export interface NeedQuestion {
  turn: Turn;
  sentence: Sentence;
  /** Asks for a reason, a problem, a goal or a story, not for a parameter. */
  isDeep: boolean;
}

/** Words of an answer that tells something. */
const ANSWER_WORDS_MIN = 2;

/** A shorter turn («hello?») opens nothing yet. */
const OPENING_WORDS_MIN = 3;

/** The manager's questions about the need that the customer answered, in order. */
export function needQuestions(call: CallReading): NeedQuestion[] {
  const found: NeedQuestion[] = [];
  const opening = turnsOf(call, "manager").find(({ wordCount }) => wordCount >= OPENING_WORDS_MIN);
  for (const turn of turnsOf(call, "manager")) {
    const answer = answerTo(call, turn);
    if (!answer || answer.wordCount < ANSWER_WORDS_MIN || mentions(answer, "confused", "told_again")) continue;
    if (turn === opening && says(turn, "greeting", "self_name", "permission")) continue;
    for (const sentence of turn.text.sentences) {
      const question = asNeedQuestion(call, turn, sentence);
      if (question) found.push(question);
    }
  }
  return found;
}

function asNeedQuestion(call: CallReading, turn: Turn, sentence: Sentence): NeedQuestion | null {
  const inside = (concept: string) =>
    turn.matches.get(concept)?.some(({ from }) => from >= sentence.from && from < sentence.to) ?? false;
  const told = inside("tell_me");
  const asked = sentence.asked || told || (!call.isPunctuated && (inside("interrogative") || isShortChoice(turn)));
  if (!asked) return null;
  const isDeep = told || inside("deep_need");
  if (inside("contact_question") && !isDeep) return null;
  if (inside("challenge") || inside("push") || inside("insult") || inside("reflect")) return null;
  if (sentence.to - sentence.from < 2) return null;
  return { turn, sentence, isDeep };
}

/** Words of an unmarked «this or that» that still reads as a question. */
const CHOICE_WORDS_MAX = 12;

/** «This or that» in a few words, asked without a mark. */
export function isShortChoice({ text, wordCount }: Turn): boolean {
  return wordCount <= CHOICE_WORDS_MAX && text.words.some(({ form }) => form === "или" || form === "or");
}

/** So many turns of plain questions make up for deep ones; more, for one asked again. */
const PARAMETERS_ENOUGH = 4;
/** So many times the customer had to repeat what was already told. */
const ASKED_AGAIN = 2;

/** Did the manager find out what the customer needs, and why? */
export const needDiscovery: Detector = remembered((call) => {
  const questions = needQuestions(call);
  const [firstManager] = turnsOf(call, "manager");
  if (!firstManager) return notApplicable("need.na");
  const deep = questions.filter(({ isDeep }) => isDeep);
  const cited = [...deep, ...questions.filter(({ isDeep }) => !isDeep)].map(({ turn, sentence }) =>
    cite(turn, { from: sentence.from, to: sentence.to, negated: false }),
  );
  const turns = new Set(questions.map(({ turn }) => turn)).size;
  const standing = standingOf(call);
  if (standing.isHostile && (turns < 3 || deep.length === 0))
    return turns === 0
      ? missing("need.none", [cite(turnsOf(call, "manager")[1] ?? firstManager)])
      : finding("not_met", "need.beside", cited);
  const again = turnsOf(call, "manager").filter((turn) => {
    const answer = answerTo(call, turn);
    return answer !== null && mentions(answer, "told_again");
  });
  if (again.length >= ASKED_AGAIN)
    return finding(
      "not_met",
      "need.again",
      again.map((turn) => cite(turn)),
    );
  const enough =
    (deep.length >= 1 && (questions.length >= 3 || turns >= 2)) ||
    (turns >= PARAMETERS_ENOUGH && questions.length >= PARAMETERS_ENOUGH);
  if (enough && (again.length === 0 || turns > PARAMETERS_ENOUGH)) return finding("met", "need.met", cited);
  if (turns === 0 && isComplaint(call)) return notApplicable("need.na");
  if (turns === 0) return missing("need.none", [cite(turnsOf(call, "manager")[1] ?? firstManager)]);
  if (turns === 1 && standing.isLost) return finding("not_met", "need.beside", cited);
  return finding("partial", "need.parameters", cited);
});
