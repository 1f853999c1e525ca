import type { Role, RoleAssignment, Transcript } from "./transcript.ts";

/** Counts of one side of the conversation. */
export interface SideMetrics {
  /** Turns as written. */
  utterances: number;
  /** Turns after joining neighbours of the same speaker. */
  utterancesMerged: number;
  /** Runs of letters or digits; a hyphen or apostrophe inside joins, a point, comma or colon only between digits. */
  words: number;
  /** `words` without remarks in round brackets such as «(смеётся)». */
  wordsWithoutRemarks: number;
  /** Question marks; a run of `?` and `!` counts once. */
  questions: number;
  longestUtteranceWords: number;
  /** Words of the longest merged turn. */
  longestMonologueWords: number;
  /** Filler words and phrases; null in a language without a list. */
  fillers: number | null;
}

/** Deterministic figures of a conversation, in all and for each side. */
export interface ConversationMetrics {
  utterances: number;
  utterancesMerged: number;
  /** Manager words ÷ (manager + customer words), four decimals; null when neither spoke. */
  talkRatio: number | null;
  /** As `talkRatio`, remarks in round brackets left out. */
  talkRatioWithoutRemarks: number | null;
  sides: Record<Role, SideMetrics>;
}

/** Filler words of a language: single words squeezed (no hyphens, no repeated letters), phrases as spoken. */
const FILLERS: Record<string, { words: Set<string>; phrases: string[][] }> = {
  ru: fillerList("э|м|хм|ну|вот|значит|короче|типа|как бы|в общем|это самое|так сказать|в принципе"),
  en: fillerList("um|uh|er|erm|hm|you know|i mean|sort of|kind of"),
};

function fillerList(list: string) {
  const entries = list.split("|").map((entry) => entry.split(" "));
  const words = entries.flatMap((entry) => (entry.length === 1 ? entry : []));
  return { words: new Set(words), phrases: entries.filter((entry) => entry.length > 1) };
}

const WORD = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+|(?<=\p{Nd})[.,:](?=\p{Nd})[\p{L}\p{N}]+)*/gu;
const REMARK = /\([^()]*\)/g;

/**
 * Counts what can be counted without judgement. `language` is BCP 47 (only its first part is read) and chooses the list
 * of fillers; null or a language without a list gives null fillers.
 */
export function conversationMetrics(
  transcript: Transcript,
  assignment: RoleAssignment,
  language: string | null,
): ConversationMetrics {
  const fillers = FILLERS[language?.split("-")[0]?.toLowerCase() ?? ""];
  const sides: Record<Role, SideMetrics> = {
    manager: emptySide(fillers !== undefined),
    customer: emptySide(fillers !== undefined),
    other: emptySide(fillers !== undefined),
    unknown: emptySide(fillers !== undefined),
  };
  let utterancesMerged = 0;
  let monologueWords = 0;
  let before: { speaker: string | null; role: Role } | null = null;
  for (const [index, { speaker, text }] of transcript.utterances.entries()) {
    const role = assignment.roles[index] ?? "unknown";
    const side = sides[role];
    const words = text.match(WORD) ?? [];
    const goesOn = before !== null && isSameSpeaker(before, { speaker, role });
    monologueWords = (goesOn ? monologueWords : 0) + words.length;
    utterancesMerged += goesOn ? 0 : 1;
    side.utterances += 1;
    side.utterancesMerged += goesOn ? 0 : 1;
    side.words += words.length;
    side.wordsWithoutRemarks += text.includes("(") ? countWords(text.replace(REMARK, " ")) : words.length;
    side.questions += countQuestions(text);
    side.longestUtteranceWords = Math.max(side.longestUtteranceWords, words.length);
    side.longestMonologueWords = Math.max(side.longestMonologueWords, monologueWords);
    if (fillers) side.fillers = (side.fillers ?? 0) + countFillers(words, fillers);
    before = { speaker, role };
  }
  return {
    utterances: transcript.utterances.length,
    utterancesMerged,
    talkRatio: ratio(sides.manager.words, sides.customer.words),
    talkRatioWithoutRemarks: ratio(sides.manager.wordsWithoutRemarks, sides.customer.wordsWithoutRemarks),
    sides,
  };
}

function emptySide(hasFillers: boolean): SideMetrics {
  return {
    utterances: 0,
    utterancesMerged: 0,
    words: 0,
    wordsWithoutRemarks: 0,
    questions: 0,
    longestUtteranceWords: 0,
    longestMonologueWords: 0,
    fillers: hasFillers ? 0 : null,
  };
}

/** Without labels only a known role says that the same person goes on speaking. */
function isSameSpeaker(a: { speaker: string | null; role: Role }, b: { speaker: string | null; role: Role }): boolean {
  if (a.role !== b.role || a.speaker !== b.speaker) return false;
  return a.speaker !== null || a.role !== "unknown";
}

function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}

function countQuestions(text: string): number {
  let questions = 0;
  for (const [marks] of text.matchAll(/[?!？]+/g)) if (/[?？]/.test(marks)) questions += 1;
  return questions;
}

/** Phrases first, without overlap; then single words, hyphens removed and repeated letters squeezed («э-э» is «э»). */
function countFillers(words: string[], { words: single, phrases }: { words: Set<string>; phrases: string[][] }) {
  const lower = words.map((word) => word.toLowerCase());
  let fillers = 0;
  for (let at = 0; at < lower.length; ) {
    const phrase = phrases.find((parts) => parts.every((part, offset) => lower[at + offset] === part));
    const word = lower[at] ?? "";
    if (phrase || single.has(word.replaceAll("-", "").replace(/(.)\1+/gu, "$1"))) fillers += 1;
    at += phrase?.length ?? 1;
  }
  return fillers;
}

function ratio(manager: number, customer: number): number | null {
  const both = manager + customer;
  return both === 0 ? null : Math.round((manager / both) * 10_000) / 10_000;
}
