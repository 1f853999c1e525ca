import { type ConversationMetrics, conversationMetrics } from "../transcripts/conversation-metrics.ts";
import { detectLanguage } from "../transcripts/detect-language.ts";
import { roleAssignmentSha256, transcriptSha256 } from "../transcripts/render-transcript.ts";
import { assignRoles } from "../transcripts/roles/speaker-roles.ts";
import { parseDialogue } from "../transcripts/text/parse-dialogue.ts";
import type { Role, RoleAssignment, Transcript } from "../transcripts/transcript.ts";
import { findInjection } from "./injection/find-injection.ts";
import type { Unscorable } from "./scorability.ts";

/** A transcript with all that code finds about it before judging. Hashes are lower-case hex SHA-256. */
export interface ReadTranscript {
  transcript: Transcript;
  roles: RoleAssignment;
  transcriptSha256: string;
  roleAssignmentSha256: string;
  /** Numbers of the utterances that speak to the judge. */
  withheld: number[];
  /** BCP 47; null when it could not be told. */
  language: string | null;
  metrics: ConversationMetrics;
  /** What `whyUnscorable` says of it, where that was looked at together with reading. */
  unscorable?: Unscorable | null;
}

/** As `readTranscript`, of a dialogue as it was written. Throws what `parseDialogue` throws. */
export function readText(text: string, languageHint: string | null): ReadTranscript {
  return readTranscript(parseDialogue(text), languageHint);
}

/**
 * Finds what speaks to the judge first: withheld words must not decide who is the manager, in which language the call
 * is, or how much anybody talked. `languageHint` is what the sender said (BCP 47), null when nothing. Roles that are
 * known already (a channel's, a person's) are taken as they are.
 */
export function readTranscript(
  transcript: Transcript,
  languageHint: string | null,
  knownRoles?: RoleAssignment,
): ReadTranscript {
  const withheld = findInjection(transcript.utterances);
  const kept: Transcript =
    withheld.length === 0
      ? transcript
      : { ...transcript, utterances: transcript.utterances.filter(({ number }) => !withheld.includes(number)) };
  const keptRoles = knownRoles ? withoutWithheld(knownRoles, withheld) : assignRoles(kept);
  const { language } = detectLanguage(kept, languageHint);
  const roles = knownRoles ?? (kept === transcript ? keptRoles : withWithheld(keptRoles, kept, transcript));
  return {
    transcript,
    roles,
    transcriptSha256: transcriptSha256(transcript),
    roleAssignmentSha256: roleAssignmentSha256(roles),
    withheld,
    language,
    metrics: conversationMetrics(kept, keptRoles, language),
  };
}

function withoutWithheld(known: RoleAssignment, withheld: readonly number[]): RoleAssignment {
  return { ...known, roles: known.roles.filter((_, at) => !withheld.includes(at + 1)) };
}

/** Gives withheld utterances the role of their label where another utterance bears it, else `unknown`. */
function withWithheld(keptRoles: RoleAssignment, kept: Transcript, transcript: Transcript): RoleAssignment {
  const byNumber = new Map<number, Role>();
  const bySpeaker = new Map<string, Role>();
  for (const [index, { number, speaker }] of kept.utterances.entries()) {
    const role = keptRoles.roles[index] ?? "unknown";
    byNumber.set(number, role);
    if (speaker !== null) bySpeaker.set(speaker, role);
  }
  const roles = transcript.utterances.map(
    ({ number, speaker }) =>
      byNumber.get(number) ?? (speaker === null ? undefined : bySpeaker.get(speaker)) ?? "unknown",
  );
  return { ...keptRoles, roles };
}
