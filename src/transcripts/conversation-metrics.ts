import { type KnownWord, WordFacts } from "./known-words.ts";
import { wordsOf } from "./text-words.ts";
import type { Role, RoleAssignment, Transcript } from "./transcript.ts";
import { wordBounds } from "./words.ts";

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

/** What a word can be among fillers. */
interface FillerPart {
  /** As the second word of one; empty when it is none. */
  second: string;
  isFiller: boolean;
  /** Words that make it a filler of two words. */
  seconds: ReadonlySet<string> | null;
}

/** Most words: one for all of them is always near. */
const NO_FILLER: FillerPart = { second: "", isFiller: false, seconds: null };

/** The fillers of one language, by word. */
type FillerList = WordFacts<FillerPart>;

const FILLERS: Record<string, FillerList> = {
  ru: fillerList("э|м|хм|ну|вот|значит|короче|типа|как бы|в общем|это самое|так сказать|в принципе"),
  en: fillerList("um|uh|er|erm|hm|you know|i mean|sort of|kind of"),
};

/** Hyphens are removed and repeated letters squeezed where the word is none as it stands («э-э» is «э»). */
function fillerList(list: string): FillerList {
  const words = new Set<string>();
  const phrases = new Map<string, Set<string>>();
  for (const [first = "", second] of list.split("|").map((entry) => entry.split(" ")))
    if (second === undefined) words.add(first);
    else phrases.set(first, (phrases.get(first) ?? new Set()).add(second));
  const allSeconds = new Set([...phrases.values()].flatMap((seconds) => [...seconds]));
  return new WordFacts((word): FillerPart => {
    const form = word.toLowerCase();
    const isFiller = words.has(form) || words.has(form.replaceAll("-", "").replace(/(.)\1+/gu, "$1"));
    const second = allSeconds.has(form) ? form : "";
    const seconds = phrases.get(form) ?? null;
    return isFiller || second !== "" || seconds ? { second, isFiller, seconds } : NO_FILLER;
  });
}

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
  for (const [index, utterance] of transcript.utterances.entries()) {
    const { speaker, text } = utterance;
    const role = assignment.roles[index] ?? "unknown";
    const side = sides[role];
    const { known } = wordsOf(utterance);
    const words = known.length;
    const goesOn = before !== null && isSameSpeaker(before, { speaker, role });
    monologueWords = (goesOn ? monologueWords : 0) + words;
    utterancesMerged += goesOn ? 0 : 1;
    side.utterances += 1;
    side.utterancesMerged += goesOn ? 0 : 1;
    side.words += words;
    side.wordsWithoutRemarks += text.includes("(") ? wordBounds(text.replace(REMARK, " ")).length / 2 : words;
    side.questions += countQuestions(text);
    side.longestUtteranceWords = Math.max(side.longestUtteranceWords, words);
    side.longestMonologueWords = Math.max(side.longestMonologueWords, monologueWords);
    if (fillers) side.fillers = (side.fillers ?? 0) + countFillers(known, fillers);
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

/** Runs of marks; one by one, because a pattern for the whole run would try every start of a long run. */
function countQuestions(text: string): number {
  let questions = 0;
  let isRun = false;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === "?" || mark === "？") {
      if (!isRun) questions += 1;
      isRun = true;
    } else if (mark !== "!") isRun = false;
  }
  return questions;
}

/** Phrases first, without overlap; then single words. */
function countFillers(words: readonly KnownWord[], list: FillerList): number {
  let fillers = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const { isFiller, seconds } = list.of(word);
    const next = words[at + 1];
    const isPhrase = seconds !== null && next !== undefined && seconds.has(list.of(next).second);
    if (isPhrase || isFiller) fillers += 1;
    if (isPhrase) at += 1;
  }
  return fillers;
}

function ratio(manager: number, customer: number): number | null {
  const both = manager + customer;
  return both === 0 ? null : Math.round((manager / both) * 10_000) / 10_000;
}
