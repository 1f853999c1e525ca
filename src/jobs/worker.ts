import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { JobHandler } from "./jobs.ts";
import { PROBE } from "./queues.ts";
import { type WorkDeps, workJob } from "./work-job.ts";

/** The part of a process that works on jobs. */
export interface Worker {
  /** Makes an idle slot of every queue look for work now. */
  nudge(): void;
  /** Whether it has claimed a probe job. */
  isProven(): boolean;
  /** Takes no more jobs and waits for the running ones; after `waitMaxMs` they are aborted and handed back. */
  stop(waitMaxMs: number): Promise<void>;
}

/** How many jobs of one queue a process works on at once where nothing else is said. */
const SLOTS = 2;
/** How often one idle slot of each queue looks for what another process put there. */
const LOOK_MS = 500;
/** How often any other idle slot does, to be safe; a find wakes the next one. */
const POLL_SECONDS = 60;
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
  let isProven = false;
  const queues = [
    await openQueue(work, PROBE, [undefined], async () => {
      isProven = true;
      // The next probe is for a worker that has claimed none yet.
      await boss.offWork(PROBE, { wait: false });
    }),
  ];
  for (const [name, handle] of Object.entries(handlers))
    queues.push(await openQueue(work, name, slotPriorities(slots[name] ?? SLOTS), handle));
  const nudge = () => {
    for (const queue of queues) wakeOne(deps, queue);
  };
  const looking = setInterval(nudge, LOOK_MS);
  return {
    nudge,
    isProven: () => isProven,
    stop: async (waitMaxMs) => {
      clearInterval(looking);
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

/** A loop that takes one job after the other. */
interface Slot {
  id: string;
  isBusy: boolean;
  /** Keeps to what cannot wait. */
  isReserved: boolean;
  /** How often it was woken. */
  woken: number;
}

/** Opens the slots of one queue; an idle one looks for work when it is woken. */
async function openQueue(
  deps: WorkDeps,
  name: string,
  priorities: readonly (number | undefined)[],
  handle: JobHandler<unknown>,
): Promise<Slot[]> {
  const slots: Slot[] = [];
  for (const minPriority of priorities) {
    const slot: Slot = { id: "", isBusy: false, isReserved: minPriority !== undefined, woken: 0 };
    const options = {
      pollingIntervalSeconds: POLL_SECONDS,
      heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
      ...(minPriority === undefined ? {} : { minPriority }),
    };
    slot.id = await deps.boss.work(name, options, async ([job]) => {
      if (job === undefined) return;
      slot.isBusy = true;
      // Where one job is there may be more.
      wakeOne(deps, slots);
      try {
        await workJob(deps, job, handle);
      } finally {
        slot.isBusy = false;
        deps.boss.notifyWorker(slot.id);
      }
    });
    slots.push(slot);
  }
  return slots;
}

/**
 * One at a time: every idle slot asking the database again and again is most of what an idle process would do. Those
 * that take anything come first, in turn, so that one whose look hangs does not stop the others.
 */
function wakeOne({ boss }: Pick<WorkDeps, "boss">, slots: readonly Slot[]): void {
  const [next] = slots
    .filter(({ isBusy }) => !isBusy)
    .sort((one, other) => Number(one.isReserved) - Number(other.isReserved) || one.woken - other.woken);
  if (!next) return;
  next.woken += 1;
  boss.notifyWorker(next.id);
}

async function within(ended: Promise<unknown>, waitMaxMs: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([ended, delay(waitMaxMs, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
