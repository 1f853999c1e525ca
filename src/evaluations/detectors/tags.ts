import type { Outcome } from "../evaluation.ts";
import type { Citation } from "../judge.ts";
import { type CallReading, mentions, placeOf, says, type Turn, turnsOf } from "./call-reading.ts";
import { readinessToBuy } from "./customer.ts";
import { cite, citeConcept } from "./finding.ts";
import { nextStep, stepsOf } from "./next-step.ts";
import { complaintsOf, lastCustomerTurns, standingOf } from "./standing.ts";

/** Concepts that make a topic, in the order they are shown. */
const TOPIC_CONCEPTS = [
  "price",
  "concession",
  "delivery",
  "warranty",
  "contract",
  "obj_competitor",
  "complaint",
  "pay_code",
] as const;

/** What the call was about, by concept, with the first utterances that say so. */
export function topicsOf(call: CallReading): { concept: string; citations: Citation[] }[] {
  return TOPIC_CONCEPTS.flatMap((concept) => {
    const turns = call.turns.filter((turn) => says(turn, concept)).slice(0, 2);
    return turns.length > 0 ? [{ concept, citations: turns.map((turn) => citeConcept(turn, concept)) }] : [];
  });
}

/** How the call ended, with the utterances that show it. */
export function outcomeOf(call: CallReading): { value: Outcome; citations: Citation[] } {
  const step = nextStep(call);
  const ready = readinessToBuy(call);
  const complaints = complaintsOf(call);
  if (standingOf(call).isLost || ready.verdict === "not_met") {
    const refused = lastCustomerTurns(call).filter((turn) => mentions(turn, "leaves", "refuse", "cancel"));
    return {
      value: "refusal",
      citations: refused.slice(-2).map((turn) => citeConcept(turn, "leaves", "refuse", "cancel")),
    };
  }
  if (complaints.length > 0)
    return { value: "complaint", citations: complaints.slice(0, 2).map((turn) => citeConcept(turn, "complaint")) };
  if (ready.verdict === "met") return { value: "sale", citations: ready.cited.slice(0, 2) };
  if (step.verdict === "met") return { value: "callback", citations: step.cited.slice(0, 2) };
  const asked = turnsOf(call, "customer").filter((turn) => says(turn, "asks"));
  if (asked.length > 0)
    return { value: "information", citations: asked.slice(-2).map((turn) => citeConcept(turn, "asks")) };
  return { value: "none", citations: [] };
}

/** A promise, in the words of the call. */
export interface Promised {
  who: "manager" | "customer";
  what: string;
  when: string | null;
  citations: Citation[];
}

/** Promises shown at most. */
const PROMISES_MAX = 5;

/** Who promised what, and when, in the later part of the call. */
export function promisesOf(call: CallReading): Promised[] {
  const managers = stepsOf(call)
    .filter(({ passive }) => !passive)
    .map(({ turn }) => turn);
  const later = call.turns.slice(Math.floor(call.turns.length / 2));
  const customers = later.filter((turn) => turn.role === "customer" && says(turn, "own_promise"));
  return [...managers, ...customers]
    .sort((a, b) => placeOf(call, a) - placeOf(call, b))
    .map(promiseIn)
    .filter((promise) => promise.what !== "")
    .slice(-PROMISES_MAX);
}

function promiseIn(turn: Turn): Promised {
  const concepts =
    turn.role === "manager" ? ["step_contact", "step_action", "step_noun", "when_exact"] : ["own_promise"];
  const [match] = concepts.flatMap((concept) => turn.matches.get(concept) ?? []);
  const citation = match ? cite(turn, match) : cite(turn);
  const { start, end } = citation.span ?? { start: 0, end: turn.utterance.text.length };
  const times = turn.matches.get("when_exact") ?? [];
  const first =
    times.find(({ from }) => {
      const at = turn.text.words[from]?.start ?? -1;
      return at >= start && at < end;
    }) ?? times[0];
  const from = first && turn.text.words[first.from]?.start;
  const to = first && turn.text.words[first.to - 1]?.end;
  return {
    who: turn.role,
    what: turn.utterance.text.slice(start, end).trim(),
    when: from === undefined || to === undefined ? null : turn.utterance.text.slice(from, to),
    citations: [citation],
  };
}
