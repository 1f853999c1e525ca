import { ownCopy } from "./own-copy.ts";

/**
 * A word by its spelling, one object for as long as it is remembered, with what its readers found out about it. People
 * say the same words again and again, and to look at one anew (case, stem, phrases it begins) costs far more than to
 * find it here. It is found where it stands, without being cut out: a fresh string as the key of a `Map` costs more
 * than all that is then done with it (the engine first looks it up among all strings it knows).
 */
export interface KnownWord {
  /** As written. */
  readonly text: string;
  readonly hash: number;
  /** Of each reader, at its place; `WordFacts` reads and writes them. */
  readonly facts: unknown[];
}

/** Words remembered at most; a power of two. */
const PLACES = 2 ** 15;
/** Places looked at for one spelling; when all are taken, the newest word takes the last. */
const REACH = 8;
/** Longer runs of letters are no words worth remembering. */
const CHARACTERS_MAX = 40;
/** Odd, and another one in every process: nobody can choose words that meet at one place. */
const FACTOR = (Math.random() * 2 ** 32) | 1;

let readers = 0;

const places = new Array<KnownWord | null>(PLACES).fill(null);

/** The word that stands in a text from `start` to `end` (UTF-16 offsets, the second exclusive). */
export function knownWord(text: string, start: number, end: number): KnownWord {
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FACTOR);
  hash ^= hash >>> 15;
  let place = hash & (PLACES - 1);
  for (let tried = 1; ; tried += 1) {
    const word = places[place];
    if (word?.hash === hash && stands(word.text, text, start, end)) return word;
    if (!word || tried === REACH) break;
    place = (place + 1) & (PLACES - 1);
  }
  const made: KnownWord = { text: ownCopy(text.slice(start, end)), hash, facts: new Array(readers).fill(undefined) };
  if (end - start <= CHARACTERS_MAX) places[place] = made;
  return made;
}

function stands(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}

/** What one reader finds out about words, kept with them. */
export class WordFacts<Fact> {
  readonly #place = readers++;
  readonly #find: (word: string) => Fact;

  /** `find` looks at a spelling and always finds the same; undefined is no finding. */
  constructor(find: (word: string) => Fact) {
    this.#find = find;
  }

  /** What `find` says of the word, found out once for as long as the word is remembered. */
  of({ facts, text }: KnownWord): Fact {
    const known = facts[this.#place] as Fact | undefined;
    if (known !== undefined) return known;
    const fact = this.#find(text);
    while (facts.length <= this.#place) facts.push(undefined);
    facts[this.#place] = fact;
    return fact;
  }
}
