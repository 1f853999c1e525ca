import type { Db } from "../db/database.ts";
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
  if (!row) return null;
  return {
    transcript: { utterances: row.utterances as Utterance[], removedCharacters: row.removed_characters },
    roles: { roles: row.roles as RoleAssignment["roles"], madeBy: row.made_by, confidence: row.confidence },
  };
}
