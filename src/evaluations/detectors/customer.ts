import { type CallReading, mentions, placeOf, says, type Turn, turnsOf } from "./call-reading.ts";
import { tonePoliteness } from "./conduct.ts";
import { notApplicable } from "./contact.ts";
import { citeConcept, type Detector, finding, missing, remembered } from "./finding.ts";
import { needDiscovery } from "./needs.ts";
import { isCalledOff, nextStep } from "./next-step.ts";
import { objectionsOf } from "./objections.ts";
import { productPresentation } from "./presentation.ts";
import { lastCustomerTurns, standingOf } from "./standing.ts";

/** A signal of the customer: above 0 for, below 0 against; later ones weigh more. */
interface Signal {
  turn: Turn;
  value: number;
}

/** Signals of the customer's turns, each weighed by its place: from 0.6 at the start to 1.4 at the end. */
function signals(call: CallReading, valued: (turn: Turn) => number): Signal[] {
  const last = Math.max(1, call.turns.length - 1);
  return call.turns.flatMap((turn, at) => {
    if (turn.role !== "customer") return [];
    const value = valued(turn) * (0.6 + (0.8 * at) / last);
    return value === 0 ? [] : [{ turn, value }];
  });
}

function best(found: Signal[], sign: 1 | -1): Turn[] {
  return found
    .filter(({ value }) => Math.sign(value) === sign)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .map(({ turn }) => turn);
}

function sum(found: Signal[]): number {
  return found.reduce((total, { value }) => total + value, 0);
}

/** Does the customer want to know more? */
export const interest: Detector = (call) => {
  const customers = turnsOf(call, "customer");
  if (customers.length === 0) return notApplicable("interest.na");
  const found = signals(call, (turn) => {
    const asked = turn.text.sentences.some((sentence) => sentence.asked);
    if (says(turn, "uninterest", "refuse") && !asked && !says(turn, "ready", "liked")) return -1.2;
    const asks = (asked && turn.wordCount >= 3) || says(turn, "asks");
    return (asks ? 0.7 : 0) + (says(turn, "interest", "ready") ? 0.5 : 0) + (says(turn, "liked") ? 0.7 : 0);
  });
  const total = sum(found);
  const pro = best(found, 1);
  const contra = best(found, -1);
  const show = (turns: Turn[]) =>
    turns.map((turn) => citeConcept(turn, "liked", "interest", "asks", "uninterest", "refuse"));
  const { isHostile, isLost } = standingOf(call);
  const eager = customers.filter((turn) => says(turn, "liked", "ready")).length;
  const faded = (isLost || isHostile || leavesCold(call)) && eager < 2;
  if (!faded && pro.length >= 2 && (total >= ASKED_MUCH || (eager >= 1 && total >= EAGER_MUCH)))
    return finding("met", "interest.met", show(pro));
  if (pro.length === 0 || total < -1)
    return finding("not_met", "interest.none", show(contra.length > 0 ? contra : customers.slice(-1)));
  return finding("partial", "interest.faint", show(pro));
};

/** Nothing was agreed, and the customer goes without a word of thanks. */
function leavesCold(call: CallReading): boolean {
  if (nextStep(call).verdict !== "not_met" || needDiscovery(call).verdict === "met") return false;
  const served = productPresentation(call).verdict !== "not_met" && tonePoliteness(call).verdict === "met";
  if (served) return false;
  return !turnsOf(call, "customer")
    .slice(-2)
    .some((turn) => says(turn, "thanks", "satisfied", "liked"));
}

/** Questions alone show interest from this sum of signals on. */
const ASKED_MUCH = 5;
/** With one plain sign of liking less is enough. */
const EAGER_MUCH = 2.4;

/** Does the customer believe the manager? */
export const trust: Detector = (call) => {
  const customers = turnsOf(call, "customer");
  if (customers.length === 0) return notApplicable("trust.na");
  const { isHostile, isLost } = standingOf(call);
  const found = signals(call, (turn) => {
    let value = 0;
    if (says(turn, "trust")) value += 1;
    if (says(turn, "liked", "thanks_strong", "softening")) value += 0.6;
    if (says(turn, "ready", "ready_step")) value += 0.5;
    if (says(turn, "distrust", "tone_complaint", "leaves")) value -= 1.2;
    if (mentions(turn, "obj_trust")) value -= 0.3;
    if (mentions(turn, "confused")) value -= 0.2;
    if (mentions(turn, "told_again")) value -= 0.6;
    if (says(turn, "dissatisfied")) value -= 0.5;
    return value;
  });
  const settled = !isLost && nextStep(call).verdict === "met";
  const total =
    sum(found) - (isHostile ? 1.5 : 0) - (isLost ? 1 : 0) + (settled ? 0.6 : 0) - (leavesCold(call) ? 0.8 : 0);
  const show = (turns: Turn[]) =>
    turns.map((turn) => citeConcept(turn, "trust", "distrust", "liked", "obj_trust", "dissatisfied"));
  const pro = best(found, 1);
  const contra = best(found, -1);
  const wentInAnger = isHostile && isLost;
  if (!wentInAnger && total >= 1 && pro.length > 0) return finding("met", "trust.met", show(pro));
  const broken =
    isHostile || isLost || leavesCold(call) || customers.some((turn) => says(turn, "distrust", "told_again"));
  if (wentInAnger || (broken && total <= -0.9))
    return finding("not_met", "trust.none", show(contra.length > 0 ? contra : customers.slice(-1)));
  const shown = [...contra, ...pro];
  return finding("partial", "trust.cautious", show(shown.length > 0 ? shown : customers.slice(-1)));
};

