import type { Generated } from "kysely";
import type { CreatedAt, DefaultedJson, Json, NullableJson, NullableTimestamp } from "./columns.ts";

/** Where calls come from. Two rows exist from the start: `api` (the public API) and `default` (the form). */
export interface SourcesTable {
  /** Lower-case Latin letters, digits, `_` and `-`, at most 64; stands in other tables and in addresses. */
  key: string;
  /** Which translator reads what arrives, for example `api` or a vendor's name. */
  kind: string;
  /** What is done with its calls (an object); frozen into `calls.handling` when a call is accepted. */
  rules: DefaultedJson;
  /** How people call it; null: by its key. */
  name: string | null;
  /** Since when it takes nothing; null while it does. */
  disabled_at: NullableTimestamp;
  /** Sealed with the installation's secret key; null when the source has none. */
  credentials_sealed: Buffer | null;
  /** The only hosts (`host` or `host:port`) that may see the credentials. */
  credential_hosts: Generated<string[]>;
  created_at: CreatedAt;
}

/** The persons scored. Unique by source and external id. */
export interface ManagersTable {
  id: string;
  /** Key of the source that names this person. */
  source: string;
  /** The sender's id of the person. */
  external_id: string;
  /** Null until a source tells it. */
  name: string | null;
  /** The only division inside an installation; null when none. */
  team: string | null;
  created_at: CreatedAt;
}

/** One row per conversation, narrow on purpose: texts and documents stand beside it. Unique by source and external id. */
export interface CallsTable {
  id: string;
  /** Key of the source. */
  source: string;
  /** The sender's id; null when none was given, and again after erasure. */
  external_id: string | null;
  /**
   * Lower-case hex SHA-256 that stands for the external id and outlives it, so that a webhook delivered again after
   * erasure is still known. Null exactly when the sender gave no id.
   */
  external_id_hash: string | null;
  /** `managers.id`; null when not told. */
  manager_id: string | null;
  origin: "text" | "upload" | "url" | "webhook" | "telephony";
  /** Of the primary scorecard, as `total_score`. */
  status:
    | "received"
    | "stored"
    | "prepared"
    | "transcribed"
    | "scored"
    | "not_scorable"
    | "needs_review"
    | "failed"
    | "skipped";
  /** A code that says why it failed, was skipped or cannot be scored; null otherwise. */
  status_reason: string | null;
  direction: "inbound" | "outbound" | null;
  /** When the conversation began; null when not told. */
  started_at: NullableTimestamp;
  /** BCP 47, a hint of the sender; null when not told. */
  language: string | null;
  tags: Generated<string[]>;
  /** An object of the sender's, given back as it came. */
  metadata: DefaultedJson;
  /** What the pipeline needs, frozen at acceptance (an object). */
  handling: Json;
  /** Key of the scorecard that `status` and `total_score` belong to. */
  primary_scorecard: string;
  /** Percent, one decimal: a read model of the primary scorecard's current evaluation; null unless `scored`. */
  total_score: number | null;
  /** The process that works on the call outside a job; null when none does. Tells which calls died with a process. */
  process_id: string | null;
  /** How far the step at work is (`{step, done, total, unit}`, counted, never guessed); null when nothing is counted. */
  progress: NullableJson;
  /** When what webhooks told of it was so, by the sender's clock: what it is about, to an ISO time in UTC. */
  told_at: DefaultedJson;
  /**
   * Recordings that webhooks told of: the lower-case hex SHA-256 of how the sender names one, to our id of it. Stays when
   * recordings go and outlives erasure, so that what comes again brings nothing new.
   */
  told_recordings: DefaultedJson;
  /** When somebody asked to stop the work on it; null otherwise. */
  cancel_requested_at: NullableTimestamp;
  /** Raised by a cancel and by a person who starts the work again: jobs of an earlier round are over. */
  round: Generated<number>;
  created_at: CreatedAt;
  /** Set when the content was erased; what is left only keeps the sender's id known. Such a row is never listed. */
  erased_at: NullableTimestamp;
}

/** One audio file of a call. */
export interface RecordingsTable {
  id: string;
  call_id: string;
  /** Lower-case hex SHA-256 of the bytes as they came, not unique; null until they are here. */
  sha256: string | null;
  /** Null until the bytes are here. */
  size_bytes: number | null;
  duration_ms: number | null;
  /** 1 mono, 2 stereo; null until probed. */
  channels: number | null;
  /** What probing found amiss (an object); null until probed. */
  sanity: NullableJson;
  /** The file name as uploaded; null when none. */
  file_name: string | null;
  /** Where to fetch it; may hold secrets in its query, so it is null again once the bytes are here. */
  file_url: string | null;
  /** The sender's own id of the recording, by which its source finds it; null when none was told. */
  source_key: string | null;
  /** Media type by content, for example `audio/mpeg`; null until probed. */
  media_type: string | null;
  /** Speech intervals, pieces and waveform (an object); null until prepared. */
  prepared: NullableJson;
  created_at: CreatedAt;
  /** The older recording of the call whose bytes this one brought again; null unless so, and then without a file. */
  repeats: string | null;
  /** When the file was removed by retention; null while it is here. */
  removed_at: NullableTimestamp;
}
