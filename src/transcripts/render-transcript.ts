import { createHash } from "node:crypto";
import type { RoleAssignment, Transcript } from "./transcript.ts";

/**
 * SHA-256 (lower-case hex) of what a judge reads: order, speakers, words and times. Two inputs that differ only in
 * encoding, line ends, markup or invisible characters have the same hash.
 */
export function transcriptSha256(transcript: Transcript): string {
  const rows = transcript.utterances.map(({ speaker, text, startMs, endMs }) => [speaker, text, startMs, endMs]);
  return sha256(JSON.stringify(rows));
}

/** SHA-256 (lower-case hex) of a role assignment: the roles in order, where they come from and how sure they are. */
export function roleAssignmentSha256({ roles, madeBy, confidence }: RoleAssignment): string {
  return sha256(JSON.stringify([madeBy, confidence, roles]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
