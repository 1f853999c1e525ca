import { type CallReading, mentions, overlap, says, type Turn } from "./call-reading.ts";

/** How the two sides answer each other. */
export interface Answers {
  /** Words of the manager's turns that the customer said shortly before. */
  echoed: number;
  /** The most such words in one turn. */
  summedUp: number;
  /** Manager turns that say back what the customer said («so you need…»). */
  reflected: number;
  /** Customer turns that ask once more what was asked before. */
  askedAgain: number;
  /** Questions for a figure or a time. */
  askedTerms: number;
  /** Such questions that got none; a vague one is half evaded. */
  evaded: number;
}

/** Whether a turn asks something, with or without a question mark. */
export function asksIn(call: CallReading, turn: Turn): boolean {
  if (call.isPunctuated) return turn.text.sentences.some(({ asked }) => asked);
  return turn.role === "manager" ? mentions(turn, "interrogative", "deep_need", "tell_me") : says(turn, "asks");
}

/** Customer turns back within which words taken up count. */
const ECHO_REACH = 4;
/** Own questions back within which a customer's question is the same one again. */
const AGAIN_REACH = 3;
/** A customer's turn of fewer words can ask again without the form of a question. */
const SHORT_WORDS = 6;

/** Reads who answers what. */
export function readAnswers(call: CallReading): Answers {
  const recent: Turn[] = [];
  const asked: Turn[] = [];
  const found: Answers = { echoed: 0, summedUp: 0, reflected: 0, askedAgain: 0, askedTerms: 0, evaded: 0 };
  for (const [at, turn] of call.turns.entries()) {
    if (turn.role === "customer") {
      recent.push(turn);
      const asks = asksIn(call, turn);
      if ((asks || turn.wordCount < SHORT_WORDS) && isAskedAgain(turn, asked)) found.askedAgain += 1;
      if (asks) asked.push(turn);
      const answer = call.turns[at + 1];
      if (asks && answer?.role === "manager" && mentions(turn, "asks_much", "asks_when")) {
        found.askedTerms += 1;
        found.evaded += evasion(turn, answer);
      }
      continue;
    }
    const near = recent.slice(-ECHO_REACH);
    let echoed = 0;
    for (const stem of turn.content) if (near.some(({ content }) => content.has(stem))) echoed += 1;
    found.echoed += echoed;
    found.summedUp = Math.max(found.summedUp, echoed);
    if (echoed > 0 && says(turn, "reflect", "says_back")) found.reflected += 1;
  }
  return found;
}

/** Asks in the words of an earlier question, or says that it is asked again («so how much?»). */
function isAskedAgain(turn: Turn, asked: Turn[]): boolean {
  if (mentions(turn, "asks_on")) return true;
  return asked.slice(-AGAIN_REACH).some(({ content }) => {
    const shared = overlap(turn.content, content);
    return shared >= 2 || (shared === 1 && turn.content.size <= 2);
  });
}

/** How far an answer evades a question for a figure or a time: 0 not at all, 1 wholly. */
function evasion(question: Turn, answer: Turn): number {
  const isTime = mentions(question, "asks_when") && mentions(answer, "when_clock");
  const isNamed = isTime || mentions(answer, "money", "price", "when_exact");
  return isNamed ? (mentions(answer, "vague") ? 0.5 : 0) : 1;
}
