import { type KnownWord, knownWord } from "./known-words.ts";
import { wordBounds } from "./words.ts";

/** The words of a text where they stand: word `i` from `bounds[2 * i]` to `bounds[2 * i + 1]`. */
export interface TextWords {
  /** As `wordBounds` gives them. */
  readonly bounds: readonly number[];
  readonly known: readonly KnownWord[];
}

const remembered = new WeakMap<object, TextWords>();

/** The words of an utterance, looked up once however many readers ask; its text is not to be changed. */
export function wordsOf(utterance: { readonly text: string }): TextWords {
  const words = remembered.get(utterance);
  if (words) return words;
  const read = textWords(utterance.text);
  remembered.set(utterance, read);
  return read;
}

/** The words of an utterance that was read already; null before. */
export function knownWordsOf(utterance: object): TextWords | null {
  return remembered.get(utterance) ?? null;
}

/** A copy of an utterance, with the same text, has the words that were looked up for it. */
export function shareWords(utterance: object, copy: object): void {
  const words = remembered.get(utterance);
  if (words) remembered.set(copy, words);
}

function textWords(text: string): TextWords {
  const bounds = wordBounds(text);
  const known: KnownWord[] = [];
  for (let at = 0; at < bounds.length; at += 2) known.push(knownWord(text, bounds[at] ?? 0, bounds[at + 1] ?? 0));
  return { bounds, known };
}
