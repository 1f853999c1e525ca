import { AppError } from "../../errors.ts";
import type { SetAsideDeps } from "./set-aside.ts";
import { listFailedCalls, listSetAside } from "./store.ts";

/** What is acted on at once at most; whoever wants more asks again. */
export const ACTED_AT_ONCE = 500;

/** How many it was done for, and how many it could not be done for any more. */
export interface ActedCounts {
  done: number;
  left: number;
}

/** Starts the quarantined jobs of one reason again, or forgets them, the oldest first. */
export async function actOnJobs(
  { db, jobs, discard }: SetAsideDeps,
  act: "replay" | "discard",
  reason: string | null,
): Promise<ActedCounts> {
  const ids = await listSetAside(db, reason, ACTED_AT_ONCE);
  return each(ids, (id) => (act === "replay" ? jobs.replay(id) : discard(id)));
}

/** Starts the work on failed calls of one reason again, the newest first. */
export async function replayCalls(
  { db, replayCall }: Pick<SetAsideDeps, "db"> & { replayCall(callId: string): Promise<void> },
  reason: string,
): Promise<ActedCounts> {
  const calls = await listFailedCalls(db, { limit: ACTED_AT_ONCE, after: null, reason, startable: true });
  return each(
    calls.map(({ id }) => id),
    replayCall,
  );
}

/** Others may act at the same time: what is not there any more, or at work, is no fault of the batch. */
async function each(ids: readonly string[], act: (id: string) => Promise<void>): Promise<ActedCounts> {
  let left = 0;
  for (const id of ids) {
    try {
      await act(id);
    } catch (error) {
      if (!(error instanceof AppError) || (error.code !== "not_found" && error.code !== "conflict")) throw error;
      left++;
    }
  }
  return { done: ids.length - left, left };
}
