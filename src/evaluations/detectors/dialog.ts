import { answerTo, countMatches, mentions, says, type Turn, turnsOf } from "./call-reading.ts";
import { speechClarity, tonePoliteness } from "./conduct.ts";
import { notApplicable } from "./contact.ts";
import { readinessToBuy } from "./customer.ts";
import { citeConcept, type Detector, finding, missing } from "./finding.ts";
import { activeListening } from "./listening.ts";
import { needDiscovery, needQuestions } from "./needs.ts";
import { nextStep } from "./next-step.ts";
import { objectionHandling, objectionsOf, PLAIN_MIN, replyQuality } from "./objections.ts";
import { isWelcome, productPresentation } from "./presentation.ts";
import { standingOf } from "./standing.ts";

const POINTS = { met: 2, partial: 1, not_met: 0, na: 1, unclear: 1 } as const;

/** Do the two understand each other? */
export const mutualUnderstanding: Detector = (call) => {
  const listening = activeListening(call);
  const customers = turnsOf(call, "customer");
  if (customers.length === 0) return notApplicable("understanding.na");
  const { isHostile } = standingOf(call);
  const lost = customers.filter((turn) => mentions(turn, "confused", "told_again") || says(turn, "tone_complaint"));
  const confirmed = customers.filter((turn) => says(turn, "confirmed", "liked"));
  const show = (turns: Turn[]) =>
    turns.map((turn) => citeConcept(turn, "confirmed", "liked", "confused", "told_again"));
  if (listening.verdict === "na" && lost.length === 0) return notApplicable("understanding.na");
  const isBlind = needDiscovery(call).verdict === "not_met" && listening.verdict === "not_met";
  if (isHostile || isBlind || (listening.verdict === "not_met" && lost.length >= 2))
    return finding("not_met", "understanding.apart", show(lost.length > 0 ? lost : customers.slice(-1)));
  if (listening.verdict === "met" && lost.length <= 1)
    return {
      ...finding("met", "understanding.met", []),
      cited: [...listening.cited.slice(0, 2), ...show(confirmed)].slice(0, 3),
    };
  return finding("partial", "understanding.partly", [...show(lost).slice(0, 2), ...listening.cited]);
};

/** Words from which a customer's turn tells of a need. */
const TOLD_WORDS = 8;
/** Words from which the answer to a probing question does. */
const ANSWERED_WORDS = 5;

/** Did the need come to light? */
export const needUncovered: Detector = (call) => {
  const need = needDiscovery(call);
  if (need.verdict === "na") return notApplicable("uncovered.na");
  const customers = turnsOf(call, "customer");
  const answers = new Set(needQuestions(call).flatMap(({ turn, isDeep }) => (isDeep ? [answerTo(call, turn)] : [])));
  const told = customers.filter(
    (turn) =>
      (turn.wordCount >= TOLD_WORDS && says(turn, "need_told", "fear")) ||
      (turn.wordCount >= ANSWERED_WORDS && answers.has(turn)),
  );
  const { isHostile, isLost } = standingOf(call);
  const show = (turns: Turn[]) => turns.map((turn) => citeConcept(turn, "need_told", "fear", "interest"));
  if (need.verdict === "met" && told.length > 0 && !isHostile && !isLost)
    return finding("met", "uncovered.met", show(told));
  if (need.verdict === "partial" && told.length > 0 && !isLost && activeListening(call).verdict === "met")
    return finding("met", "uncovered.told", show(told));
  if (isHostile && need.verdict !== "met")
    return told.length > 0
      ? finding("not_met", "uncovered.ignored", show(told.slice(0, 1)))
      : { ...need, verdict: "not_met", reason: "uncovered.none" };
  if (need.verdict === "not_met" && (told.length === 0 || isLost)) return { ...need, reason: "uncovered.none" };
  return finding("partial", "uncovered.partly", [...need.cited.slice(0, 2), ...show(told.slice(0, 1))]);
};

