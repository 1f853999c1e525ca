import { type CallReading, countMatches, mentions, says, type Turn, turnsOf } from "./call-reading.ts";
import { notApplicable } from "./contact.ts";
import { citeConcept, type Detector, finding, missing, remembered } from "./finding.ts";
import { lastCustomerTurns } from "./standing.ts";

/** A manager's turn that names what happens next. */
export interface Step {
  turn: Turn;
  /** The time was said with the step, or by the customer right beside it. */
  timed: boolean;
  vague: boolean;
  agreed: boolean;
  /** Left to the customer («call us when you decide»). */
  passive: boolean;
}

/** Share of the call after which steps are looked for. */
const FROM_SHARE = 0.5;
/** Share of the call after which a day with its hour is a step without a word for it. */
const FIXED_SHARE = 0.75;
/** Words between a step and its time in a text without sentence marks. */
const NEAR_WORDS = 14;
/** Words between a step and a hedge that takes it back. */
const UNSURE_WORDS = 6;

/** The steps named in the later part of the call, in order. */
export function stepsOf(call: CallReading): Step[] {
  const from = Math.min(Math.floor(call.turns.length * FROM_SHARE), Math.max(0, call.turns.length - 10));
  const steps: Step[] = [];
  for (const [at, turn] of call.turns.entries()) {
    if (at < from || turn.role !== "manager") continue;
    const next = customerAt(call, at + 1);
    const previous = customerAt(call, at - 1);
    const ownTime = hasTimeNearStep(call, turn);
    if (says(turn, "pay_code")) continue;
    const active = saysPlainStep(turn) || (says(turn, "step_noun", "step_present") && ownTime);
    const invited = says(turn, "step_visit") && says(turn, "when_vague", "when_exact") && !says(turn, "conditional");
    const passive = says(turn, "passive_step");
    const fixed = at >= call.turns.length * FIXED_SHARE && countMatches(turn, "when_clock") >= 2 && !asksOnly(turn);
    const settled =
      says(turn, "when_exact") &&
      (fixed || says(turn, "recap") || isFixedWith(turn, next) || isFixedWith(turn, previous));
    if (!active && !passive && !settled && !invited) continue;
    const givenTime = [next, previous].some(
      (one) => one && says(one, "when_clock") && !says(one, "cancel") && !asksOnly(one),
    );
    const confirmed =
      says(turn, "recap", "noted") && says(turn, "step_action", "step_contact", "step_noun", "when_exact");
    if (next && says(next, "refuse", "leaves") && !says(next, "ready", "accepted")) continue;
    steps.push({
      turn,
      timed: ownTime || settled || (givenTime && !says(turn, "when_vague")),
      vague: says(turn, "when_vague") || isUnsure(turn),
      agreed:
        isAgreement(next) ||
        (confirmed && previous !== null && says(previous, "ready", "ready_step", "agreed", "when_exact")),
      passive: passive && !active && !settled && !invited,
    });
  }
  return steps;
}

function customerAt(call: CallReading, at: number): Turn | null {
  const turn = call.turns[at];
  return turn?.role === "customer" ? turn : null;
}

function isAgreement(turn: Turn | null): boolean {
  return (
    turn !== null &&
    says(turn, "agreed", "ready_step", "ready", "thanks", "when_exact") &&
    !says(turn, "refuse", "cancel") &&
    (!says(turn, "agree_weak") || says(turn, "ready_step", "when_exact"))
  );
}

/** The customer names a time of the turn too, or plainly accepts it. */
function isFixedWith(turn: Turn, customer: Turn | null): boolean {
  if (customer === null || asksOnly(customer) || says(customer, "refuse", "cancel", "leaves")) return false;
  const times = new Set(wordsAt(turn, "when_exact"));
  const named = wordsAt(customer, "when_exact").some((form) => times.has(form));
  return named || (says(turn, "when_clock") && says(customer, "accepted"));
}

function wordsAt({ matches, text }: Turn, concept: string): string[] {
  return (matches.get(concept) ?? []).flatMap(({ from, to }) =>
    text.words.slice(from, to).flatMap(({ form }) => (form.length > 3 ? [form.slice(0, 5)] : [])),
  );
}

