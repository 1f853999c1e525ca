import { MACHINE_TONE, MACHINE_WORDS, ME_WORDS, ROLE_CUES, YOU_WORDS } from "./role-cues.ts";
import { formOf, stemOf } from "./stems.ts";

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

/** Speech repeats its words: a few thousand terms serve nearly every call, and the bound keeps strangers out. */
const TERMS_MAX = 20_000;
const WORD_CHARACTERS_MAX = 40;
const terms = new Map<string, Term>();

function termOf(word: string): Term {
  const known = terms.get(word);
  if (known) return known;
  const form = formOf(word);
  const stem = stemOf(form);
  const byForm = CUES_BY_FIRST.get(`=${form}`) ?? [];
  const cues = [...byForm, ...(CUES_BY_FIRST.get(stem) ?? [])];
  const person = YOU.has(form) ? "you" : ME.has(form) ? "me" : null;
  const term: Term = { stem, form: `=${form}`, cues: cues.length === 0 ? undefined : cues, person };
  if (terms.size >= TERMS_MAX) terms.clear();
  if (word.length <= WORD_CHARACTERS_MAX) terms.set(word, term);
  return term;
}

/** Reads the cues of an utterance, the longest first at each place and without overlap. */
export function readCues(words: string[], isQuestion: boolean): CueReading {
  const reading: CueReading = { weight: 0, you: 0, me: 0, machine: null };
  const line = words.map(termOf);
  let covered = 0;
  for (const [at, term] of line.entries()) {
    if (term.person !== null) reading[term.person] += 1;
    if (at < covered || !term.cues) continue;
    const cue = term.cues.find(({ rest }) => matches(rest, line, at + 1));
    if (!cue) continue;
    covered = at + 1 + cue.rest.length;
    reading.weight += cue.asks && !isQuestion ? cue.weight / 3 : cue.weight;
    if (cue.machine) reading.machine = reading.machine === "words" ? "words" : cue.machine;
  }
  return reading;
}

function matches(rest: string[], line: Term[], from: number): boolean {
  for (const [offset, word] of rest.entries()) {
    const term = line[from + offset];
    if (!term || (word !== "*" && word !== term.stem && word !== term.form)) return false;
  }
  return true;
}
