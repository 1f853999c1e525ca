import { alternatingSpeakers } from "../speech/turn-taking.ts";
import { roleOfLabel, roleOfLetter } from "../text/label-words.ts";
import { wordsOf } from "../text-words.ts";
import type { Role, RoleAssignment, RoleSource, Transcript, Utterance } from "../transcript.ts";
import { roleEvidence, shareByName } from "./role-evidence.ts";

/** One speaker's part in the call. */
interface Speaker {
  label: string;
  /** What the label says; null for names and numbers. */
  labelRole: Role | null;
  utterances: number;
  words: number;
  /** Sum of what the utterances say; positive for the manager. */
  evidence: number;
  machineUtterances: number;
}

/** How sure a pair of role labels is, and one role label beside a name. */
const LABELS_SURE = 0.98;
const LABEL_AND_NAME_SURE = 0.9;
/** However much the words say, a label would say it better. */
const CONTENT_SURE_MAX = 0.97;
/** A piece of evidence is worth less than its weight says: cues of one call lean on each other. */
const EVIDENCE_TRUST = 0.6;
/** Below this a guess by content is no better than a coin: the roles stay unknown. */
const TOLD_APART_MIN = 0.55;
/** What it says for the manager to speak first. */
const OPENS = 0.5;
/** Words so few that the share of them says little. */
const SAID_ANYWAY = 5;
/** Evidence against the labels from which on they look swapped. */
const CONTRADICTION = 2.5;

/**
 * Says who speaks each utterance: by role words in the labels, else by what the speakers say, else `unknown`. The
 * confidence is a probability that manager and customer are told apart rightly; labels that the words contradict (as if
 * swapped) lower it below `ROLE_CONFIDENCE_MIN`.
 */
export function assignRoles(transcript: Transcript): RoleAssignment {
  const { utterances } = transcript;
  const texts = utterances.map(({ text }) => text);
  const { sides, isMachine } = roleEvidence(utterances);
  const speakers = describeSpeakers(utterances, sides, isMachine);
  const byLabel = assignByLabels(speakers);
  if (byLabel) return assignment(utterances, speakers, isMachine, byLabel, "label");
  const shared = shareByName(texts, sides);
  if (speakers.length === 0) return assignWithoutLabels(texts, shared, isMachine);
  const heard = describeSpeakers(utterances, shared, isMachine);
  return assignment(utterances, heard, isMachine, assignByContent(heard.filter(isPerson)), "content");
}

function isPerson({ labelRole }: Speaker): boolean {
  return labelRole !== "other";
}

function assignment(
  utterances: Utterance[],
  speakers: Speaker[],
  isMachine: boolean[],
  found: Assigned,
  madeBy: RoleSource,
): RoleAssignment {
  const roles = new Map<string, Role>(speakers.map(({ label, labelRole }) => [label, labelRole ?? "unknown"]));
  for (const [label, role] of found.roles) roles.set(label, role);
  const roleOf = ({ speaker }: Utterance, at: number): Role =>
    speaker === null ? (isMachine[at] ? "other" : "unknown") : (roles.get(speaker) ?? "unknown");
  return { roles: utterances.map(roleOf), madeBy, confidence: found.confidence };
}

interface Assigned {
  roles: Map<string, Role>;
  confidence: number;
}

function describeSpeakers(utterances: Utterance[], evidence: number[], isMachine: boolean[]): Speaker[] {
  const speakers = new Map<string, Speaker>();
  for (const [at, utterance] of utterances.entries()) {
    const label = utterance.speaker;
    if (label === null) continue;
    let speaker = speakers.get(label);
    if (!speaker) {
      speaker = { label, labelRole: roleOfLabel(label), utterances: 0, words: 0, evidence: 0, machineUtterances: 0 };
      speakers.set(label, speaker);
    }
    speaker.utterances += 1;
    speaker.words += wordsOf(utterance).known.length;
    speaker.evidence += evidence[at] ?? 0;
    if (isMachine[at]) speaker.machineUtterances += 1;
  }
  for (const speaker of speakers.values())
    if (speaker.labelRole === null && speaker.machineUtterances * 2 >= speaker.utterances) speaker.labelRole = "other";
  return withLetters([...speakers.values()]);
}

/** One-letter labels name sides only together: `М` and `К`, `A` beside `C`. */
function withLetters(speakers: Speaker[]): Speaker[] {
  const roles = speakers.map(({ label, labelRole }) => labelRole ?? roleOfLetter(label));
  if (!roles.includes("manager") || !roles.includes("customer")) return speakers;
  return speakers.map((speaker, at) => ({ ...speaker, labelRole: roles[at] ?? null }));
}

