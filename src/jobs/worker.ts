import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { JobHandler } from "./jobs.ts";
import { PROBE } from "./queues.ts";
import { type WorkDeps, workJob } from "./work-job.ts";

/** The part of a process that works on jobs. */
export interface Worker {
  /** Makes every idle slot look for work now. */
  nudge(): void;
  /** Whether it has claimed a probe job. */
  isProven(): boolean;
  /** Takes no more jobs and waits for the running ones; after `waitMaxMs` they are aborted and handed back. */
  stop(waitMaxMs: number): Promise<void>;
}

/** How many jobs of one queue a process works on at once where nothing else is said. */
const SLOTS = 2;
const POLL_SECONDS = 0.5;
/** Twice in the ten seconds of the heartbeat a sign may fail to arrive. */
const HEARTBEAT_REFRESH_SECONDS = 3;
/** How long aborted handlers have to let go before their jobs are handed back over their heads. */
const LET_GO_MS = 1_000;
/** How long the database has to take that they are handed back; without it they are lost ten seconds later anyway. */
const WRITE_DOWN_MS = 2_000;

/** What a worker needs: handlers by queue, and how many of its jobs run at once in this process. */
export interface WorkerOptions {
  deps: Omit<WorkDeps, "draining" | "stopping" | "leaving" | "stopped" | "running">;
  handlers: Readonly<Record<string, JobHandler<unknown>>>;
  slots: Readonly<Record<string, number>>;
}

/** Begins to work on the queues that have handlers. */
export async function startWorker({ deps, handlers, slots }: WorkerOptions): Promise<Worker> {
  const { boss } = deps;
  const draining = new AbortController();
  const [stopping, leaving, stopped] = [new AbortController(), new AbortController(), new AbortController()];
  // Every running job listens until it ends.
  setMaxListeners(0, stopping.signal, leaving.signal, stopped.signal);
  const work = {
    ...deps,
    draining: draining.signal,
    stopping: stopping.signal,
    leaving: leaving.signal,
    stopped: stopped.signal,
    running: new Map(),
  };
  const slotIds: string[] = [];
  for (const [name, handle] of Object.entries(handlers))
    for (const minPriority of slotPriorities(slots[name] ?? SLOTS))
      slotIds.push(await openSlot(work, name, handle, minPriority));
  let isProven = false;
  slotIds.push(
    await openSlot(work, PROBE, async () => {
      isProven = true;
      // The next probe is for a worker that has claimed none yet.
      await boss.offWork(PROBE, { wait: false });
    }),
  );
  return {
    nudge: () => {
      for (const id of slotIds) boss.notifyWorker(id);
    },
    isProven: () => isProven,
    stop: async (waitMaxMs) => {
      draining.abort();
      const ended = Promise.all([...Object.keys(handlers), PROBE].map((name) => boss.offWork(name, { wait: true })));
      await within(ended, waitMaxMs);
      stopping.abort(new Error("the process stops"));
      await within(ended, LET_GO_MS);
      leaving.abort();
      await within(ended, WRITE_DOWN_MS);
      stopped.abort();
    },
  };
}

/**
 * The least priority that each of so many slots takes: at least half of several keep to what cannot wait, so that a
 * backlog below 0 never holds them all. Undefined: anything.
 */
function slotPriorities(count: number): (number | undefined)[] {
  const shared = Math.max(1, Math.floor(count / 2));
  return Array.from({ length: count }, (_, slot) => (slot < shared ? undefined : 0));
}

/** One loop that takes one job after the other and, when there is none, looks again after a pause or a nudge. */
async function openSlot(
  deps: WorkDeps,
  name: string,
  handle: JobHandler<unknown>,
  minPriority?: number,
): Promise<string> {
  let id = "";
  const options = {
    pollingIntervalSeconds: POLL_SECONDS,
    heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
    ...(minPriority === undefined ? {} : { minPriority }),
  };
  id = await deps.boss.work(name, options, async ([job]) => {
    if (job === undefined) return;
    await workJob(deps, job, handle);
    // Where one job was there may be more: no pause before the next look.
    deps.boss.notifyWorker(id);
  });
  return id;
}

async function within(ended: Promise<unknown>, waitMaxMs: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([ended, delay(waitMaxMs, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
