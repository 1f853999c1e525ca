import {
  answerTo,
  before,
  type CallReading,
  mentions,
  overlap,
  says,
  sharedBefore,
  type Turn,
  turnsOf,
} from "./call-reading.ts";
import { notApplicable, promptOf } from "./contact.ts";
import { cite, citeConcept, type Detector, finding, missing, remembered } from "./finding.ts";
import { needDiscovery } from "./needs.ts";
import { standingOf } from "./standing.ts";

/** Turns back that a summing up may reach. */
const SUMMARY_REACH = 24;
/** Turns back within which the customer's words said again count as a summing up. */
const SUMMARY_REACH_SHORT = 8;
/** Turns back that an echo may reach. */
const ECHO_REACH = 3;

/** Strength of listening a manager's turn shows: 3 a confirmed summing up, 2 one, 1 an echo or a note, 0 none. */
function listeningIn(call: CallReading, turn: Turn): number {
  const shared = sharedBefore(call, turn, "customer", SUMMARY_REACH);
  const answer = answerTo(call, turn);
  const confirmed = answer !== null && says(answer, "agreed", "confirmed") && !says(answer, "confused", "dissatisfied");
  if (says(turn, "reflect") && shared >= 3) return confirmed ? 3.5 : 2.5;
  if (says(turn, "reflect") && shared >= 1) return confirmed ? 3 : 2;
  const recent = sharedBefore(call, turn, "customer", SUMMARY_REACH_SHORT);
  if (recent >= 5) return confirmed ? 3 : 2;
  if (recent >= 3 && confirmed) return 2.5;
  const echoed = sharedBefore(call, turn, "customer", ECHO_REACH);
  if (echoed >= 2) return 1.5;
  if (echoed >= 1 && says(turn, "noted", "benefit_link", "empathy")) return 1.5;
  if (shared >= 3 && says(turn, "benefit_link", "offer")) return 1.5;
  return says(turn, "noted", "empathy") || echoed >= 1 ? 0.5 : 0;
}

/** Did the manager take up what the customer said? */
export const activeListening: Detector = remembered((call) => {
  const managers = turnsOf(call, "manager");
  const told = turnsOf(call, "customer").filter(({ wordCount }) => wordCount >= 4);
  if (told.length === 0 || managers.length < 2) return notApplicable("listening.na");
  const deaf = managers.filter((turn) => missedWhatWasSaid(call, turn));
  const heard = managers
    .map((turn) => ({ turn, strength: listeningIn(call, turn) }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength);
  const cited = heard.map(({ turn }) => citeConcept(turn, "reflect", "noted", "empathy"));
  const best = heard[0]?.strength ?? 0;
  const strong = heard.filter(({ strength }) => strength >= 1.5).length;
  const { isHostile } = standingOf(call);
  if (isHostile && best < 2)
    return finding(
      "not_met",
      "listening.ignored",
      [...deaf, ...managers.slice(1, 2)].map((turn) => cite(turn)),
    );
  if (best >= 2 || (deaf.length === 0 && (strong >= 3 || (strong >= 2 && needDiscovery(call).verdict === "met"))))
    return finding("met", "listening.met", cited);
  if (deaf.length >= 1 && strong < 3)
    return finding(
      "not_met",
      "listening.ignored",
      deaf.map((turn) => cite(turn)),
    );
  if (strong >= 1 || heard.length >= 2) return finding("partial", "listening.general", cited);
  const [first] = deaf.length > 0 ? deaf : managers.slice(1);
  return missing("listening.none", [first && cite(first)]);
});

/** Words from which a need told is more than a passing remark. */
const TELLING_WORDS = 9;

/** The customer told something that weighs, and the turn after it takes nothing of it up. */
function missedWhatWasSaid(call: CallReading, turn: Turn): boolean {
  const prompt = promptOf(call, turn);
  const next = answerTo(call, turn);
  if (next && mentions(next, "told_again")) return true;
  if (!prompt || before(call, turn) !== prompt) return false;
  const weighs =
    mentions(prompt, "told_again", "fear") ||
    (prompt.wordCount >= TELLING_WORDS && says(prompt, "need_told", "obj_trust"));
  if (!weighs || says(turn, "empathy", "reflect", "apology", "deep_need", "benefit_link", "tell_me")) return false;
  return overlap(turn.content, prompt.content) === 0 || says(turn, "reassure", "dismiss");
}
