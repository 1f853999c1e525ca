import type { Lexicon } from "../lexicon/phrases.ts";
import type { SplitText, Word } from "../lexicon/words.ts";
import { WORD_BASE, WORD_POINTS } from "./word-points.ts";

/** The points of a customer's words: of each stem, and of two that follow each other. */
interface Wording {
  /** The number of each stem that has points, alone or in a pair. */
  stems: ReadonlyMap<string, number>;
  /** By the number of a stem; by those of two (`pairOf`). */
  points: ReadonlyMap<number, number>;
}

/** What stands for any figure, the beginning of a sentence, its end, and its end as a question. */
const FIGURE = "#";
const BEGIN = "^";
const END = "$";
const QUESTION = "?";

/** More stems than a table has. */
const STEMS_MAX = 10_000;

function pairOf(first: number, second: number): number {
  return first * STEMS_MAX + second;
}

const WORDING = readWording(WORD_POINTS);

/** Reads `stem points` and `stem_stem points`, parted by bars. */
function readWording(table: string): Wording {
  const stems = new Map<string, number>();
  const points = new Map<number, number>();
  const numberOf = (stem: string) => {
    const number = stems.get(stem) ?? stems.size + 1;
    stems.set(stem, number);
    return number;
  };
  for (const entry of table.trim().split(/\s*\|\s*/)) {
    const [words = "", worth = "0"] = entry.split(" ");
    const [first = 0, second] = words.split("_").map(numberOf);
    points.set(second === undefined ? first : pairOf(first, second), Number(worth));
  }
  return { stems, points };
}

/** So few known words lean no more than this many would. */
const WORDS_MIN = 4;

/**
 * Which way the words of a customer's turn lean, in hundredths: around 0 where calls go badly, around 100 where they go well.
 * What is said twice counts once, and the longer the turn, the less each word.
 */
export function leaningOf(text: SplitText, lexicon: Lexicon): number {
  const { stems, points } = WORDING;
  const found = new Set<number>();
  const numberOf = (stem: string) => stems.get(stem) ?? 0;
  for (const { from, to, asked } of text.sentences) {
    let last = numberOf(BEGIN);
    for (let at = from; at <= to; at++) {
      const word = at < to ? text.words[at] : undefined;
      const number = numberOf(word ? stemIn(lexicon, word) : asked ? QUESTION : END);
      if (points.has(number)) found.add(number);
      if (points.has(pairOf(last, number))) found.add(pairOf(last, number));
      last = number;
    }
  }
  let sum = 0;
  for (const one of found) sum += points.get(one) ?? 0;
  return WORD_BASE + sum / Math.sqrt(Math.max(WORDS_MIN, found.size));
}

function stemIn(lexicon: Lexicon, { known }: Word): string {
  const { isNumber, stem } = lexicon.lexeme(known);
  return isNumber ? FIGURE : stem;
}
