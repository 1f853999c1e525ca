/** Words of the recordings: one audio file of a call, and the work that turns it into an evaluation. */

/** Queue of the work on recordings; its payload is a `RecordingWork`. */
export const PROCESS_RECORDING = "process-recording";

/** What one job does: a recording through all steps, filling in one scorecard. Ids and choices only. */
export interface RecordingWork {
  recordingId: string;
  /** Key of the scorecard to fill in. */
  scorecard: string;
  /** Keys of further ones, each filled in by a job of its own once the words are there; absent: none. */
  also?: string[];
  reportLanguage: "ru" | "en" | null;
  /** A person asks again: one further paid attempt where none is made by itself. */
  again: boolean;
  /** The round of the call that it belongs to (`calls.round`): when the call is in a later one, it is over. */
  round: number;
}

/** Queue of evaluations of what is transcribed already; its payload is an `EvaluationWork`. */
export const EVALUATE_CALL = "evaluate-call";

/** One scorecard to be filled in for the newest words and roles of a call. */
export interface EvaluationWork extends Omit<RecordingWork, "recordingId" | "also"> {
  callId: string;
}

/** The bytes of a recording that are here already. */
export interface StoredFile {
  /** Lower-case hex SHA-256. */
  sha256: string;
  sizeBytes: number;
}

/** What the queues of calls carry. */
export interface CallWork {
  [PROCESS_RECORDING]: RecordingWork;
  [EVALUATE_CALL]: EvaluationWork;
}

/** Priority of work that nobody waits for: whatever comes in meanwhile starts before it and in slots of its own. */
export const BACKFILL_PRIORITY = -10;

/** When work may start at the earliest, what comes before it, and what it is the only unfinished work for. */
export interface EnqueueOptions {
  key?: string;
  startAfterSeconds?: number;
  /** 0 where not said; higher starts first, below 0 can wait. */
  priority?: number;
}

/** The same way into the queue for work that nobody waits for. */
export function atLowPriority<Db>(enqueue: Enqueue<Db>): Enqueue<Db> {
  return (db, queue, work, options) => enqueue(db, queue, work, { priority: BACKFILL_PRIORITY, ...options });
}

/** Puts work into its queue within the transaction it is given. */
export type Enqueue<Db> = <Name extends keyof CallWork>(
  db: Db,
  queue: Name,
  work: CallWork[Name],
  options?: EnqueueOptions,
) => Promise<unknown>;

/** The same for several at once. */
export type EnqueueAll<Db> = <Name extends keyof CallWork>(
  db: Db,
  queue: Name,
  jobs: readonly ({ work: CallWork[Name] } & EnqueueOptions)[],
) => Promise<unknown>;
