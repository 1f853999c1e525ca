import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { Job, PgBoss } from "pg-boss";
import { WorkInterrupted } from "../errors.ts";
import { inTransaction, onKysely, onPool, type Sql } from "./connections.ts";
import { type JobDb, type JobHandler, JobLost, type JobsLogger, type RunningJob } from "./jobs.ts";
import { affectedBy, completeJob, handBackJob, quarantineJob, snoozeJob } from "./settle-job.ts";
import { type Claim, countEnd, countStart, type JobRecord } from "./store.ts";
import { CRASHES_MAX, consequenceOf, isDatabaseAway } from "./waits.ts";

/** What running jobs need. */
export interface WorkDeps {
  boss: PgBoss;
  pool: Pool;
  logger: JobsLogger;
  /** Aborts when no more jobs are taken. */
  draining: AbortSignal;
  /** Aborts when handlers shall let go of their jobs, which are then handed back. */
  stopping: AbortSignal;
  /** Aborts when handlers that have not let go are no longer waited for. */
  leaving: AbortSignal;
  /** Aborts when nothing may be written any more. */
  stopped: AbortSignal;
  /** The jobs whose handlers have not ended, by id. */
  running: Map<string, { replaced: AbortController; handled: Promise<unknown> }>;
}

/** Pause between two attempts to write down how a run ended while the database is away. */
const RETRY_PAUSE_MS = 1_000;

/** A claimed job as the queue hands it over. */
export type ClaimedJob = Pick<Job, "id" | "name" | "retryCount" | "signal">;

/**
 * Runs a handler on a claimed job and writes down how it ended, exactly once and only while the job is ours. Resolves
 * only when that is written or another worker has the job: the queue takes what resolves for done, and what throws back.
 */
export async function workJob(deps: WorkDeps, claimed: ClaimedJob, handle: JobHandler<unknown>): Promise<void> {
  const claim: Claim = { name: claimed.name, id: claimed.id, retryCount: claimed.retryCount };
  // Claimed by a look that was under way when the stop came: work does not begin.
  if (deps.draining.aborted) throw new WorkInterrupted("the process stops");
  await endEarlierRun(deps, claim);
  const mark = randomUUID();
  const started = await countStart(onPool(deps.pool), claim, mark);
  if (started === null) return;
  const { record, createdAt } = started;
  const run = new Run(deps, claim, mark, record, createdAt);
  const crashes = record.open.length - 1;
  if (crashes >= CRASHES_MAX) {
    // Work does not begin this time.
    record.starts--;
    return run.settleFailed(new Error(`its process died ${crashes} times while working on it`));
  }
  const replaced = new AbortController();
  const signal = interruptedBy([claimed.signal, deps.stopping, replaced.signal]);
  const handled = Promise.try(handle, run.view(signal)).then(
    () => null,
    (thrown: unknown) => thrown ?? new Error("the handler threw nothing"),
  );
  const here = { replaced, handled };
  deps.running.set(claim.id, here);
  void handled.then(() => {
    if (deps.running.get(claim.id) === here) deps.running.delete(claim.id);
  });
  const error = await unless(deps.leaving, handled);
  if (error instanceof JobLost || claimed.signal.aborted || replaced.signal.aborted) return run.settleLost();
  if (deps.stopping.aborted || error instanceof WorkInterrupted) return run.settle((db) => handBackJob(run, db, mark));
  if (error === null) return run.settle((db) => completeJob(run, db));
  await run.settleFailed(error);
}

/**
 * After the database was away for long, a job may come back to the process that still works on it: what it began is
 * stopped first, so that no two of them work on the same files.
 */
async function endEarlierRun({ running, leaving }: WorkDeps, { id }: Claim): Promise<void> {
  const earlier = running.get(id);
  if (earlier === undefined) return;
  earlier.replaced.abort(new Error("the job was taken over"));
  await unless(leaving, earlier.handled);
  if (leaving.aborted) throw new WorkInterrupted("the process stops");
}

/** What the promise brings, or null when the signal aborts first. */
async function unless<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value | null> {
  const over = new AbortController();
  try {
    return await Promise.race([promise, aborted(signal, over.signal)]);
  } finally {
    over.abort();
  }
}

/** Resolves when the signal aborts; forgotten when `over` does first. */
function aborted(signal: AbortSignal, over: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener("abort", () => resolve(null), { signal: over });
  });
}

