/**
 * Words of this room. Call: one conversation, whatever carried it. Manager: the person scored. Source: where calls come
 * from. Handling: what the pipeline needs to know, frozen when the call is accepted.
 */

/** What carried the call in. */
export type CallOrigin = "text" | "upload" | "url" | "webhook" | "telephony";

/** Where a call can stand (DESIGN §2). */
export const CALL_STATUSES = [
  "received",
  "stored",
  "prepared",
  "transcribed",
  "scored",
  "not_scorable",
  "needs_review",
  "failed",
  "skipped",
] as const;

/** One of them. */
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Who rang whom; null on a call when not told. */
export const CALL_DIRECTIONS = ["inbound", "outbound"] as const;

/** One of them. */
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

/** Frozen at acceptance: a later change of a source does not touch accepted calls. */
export interface CallHandling {
  /** Keys of the scorecards to fill in; the first is the primary one. */
  scorecards: string[];
  /** Which channel is the manager's; null when content decides. */
  managerChannel: "left" | "right" | null;
  /** Language of the report; absent or null: the installation's. */
  reportLanguage?: "ru" | "en" | null;
  /** Calls in which people speak for less are skipped, in milliseconds; absent or null: none. */
  talkMsMin?: number | null;
  /** A person wants the call audited whatever a rule of its source says; absent: nobody asked. */
  isWanted?: boolean;
}

/** Statuses of a call that is still worked on, in the order of its steps. */
export const STATUSES_AT_WORK: readonly CallStatus[] = ["received", "stored", "prepared", "transcribed"];

/** What a sender tells of a call; null where nothing was said. */
export interface ToldCall {
  /** Key of the source. */
  source: string;
  externalId: string | null;
  managerId: string | null;
  direction: CallDirection | null;
  /** ISO 8601. */
  startedAt: string | null;
  /** BCP 47. */
  languageHint: string | null;
  tags: string[];
  metadata: Record<string, unknown>;
}

/** One conversation as this service knows it. */
export interface Call {
  /** UUIDv7, ours. */
  id: string;
  /** The id the sender gave; null when none. Unique within a source. */
  externalId: string | null;
  /** Key of the source, `api` for the public API and the form. */
  source: string;
  /** The sender's id of the manager; null when not told. */
  managerId: string | null;
  origin: CallOrigin;
  status: CallStatus;
  /** Why it failed or was skipped: a code such as `interrupted` or `judge_failed`; null otherwise. */
  statusReason: string | null;
  direction: CallDirection | null;
  /** When the conversation began; null when not told. */
  startedAt: Date | null;
  createdAt: Date;
  tags: string[];
  metadata: Record<string, unknown>;
  handling: CallHandling;
}