/** A step that is not hung on an «if» of its sentence. */
function saysPlainStep(turn: Turn): boolean {
  const ifs = turn.matches.get("conditional") ?? [];
  return ["step_contact", "step_action"].some((concept) =>
    (turn.matches.get(concept) ?? []).some(
      ({ from, negated }) =>
        !negated && !ifs.some((match) => match.from < from && sentenceOf(turn, match.from) === sentenceOf(turn, from)),
    ),
  );
}

/** A step with «maybe» in it is no promise. */
function isUnsure(turn: Turn): boolean {
  const step = stepAt(turn);
  const hedges = turn.matches.get("hedge") ?? [];
  if (step === undefined) return hedges.length > 0;
  return hedges.some(
    ({ from }) => sentenceOf(turn, from) === sentenceOf(turn, step) && Math.abs(from - step) <= UNSURE_WORDS,
  );
}

function asksOnly({ text }: Turn): boolean {
  return text.sentences.every(({ asked }) => asked);
}

function stepAt(turn: Turn): number | undefined {
  for (const concept of ["step_contact", "step_action", "step_noun"]) {
    const [match] = turn.matches.get(concept) ?? [];
    if (match) return match.from;
  }
  return undefined;
}

function sentenceOf(turn: Turn, word: number): number {
  return turn.text.sentences.findIndex(({ from, to }) => word >= from && word < to);
}

/** The time belongs to the step when both stand in one sentence, or near each other in a text without marks. */
function hasTimeNearStep(call: CallReading, turn: Turn): boolean {
  const times = turn.matches.get("when_exact") ?? [];
  const steps = ["step_contact", "step_action", "step_noun", "step_present"].flatMap((concept) =>
    (turn.matches.get(concept) ?? []).filter(({ negated }) => !negated),
  );
  return times.some((time) =>
    steps.some(
      (step) =>
        sentenceOf(turn, time.from) === sentenceOf(turn, step.from) &&
        (call.isPunctuated || Math.abs(time.from - step.from) <= NEAR_WORDS),
    ),
  );
}

/** Whether the customer took it all back at the end. */
export function isCalledOff(call: CallReading): boolean {
  const end = lastCustomerTurns(call).slice(-4);
  const off = end.findLastIndex((turn) => says(turn, "cancel"));
  return off >= 0 && !end.slice(off + 1).some((turn) => says(turn, "ready", "ready_step", "accepted"));
}

/** The customer proposed a step near the end and the manager turned it down. */
function declinedStep(call: CallReading): Turn | null {
  const from = Math.floor(call.turns.length * 0.6);
  for (const [at, turn] of call.turns.entries()) {
    if (at < from || turn.role !== "manager") continue;
    const asked = customerAt(call, at - 1);
    if (asked && says(asked, "proposes") && says(turn, "declines")) return turn;
  }
  return null;
}

/** Is it settled what happens next, who does it and when? */
export const nextStep: Detector = remembered((call) => {
  const managers = turnsOf(call, "manager");
  const last = managers.at(-1);
  if (!last) return notApplicable("step.na");
  const steps = stepsOf(call).reverse();
  if (isCalledOff(call)) {
    const off = lastCustomerTurns(call).findLast((turn) => mentions(turn, "cancel"));
    return missing("step.called_off", [off && citeConcept(off, "cancel"), citeConcept(last)]);
  }
  const active = steps.filter(({ passive }) => !passive);
  const timed = active.filter((step) => step.timed);
  const firm = timed.filter(({ vague }) => !vague);
  const agreed = firm.filter((step) => step.agreed);
  const show = (found: Step[]) =>
    [...new Set(found.map(({ turn }) => turn))].map((turn) =>
      citeConcept(turn, "recap", "when_exact", "step_contact", "step_action"),
    );
  if (agreed.length > 0) return finding("met", "step.met", show([...agreed, ...firm]));
  if (firm.length >= 2) return finding("met", "step.met", show(firm));
  const declined = declinedStep(call);
  if (declined) return finding("not_met", "step.declined", [citeConcept(declined)]);
  const isLeft = steps[0]?.passive === true && timed.length === 0;
  if (active.length > 0 && !isLeft) return finding("partial", "step.vague", show([...timed, ...active]));
  if (steps.length > 0) return finding("not_met", "step.left_to_customer", show(steps));
  const end = call.turns.slice(-4).filter(({ role }) => role === "manager");
  return missing(
    "step.none",
    (end.length > 0 ? end : [last])
      .slice(-2)
      .reverse()
      .map((turn) => citeConcept(turn)),
  );
});