/** Null when the labels do not tell the sides apart (`Speaker 1` and `Speaker 2`, or both «Абонент»). */
function assignByLabels(all: Speaker[]): Assigned | null {
  const speakers = all.filter(isPerson);
  const managers = speakers.filter(({ labelRole }) => labelRole === "manager");
  const customers = speakers.filter(({ labelRole }) => labelRole === "customer");
  const nameless = speakers.filter(({ labelRole }) => labelRole === null);
  if (managers.length === 0 && customers.length === 0) return null;
  const isOneSided = managers.length === 0 || customers.length === 0;
  if (isOneSided && nameless.length === 0 && speakers.length > 1) return null;
  const roles = new Map<string, Role>();
  for (const { label, labelRole } of speakers) if (labelRole) roles.set(label, labelRole);
  const [longest, ...others] = nameless.sort((a, b) => b.utterances - a.utterances);
  if (longest && isOneSided) roles.set(longest.label, managers.length > 0 ? "customer" : "manager");
  for (const { label } of isOneSided ? others : nameless) roles.set(label, "other");
  const margin = speakers.reduce((sum, { label, evidence }) => sum + signed(roles.get(label), evidence), 0);
  const sure = isOneSided && longest ? LABEL_AND_NAME_SURE : LABELS_SURE;
  return { roles, confidence: margin < -CONTRADICTION ? Math.min(0.5, sure) : sure };
}

function signed(role: Role | undefined, evidence: number): number {
  return role === "manager" ? evidence : role === "customer" ? -evidence : 0;
}

/**
 * The two that speak most are the sides; which is which their words tell, and to a lesser degree who says more and who
 * speaks first; without a word that tells anything that is not enough.
 */
function assignByContent(speakers: Speaker[]): Assigned {
  const [a, b, ...others] = [...speakers].sort((x, y) => y.utterances - x.utterances);
  if (!a || !b) return assignAlone(a);
  const opens = speakers.indexOf(a) < speakers.indexOf(b) ? OPENS : -OPENS;
  const talks = Math.log((a.words + SAID_ANYWAY) / (b.words + SAID_ANYWAY));
  const told = a.evidence - b.evidence;
  const evidence = told === 0 ? 0 : told + talks + opens;
  const confidence = sureOf(evidence);
  if (confidence < TOLD_APART_MIN) return { roles: new Map(), confidence };
  const roles = new Map<string, Role>([
    [a.label, evidence > 0 ? "manager" : "customer"],
    [b.label, evidence > 0 ? "customer" : "manager"],
  ]);
  for (const { label, evidence, utterances } of others)
    roles.set(label, Math.abs(evidence) < 2 || utterances < 3 ? "other" : evidence > 0 ? "manager" : "customer");
  return { roles, confidence };
}

/** The probability that evidence of this size points the right way. */
function sureOf(evidence: number): number {
  return Math.min(CONTENT_SURE_MAX, round(1 / (1 + Math.exp(-Math.abs(evidence) * EVIDENCE_TRUST))));
}

/** One voice beside machines, as on an answering machine. */
function assignAlone(speaker: Speaker | undefined): Assigned {
  const roles = new Map<string, Role>();
  if (!speaker) return { roles, confidence: 0 };
  const confidence = sureOf(speaker.evidence);
  if (confidence >= TOLD_APART_MIN) roles.set(speaker.label, speaker.evidence > 0 ? "manager" : "customer");
  return { roles, confidence };
}

/** Without labels the order of the lines has to tell the speakers apart, too. */
function assignWithoutLabels(texts: string[], evidence: number[], isMachine: boolean[]): RoleAssignment {
  const spoken = texts.flatMap((text, at) => (isMachine[at] ? [] : [{ text, at }]));
  const manager = alternatingSpeakers(
    spoken.map(({ text }) => text),
    spoken.map(({ at }) => (evidence[at] ?? 0) * EVIDENCE_TRUST),
  );
  const roles: Role[] = texts.map(() => "other");
  let sure = 0;
  for (const [index, { at }] of spoken.entries()) {
    const probability = manager[index] ?? 0.5;
    roles[at] = probability >= 0.5 ? "manager" : "customer";
    sure += Math.max(probability, 1 - probability);
  }
  const confidence = spoken.length < 2 ? 0 : round(sure / spoken.length);
  return {
    roles: confidence < TOLD_APART_MIN ? roles.map((role) => (role === "other" ? role : "unknown")) : roles,
    madeBy: "content",
    confidence,
  };
}

function round(confidence: number): number {
  return Math.round(confidence * 1000) / 1000;
}
