import { type CallReading, mentions, placeOf, says, type Turn, turnsOf } from "./call-reading.ts";

/** How the call went as a whole; several criteria lean on it where their own signs are faint. */
export interface Standing {
  /** The manager was rude or indifferent more than once. */
  isHostile: boolean;
  /** The customer left without anything agreed: refused, cancelled or went to another seller. */
  isLost: boolean;
  /** Manager turns with rudeness, heaviest first. */
  rude: Turn[];
  /** Manager turns that are curt, impatient or blaming. */
  cold: Turn[];
}

const standings = new WeakMap<CallReading, Standing>();

/** The standing of a call; computed once. */
export function standingOf(call: CallReading): Standing {
  let standing = standings.get(call);
  if (!standing) {
    standing = assess(call);
    standings.set(call, standing);
  }
  return standing;
}

/** Harsh words once, which nobody minded, are curt; so often they are rude. */
const RUDE_OFTEN = 2;

/** So many curt, impatient or blaming turns are hostile without an insult. */
const COLD_HOSTILE = 4;

/** Share of the call that counts as its end. */
const END_SHARE = 0.3;

/** The customer's turns at the end of the call. */
export function lastCustomerTurns(call: CallReading): Turn[] {
  const from = Math.min(call.turns.length - 6, Math.floor(call.turns.length * (1 - END_SHARE)));
  return call.turns.slice(Math.max(0, from)).filter(({ role }) => role === "customer");
}

/** Share of the call's start where a complaint is the reason of the call. */
const COMPLAINT_SHARE = 0.35;

/** The customer's early turns that complain about an order or a service already bought. */
export function complaintsOf(call: CallReading): Turn[] {
  const from = Math.ceil(call.turns.length * COMPLAINT_SHARE);
  return call.turns.slice(0, from).filter((turn) => turn.role === "customer" && says(turn, "complaint"));
}

/** The call is about something that went wrong, not about a new need. */
export function isComplaint(call: CallReading): boolean {
  return complaintsOf(call).length > 0 && !standingOf(call).isHostile;
}

function assess(call: CallReading): Standing {
  const managers = turnsOf(call, "manager");
  const next = (turn: Turn, ...concepts: string[]) => {
    const answer = call.turns[placeOf(call, turn) + 1];
    return answer?.role === "customer" && (says(answer, "tone_complaint") || mentions(answer, ...concepts));
  };
  const harsh = managers.filter((turn) => says(turn, "insult"));
  const complained = managers.filter((turn) => next(turn));
  const scorned = managers.filter((turn) => mentions(turn, "contempt") && next(turn, "taken_aback"));
  const isOften = new Set([...harsh, ...complained, ...scorned]).size >= RUDE_OFTEN;
  const hurt = harsh.filter((turn) => isOften || next(turn, "taken_aback", "sour", "leaves"));
  const told = complained.filter((turn) => isOften || says(turn, "insult", "curt", "impatience", "blame", "talk_down"));
  const rude = [...new Set([...hurt.filter((turn) => complained.includes(turn)), ...hurt, ...scorned, ...told])];
  const cold = managers.filter((turn) => says(turn, "curt", "impatience", "blame", "talk_down", "insult"));
  const blaming = managers.filter((turn) => says(turn, "blame"));
  const end = lastCustomerTurns(call);
  const last = end.slice(-3);
  const left = last.findLastIndex((turn) => says(turn, "leaves"));
  const wentAway = left >= 0 && !last.slice(left + 1).some((turn) => says(turn, "ready_step", "thanks_strong"));
  const isLost =
    wentAway ||
    (last.some((turn) => says(turn, "cancel", "refuse") && !says(turn, "thanks_strong", "liked", "ready_step")) &&
      !last.some((turn) => says(turn, "thanks_strong") && !says(turn, "refuse")));
  return { isHostile: rude.length > 0 || blaming.length >= 2 || cold.length >= COLD_HOSTILE, isLost, rude, cold };
}
