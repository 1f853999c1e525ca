import type { Db } from "../../db/database.ts";
import { isRoundOver } from "../call-store.ts";
import type { WakeListener } from "./wake-ups.ts";

/** Why the work on a call was stopped: somebody asked for it. */
export class CallCancelled extends Error {
  override readonly name = "CallCancelled";
}

/** How often another process's wish to cancel is looked for; within 5 s the work must stand still. */
const LOOK_MS = 1_000;

/**
 * A signal that aborts with the given one, and with `CallCancelled` when the round of the work is over: at once when
 * somebody in this process ended it, else as soon as it is seen.
 */
export function watchCancel(
  deps: { db: Db; onWake(callId: string, listener: WakeListener): () => void },
  { callId, round }: { callId: string; round: number },
  signal: AbortSignal,
): { signal: AbortSignal; stop: () => void } {
  const cancelled = new AbortController();
  let looking = false;
  const look = async () => {
    if (looking || cancelled.signal.aborted) return;
    looking = true;
    try {
      if (await isRoundOver(deps.db, callId, round)) cancelled.abort(new CallCancelled());
    } catch {
      // The database is away: the next look tells.
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(look, LOOK_MS);
  const unsubscribe = deps.onWake(callId, (now) => {
    if (now !== undefined && now > round) cancelled.abort(new CallCancelled());
  });
  // It may have been cancelled just before anybody listened.
  void look();
  return {
    signal: AbortSignal.any([signal, cancelled.signal]),
    stop: () => {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
