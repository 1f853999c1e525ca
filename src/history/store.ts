import type { AudioSanity, PreparedAudio } from "../audio/audio.ts";
import type { Db } from "../db/database.ts";
import type { Role, RoleAssignment, Transcript, Utterance } from "../transcripts/transcript.ts";

/** What is stored of a recording; null where a step has not told it. */
export interface StoredRecording {
  id: string;
  sha256: string | null;
  sizeBytes: number | null;
  durationMs: number | null;
  fileName: string | null;
  mediaType: string | null;
  sanity: AudioSanity | null;
  prepared: Omit<PreparedAudio, "sanity"> | null;
  removedAt: Date | null;
}

/** A transcript with one of its role assignments and what made it. */
export interface TranscriptWithOrigin {
  transcriptId: string;
  roleAssignmentId: string;
  transcript: Transcript;
  roles: RoleAssignment;
  /** What made it: `text` for a given text, else the engine; its version or model, null for `text`. */
  engine: string;
  engineVersion: string | null;
  /** BCP 47; null when it could not be told. */
  language: string | null;
}

/**
 * The recording of a call that its words are of: the newest that was written down, before there are words the newest. Null
 * when it has none.
 */
export async function findRecordingOfCall(db: Db, callId: string): Promise<StoredRecording | null> {
  const row = await db
    .selectFrom("recordings")
    .select([
      "id",
      "sha256",
      "size_bytes",
      "duration_ms",
      "file_name",
      "media_type",
      "sanity",
      "prepared",
      "removed_at",
    ])
    .where("call_id", "=", callId)
    .where("repeats", "is", null)
    .orderBy(
      ({ exists, selectFrom }) =>
        exists(selectFrom("transcripts").select("id").whereRef("recording_id", "=", "recordings.id")),
      "desc",
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    durationMs: row.duration_ms,
    fileName: row.file_name,
    mediaType: row.media_type,
    sanity: row.sanity as AudioSanity | null,
    prepared: row.prepared as StoredRecording["prepared"],
    removedAt: row.removed_at,
  };
}

/** Decoded lengths in milliseconds by call id, of the calls that have one. */
export async function listDurations(db: Db, callIds: readonly string[]): Promise<Map<string, number>> {
  if (callIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("recordings")
    .select(["call_id", "duration_ms"])
    .where("call_id", "in", callIds)
    .where("duration_ms", "is not", null)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return new Map(rows.map((row) => [row.call_id, row.duration_ms ?? 0]));
}

/** The newest role assignment of a call with its transcript; null before there is one, or when it was erased. */
export async function findNewestTranscript(db: Db, callId: string): Promise<TranscriptWithOrigin | null> {
  const row = await db
    .selectFrom("transcripts")
    .innerJoin("role_assignments", "role_assignments.transcript_id", "transcripts.id")
    .select(["transcripts.id as transcript_id", "role_assignments.id as role_assignment_id"])
    .select(["utterances", "removed_characters", "engine", "engine_version", "language"])
    .select(["roles", "made_by", "confidence"])
    .where("transcripts.call_id", "=", callId)
    .orderBy("input_sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    transcriptId: row.transcript_id,
    roleAssignmentId: row.role_assignment_id,
    transcript: { utterances: row.utterances as Utterance[], removedCharacters: row.removed_characters },
    roles: { roles: row.roles as Role[], madeBy: row.made_by, confidence: row.confidence },
    engine: row.engine,
    engineVersion: row.engine_version,
    language: row.language,
  };
}
