import type { CompiledQuery } from "kysely";

/** What each queue's jobs carry: the name of the queue to its payload, plain JSON that holds ids rather than content. */
export type JobPayloads = Record<string, object>;

/**
 * Where a job is written or settled: a Kysely, or the transaction of the writer, so that both happen or neither does.
 */
export interface JobDb {
  readonly isTransaction: boolean;
  executeQuery(query: CompiledQuery<unknown>): Promise<{ rows: unknown[] }>;
}

/** The durable jobs of this process. */
export interface Jobs<Payloads extends JobPayloads> {
  /**
   * Writes a job and answers with its id (UUIDv7). It exists when the transaction of `db` commits. Throws at once for a
   * queue that `openJobs` was not told of. Outside a transaction a worker of this process starts at once; after one call
   * `nudge`, else it starts within half a second.
   */
  enqueue<Name extends keyof Payloads & string>(
    db: JobDb,
    name: Name,
    payload: Payloads[Name],
    options?: EnqueueOptions,
  ): Promise<string>;
  /** The same for several jobs of a queue in one statement; their ids in the same order. */
  enqueueAll<Name extends keyof Payloads & string>(
    db: JobDb,
    name: Name,
    jobs: readonly ({ payload: Payloads[Name] } & EnqueueOptions)[],
  ): Promise<string[]>;
  /** Makes idle workers of this process look for work now; for after the commit of a transaction that enqueued. */
  nudge(): void;
  /** Begins to work and to keep the schedules; does nothing where this process only enqueues. */
  start(): Promise<void>;
  /**
   * Takes no more jobs, waits for the running ones, and after `waitMaxMs` aborts their signals and hands them back, which
   * counts as no attempt. Takes about a second longer at most. The pool stays open.
   */
  stop(waitMaxMs: number): Promise<void>;
  /** Whether jobs can be enqueued and, where this process works, its worker has claimed a probe job from the database. */
  ready(): Promise<JobsReadiness>;
  /**
   * Jobs in this state, newest first (quarantined ones by when that happened), at most 100 or `limit`; `after` is the
   * cursor of the last one of the page before. Finished jobs are kept for an hour.
   */
  list(filter: { state: JobState; limit?: number; after?: string | null }): Promise<ListedJob[]>;
  /** One job, whatever its state; null when there is none (any more). */
  find(id: string): Promise<ListedJob | null>;
  /** The reasons beginning like this for which jobs are put off to a later time, each once. */
  putOffReasons(prefix: string): Promise<string[]>;
  /** Lets jobs that are put off for this very reason start now, the most urgent and oldest first; gives their count. */
  release(reason: string, limit: number): Promise<number>;
  /**
   * Puts a quarantined job back under its id, as if it were new. Throws `not_found` when no such job is quarantined, and
   * `conflict` when an unfinished job has its key.
   */
  replay(id: string): Promise<void>;
  /** Forgets a quarantined job for good. Throws `not_found` when no such job is quarantined. */
  discard(db: JobDb, id: string): Promise<void>;
}

/** When a job may start at the earliest, what comes before it, and what it is the only one for. */
export interface EnqueueOptions {
  startAfterSeconds?: number;
  /**
   * A whole number, 0 where not said: of the jobs that may start the one with the highest starts first, of equal ones the
   * oldest. Jobs below 0 can wait: they never have more than half of a process's slots of a queue (one slot is shared).
   */
  priority?: number;
  /**
   * At most one unfinished job of a queue has a key: a second `enqueue` writes no other and answers with the id of the
   * first, even when that is already running. The more urgent of their priorities counts.
   */
  key?: string;
}

/** Null `reason`: ready. */
export interface JobsReadiness {
  ready: boolean;
  reason: string | null;
}

/** `waiting` for its time or a worker, `running`, `finished`, or `quarantined` until a person replays it. */
export type JobState = "waiting" | "running" | "finished" | "quarantined";

/** A job as a person sees it. */
export interface ListedJob {
  id: string;
  /** Its queue. */
  name: string;
  state: JobState;
  payload: unknown;
  /** How often work on it began. */
  starts: number;
  /** How many of the starts ended with the death of their process. */
  crashes: number;
  /** Why it is quarantined or was put off; null when nothing happened to it. */
  reason: string | null;
  createdAt: Date;
  /** When it may start or might have at the earliest. */
  startAfter: Date;
  /** When it was last claimed; null before that and for quarantined jobs. */
  startedAt: Date | null;
  /** When it was finished or quarantined, else null. */
  endedAt: Date | null;
  /** Its place in a list, for the page after it; opaque. */
  cursor: string;
}

/** A job while its handler works on it. */
export interface RunningJob<Payload = unknown> {
  readonly id: string;
  readonly name: string;
  readonly payload: Payload;
  /** How often work on it began, this time included. */
  readonly starts: number;
  /** Aborted when the job is handed back at a stop or is no longer ours; the handler then throws. */
  readonly signal: AbortSignal;
  /** Whether the process waits for its jobs to end: what may take long and can wait for the next start is left to it. */
  isStopping(): boolean;
  /** Whether the job is still ours, asked of the database, and if so ours for ten seconds more; before each paid request. */
  holds(): Promise<boolean>;
  /** How many seconds the job will be put off when its handler throws this; null when it will be quarantined. */
  secondsToWait(error: unknown): number | null;
  /** Finishes the job in the handler's own transaction. Throws `JobLost` when it is no longer ours. */
  complete(db: JobDb): Promise<void>;
  /** Puts the job off, which is no failure. Throws `JobLost` when it is no longer ours. */
  snooze(db: JobDb, options: { seconds: number; reason: string }): Promise<void>;
  /** Quarantines the job, where a person can see why and replay it. Throws `JobLost` when it is no longer ours. */
  fail(db: JobDb, reason: string): Promise<void>;
}

/**
 * Works on one job; it may run again after a crash, so each of its steps skips itself when done. Returning completes
 * the job unless it settled it itself. An `AppError` that is retryable, a database that is away and a full disk put it
 * off with growing waits; any other error quarantines it.
 */
export type JobHandler<Payload> = (job: RunningJob<Payload>) => Promise<void>;

/** The job was taken over by another worker, which owns its outcome: what this one did for it must not be kept. */
export class JobLost extends Error {
  override readonly name = "JobLost";

  constructor(job: { name: string; id: string }) {
    super(`the job ${job.id} of ${job.name} is no longer ours`);
  }
}

/** Where faults of the machinery are told; pino fits. */
export interface JobsLogger {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
}
