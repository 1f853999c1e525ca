import { atLowPriority, type Enqueue, PROCESS_RECORDING } from "../../calls/recording.ts";
import type { Db } from "../../db/database.ts";
import { type AcceptEventDeps, jobsOf, newEvent } from "./accept-event.ts";
import type { CallEvent } from "./call-event.ts";
import { type KeptEvent, keepEvent } from "./event-store.ts";
import type { Source } from "./source.ts";
import { askRules, reasonsFor, type SkipReason, type SourceRules } from "./source-rules.ts";

/** What accepting calls of lists needs. */
export interface AcceptListedDeps extends Pick<AcceptEventDeps, "db" | "scorecards" | "managerChannel"> {
  enqueue: Enqueue<Db>;
}

/** A call as a list tells it; `managerChannel` null: the rules of its source decide. */
export interface ListedCall {
  event: CallEvent;
  managerChannel: "left" | "right" | null;
}

/**
 * Joins what a list tells to its call as an event of its source, so that the same call told by webhook is the same. It is
 * no delivery, and nobody tells more of it later: what the rules cannot know yet does not hold it up. Its work waits for
 * anything fresh. Null: the call was erased. Throws `invalid_input` for a scorecard that is not there.
 */
export async function acceptListed(
  deps: AcceptListedDeps,
  source: Source,
  { event, managerChannel }: ListedCall,
): Promise<KeptEvent | null> {
  const made = newEvent(deps, source, event);
  const handling = { ...made.handling, managerChannel: managerChannel ?? made.handling.managerChannel };
  const needs = { direction: false, manager: false };
  return deps.db.transaction().execute(async (tx) => {
    const ids = { ...made.ids, delivery: null };
    const call = await keepEvent(tx, { ...made, ids, origin: "url", handling, needs });
    if (call === null) return null;
    for (const { work, key } of jobsOf(call)) await atLowPriority(deps.enqueue)(tx, PROCESS_RECORDING, work, { key });
    return call;
  });
}

/** The weightiest reason for which the rules leave out a call of which this is all there is to know; null: none. */
export function skipReasonOf(rules: SourceRules, event: CallEvent): SkipReason | null {
  return reasonsFor(askRules(rules, event), "skip")[0] ?? null;
}
