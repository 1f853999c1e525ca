import type { Pool } from "pg";
import type { PgBoss } from "pg-boss";
import { AppError } from "../errors.ts";
import { newId } from "../new-id.ts";
import { inTransaction, onKysely, onPool, type Sql } from "./connections.ts";
import type {
  EnqueueOptions,
  JobDb,
  JobHandler,
  JobPayloads,
  Jobs,
  JobsLogger,
  JobsReadiness,
  ListedJob,
} from "./jobs.ts";
import { type BossDeps, newBoss } from "./new-boss.ts";
import { PROBE, prepareQueues, QUARANTINE } from "./queues.ts";
import { type JobSchedule, keepSchedules } from "./schedules.ts";
import { affectedBy } from "./settle-job.ts";
import {
  findJob,
  findQuarantined,
  joinUnfinished,
  listClaimed,
  listJobs,
  listPutOffReasons,
  newRecord,
  releaseJobs,
} from "./store.ts";
import { isDatabaseAway } from "./waits.ts";
import { startWorker, type Worker } from "./worker.ts";

/** Which jobs there are and what this process does for them. */
export interface JobsOptions<Payloads extends JobPayloads> {
  /** The connections of the database; one is enough. They are used statement by statement. */
  pool: Pool;
  /** On the embedded database this process is alone: whatever is claimed when it opens belongs to a dead one. */
  kind: "embedded" | "postgres";
  /** Every queue there is, the same in all processes on the database. */
  queues: readonly (keyof Payloads & string)[];
  /** Whether this process works on jobs or only enqueues them. */
  work: boolean;
  /** By queue; a queue without one is worked on by other processes. Not looked at where `work` is false. */
  handlers: { [Name in keyof Payloads]?: JobHandler<Payloads[Name]> };
  /** How many jobs of a queue this process works on at once; two where not said. */
  slots?: { [Name in keyof Payloads]?: number };
  /** Jobs that come by the clock; what stands here replaces what stood in the database. */
  schedules?: readonly JobSchedule<Payloads>[];
  /** IANA name for the hours of schedules; UTC where not said. */
  timeZone?: string;
  logger?: JobsLogger;
}

const SILENT: JobsLogger = { error: () => {}, warn: () => {} };
const LISTED_JOBS = 100;
const PROBE_PAUSE_MS = 1_000;
/** The job that has the key may end between the attempt to write another and the question which it is. */
const ATTEMPTS_MAX = 5;

/**
 * Opens the durable jobs: creates or updates the queue's own tables, the queues, and on the embedded database puts back
 * what a dead process had claimed. Jobs can be enqueued from then on; work begins with `start`. Throws the driver's error
 * when the database is away.
 */