/** Does the offer fit, and does the customer see it? */
export const valueFit: Detector = (call) => {
  const presented = productPresentation(call);
  if (presented.verdict === "na") return notApplicable("fit.na");
  const customers = turnsOf(call, "customer");
  const welcomed = customers.filter((turn) => says(turn, "liked") && isWelcome(turn));
  const ready = customers.filter((turn) => says(turn, "ready", "ready_step"));
  const { isHostile, isLost } = standingOf(call);
  const show = (turns: Turn[]) => turns.map((turn) => citeConcept(turn, "liked", "ready", "refuse"));
  if (isHostile || isLost || presented.verdict === "not_met") {
    const against = customers.filter((turn) => says(turn, "refuse", "cancel", "obj_no_need")).reverse();
    if (isHostile || presented.verdict !== "met")
      return finding("not_met", "fit.misses", [...show(against), ...presented.cited]);
  }
  if (presented.verdict === "met" && welcomed.length + ready.length > 0)
    return finding("met", "fit.met", [...presented.cited.slice(0, 1), ...show(welcomed), ...show(ready)]);
  if (welcomed.length >= 2 && ready.length > 0) return finding("met", "fit.met", show([...welcomed, ...ready]));
  return finding("partial", "fit.partly", [...show(welcomed), ...presented.cited]);
};

/** Were the doubts settled? */
export const objectionsResolved: Detector = (call) => {
  const handled = objectionHandling(call);
  if (handled.verdict === "na") return notApplicable("objections.na");
  const objections = objectionsOf(call).filter(({ weight, replies }) => weight >= PLAIN_MIN && replies.length > 0);
  const accepted = objections.filter(
    ({ after }) => after && says(after, "softening", "liked", "ready", "ready_step", "satisfied", "agreed", "trust"),
  );
  const { isHostile, isLost } = standingOf(call);
  if (handled.verdict === "not_met" || isHostile) return { ...handled, verdict: "not_met", reason: "resolved.none" };
  const cited = [...accepted]
    .sort((a, b) => replyQuality(b) - replyQuality(a))
    .flatMap(({ after, replies }) => [
      replies[0] && citeConcept(replies[0], "argue_value", "ack"),
      after && citeConcept(after, "softening", "liked", "ready"),
    ]);
  if (handled.verdict === "met" && accepted.length >= objections.length / 2)
    return finding("met", "resolved.met", cited.length > 0 ? cited : handled.cited);
  if (isLost && handled.verdict === "partial") return { ...handled, verdict: "not_met", reason: "resolved.none" };
  return { ...handled, verdict: "partial", reason: "resolved.partly" };
};

/** Is the tone of both sides good? */
export const toneBothSides: Detector = (call) => {
  const tone = tonePoliteness(call);
  if (tone.verdict !== "met") return tone;
  const rude = turnsOf(call, "customer").filter((turn) => says(turn, "insult"));
  if (rude.length > 0)
    return finding(
      "partial",
      "tone.customer",
      rude.map((turn) => citeConcept(turn, "insult")),
    );
  const warm = turnsOf(call, "customer").filter((turn) => countMatches(turn, "polite", "thanks") > 0);
  return finding("met", "tone.both", [
    ...tone.cited.slice(0, 2),
    ...warm.slice(-1).map((turn) => citeConcept(turn, "thanks", "polite")),
  ]);
};

/** Is it clear what is offered, for how much and on which terms? */
export const clarity: Detector = (call) => speechClarity(call);

/** Did the call end with something both agreed? */
export const agreedOutcome: Detector = (call) => {
  const step = nextStep(call);
  const ready = readinessToBuy(call);
  if (step.verdict === "met") return { ...step, reason: "outcome.met" };
  if (step.verdict === "not_met") {
    if (ready.verdict === "met") return { ...ready, verdict: "partial", reason: "outcome.vague" };
    return { ...step, reason: "outcome.none" };
  }
  if (standingOf(call).isHostile || POINTS[ready.verdict] === 0)
    return missing("outcome.none", [...ready.cited.slice(0, 2), ...step.cited]);
  return { ...step, verdict: "partial", reason: "outcome.vague" };
};
