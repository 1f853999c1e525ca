import { roleOfLabel, roleOfLetter } from "./label-words.ts";
import type { RoleAssignment, Transcript } from "./transcript.ts";

/** Says who speaks each utterance. */
export function assignRoles(transcript: Transcript): RoleAssignment {
  const roles = transcript.utterances.map(({ speaker }) =>
    speaker === null ? "unknown" : (roleOfLabel(speaker) ?? roleOfLetter(speaker) ?? "unknown"),
  );
  const known = roles.includes("manager") && roles.includes("customer");
  return { roles, madeBy: "label", confidence: known ? 0.95 : 0 };
}
