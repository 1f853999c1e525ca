import { type CallReading, countMatches, mentions, overlap, says, type Turn, turnsOf } from "./call-reading.ts";
import { notApplicable } from "./contact.ts";
import { cite, citeConcept, type Detector, finding, remembered } from "./finding.ts";
import { isShortChoice } from "./needs.ts";
import { standingOf } from "./standing.ts";

/** Kinds of objection, as concepts of the lexicon, with how plainly each speaks on its own (0 to 1). */
const KINDS: [kind: string, weight: number][] = [
  ["obj_price", 1],
  ["obj_think", 1],
  ["obj_ask_other", 1],
  ["obj_no_need", 0.9],
  ["obj_competitor", 0.8],
  ["obj_trust", 0.75],
  ["obj_timing", 0.6],
  ["obj_other", 0.5],
];

/** An objection, the manager's words after it and what the customer then said. */
export interface Objection {
  turn: Turn;
  kind: string;
  /** 0 to 1.3: how plain an objection it is. */
  weight: number;
  replies: Turn[];
  after: Turn | null;
}

/** From this weight on an objection is plain; below it is only hinted at. */
export const PLAIN_MIN = 0.7;
/** Below this weight nothing was objected. */
const HINT_MIN = 0.35;
/** Share of the call's start where a worry belongs to the need, not to the offer. */
const EARLY_SHARE = 0.15;

/** The objections and hints of the call in order. */
export function objectionsOf(call: CallReading): Objection[] {
  const known = objections.get(call);
  if (known) return known;
  const plain = findObjections(call, (turn, at, offered) => weigh(call, turn, at, offered));
  const found = plain.length > 0 ? plain : findObjections(call, hintIn);
  objections.set(call, found);
  return found;
}

const objections = new WeakMap<CallReading, Objection[]>();

/** What a customer's turn objects, and how plainly. */
type Weigher = (turn: Turn, at: number, offered: boolean) => { kind: string; weight: number };

/** Weight of a sour word or a no where nothing was objected plainly. */
const SOUR_HINT = 0.4;
/** A shorter turn hints at nothing. */
const HINT_WORDS_MIN = 4;

/** A sour word or a no once something was offered. */
function hintIn(turn: Turn, _at: number, offered: boolean): { kind: string; weight: number } {
  const isSour = mentions(turn, "sour", "dissatisfied", "fear", "told_again", "distrust") || says(turn, "says_no");
  const hints = offered && isSour && turn.wordCount >= HINT_WORDS_MIN && !says(turn, "refuse", "liked", "ready");
  return { kind: "obj_other", weight: hints ? SOUR_HINT : 0 };
}

function findObjections(call: CallReading, weigher: Weigher): Objection[] {
  const found: Objection[] = [];
  let offered = false;
  for (const [at, turn] of call.turns.entries()) {
    if (turn.role === "manager") {
      offered ||= says(turn, "price", "offer", "benefit_link");
      continue;
    }
    const { kind, weight } = weigher(turn, at, offered);
    if (weight < HINT_MIN) continue;
    let next = at + 1;
    while (call.turns[next]?.role === "customer") next += 1;
    const replies: Turn[] = [];
    for (; call.turns[next]?.role === "manager"; next++) replies.push(call.turns[next] as Turn);
    if (replies.some(asksBack)) {
      const argument = call.turns[next + 1];
      if (call.turns[next]?.role === "customer" && argument?.role === "manager") {
        replies.push(argument);
        next += 2;
      }
    }
    found.push({ turn, kind, weight, replies, after: call.turns[next] ?? null });
  }
  return found;
}