/** Share of the call after which the manager's words of an order taken show a purchase. */
const ORDER_SHARE = 0.6;

/** Will the customer buy? */
export const readinessToBuy: Detector = remembered((call) => {
  const customers = turnsOf(call, "customer");
  const end = lastCustomerTurns(call);
  const last = customers.at(-1);
  if (!last) return notApplicable("readiness.na");
  const ready = end.filter((turn) => says(turn, "ready")).reverse();
  const step = end.filter((turn) => says(turn, "ready_step", "delay", "agreed")).reverse();
  const refused = end.filter((turn) => says(turn, "refuse", "cancel", "uninterest")).reverse();
  const show = (turns: Turn[]) =>
    turns.map((turn) => citeConcept(turn, "ready", "refuse", "cancel", "delay", "ready_step"));
  const { isHostile, isLost } = standingOf(call);
  if (isCalledOff(call) || isLost || (refused.length > 0 && ready.length === 0 && isHostile))
    return finding("not_met", "readiness.refused", show(refused.length > 0 ? refused : [last]));
  const buying = ready.filter((turn) => says(turn, "purchase"));
  if (buying.length > 0 && !end.some((turn) => says(turn, "delay")))
    return finding("met", "readiness.met", show(buying));
  const from = call.turns.length * ORDER_SHARE;
  const placed = turnsOf(call, "manager").some((turn) => placeOf(call, turn) >= from && says(turn, "order_placed"));
  if (placed && refused.length === 0 && ready.length + step.length > 0)
    return finding("met", "readiness.met", show([...ready, ...step]));
  if (refused.length > 0 && step.length === 0) return finding("not_met", "readiness.refused", show(refused));
  if (ready.length + step.length > 0) return finding("partial", "readiness.step", show([...ready, ...step]));
  return missing("readiness.none", show([last]));
});

/** Does the customer leave content? */
export const satisfaction: Detector = (call) => {
  const customers = turnsOf(call, "customer");
  const last = customers.at(-1);
  if (!last) return notApplicable("satisfaction.na");
  const { isHostile, isLost } = standingOf(call);
  const found = signals(call, (turn) => {
    let value = 0;
    if (says(turn, "thanks_strong", "liked")) value += 1;
    else if (says(turn, "satisfied")) value += 0.5;
    if (says(turn, "softening")) value += 0.3;
    if (says(turn, "dissatisfied", "tone_complaint")) value -= 1.2;
    if (says(turn, "distrust")) value -= 0.5;
    return value;
  });
  const cold = leavesCold(call);
  const total = sum(found) - (isHostile ? 1.5 : 0) - (isLost ? 0.8 : 0) - (cold ? 1 : 0);
  const show = (turns: Turn[]) =>
    turns.map((turn) => citeConcept(turn, "thanks_strong", "liked", "satisfied", "dissatisfied"));
  const pro = best(found, 1);
  const contra = best(found, -1);
  const wentInAnger = isHostile && isLost;
  if (!wentInAnger && total >= 0.7 && pro.length > 0) return finding("met", "satisfaction.met", show(pro));
  const voiced = customers.some((turn) => says(turn, "dissatisfied", "tone_complaint", "leaves"));
  if (wentInAnger || (total <= -0.8 && (voiced || cold)))
    return finding("not_met", "satisfaction.none", show(contra.length > 0 ? contra : [last]));
  return finding("partial", "satisfaction.reserved", show(pro.length > 0 ? pro : [last]));
};

/** From this weight on an objection is raised, however softly. */
const RAISED_MIN = 0.7;

/** Did the customer voice doubts? A fact, not a merit. */
export const objectionsRaised: Detector = (call) => {
  const customers = turnsOf(call, "customer");
  if (customers.length === 0) return notApplicable("raised.na");
  const found = [...objectionsOf(call)].sort((a, b) => b.weight - a.weight);
  const cited = found.map(({ turn, kind }) => citeConcept(turn, kind));
  if (found.some(({ weight }) => weight >= RAISED_MIN)) return finding("met", "raised.met", cited);
  if (found.length > 0) return finding("partial", "raised.hinted", cited);
  return missing("raised.none", [citeConcept(customers[Math.floor(customers.length / 2)] as Turn)]);
};
