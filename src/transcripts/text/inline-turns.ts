import { UTTERANCES_MAX } from "../transcript.ts";
import { foldLabel, isNumberedSpeaker, roleOfLabel } from "./label-words.ts";

/** A part of one line: who says it, and the words. */
export interface InlineTurn {
  speaker: string | null;
  text: string;
}

/** Words a label inside a line may have, and characters it may take. */
const LABEL_WORDS_MAX = 4;
const LABEL_CHARACTERS_MAX = 50;

const ENDS_SENTENCE = /(?:[.!?…»")\]*♪]|\p{Extended_Pictographic}|\uFE0F)$/u;
const SENTENCE_END = /[.!?…]/;
const DECORATION = /^(?:[\s*_`"«(]|\p{Extended_Pictographic}|\uFE0F)+|[\s*_`"»)]+$/gu;
const NAME = /^\p{Lu}[\p{L}\p{M}'’-]{0,20}$/u;
const INITIALS = /^(?:\p{Lu}\.){1,2}$/u;
const NAME_WORDS_MAX = 3;

/**
 * Splits a line where a further label stands inside it (`Клиент: Привет! Менеджер: Добрый день!`). A label counts after
 * the end of a sentence, or anywhere where people write without full stops. A role word that labels no line counts only
 * in a text that is one line, `isWholeDialogue`: elsewhere it may be a quotation, or words meant to look like another
 * speaker. Colons of speech («Смотрите: …», «в 14:30») split nothing.
 */
export function splitInlineTurns(
  speaker: string | null,
  text: string,
  labels: Map<string, string>,
  isWholeDialogue: boolean,
): InlineTurn[] {
  const turns: InlineTurn[] = [];
  let current = speaker;
  let from = 0;
  const first = nextColon(text, 0);
  const hasSentences = first < 0 || SENTENCE_END.test(text);
  const splits = { labels, isWholeDialogue, hasSentences, isLabelCapital: isCapital(speaker ?? "") };
  for (let colon = first; colon >= 0; colon = nextColon(text, colon + 1)) {
    const found = labelBefore(text, from, colon, splits);
    if (!found || found.label === current) continue;
    turns.push({ speaker: current, text: text.slice(from, found.at).trim() });
    if (turns.length > UTTERANCES_MAX) break;
    current = found.label;
    from = colon + 1;
  }
  turns.push({
    speaker: current,
    text: text
      .slice(from)
      .replace(/^\s*(?:\*\*|__)?\s*/, "")
      .trim(),
  });
  return turns;
}

/**
 * Names and letters that take turns inside a text of one line (`Олег: Привет! Анна С.: Здравствуйте! Олег: …`), by their
 * folded form.
 */
export function findInlineNames(line: string): Map<string, string> {
  const counts = new Map<string, { label: string; count: number }>();
  const hasSentences = SENTENCE_END.test(line);
  let isFirst = true;
  for (let colon = nextColon(line, 0); colon >= 0; colon = nextColon(line, colon + 1)) {
    const before = line.slice(Math.max(0, colon - LABEL_CHARACTERS_MAX), colon);
    const label = nameAtEnd(before);
    const rest = before.slice(0, before.length - label.length).trimEnd();
    if (label === "" || (rest !== "" && hasSentences && !ENDS_SENTENCE.test(rest))) continue;
    if (isFirst && rest !== "") return new Map();
    isFirst = false;
    const key = foldLabel(label);
    counts.set(key, { label, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const repeats = [...counts.values()].some(({ count }) => count > 1);
  return counts.size > 1 && repeats ? new Map([...counts].map(([key, { label }]) => [key, label])) : new Map();
}

/** The words at the end that are written like a name; empty when the last one is not. */
function nameAtEnd(text: string): string {
  const words = text.split(" ");
  let from = words.length;
  const isName = (word: string) => NAME.test(word) || INITIALS.test(word);
  while (from > 0 && words.length - from < NAME_WORDS_MAX && isName(words[from - 1] ?? "")) from -= 1;
  return words.slice(from).join(" ");
}

function nextColon(text: string, from: number): number {
  for (let at = text.indexOf(":", from); at >= 0; at = text.indexOf(":", at + 1)) {
    const next = text[at + 1];
    if (next === undefined || next === " " || next === "*" || next === "\t" || next === "_") return at;
  }
  return -1;
}

interface Splits {
  labels: Map<string, string>;
  isWholeDialogue: boolean;
  /** The text has full stops, so that a label inside it follows one. */
  hasSentences: boolean;
  /** The label of the line begins with a capital. */
  isLabelCapital: boolean;
}

function labelBefore(text: string, from: number, colon: number, splits: Splits): { label: string; at: number } | null {
  const { labels, isWholeDialogue, hasSentences, isLabelCapital } = splits;
  const start = Math.max(from, colon - LABEL_CHARACTERS_MAX);
  let at = colon;
  for (let words = 1; words <= LABEL_WORDS_MAX; words += 1) {
    at = text.lastIndexOf(" ", at - 1);
    const begin = Math.max(at + 1, start);
    const label = text.slice(begin, colon).replace(DECORATION, "");
    const known = labels.get(foldLabel(label));
    if (known !== undefined || (isWholeDialogue && isRoleLabel(label))) {
      const before = text.slice(start, begin).trimEnd();
      const isBoundary = before === "" ? start === from : !hasSentences || ENDS_SENTENCE.test(before);
      const isRunOn = isWholeDialogue && roleOfLabel(label) !== null && isCapital(label) === isLabelCapital;
      if (isBoundary || isRunOn) return { label: known ?? label, at: begin };
    }
    if (at < start) return null;
  }
  return null;
}

function isCapital(text: string): boolean {
  return /^[^\p{L}]*\p{Lu}/u.test(text);
}

/** A role word or numbered speaker that stands for itself; «Ваш менеджер» is speech. */
function isRoleLabel(label: string): boolean {
  if (isNumberedSpeaker(label)) return true;
  return !label.includes(" ") && roleOfLabel(label) !== null;
}
