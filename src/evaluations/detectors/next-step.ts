import { type CallReading, mentions, says, type Turn, turnsOf } from "./call-reading.ts";
import { notApplicable } from "./contact.ts";
import { citeConcept, type Detector, finding, missing } from "./finding.ts";
import { lastCustomerTurns } from "./standing.ts";

/** A manager's turn that names what happens next. */
export interface Step {
  turn: Turn;
  /** The time was said in the turn or by the customer right beside it. */
  timed: boolean;
  vague: boolean;
  agreed: boolean;
  /** Left to the customer («call us when you decide»). */
  passive: boolean;
}

/** Share of the call after which steps are looked for. */
const FROM_SHARE = 0.4;

/** The steps named in the later part of the call, in order. */
export function stepsOf(call: CallReading): Step[] {
  const from = Math.min(Math.floor(call.turns.length * FROM_SHARE), Math.max(0, call.turns.length - 8));
  const steps: Step[] = [];
  for (const [at, turn] of call.turns.entries()) {
    if (at < from || turn.role !== "manager") continue;
    const active = says(turn, "step_contact", "step_action");
    const passive = says(turn, "passive_step");
    if (!active && !passive) continue;
    const next = call.turns[at + 1];
    const previous = call.turns[at - 1];
    const beside = [next, previous].filter((one): one is Turn => one?.role === "customer");
    const timed = says(turn, "when_exact") || beside.some((one) => says(one, "when_exact") && !says(one, "cancel"));
    const agreed =
      (next?.role === "customer" &&
        says(next, "agreed", "ready_step", "ready", "thanks") &&
        !says(next, "refuse", "cancel")) ||
      (previous?.role === "customer" &&
        says(previous, "ready", "ready_step", "agreed") &&
        says(turn, "recap", "step_action"));
    steps.push({ turn, timed, vague: says(turn, "when_vague"), agreed, passive: passive && !active });
  }
  return steps;
}

/** Whether the customer took it all back at the end. */
export function isCalledOff(call: CallReading): boolean {
  const end = lastCustomerTurns(call).slice(-4);
  const off = end.findLastIndex((turn) => says(turn, "cancel"));
  return off >= 0 && !end.slice(off + 1).some((turn) => says(turn, "ready", "ready_step"));
}

/** Is it settled what happens next, who does it and when? */
export const nextStep: Detector = (call) => {
  const managers = turnsOf(call, "manager");
  const last = managers.at(-1);
  if (!last) return notApplicable("step.na");
  const steps = stepsOf(call);
  const end = call.turns.slice(-4).filter(({ role }) => role === "manager");
  if (isCalledOff(call)) {
    const off = lastCustomerTurns(call).findLast((turn) => mentions(turn, "cancel"));
    return missing("step.called_off", [off && citeConcept(off, "cancel"), citeConcept(last)]);
  }
  const firm = steps.filter(({ timed, agreed, passive }) => timed && agreed && !passive).reverse();
  const timed = steps.filter((step) => step.timed && !step.passive).reverse();
  const active = steps.filter(({ passive }) => !passive).reverse();
  const show = (found: Step[]) =>
    found.map(({ turn }) => citeConcept(turn, "recap", "when_exact", "step_contact", "step_action"));
  if (firm.some(({ vague }) => !vague) || firm.length >= 2)
    return finding("met", "step.met", show([...firm, ...timed]));
  if (timed.some((step) => !step.vague) && timed.length >= 2) return finding("met", "step.met", show(timed));
  if (timed.length > 0 || active.length > 0) return finding("partial", "step.vague", show([...timed, ...active]));
  const passive = steps.filter((step) => step.passive).reverse();
  if (passive.length > 0) return finding("not_met", "step.left_to_customer", show(passive));
  return missing(
    "step.none",
    end
      .slice(-2)
      .reverse()
      .map((turn) => citeConcept(turn)),
  );
};
