import type { ColumnType, Generated } from "kysely";
import type { CreatedAt, Json, NullableTimestamp } from "./columns.ts";

/** Scorecards as they were used. Rows are never updated. */
export interface ScorecardRevisionsTable {
  key: string;
  /** 1 and up; with the key it names the row. */
  revision: number;
  mode: "Manager+" | "Client+" | "Диалог";
  /** Lower-case hex SHA-256 of the document. */
  sha256: string;
  /** The scorecard (an object). */
  document: Json;
  created_at: CreatedAt;
}

/** One scorecard revision filled in for one call by one judge. Rows are never updated. Totals are percent, one decimal. */
export interface EvaluationsTable {
  id: string;
  call_id: string;
  scorecard_key: string;
  scorecard_revision: number;
  /** A transcript of this call. */
  transcript_id: string;
  /** An assignment of this transcript. */
  role_assignment_id: string;
  /** That of the role assignment. */
  input_sequence: number;
  judge: string;
  /** The user who judged; null unless `judge` is `person`. */
  judge_user: string | null;
  /** The evaluation that a person changed; null when it was made anew. */
  based_on: string | null;
  purpose: Generated<"score" | "calibration" | "shadow">;
  status: "scored" | "not_scorable" | "needs_review";
  /** Why it has no score; null exactly when `scored`. */
  reason: string | null;
  /** Null unless `scored`. */
  total: number | null;
  /** Before a cap; null when nothing could be added up. */
  raw_total: number | null;
  /** The total over what was clear; null unless `needs_review`. */
  preliminary: number | null;
  /** Verdicts, evidence, summary and the rest (an object). */
  document: Json;
  /** What it was made from (an object). */
  receipt: Json;
  created_at: CreatedAt;
}

/** Which evaluation counts: one per call and scorecard. */
export interface CurrentEvaluationsTable {
  call_id: string;
  scorecard_key: string;
  evaluation_id: string;
  /** That of the evaluation. */
  input_sequence: number;
  /** Whether a person made it; then only a person's may replace it. */
  by_person: boolean;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
  /** Whether the endpoints were told, or those there were had nothing to hear. */
  is_told: Generated<boolean>;
}

/** One row per job that could not fill in its scorecard for good: a call's own status tells of its primary one only. */
export interface FailedEvaluationsTable {
  /** The queue's id of the job, so that one that is looked at twice is written down once. */
  job_id: string;
  call_id: string;
  /** The recording the job worked on; null when it worked on words that were here. */
  recording_id: string | null;
  scorecard_key: string;
  /** A code as in `calls.status_reason`. */
  reason: string;
  /** Code of the public error. */
  code: string;
  /** Public sentence. */
  detail: string;
  failed_at: ColumnType<Date, Date | string | undefined, Date | string>;
  /** When it was asked for anew: from then on it is only history. */
  asked_again_at: NullableTimestamp;
}
