import { setTimeout as delay } from "node:timers/promises";
import { endClaims, listDueEndpoints } from "./claim-store.ts";
import { type SendDeps, sendWriteBacks } from "./send-write-backs.ts";
import { tellChanges } from "./tell-changes.ts";

/** The part of a process that tells endpoints of results. */
export interface WriteBackWorker {
  /** Looks for changes now. */
  nudge(): void;
  /** Takes up nothing more and waits for the requests in flight; after `waitMaxMs` they are cut off. */
  stop(waitMaxMs: number): Promise<void>;
}

/** How often it looks for changes and for what is due, when nobody nudges it. */
const LOOK_MS = 1_000;
/** Endpoints that are sent to at once by one process. */
const ENDPOINTS_AT_ONCE = 32;
/** Of these at most so many where nobody was at work lately: they cannot keep the others waiting. */
const DOUBTFUL_AT_ONCE = 8;
/** How long requests that were cut off have to let go. */
const LET_GO_MS = 1_000;
/** Given as a reason, because an abort without one makes an error with its stack each time. */
const NUDGED = "nudged";

/** Begins to work. `isAlone`: no other process can be at work on this database. */
export function startWriteBacks(deps: SendDeps & { isAlone: boolean }): WriteBackWorker {
  const [draining, stopping] = [new AbortController(), new AbortController()];
  const runs = new Map<string, { isDoubtful: boolean; ended: Promise<void> }>();
  let wake = new AbortController();

  const nudge = () => wake.abort(NUDGED);
  const begin = (id: string, isDoubtful: boolean) => {
    const ended = sendWriteBacks(deps, id, { draining: draining.signal, stopping: stopping.signal })
      .then(nudge, (err) => deps.logger.warn({ err, endpointId: id }, "write-backs wait"))
      .finally(() => runs.delete(id));
    runs.set(id, { isDoubtful, ended });
  };
  const look = async () => {
    await tellChanges(deps, draining.signal);
    const due = await listDueEndpoints(deps.db, deps.now(), 2 * ENDPOINTS_AT_ONCE);
    let doubtful = [...runs.values()].filter((run) => run.isDoubtful).length;
    for (const { id, isDoubtful } of due) {
      if (runs.size >= ENDPOINTS_AT_ONCE) break;
      if (runs.has(id) || (isDoubtful && doubtful >= DOUBTFUL_AT_ONCE)) continue;
      doubtful += Number(isDoubtful);
      begin(id, isDoubtful);
    }
  };
  const work = async () => {
    let isFresh = deps.isAlone;
    while (!draining.signal.aborted) {
      wake = new AbortController();
      try {
        if (isFresh) await endClaims(deps.db);
        isFresh = false;
        await look();
      } catch (err) {
        deps.logger.warn({ err }, "what changed is not told yet");
      }
      const woken = AbortSignal.any([wake.signal, draining.signal]);
      await delay(LOOK_MS, undefined, { signal: woken, ref: false }).catch(() => {});
    }
  };
  const working = work();

  return {
    nudge,
    stop: async (waitMaxMs) => {
      draining.abort();
      const ended = working.then(() => Promise.all([...runs.values()].map((run) => run.ended)));
      await within(ended, waitMaxMs);
      stopping.abort(new Error("the process stops"));
      await within(ended, LET_GO_MS);
    },
  };
}

async function within(ended: Promise<unknown>, waitMaxMs: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([ended, delay(waitMaxMs, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
