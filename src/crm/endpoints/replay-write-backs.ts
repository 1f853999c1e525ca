import { AppError } from "../../errors.ts";
import { endRest } from "./endpoint-store.ts";
import { type EndpointDeps, showEndpoint } from "./manage-endpoints.ts";
import type { WriteBack } from "./write-back.ts";
import * as store from "./write-back-store.ts";

/** What replaying needs. */
export type ReplayDeps = Pick<EndpointDeps, "db" | "now" | "nudge">;

/** One write-back. Throws `not_found`. */
export async function showWriteBack({ db }: Pick<ReplayDeps, "db">, id: string): Promise<WriteBack> {
  const found = await store.findWriteBack(db, id);
  if (found === null) throw new AppError("not_found", "There is no such write-back.");
  return found;
}

/**
 * Sends a write-back again, also one that was taken: under the same message id and the same key, so that the receiver
 * keeps one record. It goes at once, whatever rest its endpoint takes; one that is off hears it when it is turned on.
 * Throws `not_found`, and `conflict` where there is nothing to send or nobody to send it to.
 */
export async function replayWriteBack(deps: ReplayDeps, id: string): Promise<WriteBack> {
  const { endpoint } = await showWriteBack(deps, id);
  if (!(await store.replayWriteBack(deps.db, id, deps.now())))
    throw new AppError("conflict", "It cannot be sent again: its endpoint was removed, or what it told was erased.");
  await endRest(deps.db, endpoint.id);
  deps.nudge();
  return showWriteBack(deps, id);
}

/** Sends every write-back of an endpoint again whose whole schedule failed; gives their count. Throws `not_found`. */
export async function replayExhausted(deps: ReplayDeps, endpointId: string): Promise<number> {
  await showEndpoint(deps, endpointId);
  const count = await store.replayExhausted(deps.db, endpointId, deps.now());
  await endRest(deps.db, endpointId);
  deps.nudge();
  return count;
}
