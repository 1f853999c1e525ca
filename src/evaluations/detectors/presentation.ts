import {
  answerTo,
  before,
  type CallReading,
  countMatches,
  says,
  sharedBefore,
  type Turn,
  turnsOf,
} from "./call-reading.ts";
import { notApplicable } from "./contact.ts";
import { citeConcept, type Detector, finding, missing, remembered } from "./finding.ts";
import { needDiscovery } from "./needs.ts";
import { isComplaint, standingOf } from "./standing.ts";

/** Words of a turn that can present something. */
const OFFER_WORDS_MIN = 8;
/** A turn this long that touches nothing the customer said is a recital. */
const RECITAL_WORDS = 90;
/** All that was said before the offer counts. */
const REACH = 200;

/** How well a manager's turn ties an offer to the customer's words: from 0 (no offer) up. */
function offerIn(call: CallReading, turn: Turn): number {
  if (turn.wordCount < OFFER_WORDS_MIN || isQuestion(turn)) return 0;
  const offers = countMatches(turn, "offer", "price");
  const links = countMatches(turn, "benefit_link");
  const shared = sharedBefore(call, turn, "customer", REACH);
  if (offers === 0 && links === 0 && shared < 3) return 0;
  const answer = answerTo(call, turn);
  const welcome = answer === null ? 0 : isWelcome(answer) ? 0.75 : says(answer, "asks") ? 0.3 : 0;
  if (turn.wordCount >= RECITAL_WORDS && shared < 4 && welcome < 0.5) return 0.5;
  const tie = Math.min(links, 2) * 0.6 + Math.min(shared, 5) * 0.4 + welcome + (offers > 0 ? 0.3 : 0);
  return Math.max(links === 0 && shared < 2 ? Math.min(tie, 1) : tie, 0.5);
}

/** The turn answers a customer's question. */
function promptAsks(call: CallReading, turn: Turn): boolean {
  const prompt = before(call, turn);
  return prompt?.role === "customer" && (says(prompt, "asks") || prompt.text.sentences.some(({ asked }) => asked));
}

/** A turn that only asks offers nothing. */
function isQuestion({ text }: Turn): boolean {
  return text.sentences.every(({ asked }) => asked);
}

/** The customer likes what was just said. */
export function isWelcome(turn: Turn): boolean {
  return (
    says(turn, "liked", "satisfied", "ready", "softening") &&
    !says(turn, "obj_price", "obj_no_need", "refuse", "distrust", "obj_trust")
  );
}

/** Was a concrete offer tied to what this customer needs? */
export const productPresentation: Detector = remembered((call) => {
  const managers = turnsOf(call, "manager");
  if (managers.length === 0) return notApplicable("presentation.na");
  const offers = managers
    .map((turn) => ({ turn, tie: offerIn(call, turn) }))
    .filter(({ tie }) => tie > 0)
    .sort((a, b) => b.tie - a.tie);
  const cited = offers.map(({ turn }) => citeConcept(turn, "benefit_link", "offer", "price"));
  const best = offers[0];
  const { isHostile, isLost } = standingOf(call);
  const fallback = managers.find((turn) => says(turn, "price", "offer")) ?? managers[Math.floor(managers.length / 2)];
  if (!best && isComplaint(call)) return notApplicable("presentation.na");
  const priced = managers.find((turn) => says(turn, "money") && promptAsks(call, turn));
  if (!best && priced && !isHostile && !isLost)
    return finding("partial", "presentation.list", [citeConcept(priced, "money")]);
  if (!best) return missing("presentation.none", [fallback && citeConcept(fallback, "offer", "price")]);
  const isBlind = needDiscovery(call).verdict === "not_met";
  if (best.tie >= (isBlind ? TIED_BLIND : TIED)) return finding("met", "presentation.met", cited);
  if ((isHostile || isLost || isBlind) && best.tie < (isBlind ? TIED_BLIND : TIED_WEAKLY))
    return finding("not_met", "presentation.beside", [citeConcept(best.turn, "offer", "price")]);
  return finding("partial", "presentation.list", cited);
});

/** From here on an offer counts as tied to the need. */
const TIED = 1.5;
const TIED_WEAKLY = 1.1;
/** Without one question about the need the tie must be this strong. */
const TIED_BLIND = 1.8;
