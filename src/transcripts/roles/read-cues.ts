import { type KnownWord, WordFacts } from "../known-words.ts";
import { formOf, stemOf } from "../stems.ts";
import { wordsOf } from "../text-words.ts";
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
  /** The words after the first, by number, or `ANY`. */
  rest: number[];
  weight: number;
  asks: boolean;
  machine: "words" | "tone" | null;
}

/** All that is known about a word before it is seen in a text. */
interface Term {
  /** Numbers of its stem and of its form among the words of cues; `NONE` when no cue has it after its first word. */
  stem: number;
  form: number;
  /** The cues it begins, the longest first; null for none. */
  cues: Cue[] | null;
  person: "you" | "me" | null;
}

const ANY = -1;
const NONE = -2;
/** Numbers of the words that stand in cues after the first: a stem, or `=form`. */
const NUMBERS = new Map<string, number>();

const CUES_BY_FIRST = new Map<string, Cue[]>();
for (const { weight, asks = false, phrases } of ROLE_CUES) addCues(phrases, { weight, asks, machine: null });
addCues(MACHINE_WORDS, { weight: 0, asks: false, machine: "words" });
addCues(MACHINE_TONE, { weight: 0, asks: false, machine: "tone" });
for (const cues of CUES_BY_FIRST.values()) cues.sort((a, b) => b.rest.length - a.rest.length);

function addCues(phrases: string, cue: Omit<Cue, "rest">): void {
  for (const phrase of phrases.split(";")) {
    const words = phrase.trim().split(/\s+/).map(formOf);
    const [first = "", ...rest] = words.map((word) => (word.startsWith("=") || word === "*" ? word : stemOf(word)));
    CUES_BY_FIRST.set(first, [...(CUES_BY_FIRST.get(first) ?? []), { ...cue, rest: rest.map(numberOf) }]);
  }
}

function numberOf(word: string): number {
  if (word === "*") return ANY;
  const number = NUMBERS.get(word) ?? NUMBERS.size;
  NUMBERS.set(word, number);
  return number;
}

const YOU = new Set(YOU_WORDS.split(" ").map(formOf));
const ME = new Set(ME_WORDS.split(" ").map(formOf));

/** Most words: one for all of them is always near. */
const NO_TERM: Term = { stem: NONE, form: NONE, cues: null, person: null };

const TERMS = new WordFacts((word): Term => {
  const form = formOf(word);
  const stem = stemOf(form);
  const cues = [...(CUES_BY_FIRST.get(`=${form}`) ?? []), ...(CUES_BY_FIRST.get(stem) ?? [])];
  const term: Term = {
    stem: NUMBERS.get(stem) ?? NONE,
    form: NUMBERS.get(`=${form}`) ?? NONE,
    cues: cues.length === 0 ? null : cues,
    person: YOU.has(form) ? "you" : ME.has(form) ? "me" : null,
  };
  const isNone = term.stem === NONE && term.form === NONE && term.cues === null && term.person === null;
  return isNone ? NO_TERM : term;
});

/** Reads the cues of an utterance, the longest first at each place and without overlap. */
export function readCues(utterance: { readonly text: string }): CueReading {
  const reading: CueReading = { weight: 0, you: 0, me: 0, machine: null };
  const isQuestion = utterance.text.includes("?");
  const { known } = wordsOf(utterance);
  let covered = 0;
  let at = 0;
  for (const word of known) {
    const { person, cues } = TERMS.of(word);
    if (person === "you") reading.you += 1;
    else if (person === "me") reading.me += 1;
    const cue = cues === null || at < covered ? undefined : cues.find(({ rest }) => follows(rest, known, at + 1));
    at += 1;
    if (!cue) continue;
    covered = at + cue.rest.length;
    reading.weight += cue.asks && !isQuestion ? cue.weight / 3 : cue.weight;
    if (cue.machine) reading.machine = reading.machine === "words" ? "words" : cue.machine;
  }
  return reading;
}

/** Whether the words from a place on are those that a cue goes on with. */
function follows(rest: readonly number[], known: readonly KnownWord[], from: number): boolean {
  if (from + rest.length > known.length) return false;
  for (let step = 0; step < rest.length; step++) {
    const word = known[from + step];
    if (rest[step] === ANY || word === undefined) continue;
    const { stem, form } = TERMS.of(word);
    if (rest[step] !== stem && rest[step] !== form) return false;
  }
  return true;
}
