import type { Db } from "../db/database.ts";
import { newId } from "../new-id.ts";
import { roleAssignmentSha256, transcriptSha256 } from "./render-transcript.ts";
import type { RoleAssignment, Transcript, Utterance } from "./transcript.ts";

/** A stored transcript with one of its role assignments. */
export interface StoredTranscript {
  transcript: Transcript;
  roles: RoleAssignment;
}

/** The transcript and the role assignment that an evaluation was made from; null when they are not (or no longer) here. */
export async function findTranscript(
  db: Db,
  { transcriptId, roleAssignmentId }: { transcriptId: string; roleAssignmentId: string },
): Promise<StoredTranscript | null> {
  const row = await db
    .selectFrom("transcripts")
    .innerJoin("role_assignments", "role_assignments.transcript_id", "transcripts.id")
    .select(["utterances", "removed_characters", "roles", "made_by", "confidence"])
    .where("transcripts.id", "=", transcriptId)
    .where("role_assignments.id", "=", roleAssignmentId)
    .executeTakeFirst();
  return row ? toStored(row) : null;
}

/** A transcript to be kept: the words of a recording, with their first role assignment. */
export interface NewTranscript {
  callId: string;
  recordingId: string;
  engine: string;
  engineVersion: string | null;
  language: string | null;
  transcript: Transcript;
  roles: RoleAssignment;
}

/** The newest input of judging that a call has. */
export interface TranscriptInput extends StoredTranscript {
  transcriptId: string;
  roleAssignmentId: string;
  /** That of the role assignment: a higher one is newer. */
  inputSequence: number;
  language: string | null;
}

/**
 * Keeps the transcript of a recording with its roles, as an older input than those of recordings that came after it. To be
 * called in a transaction that has locked the call.
 */
export async function storeTranscript(db: Db, made: NewTranscript): Promise<void> {
  const transcriptId = newId();
  await db
    .insertInto("transcripts")
    .values({
      id: transcriptId,
      call_id: made.callId,
      recording_id: made.recordingId,
      engine: made.engine,
      engine_version: made.engineVersion,
      language: made.language,
      sha256: transcriptSha256(made.transcript),
      utterances: JSON.stringify(made.transcript.utterances),
      removed_characters: made.transcript.removedCharacters,
    })
    .execute();
  await storeRoleAssignment(db, transcriptId, made.roles, await findOvertaking(db, made));
}

/** The lowest input sequence of a recording of the call that came after this one and is transcribed; null: none. */
async function findOvertaking(db: Db, { callId, recordingId }: NewTranscript): Promise<number | null> {
  const row = await db
    .selectFrom("recordings as own")
    .innerJoin("recordings as newer", "newer.call_id", "own.call_id")
    .innerJoin("transcripts", "transcripts.recording_id", "newer.id")
    .innerJoin("role_assignments", "role_assignments.transcript_id", "transcripts.id")
    .select("input_sequence")
    .where("own.id", "=", recordingId)
    .where("transcripts.call_id", "=", callId)
    .where((eb) => eb(eb.refTuple("newer.created_at", "newer.id"), ">", eb.refTuple("own.created_at", "own.id")))
    .orderBy("input_sequence")
    .limit(1)
    .executeTakeFirst();
  return row?.input_sequence ?? null;
}

/** Adds a role assignment, which is the newest from now on, or just older than the input of the sequence given. */
export async function storeRoleAssignment(
  db: Db,
  transcriptId: string,
  roles: RoleAssignment,
  olderThan: number | null = null,
): Promise<void> {
  await db
    .insertInto("role_assignments")
    .values({
      id: newId(),
      transcript_id: transcriptId,
      made_by: roles.madeBy,
      confidence: roles.confidence,
      roles: JSON.stringify(roles.roles),
      sha256: roleAssignmentSha256(roles),
      ...(olderThan === null ? {} : { input_sequence: olderThan - 1 }),
    })
    .execute();
}

/** Whether the words of a recording are here. */
export async function hasTranscript(db: Db, recordingId: string): Promise<boolean> {
  const row = await db
    .selectFrom("transcripts")
    .select("id")
    .where("recording_id", "=", recordingId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest words and roles of a call, or of one of its recordings; null before there are any. */
export async function findNewestInput(db: Db, callId: string, recordingId?: string): Promise<TranscriptInput | null> {
  let query = db
    .selectFrom("transcripts")
    .innerJoin("role_assignments", "role_assignments.transcript_id", "transcripts.id")
    .select(["utterances", "removed_characters", "roles", "made_by", "confidence", "language", "input_sequence"])
    .select(["transcripts.id as transcript_id", "role_assignments.id as role_assignment_id"])
    .where("transcripts.call_id", "=", callId)
    .orderBy("input_sequence", "desc")
    .limit(1);
  if (recordingId !== undefined) query = query.where("transcripts.recording_id", "=", recordingId);
  const row = await query.executeTakeFirst();
  if (!row) return null;
  return {
    ...toStored(row),
    transcriptId: row.transcript_id,
    roleAssignmentId: row.role_assignment_id,
    inputSequence: row.input_sequence,
    language: row.language,
  };
}

function toStored(row: {
  utterances: unknown;
  removed_characters: number;
  roles: unknown;
  made_by: RoleAssignment["madeBy"];
  confidence: number;
}): StoredTranscript {
  return {
    transcript: { utterances: row.utterances as Utterance[], removedCharacters: row.removed_characters },
    roles: { roles: row.roles as RoleAssignment["roles"], madeBy: row.made_by, confidence: row.confidence },
  };
}