function weigh(call: CallReading, turn: Turn, at: number, offered: boolean): { kind: string; weight: number } {
  const said = KINDS.filter(([concept]) => mentions(turn, concept));
  const [first] = said;
  const echo = echoesPrice(call, turn, at);
  const rival = namesOtherPrice(call, turn, at);
  let weight = Math.max(first?.[1] ?? 0, rival ? RIVAL_PRICE : 0) + (said.length > 1 ? 0.2 : 0) + (echo ? 0.4 : 0);
  const asksOnly = turn.text.sentences.every(({ asked }) => asked);
  if (asksOnly && !echo && first?.[0] !== "obj_price") weight -= 0.3;
  const soft = first?.[0] === "obj_trust" || first?.[0] === "obj_timing" || first?.[0] === "obj_other";
  if (soft && !offered && at < call.turns.length * EARLY_SHARE) weight -= 0.4;
  if (soft && says(turn, "liked", "ready")) weight -= 0.3;
  return { kind: first?.[0] ?? "obj_price", weight };
}

/** Asks for what lies behind the objection; the argument then comes after the customer's answer. */
function asksBack(turn: Turn): boolean {
  return (
    turn.text.sentences.at(-1)?.asked === true ||
    (says(turn, "ask_back", "deep_need") && turn.wordCount < 12) ||
    isShortChoice(turn)
  );
}

/** The customer says the price just named again, with a pause or a question: «Сто девяносто шесть…». */
function echoesPrice(call: CallReading, turn: Turn, at: number): boolean {
  const before = call.turns[at - 1];
  if (before?.role !== "manager" || !says(before, "price", "money")) return false;
  const [sentence] = turn.text.sentences;
  if (!sentence) return false;
  const opening = turn.utterance.text.slice(0, 60);
  const numbers = [...turn.content].filter((stem) => /\p{N}/u.test(stem) || says(turn, "money"));
  return overlap(new Set(numbers), before.content) > 0 && /[?？]|\.\.\.|…/.test(opening) && turn.wordCount <= 16;
}

/** A discount or instalments alone are worth no more than this. */
const CONCESSION_ONLY = 0.9;

/** A price of the customer's own against the one just named. */
const RIVAL_PRICE = 0.8;

/** Turns back to the price that the customer answers. */
const RIVAL_REACH = 7;

/** After the manager's price the customer names another number, neither asking nor giving a date or a quantity asked for. */
function namesOtherPrice(call: CallReading, turn: Turn, at: number): boolean {
  const priced = call.turns
    .slice(Math.max(0, at - RIVAL_REACH), at)
    .some((one) => one.role === "manager" && says(one, "price", "money"));
  const asked = call.turns[at - 1]?.text.sentences.at(-1)?.asked ?? false;
  if (!priced || asked || turn.wordCount < 4 || !says(turn, "price_talk")) return false;
  if (mentions(turn, "when_exact", "ready", "ready_step", "delay")) return false;
  const said = call.turns[at - 1]?.content ?? new Set<string>();
  const plain = turn.text.sentences.filter((sentence) => !sentence.asked);
  const numbers = (turn.matches.get("money") ?? []).filter(({ from }) =>
    plain.some((sentence) => from >= sentence.from && from < sentence.to),
  );
  return numbers.some(({ from }) => !said.has(turn.text.words[from]?.form ?? ""));
}

