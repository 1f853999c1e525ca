import { type CallReading, countMatches, mentions, plainMatches, says, type Turn, turnsOf } from "./call-reading.ts";
import { notApplicable } from "./contact.ts";
import { cite, citeConcept, type Detector, finding } from "./finding.ts";
import { standingOf } from "./standing.ts";

/** Words of the manager below which tone and speech cannot be judged. */
const WORDS_MIN = 12;

/** Words of all the turns. */
export function wordsOf(turns: Turn[]): number {
  return turns.reduce((sum, { wordCount }) => sum + wordCount, 0);
}

/** Was the manager polite? Met unless something says otherwise. */
export const tonePoliteness: Detector = (call) => {
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
  if (cold.length >= 3 || (blaming.length >= 1 && cold.length >= 2))
    return finding(
      "not_met",
      "tone.cold",
      [...new Set([...blaming, ...cold])].map((turn) => citeConcept(turn, "blame", "curt", "impatience")),
    );
  const pushy = managers.filter((turn) => says(turn, "pressure", "threat"));
  if (cold.length > 0)
    return finding(
      "partial",
      "tone.curt",
      cold.map((turn) => citeConcept(turn, "curt", "impatience", "blame")),
    );
  if (pushy.length > 0)
    return finding(
      "partial",
      "tone.pushy",
      pushy.map((turn) => citeConcept(turn, "pressure", "scarcity", "push")),
    );
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
};

/** Words of one turn beyond which it is a monologue. */
const MONOLOGUE_WORDS = 110;

/** Could the customer follow? Met unless something says otherwise. */
export const speechClarity: Detector = (call) => {
  const managers = turnsOf(call, "manager");
  const words = wordsOf(managers);
  if (words < WORDS_MIN) return notApplicable("clarity.na");
  const lost = managers.filter((turn) => {
    const next = call.turns[call.turns.indexOf(turn) + 1];
    return next?.role === "customer" && mentions(next, "confused");
  });
  const monologues = managers.filter(
    ({ wordCount, ...turn }) => wordCount >= MONOLOGUE_WORDS && countFillers(turn as Turn) >= 4,
  );
  const muddled = managers.filter((turn) => countMatches(turn, "hedge") >= 2 || countFillers(turn) >= 4);
  const unsure = managers.filter((turn) => plainMatches(turn, "hedge").length > 0);
  const hedges = managers.reduce((sum, turn) => sum + countMatches(turn, "hedge"), 0);
  const rate = (hedges / words) * 100;
  const worst = [...managers].sort((a, b) => muddle(b) - muddle(a)).slice(0, 2);
  if (monologues.length > 0 || (lost.length >= 2 && muddled.length >= 1) || (lost.length >= 1 && muddled.length >= 2))
    return finding(
      "not_met",
      "clarity.confused",
      [...new Set([...monologues, ...lost.filter((turn) => muddled.includes(turn)), ...worst])].map((turn) =>
        cite(turn),
      ),
    );
  if (lost.length >= 1 || muddled.length >= 2 || (rate >= 1.2 && unsure.length >= 2))
    return finding(
      "partial",
      "clarity.unsure",
      [...new Set([...lost, ...worst])].map((turn) => citeConcept(turn, "hedge")),
    );
  const clear = [...managers].sort((a, b) => figures(b) - figures(a)).slice(0, 2);
  return finding(
    "met",
    "clarity.met",
    clear.map((turn) => cite(turn)),
  );
};

function countFillers(turn: Turn): number {
  return countMatches(turn, "filler");
}

function muddle(turn: Turn): number {
  return countMatches(turn, "hedge") * 2 + countFillers(turn);
}

/** Exact figures in well-sized sentences speak for clear speech. */
function figures(turn: Turn): number {
  return Math.min(countMatches(turn, "price", "when_exact"), 3) + (turn.wordCount >= 8 && turn.wordCount <= 45 ? 1 : 0);
}

/** The call's worst tone, for other criteria. */
export function toneOf(call: CallReading): "rude" | "cold" | "fine" {
  const { rude, cold } = standingOf(call);
  return rude.length > 0 ? "rude" : cold.length >= 2 ? "cold" : "fine";
}