/** Whatever stops a handler, it sees `WorkInterrupted`: to what it pays for, a stop is no cancel. */
function interruptedBy(signals: AbortSignal[]): AbortSignal {
  const interrupted = new AbortController();
  const any = AbortSignal.any(signals);
  const interrupt = () => interrupted.abort(new WorkInterrupted("the job was stopped", { cause: any.reason }));
  if (any.aborted) interrupt();
  else any.addEventListener("abort", interrupt, { once: true });
  return interrupted.signal;
}

class Run {
  readonly boss: PgBoss;
  readonly claim: Claim;
  readonly #deps: WorkDeps;
  readonly #mark: string;
  readonly #record: JobRecord;
  readonly #createdAt: Date;
  #isSettled = false;

  constructor(deps: WorkDeps, claim: Claim, mark: string, record: JobRecord, createdAt: Date) {
    this.boss = deps.boss;
    this.claim = claim;
    this.#deps = deps;
    this.#mark = mark;
    this.#record = record;
    this.#createdAt = createdAt;
  }

  /** What the handler sees. */
  view(signal: AbortSignal): RunningJob {
    const { name, id } = this.claim;
    const { payload, starts, waits } = this.#record;
    return {
      ...{ id, name, payload, starts, signal },
      isStopping: () => this.#deps.draining.aborted,
      holds: () => this.#holds(),
      secondsToWait: (error) => {
        const consequence = consequenceOf(error, waits);
        return consequence.kind === "wait" ? consequence.seconds : null;
      },
      complete: (db) => this.#atOnce(db, (sql) => completeJob(this, sql)),
      snooze: (db, options) =>
        // Put off on purpose: whatever errors came before are over.
        this.#atOnce(db, (sql) => snoozeJob(this, sql, { ...options, mark: this.#mark, waits: {} })),
      fail: (db, reason) => this.#atOnce(db, (sql) => this.quarantine(sql, reason)),
    };
  }

  /** Several statements at once, also for a handler that comes without a transaction. */
  async #atOnce(db: JobDb, write: (sql: Sql) => Promise<void>): Promise<void> {
    await (db.isTransaction ? write(onKysely(db)) : inTransaction(this.#deps.pool, write));
    this.#isSettled = true;
  }

  quarantine(db: Sql, reason: string): Promise<void> {
    const { name } = this.claim;
    const open = this.#record.open.filter((mark) => mark !== this.#mark);
    return quarantineJob(this, db, { ...this.#record, open, name, reason, createdAt: this.#createdAt.toISOString() });
  }

  /** Writes down how the run failed. */
  settleFailed(error: unknown): Promise<void> {
    const consequence = consequenceOf(error, this.#record.waits);
    const { name, id } = this.claim;
    if (consequence.kind === "quarantine") {
      this.#deps.logger.error({ err: error, job: id, queue: name }, "a job failed and is quarantined");
      return this.settle((db) => this.quarantine(db, consequence.reason));
    }
    const { seconds, reason } = consequence;
    const waits = { ...this.#record.waits, [consequence.class]: (this.#record.waits[consequence.class] ?? 0) + 1 };
    this.#deps.logger.warn({ err: error, job: id, queue: name, seconds }, "a job failed and waits");
    return this.settle((db) => snoozeJob(this, db, { seconds, reason, mark: this.#mark, waits }));
  }

  /** The job is settled by its handler or in other hands: either way its start did not end with a crash. */
  settleLost(): Promise<void> {
    const { name, id } = this.claim;
    if (!this.#isSettled) this.#deps.logger.warn({ job: id, queue: name }, "a job was taken over by another worker");
    return this.settle((db) => countEnd(db, this.claim, this.#mark));
  }

  /** Tries until the database has taken it; a job that is lost by then only loses the mark of this start. */
  async settle(write: (db: Sql) => Promise<void>): Promise<void> {
    const { pool, stopped } = this.#deps;
    let step = write;
    while (!stopped.aborted) {
      try {
        return await inTransaction(pool, step);
      } catch (error) {
        if (error instanceof JobLost) step = (db) => countEnd(db, this.claim, this.#mark);
        else if (!isDatabaseAway(error)) throw error;
        else await delay(RETRY_PAUSE_MS, undefined, { signal: stopped }).catch(() => {});
      }
    }
    throw new WorkInterrupted("the process stopped before the database took how a job ended");
  }

  async #holds(): Promise<boolean> {
    return affectedBy(await this.boss.touch(this.claim.name, this.claim)) === 1;
  }
}
