import { before, type CallReading, countMatches, mentions, placeOf, says, type Turn, turnsOf } from "./call-reading.ts";
import { notApplicable } from "./contact.ts";
import { cite, citeConcept, type Detector, finding, remembered } from "./finding.ts";
import { standingOf } from "./standing.ts";

/** Words of the manager below which tone and speech cannot be judged. */
const WORDS_MIN = 12;

/** Words of all the turns. */
export function wordsOf(turns: Turn[]): number {
  return turns.reduce((sum, { wordCount }) => sum + wordCount, 0);
}

/** Was the manager polite? Met unless something says otherwise. */
export const tonePoliteness: Detector = remembered((call) => {
  const managers = turnsOf(call, "manager");
  if (wordsOf(managers) < WORDS_MIN) return notApplicable("tone.na");
  const { rude, cold } = standingOf(call);
  if (rude.length > 0)
    return finding(
      "not_met",
      "tone.rude",
      rude.map((turn) => citeConcept(turn, "insult", "blame", "curt")),
    );
  const blaming = managers.filter((turn) => says(turn, "blame"));
  if (standingOf(call).isHostile)
    return finding(
      "not_met",
      "tone.cold",
      [...new Set([...blaming, ...cold])].map((turn) => citeConcept(turn, "blame", "curt", "talk_down", "impatience")),
    );
  const threats = managers.filter((turn) => says(turn, "threat", "scare"));
  if (threats.length > 0)
    return finding(
      "not_met",
      "tone.threat",
      threats.map((turn) => citeConcept(turn, "threat", "scare")),
    );
  const pushy = managers.filter((turn) => says(turn, "pressure") || pushesOn(call, turn));
  if (cold.length > 0)
    return finding(
      "partial",
      "tone.curt",
      cold.map((turn) => citeConcept(turn, "curt", "talk_down", "impatience", "blame")),
    );
  if (pushy.length > 0)
    return finding(
      "partial",
      "tone.pushy",
      pushy.map((turn) => citeConcept(turn, "pressure", "scarcity", "push")),
    );
  if (isPassive(call)) {
    const short = managers.filter((turn) => turn.wordCount <= SHORT_WORDS && before(call, turn)?.role === "customer");
    return finding(
      "partial",
      "tone.passive",
      short.map((turn) => cite(turn)),
    );
  }
  const polite = [...managers]
    .map((turn) => ({
      turn,
      warmth: countMatches(turn, "empathy", "apology") * 2 + countMatches(turn, "polite", "thanks"),
    }))
    .sort((a, b) => b.warmth - a.warmth)
    .filter(({ warmth }) => warmth > 0);
  const shown = polite.length > 0 ? polite.map(({ turn }) => turn) : managers;
  return finding(
    "met",
    "tone.met",
    shown.slice(0, 2).map((turn) => citeConcept(turn, "empathy", "apology", "polite")),
  );
});

/** Words of an answer that is no more than a word. */
const SHORT_WORDS = 5;

/** The customer asks and asks, and gets a word or two: indifference without a rude word. */
function isPassive(call: CallReading): boolean {
  const asked = turnsOf(call, "customer").filter(
    (turn) => turn.text.sentences.some((sentence) => sentence.asked) || says(turn, "asks"),
  );
  const managers = turnsOf(call, "manager");
  const asking = managers.filter(({ text }) => text.sentences.some((sentence) => sentence.asked)).length;
  const short = managers.filter((turn) => turn.wordCount <= SHORT_WORDS).length;
  const warm = managers.filter((turn) => says(turn, "empathy", "apology", "thanks", "warm_wish")).length;
  return asked.length >= 4 && asking * 2 <= asked.length && short >= managers.length * 0.4 && warm <= 2;
}

/** Goes on offering after a plain «I do not need it», without a word about it. */
function pushesOn(call: CallReading, turn: Turn): boolean {
  const refusal = before(call, turn);
  if (refusal?.role !== "customer" || !says(refusal, "refuse", "uninterest", "leaves")) return false;
  return (
    turn.wordCount >= 5 &&
    says(turn, "offer", "concession", "push", "price") &&
    !says(turn, "ack", "farewell", "apology")
  );
}

/** Words of one turn beyond which it is a monologue. */
const MONOLOGUE_WORDS = 55;
/** Hedges of one turn that make it muddled. */
const MUDDLED_FROM = 2;
/** Share of the manager's turns that may be unsure before it tells on the whole. */
const UNSURE_SHARE = 0.2;

