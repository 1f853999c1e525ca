import type { ColumnType, Generated } from "kysely";
import type { CreatedAt, NullableTimestamp } from "./columns.ts";

/** One row from the first start with this database on: which secret key seals here and which files belong to it. */
export interface InstallationTable {
  /** Always true: there is one row. */
  singleton: Generated<boolean>;
  /** First 16 hex digits of the SHA-256 of the secret key. */
  secret_key_fingerprint: string;
  /** Stands in a file of `DATA_DIR` too. */
  data_dir_id: string;
  created_at: CreatedAt;
}

/** One arrival of a webhook. */
export interface DeliveriesTable {
  id: string;
  /** Key of the source. */
  source: string;
  received_at: CreatedAt;
  /**
   * `accepted`: a recording to work on; `repeated`: nothing new; `awaiting`: the recording is not told yet; `skipped`: by
   * a rule of the source; `ignored`: no business of ours; `unreadable`: kept for study.
   */
  outcome: "accepted" | "repeated" | "awaiting" | "skipped" | "ignored" | "unreadable";
  /** Why, as a code; null where the outcome says it all. */
  reason: string | null;
  /** Of what nobody could read: the field at fault (RFC 6901); null where it is about the whole body. */
  pointer: string | null;
  /** The public sentence that the sender of what nobody could read was told; else null. */
  detail: string | null;
  call_id: string | null;
  /** The bytes as they came where nobody could read them, cut at a limit; else null. */
  body: Buffer | null;
}

/** Where results go. */
export interface EndpointsTable {
  id: string;
  name: string;
  /** Which translator sends, for example `webhook` or a vendor's name. */
  kind: string;
  /** Key of the source whose calls it hears of; null: all. */
  source: string | null;
  /** Where it is, as people may see it: nothing in it is secret. */
  address: string;
  /** Whole address and secrets, sealed with the installation's secret key; null once it is removed. */
  credentials_sealed: Buffer | null;
  created_at: CreatedAt;
  /** Since when nothing is sent; null while it is. */
  disabled_at: NullableTimestamp;
  /** A code: `gone`, `failing` or `person`. */
  disabled_reason: string | null;
  /** Since when every attempt failed; null when the last one did not. */
  failing_since: NullableTimestamp;
  /** Failed attempts in a row, whatever they carried. */
  failures: Generated<number>;
  /** How many of the last of them, in a row, found nobody at work there. */
  outages: Generated<number>;
  /** Nothing is sent before; null when nothing holds it. */
  paused_until: NullableTimestamp;
  /** The run that sends to it just now (job and start); null when none does. */
  claimed_by: string | null;
  /** When the claim ends by itself. */
  claimed_until: NullableTimestamp;
  /** When a person removed it; its write-backs stay readable. */
  removed_at: NullableTimestamp;
}

/** What an endpoint is told of one call and scorecard: one row, whose version rises with every change. */
export interface WriteBacksTable {
  id: string;
  endpoint_id: string;
  call_id: string;
  scorecard_key: string;
  /** What the version in hand tells; null when it was erased. */
  evaluation_id: string | null;
  /** Raised by every change of the current evaluation. */
  version: Generated<number>;
  /** The newest version that the endpoint took; 0 before the first. */
  delivered_version: Generated<number>;
  /** Of the version in hand; the same over all its attempts. */
  message_id: string;
  /** The endpoint's own id of the record it holds; null when it never told one. */
  remote_id: string | null;
  /**
   * `exhausted`: its whole schedule failed, a person can replay it; `withdrawn`: the endpoint was removed, or what it
   * was to tell was erased.
   */
  status: Generated<"pending" | "delivered" | "exhausted" | "withdrawn">;
  /** Failed attempts of the version in hand. */
  attempts: Generated<number>;
  /** Null exactly when nothing is pending. */
  next_attempt_at: NullableTimestamp;
  created_at: CreatedAt;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** One request to an endpoint, written down before it is sent. */
export interface WriteBackAttemptsTable {
  id: string;
  write_back_id: string;
  message_id: string;
  version: number;
  started_at: CreatedAt;
  /** Null when it was never seen to end. */
  duration_ms: number | null;
  /** Null when nobody answered. */
  http_status: number | null;
  /** What went wrong, as a code; null when it went well or was never seen to end. */
  fault: string | null;
  /** The body of the answer, at most 1 KiB of UTF-8; null without a readable one. */
  answer: string | null;
}
