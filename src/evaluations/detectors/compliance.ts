import { BREACHES } from "./breaches.ts";
import { before, countMatches, mentions, placeOf, says, turnsOf } from "./call-reading.ts";
import { wordsOf } from "./conduct.ts";
import { notApplicable } from "./contact.ts";
import { citeConcept, type Detector, finding } from "./finding.ts";
import { standingOf } from "./standing.ts";

/** So many unproved promises are more than a slip. */
const UNVERIFIED_OFTEN = 2;

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
