import { type KnownWord, knownWord } from "./known-words.ts";
import { wordBounds } from "./words.ts";

/** The words of a text where they stand: word `i` from `bounds[2 * i]` to `bounds[2 * i + 1]`. */
export interface TextWords {
  /** As `wordBounds` gives them. */
  readonly bounds: readonly number[];
  readonly known: readonly KnownWord[];
}

/** Marks any object with words; what is returned from a constructor is what its fields are put on. */
class Marked {
  constructor(marked: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the mark goes on the given object.
    return marked;
  }
}

/** The words of an utterance, put on it where nobody else sees them: a `WeakMap` costs as much as looking them up anew. */
class Remembered extends Marked {
  #words: TextWords;

  private constructor(utterance: object, words: TextWords) {
    super(utterance);
    this.#words = words;
  }

  static of(utterance: object): TextWords | null {
    return #words in utterance ? utterance.#words : null;
  }

  static keep(utterance: object, words: TextWords): void {
    if (!(#words in utterance)) new Remembered(utterance, words);
  }
}

/** The words of an utterance, looked up once however many readers ask; its text is not to be changed. */
export function wordsOf(utterance: { readonly text: string }): TextWords {
  const known = Remembered.of(utterance);
  if (known) return known;
  const read = textWords(utterance.text);
  Remembered.keep(utterance, read);
  return read;
}

/** The words of an utterance that was read already; null before. */
export function knownWordsOf(utterance: object): TextWords | null {
  return Remembered.of(utterance);
}

/** A copy of an utterance, with the same text, has the words that were looked up for it. */
export function shareWords(utterance: object, copy: object): void {
  const words = Remembered.of(utterance);
  if (words) Remembered.keep(copy, words);
}

function textWords(text: string): TextWords {
  const bounds = wordBounds(text);
  const known: KnownWord[] = [];
  for (let at = 0; at < bounds.length; at += 2) known.push(knownWord(text, bounds[at] ?? 0, bounds[at + 1] ?? 0));
  return { bounds, known };
}
