import type { Db } from "../../db/database.ts";
import type { JobPayloads, Jobs, ListedJob } from "../../jobs/jobs.ts";

/** What looking at and acting on failed work needs. */
export interface SetAsideDeps {
  db: Db;
  jobs: Pick<Jobs<JobPayloads>, "list" | "find" | "replay">;
  /** Forgets a quarantined job; its call says from then on that it failed. Throws `not_found`. */
  discard(id: string): Promise<void>;
}

/** The call that work was about, as far as it is known. */
export interface ConcernedCall {
  id: string;
  /** The sender's id; null when none. */
  externalId: string | null;
  /** The sender's id of the manager, and what people call that; null when not told. */
  managerId: string | null;
  managerName: string | null;
}

/** Why work on a scorecard of a call failed. */
export interface ToldFailure {
  scorecard: string;
  /** A code as calls bear it. */
  reason: string;
  /** Public sentence. */
  detail: string;
}

/** A job with what it was about; null where it was about no call, or nothing is written down of it. */
export interface ShownJob extends ListedJob {
  call: ConcernedCall | null;
  failure: ToldFailure | null;
}

/** A call that failed and whose work the queue does not hold. */
export interface FailedCall extends ConcernedCall {
  /** A code. */
  reason: string;
  createdAt: Date;
  /** Whether something is left to start from: its recording or its words. */
  canReplay: boolean;
}

/** An arrival that nobody could read, kept for a person to look at. */
export interface UnreadableDelivery {
  id: string;
  /** Key of its source, and what people call that; null: by its key. */
  source: string;
  sourceName: string | null;
  receivedAt: Date;
  /** A code. */
  reason: string;
  /** The field at fault (RFC 6901); null where it is about the whole body. */
  pointer: string | null;
  /** What its sender was told; null when not known. */
  detail: string | null;
  /** How it began, as text with replacement characters. */
  body: string;
  /** How much of it is kept. */
  bodyBytes: number;
}

/** How many failed for one reason; `reason` is null where no code is known. */
export interface ReasonCount {
  reason: string | null;
  count: number;
}
