import type { JudgedUtterance } from "../judge.ts";
import { lexiconOf } from "../lexicon/lexicons.ts";
import type { Lexicon, Matches, PhraseMatch } from "../lexicon/phrases.ts";
import type { RulesLanguage } from "../lexicon/stems.ts";
import { type SplitText, splitUtterances } from "../lexicon/words.ts";
import { THINGS } from "./content-words.ts";
import { leaningOf } from "./wording.ts";

/** One utterance with what the lexicon found in it. */
export interface Turn {
  utterance: JudgedUtterance;
  role: "manager" | "customer";
  text: SplitText;
  matches: Matches;
  wordCount: number;
  /** What the words speak of that carry meaning, and the numbers said. */
  content: ReadonlySet<string>;
  /** Which way a customer's words lean, in hundredths (`leaningOf`); 0 for the manager's. */
  leaning: number;
  /** What it counts for among the signs of a call; null until that is asked. */
  signBits: number | null;
}

/** A call as the detectors read it: the turns of the two sides in order; machines and strangers are left out. */
export interface CallReading {
  language: RulesLanguage;
  turns: Turn[];
  /** The place of each turn in `turns`. */
  at: ReadonlyMap<Turn, number>;
  /** False for a speech recogniser's text without sentence marks. */
  isPunctuated: boolean;
  /** Utterances were left out to see whether a `met` still holds; nothing else is asked of it. */
  isTrial: boolean;
}

/** Share of turns that end with a sentence mark below which a text counts as unpunctuated. */
const PUNCTUATED_SHARE_MIN = 0.3;

/** Reads the utterances of both sides. */
export function readCall(utterances: readonly JudgedUtterance[], language: RulesLanguage): CallReading {
  const lexicons = { manager: lexiconOf(language, "manager"), customer: lexiconOf(language, "customer") };
  const turns: Turn[] = [];
  let marked = 0;
  let spoken = 0;
  const texts = splitUtterances(utterances);
  for (const [index, utterance] of utterances.entries()) {
    const { role } = utterance;
    const text = texts[index];
    if (!text || (role !== "manager" && role !== "customer")) continue;
    const turn = readTurn(utterance, text, role, lexicons[role]);
    turns.push(turn);
    if (turn.wordCount < 3) continue;
    spoken += 1;
    if (/[.!?…;]/.test(utterance.text)) marked += 1;
  }
  return {
    language,
    turns,
    at: places(turns),
    isPunctuated: spoken === 0 || marked / spoken >= PUNCTUATED_SHARE_MIN,
    isTrial: false,
  };
}

function readTurn(utterance: JudgedUtterance, text: SplitText, role: Turn["role"], lexicon: Lexicon): Turn {
  const content = new Set<string>();
  let at = 0;
  for (const { known, start, sentence } of text.words) {
    const { stem, isNumber } = lexicon.lexeme(known);
    const isName = isCapital(utterance.text.charCodeAt(start)) && text.sentences[sentence]?.from !== at;
    const thing = isNumber ? stem : isName ? null : THINGS.of(known);
    if (thing !== null) content.add(thing);
    at += 1;
  }
  const matches = declared(lexicon.match(text), text);
  return {
    utterance,
    role,
    text,
    matches,
    wordCount: text.words.length,
    content,
    leaning: role === "customer" ? leaningOf(text, lexicon) : 0,
    signBits: null,
  };
}

/** Concepts that say no: asked, or hung on an «if» or an «or», they say nothing yet. */
const NOES = ["cancel", "refuse", "leaves", "uninterest"];
const OPEN = new Set(["если", "или", "if", "or", "unless"]);

/** The matches without noes that are no more than a question or a condition. */
function declared(matches: Matches, text: SplitText): Matches {
  if (!NOES.some((concept) => matches.has(concept))) return matches;
  const kept = new Map(matches);
  for (const concept of NOES) {
    const plain = (matches.get(concept) ?? []).filter((match) => !isOpen(match, text));
    if (plain.length > 0) kept.set(concept, plain);
    else kept.delete(concept);
  }
  return kept;
}

function isOpen({ from }: PhraseMatch, { sentences, words }: SplitText): boolean {
  const sentence = sentences.find((one) => from >= one.from && from < one.to);
  if (!sentence) return false;
  return sentence.asked || words.slice(sentence.from, from).some(({ form }) => OPEN.has(form));
}

function places(turns: Turn[]): Map<Turn, number> {
  return new Map(turns.map((turn, at) => [turn, at]));
}

/** Where a turn stands among the turns of the call; -1 when it is none of them. */
export function placeOf(call: CallReading, turn: Turn): number {
  return call.at.get(turn) ?? -1;
}

/** A capital inside a sentence begins a name; names are no common ground. */
function isCapital(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 0x410 && code <= 0x42f) || code === 0x401;
}

/** The call without some utterances, as if they had not been said. */
export function withoutTurns(call: CallReading, numbers: ReadonlySet<number>): CallReading {
  const turns = call.turns.filter(({ utterance }) => !numbers.has(utterance.number));
  return { ...call, turns, at: places(turns), isTrial: true };
}

/** The turns of one side. */
export function turnsOf(call: CallReading, role: Turn["role"]): Turn[] {
  return call.turns.filter((turn) => turn.role === role);
}

/** Words that the lexicon has read. */
type Read = Pick<Turn, "matches">;

/** Whether a concept was said, not negated. */
export function says(turn: Read, ...concepts: string[]): boolean {
  for (const concept of concepts) {
    const matches = turn.matches.get(concept);
    if (matches) for (const { negated } of matches) if (!negated) return true;
  }
  return false;
}

/** Whether a concept was said, negated or not. */
export function mentions(turn: Read, ...concepts: string[]): boolean {
  for (const concept of concepts) if (turn.matches.has(concept)) return true;
  return false;
}

/** The matches of a concept that are not negated. */
function plainMatches(turn: Read, concept: string): PhraseMatch[] {
  return (turn.matches.get(concept) ?? []).filter(({ negated }) => !negated);
}

/** How many places of the turn say one of the concepts; overlapping phrases count once. */
export function countMatches(turn: Read, ...concepts: string[]): number {
  const matches = concepts.flatMap((concept) => plainMatches(turn, concept)).sort((a, b) => a.from - b.from);
  let count = 0;
  let end = -1;
  for (const { from, to } of matches) {
    if (from >= end) count += 1;
    end = Math.max(end, to);
  }
  return count;
}

/** The next turn of the other side after this one, before the same side speaks again; null when there is none. */
export function answerTo(call: CallReading, turn: Turn): Turn | null {
  const at = placeOf(call, turn);
  const next = call.turns[at + 1];
  return next && next.role !== turn.role ? next : null;
}

/** The turn right before this one. */
export function before(call: CallReading, turn: Turn): Turn | null {
  return call.turns[placeOf(call, turn) - 1] ?? null;
}

/** How many words of a turn one side has said in the turns before it, at most `reach` turns back. */
export function sharedBefore(call: CallReading, turn: Turn, role: Turn["role"], reach: number): number {
  const at = placeOf(call, turn);
  const earlier = call.turns.slice(Math.max(0, at - reach), at).filter((one) => one.role === role);
  let shared = 0;
  for (const stem of turn.content) if (earlier.some(({ content }) => content.has(stem))) shared += 1;
  return shared;
}

/** How many words of one set stand in the other. */
export function overlap(of: ReadonlySet<string>, said: ReadonlySet<string>): number {
  let shared = 0;
  for (const stem of of) if (said.has(stem)) shared += 1;
  return shared;
}
