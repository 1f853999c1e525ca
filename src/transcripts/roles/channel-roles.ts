import { CHANNEL_NAMES } from "../speech/heard-speech.ts";
import { ROLE_CONFIDENCE_MIN, type Role, type RoleAssignment, type Transcript } from "../transcript.ts";
import { roleEvidence } from "./role-evidence.ts";
import { assignRoles } from "./speaker-roles.ts";

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
/** Whoever picks up speaks first, unless the recording begins later. */
const ANSWERS_FIRST_SURE = 0.7;

/**
 * Says who speaks each utterance of a transcribed recording. Where channels are apart: by the channel that is said to be
 * the manager's (`madeBy` channel), else by what both say (`madeBy` content). Mono: by what the voices say, and without
 * voices line by line. Where the words tell next to nothing, who called whom tells who speaks first.
 */
export function assignRecordingRoles(transcript: Transcript, hints: RoleHints): RoleAssignment {
  const { utterances } = transcript;
  const hasChannels = utterances.length > 0 && utterances.every(({ speaker }) => isChannelName(speaker));
  if (!hasChannels) return byVoices(transcript, hints);
  const machines = machineUtterances(transcript);
  const people = { ...transcript, utterances: utterances.filter((_, at) => !machines.has(at)) };
  const found = hints.managerChannel === null ? byVoices(people, hints) : byChannel(people, hints.managerChannel);
  const roles = [...found.roles];
  return { ...found, roles: utterances.map((_, at) => (machines.has(at) ? "other" : (roles.shift() ?? "unknown"))) };
}

function byChannel({ utterances }: Transcript, managerChannel: ChannelName): RoleAssignment {
  const roles = utterances.map(({ speaker }): Role => (speaker === managerChannel ? "manager" : "customer"));
  return { roles, madeBy: "channel", confidence: TOLD_SURE };
}

function byVoices(transcript: Transcript, { direction }: RoleHints): RoleAssignment {
  const found = assignRoles(transcript);
  const voices = new Set(transcript.utterances.map(({ speaker }) => speaker));
  if (voices.has(null)) return { ...found, confidence: Math.min(found.confidence, VOICELESS_SURE_MAX) };
  const isTold = found.confidence >= ROLE_CONFIDENCE_MIN || found.roles.includes("other");
  if (isTold || direction === null || voices.size !== 2) return found;
  const answering: Role = direction === "inbound" ? "manager" : "customer";
  const [first] = voices;
  const roles = transcript.utterances.map(({ speaker }) => (speaker === first ? answering : SWAPPED[answering]));
  return { roles, madeBy: "content", confidence: ANSWERS_FIRST_SURE };
}

/** The same utterances with the sides changed over, because a person says so. */
export function swapRoles({ roles }: RoleAssignment): RoleAssignment {
  return confirmRoles({ roles: roles.map((role) => SWAPPED[role]) });
}

/** The sides as they are, because a person says so. */
export function confirmRoles({ roles }: Pick<RoleAssignment, "roles">): RoleAssignment {
  return { roles, madeBy: "person", confidence: 1 };
}

const SWAPPED: Record<Role, Role> = { manager: "customer", customer: "manager", other: "other", unknown: "unknown" };

function isChannelName(speaker: string | null): speaker is ChannelName {
  return (CHANNEL_NAMES as readonly (string | null)[]).includes(speaker);
}

/** A menu or an answering machine comes first in its channel, before a person does. */
function machineUtterances({ utterances }: Transcript): Set<number> {
  const { isMachine } = roleEvidence(utterances);
  const machines = new Set<number>();
  for (const channel of CHANNEL_NAMES)
    for (const [at, { speaker }] of utterances.entries()) {
      if (speaker !== channel) continue;
      if (!isMachine[at]) break;
      machines.add(at);
    }
  return machines;
}
