import type { ColumnType, Generated } from "kysely";
import type { CreatedAt, Json } from "./columns.ts";

/** The words of a call. Rows are never updated. */
export interface TranscriptsTable {
  id: string;
  call_id: string;
  /** `recordings.id`; null when the text was given. */
  recording_id: string | null;
  /** What made it: `text` for a given text, else the name of the engine. */
  engine: string;
  /** Model or version of the engine; null for `text`. */
  engine_version: string | null;
  /** BCP 47, as found or told; null when it could not be told. */
  language: string | null;
  /** Lower-case hex SHA-256 of the content; the same words give the same hash. */
  sha256: string;
  /** Array of utterances. */
  utterances: Json;
  /** Invisible and control characters taken out of the input. */
  removed_characters: Generated<number>;
  created_at: CreatedAt;
}

/** Who speaks in a transcript. Rows are never updated; of several the one with the highest `input_sequence` holds. */
export interface RoleAssignmentsTable {
  id: string;
  transcript_id: string;
  made_by: "label" | "channel" | "content" | "person";
  /** The user who made it; null unless `made_by` is `person`. */
  made_by_user: string | null;
  /** 0 to 1. */
  confidence: number;
  /** Array with one role per utterance. */
  roles: Json;
  /** Lower-case hex SHA-256 of the roles. */
  sha256: string;
  /**
   * Drawn when the row is made: a higher one is a newer input of judging. An evaluation copies it, so that the result
   * of an older input, finished late, never replaces that of a newer one. Words of a recording that a newer one of the
   * call overtook get a lower one by hand.
   */
  input_sequence: ColumnType<number, number | undefined, never>;
  created_at: CreatedAt;
}
