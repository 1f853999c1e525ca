import { type KnownWord, WordFacts } from "../../transcripts/known-words.ts";
import { wordsOf } from "../../transcripts/text-words.ts";
import { MAY_ACT, MAY_ORDER, MAY_ORDER_TURNED } from "./judge-orders.ts";
import { MAY_PLEAD } from "./judge-pleas.ts";
import { LATIN_WORD, MIXED_SCRIPT, SPACED_ORDER } from "./unmask-text.ts";

/** What is sure of an utterance from its marks and words alone, each looked at once for as long as it is remembered. */
export interface SpeechLook {
  /** It hides nothing: its one reading is the plain one, and it is no machine text and no flood. */
  readonly isClear: boolean;
  /** It has words or marks by which an order, or a plea, may come in; a clear one without them does not speak to the judge. */
  readonly mayOrder: boolean;
  readonly mayPlead: boolean;
  /** It names an act of which the rest of an order may stand in its neighbours. */
  readonly namesAct: boolean;
}

/** What one pass over the words of an utterance shows. */
export function lookAt(utterance: { readonly text: string }): SpeechLook {
  if (ODD_MARK.test(utterance.text)) return lookPast(utterance);
  const { known } = wordsOf(utterance);
  const signs = signsOf(known);
  if (signs & HIDES || (signs & TURNED && signs & LATIN) || mayBeFlood(known)) return lookPast(utterance);
  return {
    isClear: true,
    mayOrder: (signs & ORDERS) !== 0,
    mayPlead: (signs & PLEADS) !== 0,
    namesAct: (signs & ACT) !== 0,
  };
}

/** An utterance of which nothing is sure. */
export function lookPast({ text }: { readonly text: string }): SpeechLook {
  return { isClear: false, mayOrder: true, mayPlead: true, namesAct: MAY_ACT.test(text) };
}

/** Whether words follow each other as letters or bytes do that are spelt one by one. */
export function areSpelt(known: readonly KnownWord[]): boolean {
  return (signsOf(known) & HIDES) !== 0;
}

/**
 * Any mark of which formats, formulas or code are made; of the others only «…» changes under NFKC, into other such
 * marks. Closing brackets or quotes one after another may be the end of code, a colon after a quote that of a key.
 */
const ODD_MARK = /[^A-Za-zА-Яа-яЁё0-9 \n.,!?…—–\-:()«»'’"]|[)'"]{2}|["']\s*:/;

/** Signs of a word. It could be part of a disguise or of machine text. */
const HIDES = 1;
/** It could let in an order, or one with turned letters (looked for only where a run of Latin letters is), or a plea. */
const ORDERS = 2;
const TURNED = 4;
const LATIN = 8;
const PLEADS = 16;
/** It names an act. */
const ACT = 32;
/** It has a part of a single character, or of two that write a byte. */
const SINGLE = 64;
const BYTE = 128;
const TWO_PARTS = 256;

/** Single characters in a row from which `readings` joins them. */
const SINGLES_MIN = 5;
/** Bytes in a row that stand alone where `readings` reads eight: the first and the last may touch letters. */
const BYTES_MIN = 6;

/** All signs of words that follow each other. */
function signsOf(known: readonly KnownWord[]): number {
  let found = 0;
  let singles = 0;
  let bytes = 0;
  for (const word of known) {
    const signs = SIGNS.of(word);
    const parts = signs & TWO_PARTS ? 2 : 1;
    singles = signs & SINGLE ? singles + parts : 0;
    bytes = signs & BYTE ? bytes + parts : 0;
    found |= singles >= SINGLES_MIN || bytes >= BYTES_MIN ? signs | HIDES : signs;
  }
  return found;
}

const SIGNS = new WordFacts((raw) => {
  const word = raw.toLowerCase();
  const parts = word.split(JOINS);
  const hides = parts.length > 2 || HIDING.some((part) => part.test(word));
  return (
    (hides ? HIDES : 0) |
    (MAY_ORDER.test(word) ? ORDERS : 0) |
    (MAY_PLEAD.test(word) ? PLEADS : 0) |
    (MAY_ORDER_TURNED.test(word) ? TURNED : 0) |
    (LATIN_WORD.test(word) ? LATIN : 0) |
    (parts.some((part) => part.length === 1) ? SINGLE : 0) |
    (parts.some((part) => /^[0-9a-f]{2}$/.test(part)) ? BYTE : 0) |
    (parts.length === 2 ? TWO_PARTS : 0) |
    (MAY_ACT.test(word) ? ACT : 0)
  );
});

/** What joins runs of letters or digits to one word (`wordBounds`). */
const JOINS = /[^a-zа-яё0-9]/;

/** What a disguise or machine text without other marks has in one word. */
const HIDING = [MIXED_SCRIPT, SPACED_ORDER, /[a-z0-9]{16}/, /\dt\d/, /javascript|data/];

/** A flood has so many words in all for each different one. */
const FLOOD_REPEATS_MIN = 12;

const FIRST_PARTS = new WordFacts((raw) => raw.toLowerCase().split(JOINS)[0] ?? "");

/** Whether there are hardly any different words, seen from the first parts of words of two parts at most. */
function mayBeFlood(known: readonly KnownWord[]): boolean {
  const words = known.length * 2;
  if (words < FLOOD_REPEATS_MIN) return false;
  const different = new Set<string>();
  for (const word of known) {
    different.add(FIRST_PARTS.of(word));
    if (different.size * FLOOD_REPEATS_MIN > words) return false;
  }
  return true;
}
