import { type KnownWord, WordFacts } from "../../transcripts/known-words.ts";
import { stemOf } from "./stems.ts";
import type { SplitText } from "./words.ts";

/**
 * Phrase patterns over word stems. A lexicon maps a concept to lines; each line is a phrase of elements:
 * `слово` by its stem · `=слово` this form only · `слов*` any word that begins so · `*у` one that ends so · `a|b` either · `<name>` a word class of the
 * lexicon · `#` a number, in digits or words · `~` up to two words between · `~~` up to six · `_` any one word · `^` the sentence begins here ·
 * `$` it ends here. Phrases do not cross the end of a sentence.
 */
export type LexiconSource = Record<string, string>;

/** Where a phrase of a concept was found: words `from` (inclusive) to `to` (exclusive) of an utterance. */
export interface PhraseMatch {
  from: number;
  to: number;
  /** A negation stands close before it in the same clause. */
  negated: boolean;
}

/** The matches of an utterance by concept. */
export type Matches = ReadonlyMap<string, PhraseMatch[]>;

/** A compiled lexicon of one language. */
export interface Lexicon {
  match(text: SplitText): Matches;
  /** What it knows of a word form. */
  lexeme(form: KnownWord): Lexeme;
}

/** What the lexicon knows of a word form. */
export interface Lexeme {
  stem: string;
  isNumber: boolean;
  isNegation: boolean;
  /** The elements it satisfies. */
  ids: readonly number[];
  /**
   * What it means for a sentence, all in one list, because to reach memory is what costs here: how many of its elements phrases
   * need, these elements, and then for each phrase that may begin with it the element which that needs and its place in the list.
   */
  plan: readonly number[];
}

/** A compiled phrase. Its first element is matched by the word it is filed under; the other steps follow. */
interface Phrase {
  concept: string;
  atStart: boolean;
  /** Words of any kind that stand before the first element. */
  lead: number;
  /** For each element after the first the words that may be skipped before it, and its id, `ANY` or `END`. */
  steps: number[];
  /** An element that must occur somewhere in the sentence; `ANY` when there is only the first. */
  needs: number;
}

const ANY = -1;
const END = -2;

/** A negation this many words before a phrase turns it around, unless a clause begins between. */
const NEGATION_REACH = 3;
/** The counter of sentences starts again here, well inside 32 bits. */
const SENTENCES_MAX = 2 ** 31;
const GAPS: Record<string, number> = { "~": 2, "~~": 6 };

/** Compiles the concepts of a language. `classes` are named alternatives for use in phrases as `<name>`. */
export function compileLexicon(sources: LexiconSource[], classes: Record<string, string>, negations: string): Lexicon {
  const elements = new ElementTable();
  const phrases: Phrase[] = [];
  const begins = new Map<number, number[]>();
  const negation = elements.idOf(negations);
  const number = elements.idOf("#");
  for (const source of sources)
    for (const [concept, lines] of Object.entries(source))
      for (const line of lines.split("\n")) {
        const compiled = compilePhrase(concept, line.trim(), classes, elements);
        if (compiled) push(begins, compiled.first, phrases.push(compiled.phrase) - 1);
      }
  const needed = new Set(phrases.map(({ needs }) => needs));
  const lexemes = new WordFacts((form): Lexeme => {
    const stem = stemOf(form);
    const ids = elements.of(form, stem);
    const marks = ids.filter((id) => needed.has(id));
    const begun = ids.flatMap((id) => begins.get(id) ?? []).flatMap((at) => [phrases[at]?.needs ?? ANY, at]);
    const plan = [marks.length, ...marks, ...begun];
    return { stem, isNumber: ids.includes(number), isNegation: ids.includes(negation), ids, plan };
  });
  const present = new Uint32Array(elements.size);
  let sentence = 0;
  const nextSentence = () => {
    sentence = sentence === SENTENCES_MAX ? 1 : sentence + 1;
    if (sentence === 1) present.fill(0);
    return sentence;
  };
  return {
    lexeme: (form) => lexemes.of(form),
    match: (text) => matchText(text, { lexemes, phrases, present, nextSentence }),
  };
}

