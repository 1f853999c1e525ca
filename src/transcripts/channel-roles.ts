import { CHANNEL_NAMES } from "./heard-speech.ts";
import { roleEvidence } from "./role-evidence.ts";
import { assignRoles } from "./speaker-roles.ts";
import type { Role, RoleAssignment, Transcript } from "./transcript.ts";

/** The channel of a recording, as utterances name it. */
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** What is known about who speaks before a word is heard. */
export interface RoleHints {
  /** The manager's channel by metadata or setting; null when nobody said. */
  managerChannel: ChannelName | null;
  /** Who called whom; null when unknown. */
  direction: "inbound" | "outbound" | null;
}

/** Somebody said which channel is the manager's: wrong only where the telephony was wired otherwise. */
const TOLD_SURE = 0.98;
/**
 * Sentences of which nobody heard who said them: of the labelled dialogues, cut up so, two thirds fall to the right side.
 * Below `ROLE_CONFIDENCE_MIN`, so that nobody is judged by it.
 */
const VOICELESS_SURE_MAX = 0.55;

/**
 * Says who speaks each utterance of a transcribed recording. Where channels are apart: by the channel that is said to be
 * the manager's (`madeBy` channel), else by what both say (`madeBy` content). Mono: by what the voices say, and without
 * voices line by line.
 */
export function assignRecordingRoles(transcript: Transcript, hints: RoleHints): RoleAssignment {
  const { utterances } = transcript;
  const hasChannels = utterances.length > 0 && utterances.every(({ speaker }) => isChannelName(speaker));
  if (!hasChannels || hints.managerChannel === null) return byContent(transcript);
  const machines = machineUtterances(transcript);
  const roles = utterances.map(({ speaker }, at): Role => {
    if (machines.has(at)) return "other";
    return speaker === hints.managerChannel ? "manager" : "customer";
  });
  return { roles, madeBy: "channel", confidence: TOLD_SURE };
}

function byContent(transcript: Transcript): RoleAssignment {
  const found = assignRoles(transcript);
  const hasVoices = transcript.utterances.some(({ speaker }) => speaker !== null);
  return hasVoices ? found : { ...found, confidence: Math.min(found.confidence, VOICELESS_SURE_MAX) };
}

/** The same utterances with the sides changed over, because a person says so. */
export function swapRoles({ roles }: RoleAssignment): RoleAssignment {
  return { roles: roles.map((role) => SWAPPED[role]), madeBy: "person", confidence: 1 };
}

const SWAPPED: Record<Role, Role> = { manager: "customer", customer: "manager", other: "other", unknown: "unknown" };

function isChannelName(speaker: string | null): speaker is ChannelName {
  return (CHANNEL_NAMES as readonly (string | null)[]).includes(speaker);
}

/** A menu or an answering machine comes first in its channel, before a person does. */
function machineUtterances({ utterances }: Transcript): Set<number> {
  const { isMachine } = roleEvidence(utterances.map(({ text }) => text));
  const machines = new Set<number>();
  for (const channel of CHANNEL_NAMES)
    for (const [at, { speaker }] of utterances.entries()) {
      if (speaker !== channel) continue;
      if (!isMachine[at]) break;
      machines.add(at);
    }
  return machines;
}