export async function openJobs<Payloads extends JobPayloads>(options: JobsOptions<Payloads>): Promise<Jobs<Payloads>> {
  const { pool, kind, queues, work, logger = SILENT } = options;
  const closed = new AbortController();
  const deps: BossDeps = { pool, kind, logger, closed: closed.signal };
  const boss = newBoss(deps, { migrate: true, supervise: work, schedule: false });
  try {
    await boss.start();
    await prepareQueues(boss, [...queues, PROBE, QUARANTINE]);
    if (kind === "embedded") await putBackClaimed(boss, onPool(pool));
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  return new OpenJobs(boss, options, deps, closed);
}

async function putBackClaimed(boss: PgBoss, db: Sql): Promise<void> {
  for (const { name, ids } of await listClaimed(db)) await boss.fail(name, ids, { reason: "its process ended" });
}

class OpenJobs<Payloads extends JobPayloads> implements Jobs<Payloads> {
  readonly #boss: PgBoss;
  readonly #options: JobsOptions<Payloads>;
  readonly #deps: BossDeps;
  readonly #closed: AbortController;
  readonly #queues: ReadonlySet<string>;
  #worker: Worker | null = null;
  #clock: PgBoss | null = null;
  #isStopping = false;
  #nextProbe = 0;

  constructor(boss: PgBoss, options: JobsOptions<Payloads>, deps: BossDeps, closed: AbortController) {
    this.#boss = boss;
    this.#closed = closed;
    this.#options = options;
    this.#deps = deps;
    this.#queues = new Set(options.queues);
  }

  async enqueue<Name extends keyof Payloads & string>(
    db: JobDb,
    name: Name,
    payload: Payloads[Name],
    options: EnqueueOptions = {},
  ): Promise<string> {
    const [id = ""] = await this.enqueueAll(db, name, [{ payload, ...options }]);
    return id;
  }

  async enqueueAll<Name extends keyof Payloads & string>(
    db: JobDb,
    name: Name,
    jobs: readonly ({ payload: Payloads[Name] } & EnqueueOptions)[],
  ): Promise<string[]> {
    if (!this.#queues.has(name)) throw new Error(`there is no queue ${name}`);
    const made = jobs.map(newJob);
    // One for each key.
    const open = new Map(made.map((job) => [job.singletonKey, job]));
    const ids = new Map<string, string>();
    const sql = onKysely(db);
    for (let attempt = 0; open.size > 0; attempt++) {
      if (attempt === ATTEMPTS_MAX)
        throw new AppError("conflict", "The same work is being done right now.", { retryable: true });
      const written = new Set(await this.#boss.insert(name, [...open.values()], { db: sql, returnId: true }));
      for (const [key, { id, priority }] of open) {
        const known = written.has(id) ? id : await joinUnfinished(sql, name, key, priority);
        if (known === null) continue;
        ids.set(key, known);
        open.delete(key);
      }
    }
    if (!db.isTransaction) this.nudge();
    return made.map(({ singletonKey }) => ids.get(singletonKey) ?? "");
  }

  nudge(): void {
    this.#worker?.nudge();
  }

  async start(): Promise<void> {
    const { work, handlers, slots, schedules = [], timeZone = "UTC" } = this.#options;
    if (!work || this.#isStopping) return;
    const { pool, logger } = this.#deps;
    this.#worker = await startWorker({
      deps: { boss: this.#boss, pool, logger },
      handlers: handlers as Record<string, JobHandler<unknown>>,
      slots: (slots ?? {}) as Record<string, number>,
    });
    await this.#probe();
    try {
      this.#clock = await keepSchedules(this.#deps, schedules, timeZone);
    } catch (error) {
      if (!this.#isStopping) throw error;
    }
    if (this.#isStopping) await this.#clock?.stop({ graceful: false });
  }

  async stop(waitMaxMs: number): Promise<void> {
    this.#isStopping = true;
    await this.#worker?.stop(waitMaxMs);
    // The queue takes a handler that it gives up for one that is done; from here on it can write nothing.
    this.#closed.abort();
    await Promise.all([this.#clock, this.#boss].map((boss) => boss?.stop({ graceful: false })));
  }

  async ready(): Promise<JobsReadiness> {
    if (this.#isStopping) return { ready: false, reason: "the job queue stops" };
    if (!this.#options.work || this.#worker?.isProven()) return { ready: true, reason: null };
    if (this.#worker !== null) await this.#probe();
    return { ready: false, reason: "the worker has not claimed a job yet" };
  }

  async list({ state, limit = LISTED_JOBS, after = null }: Parameters<Jobs<Payloads>["list"]>[0]) {
    return listJobs(onPool(this.#options.pool), [...this.#queues], state, { limit, after });
  }

  find(id: string): Promise<ListedJob | null> {
    return findJob(onPool(this.#options.pool), [...this.#queues], id);
  }

  putOffReasons(prefix: string): Promise<string[]> {
    return listPutOffReasons(onPool(this.#options.pool), [...this.#queues], prefix);
  }

  async release(reason: string, limit: number): Promise<number> {
    const count = await releaseJobs(onPool(this.#options.pool), [...this.#queues], { reason, limit });
    if (count > 0) this.nudge();
    return count;
  }

  async replay(id: string): Promise<void> {
    await inTransaction(this.#options.pool, async (db) => {
      const found = await findQuarantined(db, id);
      if (found === null || affectedBy(await this.#boss.deleteJob(QUARANTINE, id, { db })) === 0)
        throw new AppError("not_found", "No such job is quarantined.");
      if (!this.#queues.has(found.name)) throw new AppError("conflict", "There is no such work any more.");
      const { payload, key, priority = 0 } = found;
      const job = { id, data: newRecord(payload, key, priority), singletonKey: key ?? id, priority };
      const written = await this.#boss.insert(found.name, [job], { db, returnId: true });
      if (written === null) throw new AppError("conflict", "Another job does the same work and has not finished yet.");
    });
    this.nudge();
  }

  async discard(db: JobDb, id: string): Promise<void> {
    if (affectedBy(await this.#boss.deleteJob(QUARANTINE, id, { db: onKysely(db) })) === 0)
      throw new AppError("not_found", "No such job is quarantined.");
  }

  /** Another process may claim the probe first, or the database be too busy for it; the next question sends one more. */
  async #probe(): Promise<void> {
    if (performance.now() < this.#nextProbe) return;
    this.#nextProbe = performance.now() + PROBE_PAUSE_MS;
    const id = newId();
    try {
      await this.#boss.insert(PROBE, [{ id, data: newRecord({}, null), singletonKey: id }]);
      this.nudge();
    } catch (err) {
      if (!isDatabaseAway(err)) throw err;
      this.#deps.logger.warn({ err }, "the queue could not be tried yet");
    }
  }
}

function newJob({ payload, key, startAfterSeconds, priority = 0 }: { payload: object } & EnqueueOptions) {
  const id = newId();
  const data = newRecord(payload, key ?? null, priority);
  return { id, data, singletonKey: key ?? id, priority, startAfter: startAfterSeconds ?? 0 };
}