function compilePhrase(
  concept: string,
  line: string,
  classes: Record<string, string>,
  elements: ElementTable,
): { first: number; phrase: Phrase } | null {
  if (line === "") return null;
  const parts = line.split(/\s+/);
  const atStart = parts[0] === "^";
  const written = atStart ? parts.slice(1) : parts;
  const lead = written.findIndex((part) => part !== "_");
  const ids: number[] = [];
  const steps: number[] = [];
  let gap = 0;
  for (const part of written.slice(lead)) {
    if (part in GAPS) gap += GAPS[part] ?? 0;
    else {
      const id = part === "_" ? ANY : part === "$" ? END : elements.idOf(withClasses(part, classes, concept));
      if (ids.push(id) > 1) steps.push(gap, id);
      gap = 0;
    }
  }
  const [first, ...others] = ids;
  if (first === undefined || first < 0) throw new Error(`A phrase of ${concept} begins with no word: ${line}`);
  return { first, phrase: { concept, atStart, lead, steps, needs: others.findLast((id) => id >= 0) ?? ANY } };
}

/** Writes out `<name>`; a class may name another one. */
function withClasses(part: string, classes: Record<string, string>, concept: string): string {
  return part.replace(/<(\w+)>/g, (_, name: string) => {
    const words = classes[name];
    if (words === undefined) throw new Error(`No word class <${name}> (${concept}).`);
    return withClasses(words.trim().split(/\s+/).join("|"), classes, concept);
  });
}

/** A lexicon as texts are looked through. */
interface Compiled {
  lexemes: WordFacts<Lexeme>;
  phrases: readonly Phrase[];
  /** For each element the number of the last sentence that held it. */
  present: Uint32Array;
  nextSentence: () => number;
}

/** Finds the phrases of a text. */
function matchText({ words, sentences }: SplitText, compiled: Compiled): Matches {
  const { phrases, present, nextSentence } = compiled;
  const found = new Map<string, PhraseMatch[]>();
  const lexemes: Lexeme[] = [];
  for (const word of words) lexemes.push(compiled.lexemes.of(word.known));
  for (const { from, to } of sentences) {
    const number = nextSentence();
    for (let at = from; at < to; at++) {
      const { plan } = lexemes[at] as Lexeme;
      for (let mark = plan[0] as number; mark > 0; mark--) present[plan[mark] as number] = number;
    }
    for (let at = from; at < to; at++) {
      const { plan } = lexemes[at] as Lexeme;
      for (let next = (plan[0] as number) + 1; next < plan.length; next += 2) {
        const needs = plan[next] as number;
        if (needs >= 0 && present[needs] !== number) continue;
        const phrase = phrases[plan[next + 1] as number] as Phrase;
        const start = at - phrase.lead;
        if (start < from || (phrase.atStart && start !== from)) continue;
        const end = endOf(phrase.steps, 0, at + 1, lexemes, to);
        if (end < 0) continue;
        push(found, phrase.concept, { from: start, to: end, negated: isNegated(start, from, words, lexemes) });
      }
    }
  }
  return found;
}

/** Where a phrase ends when its steps from `step` on fit at word `at`; below 0 when they do not. */
function endOf(steps: readonly number[], step: number, at: number, lexemes: Lexeme[], limit: number): number {
  if (step === steps.length) return at;
  const last = Math.min(at + (steps[step] as number), limit);
  const id = steps[step + 1] as number;
  for (let word = at; word <= last; word++) {
    if (id === END) {
      if (word === limit) return word;
    } else if (word < limit && (id === ANY || holds((lexemes[word] as Lexeme).ids, id))) {
      const end = endOf(steps, step + 2, word + 1, lexemes, limit);
      if (end >= 0) return end;
    }
  }
  return -1;
}

/** As `includes`, which takes longer to call than such a list to look through. */
function holds(ids: readonly number[], wanted: number): boolean {
  for (const id of ids) if (id === wanted) return true;
  return false;
}

