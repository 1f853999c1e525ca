/** How a write-back stands, see `WriteBacksTable`. */
export const WRITE_BACK_STATUSES = ["pending", "delivered", "exhausted", "withdrawn"] as const;
/** One of them. */
export type WriteBackStatus = (typeof WRITE_BACK_STATUSES)[number];

/** One request to an endpoint; `durationMs` null when it was never seen to end. */
export interface WriteBackAttempt {
  id: string;
  version: number;
  messageId: string;
  startedAt: Date;
  durationMs: number | null;
  /** Null when nobody answered. */
  httpStatus: number | null;
  /** A code of `DeliveryFault`, or `gone`; null when it went well or was never seen to end. */
  fault: string | null;
  /** What the endpoint answered, cut; null when nothing readable. */
  answer: string | null;
}

/** What an endpoint is told of one call and scorecard. */
export interface WriteBack {
  id: string;
  endpoint: { id: string; name: string; isOff: boolean; isRemoved: boolean; restsUntil: Date | null };
  call: { id: string; externalId: string | null };
  scorecard: string;
  /** What the version in hand tells; null when it was erased. */
  evaluationId: string | null;
  version: number;
  /** The newest version that the endpoint took; 0 before the first. */
  deliveredVersion: number;
  messageId: string;
  status: WriteBackStatus;
  /** Failed attempts of the version in hand. */
  attempts: number;
  /** Null exactly when nothing is pending. */
  nextAttemptAt: Date | null;
  createdAt: Date;
  /** When the version in hand came up. */
  changedAt: Date;
  /** Null before the first. */
  lastAttempt: WriteBackAttempt | null;
}

/** Where a page of a list ends: the next one begins after it. */
export interface WriteBackCursor {
  changedAt: Date;
  id: string;
}
