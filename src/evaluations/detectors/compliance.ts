import { before, type CallReading, countMatches, mentions, placeOf, says, type Turn, turnsOf } from "./call-reading.ts";
import { wordsOf } from "./conduct.ts";
import { notApplicable } from "./contact.ts";
import { type Breach, citeConcept, type Detector, finding } from "./finding.ts";
import { standingOf } from "./standing.ts";

/** A gross breach: its key on the scorecards' lists and what shows it in a manager's turn. */
const BREACHES: { key: Breach; shows: (turn: Turn, call: CallReading) => boolean; concepts: string[] }[] = [
  {
    key: "payment_codes",
    shows: (turn) => says(turn, "pay_code") && asksToSay(turn) && !mentions(turn, "protect_codes"),
    concepts: ["pay_code"],
  },
  {
    key: "guaranteed_result",
    shows: (turn) => promisesResult(turn) && !mentions(turn, "warranty", "no_guarantee"),
    concepts: ["guarantee"],
  },
  { key: "threat_or_pressure", shows: (turn) => says(turn, "threat"), concepts: ["threat"] },
  { key: "others_personal_data", shows: (turn) => says(turn, "others_data"), concepts: ["others_data"] },
  {
    key: "sale_without_consent",
    shows: (turn, call) => says(turn, "forced_sale") || signsUpAgainstNo(call, turn),
    concepts: ["forced_sale", "signs_up"],
  },
];

/** Asks for it to be said aloud, in so many words or by a question («and the code?»). */
function asksToSay(turn: Turn): boolean {
  if (says(turn, "say_aloud")) return true;
  const { sentences } = turn.text;
  return (turn.matches.get("pay_code") ?? []).some(({ from }) =>
    sentences.some((sentence) => sentence.asked && from >= sentence.from && from < sentence.to),
  );
}

/** Words between a guarantee and the result it promises; further apart they are two matters. */
const PROMISE_WORDS = 14;

function promisesResult({ matches }: Turn): boolean {
  const said = (concept: string) => (matches.get(concept) ?? []).filter(({ negated }) => !negated);
  const objects = said("guarantee_object");
  return said("guarantee").some((one) => objects.some(({ from }) => Math.abs(from - one.from) <= PROMISE_WORDS));
}

/** So many unproved promises are more than a slip. */
const UNVERIFIED_OFTEN = 2;

/** Signs the customer up, hears a no, and lets it stand. */
function signsUpAgainstNo(call: CallReading, turn: Turn): boolean {
  if (!says(turn, "signs_up")) return false;
  const [answer, next] = call.turns.slice(placeOf(call, turn) + 1);
  const refused = answer?.role === "customer" && (says(answer, "refuse", "cancel") || NO.test(answer.utterance.text));
  return refused && next?.role === "manager" && says(next, "signs_up") && !says(next, "apology");
}

const NO =
  /^(?:no|nope|don't|stop|wait|hang on|hold on|i (?:said|didn't|don't)|нет|не|ничего|никаких|погодите|подождите|стоп|я (?:сказала?|не|же))(?![\p{L}])/iu;

/** Were the rules of honest selling kept? Met unless something says otherwise. */
export const scriptCompliance: Detector = (call) => {
  const managers = turnsOf(call, "manager");
  if (wordsOf(managers) < 12) return notApplicable("compliance.na");
  for (const { key, shows, concepts } of BREACHES) {
    const turns = managers.filter((turn) => shows(turn, call));
    if (turns.length > 0)
      return {
        ...finding(
          "not_met",
          `compliance.${key}`,
          turns.map((turn) => citeConcept(turn, ...concepts)),
        ),
        breach: key,
      };
  }
  const lapses = (...concepts: string[]) => managers.filter((turn) => says(turn, ...concepts));
  const pressed = lapses("pressure", "scare");
  const slandered = lapses("disparage");
  const boasted = lapses("superlative");
  const idle = managers.filter((turn) => says(turn, "no_info", "blame") && before(call, turn)?.role === "customer");
  const grave = [...pressed, ...slandered];
  if (grave.length >= 1 || boasted.length >= 1 || idle.length >= 3)
    return finding(
      "not_met",
      grave.length > 0 ? "compliance.pressed" : boasted.length > 0 ? "compliance.boasted" : "compliance.duty",
      [...grave, ...boasted, ...idle].map((turn) =>
        citeConcept(turn, "pressure", "scare", "disparage", "superlative", "no_info", "blame"),
      ),
    );
  const { rude, cold, isHostile } = standingOf(call);
  if (isHostile)
    return finding(
      "not_met",
      "compliance.duty",
      [...idle, ...rude, ...cold].map((turn) => citeConcept(turn, "no_info", "blame", "insult")),
    );
  const light = lapses("unverified", "scarcity", "reassure");
  const again = managers.filter((turn) => {
    const next = call.turns[placeOf(call, turn) + 1];
    return turn.text.sentences.some(({ asked }) => asked) && next?.role === "customer" && mentions(next, "told_again");
  });
  if (light.length === 0 && again.length > 0)
    return finding(
      "partial",
      "compliance.asked_again",
      again.map((turn) => citeConcept(turn)),
    );
  if (light.length > 0)
    return finding(
      "partial",
      light.reduce((sum, turn) => sum + countMatches(turn, "unverified", "scarcity"), 0) >= UNVERIFIED_OFTEN
        ? "compliance.unverified"
        : "compliance.once",
      light.map((turn) => citeConcept(turn, "unverified", "scarcity", "reassure")),
    );
  const honest = lapses("no_guarantee", "honest");
  const shown = honest.length > 0 ? honest : [managers[Math.floor(managers.length / 2)]];
  return finding(
    "met",
    honest.length > 0 ? "compliance.honest" : "compliance.met",
    shown.map((turn) => turn && citeConcept(turn, "no_guarantee", "honest")),
  );
};