function isNegated(at: number, from: number, words: SplitText["words"], lexemes: Lexeme[]): boolean {
  for (let back = 0; back < NEGATION_REACH; back++) {
    if (back > 0 && lexemes[at - back]?.isNegation) return true;
    if (words[at - back]?.afterBreak || at - back <= from) return false;
  }
  return lexemes[at - NEGATION_REACH]?.isNegation === true && at - NEGATION_REACH >= from;
}

/** Elements by how a word can satisfy them. An element is one written alternative list; its id is shared. */
class ElementTable {
  private readonly ids = new Map<string, number>();
  private readonly exact = new Map<string, number[]>();
  private readonly stems = new Map<string, number[]>();
  private readonly prefixes = new Map<string, number[]>();
  private prefixCharactersMax = 0;
  private readonly suffixes = new Map<string, number[]>();
  private readonly numbers: number[] = [];

  get size(): number {
    return this.ids.size;
  }

  idOf(written: string): number {
    const known = this.ids.get(written);
    if (known !== undefined) return known;
    const id = this.ids.size;
    this.ids.set(written, id);
    for (const alternative of written.split("|")) this.add(alternative.trim().replaceAll("ё", "е"), id);
    return id;
  }

  private add(alternative: string, id: number): void {
    if (alternative === "") return;
    if (alternative === "#") this.numbers.push(id);
    else if (alternative.startsWith("*")) push(this.suffixes, alternative.slice(1), id);
    else if (alternative.endsWith("*")) this.addPrefix(alternative.replace("=", "").slice(0, -1), id);
    else if (alternative.startsWith("=")) push(this.exact, alternative.slice(1), id);
    else push(this.stems, stemOf(alternative), id);
  }

  private addPrefix(prefix: string, id: number): void {
    push(this.prefixes, prefix, id);
    this.prefixCharactersMax = Math.max(this.prefixCharactersMax, prefix.length);
  }

  of(form: string, stem: string): number[] {
    const found = new Set<number>();
    for (const id of this.exact.get(form) ?? []) found.add(id);
    for (const id of this.stems.get(stem) ?? []) found.add(id);
    const longest = Math.min(form.length, this.prefixCharactersMax);
    for (let length = 2; length <= longest; length++)
      for (const id of this.prefixes.get(form.slice(0, length)) ?? []) found.add(id);
    for (let length = 1; length < form.length - 2 && length <= 4; length++)
      for (const id of this.suffixes.get(form.slice(-length)) ?? []) found.add(id);
    if (isNumberWord(form)) for (const id of this.numbers) found.add(id);
    return [...found];
  }
}

function push<Key, Value>(table: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = table.get(key);
  if (values) values.push(value);
  else table.set(key, [value]);
}

const NUMBER_WORD = new RegExp(
  `^(?:${[
    "од[ие]н(?:надцат\\S*)?|одну|дв[аеу]|двух|двум\\S?|двенадцат\\S*|три|трех|тремя?|тринадцат\\S*|четыр\\S*|пят[ьи](?:ю)?|пят(?:надцат|ьдесят|ьсот|исот)\\S*",
    "шест[ьи](?:ю|\\S*цат\\S*|\\S*сят\\S*|сот)?|сем[ьи](?:ю|\\S*цат\\S*|\\S*сят\\S*|сот)?|восем[ьи]?\\S*|восьм[иь]\\S*|девят[ьи]\\S*|десят[ьи]\\S*|двадцат\\S*|тридцат\\S*|сорок\\S?",
    "девяност\\S*|ст[оа]|двест\\S*|трист\\S*|полтор[аы]|полтораста|тысяч\\S*|миллион\\S*|семьдесят\\S*",
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen",
    "(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\\w+)?|hundreds?|thousands?|grand|million",
  ].join("|")})$`,
);

function isNumberWord(form: string): boolean {
  return /^\p{N}/u.test(form) || NUMBER_WORD.test(form);
}
