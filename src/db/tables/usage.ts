import type { ColumnType, Generated } from "kysely";
import type { CreatedAt, NullableTimestamp, Timestamp } from "./columns.ts";

/** The ledger: one row per request that may cost money, written before it is sent. */
export interface PaidRequestsTable {
  id: string;
  /** What the request is for: a call, an audio hash or a content hash. */
  subject: string;
  /** Which step pays, for example `judge`. */
  stage: string;
  /** Lower-case hex SHA-256 of what is asked. */
  input_hash: string;
  /** 1 and up: which of several independent answers to the same question. */
  vote: Generated<number>;
  /** 1 and up: a further try for the same answer is a further row. */
  attempt: Generated<number>;
  /**
   * `intent`: written, perhaps sent, no answer yet; at most one row per subject, stage, input and vote is so.
   * `answered` and `unusable` cost money, `free_failure` did not, `ambiguous` may have. `cancelled` is not written any
   * more: it stood for `ambiguous` with the reason `cancelled`.
   */
  status: Generated<"intent" | "answered" | "unusable" | "free_failure" | "ambiguous" | "cancelled">;
  /** A code that says why there is no usable answer; null otherwise. */
  reason: string | null;
  /** The model asked, then the one that answered. */
  model: string;
  /** The answer as it came; null when none came or it was erased. */
  raw: string | null;
  input_tokens: number | null;
  /** Part of `input_tokens`. */
  cached_tokens: number | null;
  output_tokens: number | null;
  /** US dollars, eight decimals; null until known. */
  cost_usd: ColumnType<number | null, number | string | null | undefined, number | string | null>;
  /** The process that sends it; when that has died, an `intent` is `ambiguous`. */
  process_id: string;
  created_at: CreatedAt;
  /** Null until sent, and when that was not recorded. */
  sent_at: NullableTimestamp;
  /** Null exactly while `intent`. */
  settled_at: NullableTimestamp;
  /** The call it is for; null when it is for none. The one who paid, where another uses the same answer. */
  call_id: string | null;
  /** What it may come to; null in rows of an earlier version. */
  estimate_usd: ColumnType<number | null, number | string | null | undefined, number | string | null>;
  /** The day of the installation whose spend it is; null in rows of an earlier version. */
  spend_day: ColumnType<string | null, string | null | undefined, string | null>;
}

/** What was begun in one day: what its requests cost or, while or where that is not known, their estimates. */
export interface SpendDaysTable {
  /** As `2026-11-29`, in the time zone of the installation. */
  day: ColumnType<string, string, string>;
  /** US dollars, eight decimals. */
  begun_usd: ColumnType<number, number | string, number | string>;
  /** The highest budget that did not hold a request; null while all were held. */
  full_at_usd: ColumnType<number | null, number | string | null | undefined, number | string | null>;
}

/** A provider that nobody may ask now, or might not some time ago: one row per provider and account. */
export interface ProviderGatesTable {
  /** Its address with a hash that tells accounts apart; never a key. */
  provider: string;
  /** A code. */
  reason: string;
  closed_at: Timestamp;
  /** From then on it is open; null: only a probe that succeeds opens it. */
  opens_at: NullableTimestamp;
  /** When the next probe may pass; null exactly when `opens_at` is not. */
  probe_at: NullableTimestamp;
  probe_every_s: number;
}
