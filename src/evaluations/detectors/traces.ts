import { asksIn } from "./answers.ts";
import { answerTo, before, type CallReading, mentions, placeOf, says, type Turn, turnsOf } from "./call-reading.ts";
import { objectionsOf } from "./objections.ts";

/** Turns that show a criterion faintly, most telling first: too little alone, enough where the whole call speaks for it. */
export type Traces = (call: CallReading) => Turn[];

/** The customer says yes to nothing here. */
function turnsDown(turn: Turn): boolean {
  return mentions(turn, "refuse", "cancel", "uninterest", "says_no", "leaves");
}

/** Takes well what was just said. */
function takesWell(turn: Turn | null): boolean {
  if (turn?.role !== "customer" || mentions(turn, "sour") || turnsDown(turn)) return false;
  return says(turn, "pleased", "liked", "softening", "trust", "ready", "ready_step", "confirmed");
}

/** Share of the call after which a commitment counts. */
const LATE_SHARE = 0.5;

function late(call: CallReading, turn: Turn): boolean {
  return placeOf(call, turn) >= call.turns.length * LATE_SHARE;
}

/** The customer commits to something: takes, orders, sends, comes. */
export const commitments: Traces = (call) =>
  turnsOf(call, "customer")
    .filter(
      (turn) =>
        late(call, turn) &&
        !turnsDown(turn) &&
        !mentions(turn, "agree_weak", "delay") &&
        says(turn, "ready", "purchase", "own_promise", "ready_step", "accepted"),
    )
    .reverse();

/** A time or a step that one side names late and the other takes. */
export const settledSteps: Traces = (call) =>
  turnsOf(call, "manager")
    .filter((turn) => {
      const answer = answerTo(call, turn);
      const prompt = before(call, turn);
      if (!late(call, turn) || says(turn, "declines", "passive_step")) return false;
      const given = prompt?.role === "customer" && says(prompt, "when_exact", "when_clock") && !turnsDown(prompt);
      const named =
        says(turn, "when_exact", "when_clock") || (given && says(turn, "step_contact", "step_action", "noted"));
      return named && answer !== null && !turnsDown(answer) && !mentions(answer, "agree_weak", "sour");
    })
    .reverse();

/** Turns back within which the customer's words are taken up. */
const REACH = 4;

/** The manager says back what the customer said. */
export const takenUp: Traces = (call) => {
  const found: { turn: Turn; shared: number }[] = [];
  for (const [at, turn] of call.turns.entries()) {
    if (turn.role !== "manager") continue;
    const near = call.turns.slice(Math.max(0, at - 2 * REACH), at).filter(({ role }) => role === "customer");
    let shared = 0;
    for (const stem of turn.content) if (near.some(({ content }) => content.has(stem))) shared += 1;
    const isSaidBack = says(turn, "reflect", "says_back");
    if (shared >= 3 || (shared >= 1 && isSaidBack)) found.push({ turn, shared: shared + (isSaidBack ? 2 : 0) });
  }
  return found.sort((a, b) => b.shared - a.shared).map(({ turn }) => turn);
};

/** Words of an answer that tells something. */
const TELLING_WORDS = 7;

/** The customer answers a question of the manager's at length. */
export const toldNeeds: Traces = (call) =>
  call.turns.filter((turn, at) => {
    const prompt = call.turns[at - 1];
    return (
      turn.role === "customer" &&
      turn.wordCount >= TELLING_WORDS &&
      !late(call, turn) &&
      (says(turn, "need_told", "fear") || (prompt?.role === "manager" && asksIn(call, prompt)))
    );
  });

/** The customer takes well what was answered to the last doubt. */
export const settledDoubts: Traces = (call) => {
  const last = objectionsOf(call).at(-1);
  return last?.after && takesWell(last.after) && last.replies[0] ? [last.replies[0]] : [];
};

/** Words of pleasure or trust in the second half. */
export const goodWords: Traces = (call) =>
  turnsOf(call, "customer")
    .filter(
      (turn) => late(call, turn) && !mentions(turn, "sour") && says(turn, "pleased", "liked", "trust", "thanks_strong"),
    )
    .reverse();

/** Something against it, if only in a word, once something was offered. */
export const hints: Traces = (call) => {
  const from = call.turns.findIndex((turn) => turn.role === "manager" && says(turn, "price", "offer", "money"));
  return turnsOf(call, "customer").filter(
    (turn) => from >= 0 && placeOf(call, turn) > from && mentions(turn, "sour", "says_no") && turn.wordCount >= 3,
  );
};

/** The customer asks for terms, or says that it appeals, once something was offered. */
export const wishes: Traces = (call) => {
  const from = call.turns.findIndex((turn) => turn.role === "manager" && says(turn, "price", "offer", "money"));
  return turnsOf(call, "customer")
    .filter(
      (turn) =>
        from >= 0 &&
        placeOf(call, turn) > from &&
        !turnsDown(turn) &&
        (says(turn, "liked", "ready") || (asksIn(call, turn) && mentions(turn, "asks_much", "asks_when"))),
    )
    .reverse();
};