/** So many times the customer may ask back («which one?») before it tells on the manager's speech. */
const LOST_OFTEN = 3;

/** Share of the manager's turns that lose the customer before the whole counts as confused. */
const LOST_SHARE = 0.3;

/** Could the customer follow? Met unless something says otherwise. */
export const speechClarity: Detector = remembered((call) => {
  const managers = turnsOf(call, "manager");
  if (wordsOf(managers) < WORDS_MIN) return notApplicable("clarity.na");
  const spoken = managers.filter(({ wordCount }) => wordCount >= SPOKEN_WORDS_MIN).length;
  const lost = managers.filter((turn) => losesCustomer(call, turn));
  const recited = managers.filter(
    (turn) => turn.wordCount >= MONOLOGUE_WORDS && countMatches(turn, "filler", "hedge") >= 5,
  );
  const muddled = managers.filter((turn) => hedgesIn(turn) >= MUDDLED_FROM || countMatches(turn, "filler") >= 4);
  const unsure = managers.filter((turn) => hedgesIn(turn) > 0);
  const lostInMuddle = lost.filter((turn) => hedgesIn(turn) > 0 || muddled.includes(turn));
  const worst = [...unsure].sort((a, b) => hedgesIn(b) - hedgesIn(a));
  const show = (turns: Turn[]) => [...new Set(turns)].map((turn) => citeConcept(turn, "hedge"));
  const { isHostile, isLost } = standingOf(call);
  const isBroken = lostInMuddle.length >= 1 && (isHostile || isLost);
  if (recited.length > 0 || isBroken || lostInMuddle.length >= Math.max(3, spoken * LOST_SHARE))
    return finding("not_met", "clarity.confused", show([...recited, ...lostInMuddle, ...lost, ...worst]));
  const plainly = lost.filter((turn) => losesCustomer(call, turn, "lost"));
  if (plainly.length >= 1 || lost.length >= LOST_OFTEN)
    return finding("partial", "clarity.lost", show([...plainly, ...lost, ...worst]));
  if (
    muddled.length >= 2 ||
    (unsure.length >= 2 && unsure.length >= spoken * UNSURE_SHARE) ||
    (muddled.length >= 1 && spoken < 20)
  )
    return finding("partial", "clarity.unsure", show(worst));
  const clear = [...managers].sort((a, b) => figures(b) - figures(a)).slice(0, 2);
  return finding(
    "met",
    "clarity.met",
    clear.map((turn) => cite(turn)),
  );
});

/** Shorter turns («yes», «hello») say nothing about how clearly somebody speaks. */
const SPOKEN_WORDS_MIN = 3;
/** A first turn shorter than this is a greeting; «what?» after it is about the line. */
const OPENING_WORDS = 12;

/** The customer's next words show that they could not follow; `lost` says so outright. */
function losesCustomer(call: CallReading, turn: Turn, concept: "confused" | "lost" = "confused"): boolean {
  const at = placeOf(call, turn);
  const next = call.turns[at + 1];
  const isOpening = at === 0 && turn.wordCount < OPENING_WORDS;
  return !isOpening && next?.role === "customer" && mentions(next, concept, "lost");
}

/** Hedges outside questions; an honest «I do not know, I will check» is none. */
function hedgesIn(turn: Turn): number {
  const honest = turn.matches.get("honest") ?? [];
  const starts = new Set<number>();
  for (const { from } of turn.matches.get("hedge") ?? []) {
    const sentence = turn.text.sentences.find((one) => from >= one.from && from < one.to);
    if (!sentence || sentence.asked) continue;
    if (honest.some((match) => match.from >= sentence.from && match.from < sentence.to)) continue;
    starts.add(from);
    if (isByNumber(turn, from)) starts.add(-from - 1);
  }
  return starts.size;
}

/** «Thirty-eight, I think»: a doubtful figure weighs double. */
function isByNumber(turn: Turn, at: number): boolean {
  return (turn.matches.get("money") ?? []).some(({ from }) => Math.abs(from - at) <= 2);
}

/** Exact figures in well-sized sentences speak for clear speech. */
function figures(turn: Turn): number {
  return Math.min(countMatches(turn, "price", "when_exact"), 3) + (turn.wordCount >= 8 && turn.wordCount <= 45 ? 1 : 0);
}
