import { knownWord, WordFacts } from "../known-words.ts";
import { formOf, stemOf } from "../stems.ts";
import { MACHINE_TONE, MACHINE_WORDS, ME_WORDS, ROLE_CUES, YOU_WORDS } from "./role-cues.ts";

/** What the words of one utterance say about its speaker. */
export interface CueReading {
  /** Sum of the weights of its cues: positive for the manager, negative for the customer. */
  weight: number;
  /** Words that speak to the other side, and of oneself. */
  you: number;
  me: number;
  /** It has a machine's words, or only its tone. */
  machine: "words" | "tone" | null;
}

interface Cue {
  /** The words after the first: a stem, `=form` or `*`. */
  rest: string[];
  weight: number;
  asks: boolean;
  machine: "words" | "tone" | null;
}

/** All that is known about a word before it is seen in a text. */
interface Term {
  stem: string;
  form: string;
  /** The cues it begins, the longest first. */
  cues: Cue[] | undefined;
  person: "you" | "me" | null;
}

const CUES_BY_FIRST = new Map<string, Cue[]>();
for (const { weight, asks = false, phrases } of ROLE_CUES) addCues(phrases, { weight, asks, machine: null });
addCues(MACHINE_WORDS, { weight: 0, asks: false, machine: "words" });
addCues(MACHINE_TONE, { weight: 0, asks: false, machine: "tone" });
for (const cues of CUES_BY_FIRST.values()) cues.sort((a, b) => b.rest.length - a.rest.length);

function addCues(phrases: string, cue: Omit<Cue, "rest">): void {
  for (const phrase of phrases.split(";")) {
    const words = phrase.trim().split(/\s+/).map(formOf);
    const [first = "", ...rest] = words.map((word) => (word.startsWith("=") || word === "*" ? word : stemOf(word)));
    CUES_BY_FIRST.set(first, [...(CUES_BY_FIRST.get(first) ?? []), { ...cue, rest }]);
  }
}

const YOU = new Set(YOU_WORDS.split(" ").map(formOf));
const ME = new Set(ME_WORDS.split(" ").map(formOf));

const TERMS = new WordFacts((word): Term => {
  const form = formOf(word);
  const stem = stemOf(form);
  const byForm = CUES_BY_FIRST.get(`=${form}`) ?? [];
  const cues = [...byForm, ...(CUES_BY_FIRST.get(stem) ?? [])];
  const person = YOU.has(form) ? "you" : ME.has(form) ? "me" : null;
  return { stem, form: `=${form}`, cues: cues.length === 0 ? undefined : cues, person };
});

/**
 * Which beginnings of words matter: looking a fresh word up costs more than reading three of its letters, and most words
 * begin no cue. Beginnings share places in the table; a word let through by chance is looked up and found to be nothing.
 */
const BEGINNINGS = new Uint8Array(0x10000);
const LETTERS = [..."абвгдеёжзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz'’", ""];
for (const first of [...CUES_BY_FIRST.keys(), ...YOU, ...ME]) markBeginning(first.replace(/^=/, ""));

/** A stem may be shorter than its words, have `е` for `ё`, and end in `i` where a word has `y`. */
function markBeginning(stem: string): void {
  const spellings = [stem, stem.replace("е", "ё"), stem.replace("'", "’"), stem.replace(/^(..)i/, "$1y")];
  for (const spelling of spellings)
    for (const letter of spelling.length < 3 ? LETTERS : [""]) {
      const word = spelling + letter;
      for (const cased of [word, word.replace(/^./u, (first) => first.toUpperCase()), word.toUpperCase()])
        BEGINNINGS[placeOf(cased, 0, cased.length)] = 1;
    }
}

function placeOf(text: string, start: number, length: number): number {
  const second = length > 1 ? text.charCodeAt(start + 1) : 0;
  const third = length > 2 ? text.charCodeAt(start + 2) : 0;
  return ((text.charCodeAt(start) * 31 + second) * 31 + third) & 0xffff;
}

/** Reads the cues of an utterance, the longest first at each place and without overlap. `bounds`: its `wordBounds`. */
export function readCues(text: string, bounds: number[]): CueReading {
  const reading: CueReading = { weight: 0, you: 0, me: 0, machine: null };
  const isQuestion = text.includes("?");
  const terms: (Term | null)[] = new Array(bounds.length).fill(null);
  const termAt = (at: number): Term => {
    const term = terms[at] ?? TERMS.of(knownWord(text, bounds[at] ?? 0, bounds[at + 1] ?? 0));
    terms[at] = term;
    return term;
  };
  let covered = 0;
  for (let at = 0; at < bounds.length; at += 2) {
    const start = bounds[at] ?? 0;
    const end = bounds[at + 1] ?? 0;
    if (BEGINNINGS[placeOf(text, start, end - start)] === 0) continue;
    const term = termAt(at);
    if (term.person === "you") reading.you += 1;
    else if (term.person === "me") reading.me += 1;
    if (at < covered || !term.cues) continue;
    const cue = term.cues.find(({ rest }) => matches(rest, termAt, at + 2, bounds.length));
    if (!cue) continue;
    covered = at + 2 + 2 * cue.rest.length;
    reading.weight += cue.asks && !isQuestion ? cue.weight / 3 : cue.weight;
    if (cue.machine) reading.machine = reading.machine === "words" ? "words" : cue.machine;
  }
  return reading;
}

function matches(rest: string[], termAt: (at: number) => Term, from: number, limit: number): boolean {
  let at = from;
  for (const word of rest) {
    if (at >= limit) return false;
    if (word !== "*") {
      const { stem, form } = termAt(at);
      if (word !== stem && word !== form) return false;
    }
    at += 2;
  }
  return true;
}