/** How good the reply to an objection is: from 2 answered on its merits, around 1 in general words, 0 and below not. */
export function replyQuality({ replies, after, kind, turn }: Objection): number {
  if (replies.length === 0) return 0;
  const words = replies.reduce((sum, { wordCount }) => sum + wordCount, 0);
  const has = (...concepts: string[]) => replies.some((reply) => says(reply, ...concepts));
  const count = (...concepts: string[]) => replies.reduce((sum, reply) => sum + countMatches(reply, ...concepts), 0);
  if (has("insult")) return -3;
  let quality = Math.min(count("argue_value"), 4) * 0.5;
  if (has("ack", "empathy")) quality += 0.75;
  if (has("ask_back", "deep_need", "tell_me") || replies.slice(0, -1).some(asksBack)) quality += 0.75;
  if (has("benefit_link")) quality += 0.25;
  if (replies.some((reply) => overlap(reply.content, turn.content) > 0)) quality += 0.35;
  if (words >= 14) quality += 0.5;
  if (words >= 28) quality += 0.5;
  if (words < 6) quality -= 0.5;
  quality -= count("dismiss") + count("blame", "curt", "impatience");
  quality -= Math.min(count("push", "pressure"), 2) * 0.75;
  quality -= Math.min(count("hedge"), 3) * 0.4 + (has("reassure") ? 0.6 : 0) + (has("talk_down") ? 1.5 : 0);
  if (
    has("guarantee", "threat", "scare", "pressure", "scarcity", "superlative", "pay_code", "disparage") &&
    !has("no_guarantee", "warranty")
  )
    quality -= 1.5;
  if ((kind === "obj_think" || kind === "obj_ask_other") && has("step_contact", "step_action")) quality += 0.5;
  const heard =
    has("ack", "ask_back", "deep_need", "empathy") || replies.some((reply) => overlap(reply.content, turn.content) > 0);
  if (kind === "obj_no_need" && !heard) quality = Math.min(quality, 0) - 0.5;
  const conceded = count("concession");
  const reasoned = has("ask_back", "ack", "empathy", "benefit_link") || count("argue_value") > conceded + 1;
  if (conceded > 0 && !reasoned) quality = Math.min(quality, CONCESSION_ONLY);
  return quality + reception(after);
}

/** How the customer takes the reply. */
function reception(after: Turn | null): number {
  if (!after) return 0;
  if (mentions(after, "refuse", "dissatisfied", "distrust", "obj_no_need", "told_again")) return -0.75;
  if (says(after, "softening", "liked", "ready", "thanks_strong", "trust")) return 0.75;
  return says(after, "ready_step", "satisfied") ? 0.4 : 0;
}

/** Share of the plainest objection in the whole; the rest is the mean of all. */
const MAIN_SHARE = 0.8;
/** Values of the whole: from here on answered on the merits; below the others when the call was lost, or at all, not answered. */
const ANSWERED = 1.3;
const ANSWERED_POORLY = 0.6;
const IGNORED = -0.6;
/** One reply this bad decides. */
const INSULTING = -1.5;

/** Were doubts taken seriously and answered? */
export const objectionHandling: Detector = remembered((call) => {
  const all = objectionsOf(call).filter(({ replies }) => replies.length > 0);
  const plain = all.filter(({ weight }) => weight >= PLAIN_MIN);
  const considered = plain.length > 0 ? plain : all;
  if (considered.length === 0 || turnsOf(call, "manager").length === 0) return notApplicable("objections.na");
  const judged = considered.map((objection) => ({ objection, quality: replyQuality(objection) }));
  const total = judged.reduce((sum, { objection }) => sum + objection.weight, 0);
  const mean = judged.reduce((sum, { objection, quality }) => sum + objection.weight * quality, 0) / total;
  const main = judged.reduce((most, one) => (one.objection.weight >= most.objection.weight ? one : most));
  const value = MAIN_SHARE * main.quality + (1 - MAIN_SHARE) * mean;
  const best = [main, ...judged.filter((one) => one !== main).sort((a, b) => b.quality - a.quality)];
  const worst = [...judged].sort((a, b) => a.quality - b.quality);
  const citeReply = ({ objection }: (typeof judged)[number]) =>
    objection.replies.slice(0, 1).map((turn) => citeConcept(turn, "argue_value", "ask_back", "ack"));
  const { isHostile, isLost } = standingOf(call);
  const isBad = (worst[0]?.quality ?? 0) <= INSULTING;
  if (isBad || value < (isLost ? ANSWERED_POORLY : IGNORED) || (isHostile && value < ANSWERED))
    return finding(
      "not_met",
      "objections.brushed_off",
      worst.flatMap(({ objection }) => objection.replies.slice(0, 1).map((turn) => cite(turn))),
    );
  if (value >= ANSWERED) return finding("met", "objections.answered", best.flatMap(citeReply));
  return finding("partial", "objections.general", best.flatMap(citeReply));
});
