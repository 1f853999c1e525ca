import { type KnownWord, knownWord, WordFacts } from "../../transcripts/known-words.ts";
import { knownWordsOf, type TextWords } from "../../transcripts/text-words.ts";

/** A word as the lexicons see it: lower case, ё as е, contractions taken apart («don't» is «do» and «not»). */
export interface Word {
  /** The form to look up. */
  form: string;
  /** The same with what lexicons know of it. */
  known: KnownWord;
  /** UTF-16 offsets in the utterance; the parts of a contraction share them. */
  start: number;
  end: number;
  /** Index of the sentence in the utterance; a text without punctuation is one sentence. */
  sentence: number;
  /** True when a comma, dash, colon or bracket stands between this word and the one before it. */
  afterBreak: boolean;
}

/** A sentence of an utterance: words `from` (inclusive) to `to` (exclusive). */
export interface Sentence {
  from: number;
  to: number;
  /** It ends with a question mark. */
  asked: boolean;
}

/** The words and sentences of one utterance; remarks in brackets such as «(смеётся)» are no words. */
export interface SplitText {
  words: Word[];
  sentences: Sentence[];
}

const CONTRACTED: [suffix: string, parts: string[]][] = [
  ["n't", ["", "not"]],
  ["'re", ["", "are"]],
  ["'ve", ["", "have"]],
  ["'ll", ["", "will"]],
  ["'d", ["", "would"]],
  ["'m", ["", "am"]],
  ["'s", ["", "is"]],
];
/** Contractions as speech recognisers write them, without the apostrophe; «were» and «ill» stay what they are. */
const BARE: ReadonlyMap<string, string[]> = new Map(
  `dont=do not|cant=can not|can't=can not|wont=will not|won't=will not|didnt=did not|doesnt=does not|isnt=is not
  |wasnt=was not|arent=are not|couldnt=could not|wouldnt=would not|shouldnt=should not|havent=have not|hasnt=has not
  |im=i am|ive=i have|youre=you are|youve=you have|youll=you will|thats=that is|whats=what is|theyre=they are
  |weve=we have|theres=there is|heres=here is|hows=how is|lets=let us|let's=let us|cannot=can not|gonna=going to
  |wanna=want to|gotta=got to|ok=okay|hes=he is|shes=she is|wheres=where is|whos=who is|ya=you|gimme=give me
  |чё=что|че=что|чо=что|щас=сейчас|ща=сейчас|тыщ=тысяч|тыща=тысяча|тыщи=тысячи|тыщу=тысячу|пожалста=пожалуйста|здрасьте=здравствуйте
  |здрасте=здравствуйте|здравствуй=здравствуйте|ниче=ничего|токо=только|тока=только|ишо=еще|тады=тогда|коли=если|зараз=сейчас|нынче=сейчас|аль=или|скоко=сколько
  |чаво=чего|чаго=чего|пущай=пусть|здоровеньки=здравствуйте|здрав=здравствуйте|дак=так|ежели=если|завтре=завтра|спасибочки=спасибо|спс=спасибо|плиз=пожалуйста
  |ye=you|yer=your|yous=you|dae=do|whit=what|wi=with|nae=no|oot=out|doon=down|fae=from|aff=off|tae=to|wee=little|aye=yes|cannae=can not
  |couldnae=could not|dinnae=do not|didnae=did not|wouldnae=would not|isnae=is not|wasnae=was not|naebody=nobody|naething=nothing
  |aint=is not|ain't=is not|cos=because|coz=because|til=until|em=them|lemme=let me|yall=you all|y'all=you all|innit=is not it|summat=something|owt=anything|nowt=nothing|tha=you
  |чтоб=чтобы|еще=еще|всё=все`
    .replace(/\s*\|/g, "|")
    .split("|")
    .map((entry) => entry.trim().split("="))
    .map(([from = "", to = ""]): [string, string[]] => [from, to.split(" ")]),
);

/** The last call that was split: whether it can be scored is looked at right before it is judged. */
let last: { utterances: readonly { text: string }[]; texts: SplitText[] } | null = null;

/**
 * The words and sentences of each utterance of a call, split once when the same list is asked for again at once; neither
 * the list nor what is given is to be changed.
 */
export function splitUtterances(utterances: readonly { text: string }[]): SplitText[] {
  if (last?.utterances !== utterances)
    last = { utterances, texts: utterances.map((utterance) => splitText(utterance.text, knownWordsOf(utterance))) };
  return last.texts;
}

/**
 * Splits a text into words and sentences; works without punctuation too. `looked`: its words where they were looked up
 * already; most are bounded alike here, and those are not looked up again.
 */
export function splitText(text: string, looked: TextWords | null = null): SplitText {
  const words: Word[] = [];
  const sentences: Sentence[] = [];
  let from = 0;
  let gap = { ends: false, asked: false, broken: false };
  let next = 0;
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    if (kind === OTHER) {
      at = text.charCodeAt(at) === SPACE ? at + 1 : readGap(text, at, gap);
      continue;
    }
    if (gap.ends && words.length > from) {
      sentences.push({ from, to: words.length, asked: gap.asked });
      from = words.length;
    }
    const end = kind === LETTER ? endOfWord(text, at) : endOfNumber(text, at);
    if (looked) while ((looked.bounds[next * 2] ?? end) < at) next += 1;
    const isSame = looked !== null && looked.bounds[next * 2] === at && looked.bounds[next * 2 + 1] === end;
    const forms = FORMS.of((isSame ? looked.known[next] : undefined) ?? knownWord(text, at, end));
    const sentence = sentences.length;
    if ("text" in forms) {
      words.push({ form: forms.text, known: forms, start: at, end, sentence, afterBreak: gap.broken });
    } else if (!forms.mayJoin || words.length === from || !joinParticle(words, forms.parts[0]?.text ?? "", end)) {
      for (const [index, known] of forms.parts.entries())
        words.push({ form: known.text, known, start: at, end, sentence, afterBreak: gap.broken && index === 0 });
    }
    if (gap.ends || gap.broken) gap = { ends: false, asked: false, broken: false };
    at = end;
  }
  if (words.length > from) sentences.push({ from, to: words.length, asked: gap.asked });
  return { words, sentences };
}

const OTHER = 1;
const LETTER = 2;
const DIGIT = 3;
const SPACE = " ".charCodeAt(0);

/** The kind of each UTF-16 unit once it was met, 0 before; surrogates are looked up by code point. */
const KINDS = new Uint8Array(0x10000);

/** What stands at a place. */
function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const known = KINDS[code];
  if (known) return known;
  const kind = kindOf(String.fromCodePoint(text.codePointAt(at) ?? 0));
  if (code < 0xd800 || code > 0xdfff) KINDS[code] = kind;
  return kind;
}

function kindOf(character: string): number {
  if (/[\p{L}\p{M}]/u.test(character)) return LETTER;
  return /\p{N}/u.test(character) ? DIGIT : OTHER;
}

/** Hyphens and apostrophes inside a word belong to it. */
function endOfWord(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (at < text.length && kindAt(text, at) === LETTER) at += 1;
    const joins = JOINERS.has(text.charCodeAt(at)) && at + 1 < text.length && kindAt(text, at + 1) === LETTER;
    if (!joins) return at;
    at += 1;
  }
}

const JOINERS = new Set([..."-'’"].map((character) => character.charCodeAt(0)));

/** Points, colons and spaces inside a number belong to it, and so does what is written on to it («10-й», «5%»). */
function endOfNumber(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (at < text.length && kindAt(text, at) === DIGIT) at += 1;
    const joins = ".,: \u00a0".includes(text.charAt(at)) && at + 1 < text.length && kindAt(text, at + 1) === DIGIT;
    if (!joins) break;
    at += 1;
  }
  while (at < text.length && (kindAt(text, at) === LETTER || text.charAt(at) === "%")) at += 1;
  return at;
}

/** Longest remark in brackets that is left out, in characters. */
const REMARK_MAX = 80;

/** Notes what stands between words: the end of a sentence, a question, a break. Dots before a small letter only break. */
function readGap(text: string, at: number, gap: { ends: boolean; asked: boolean; broken: boolean }): number {
  const character = text.charAt(at);
  if (character === "(") {
    gap.broken = true;
    const close = text.slice(at, at + REMARK_MAX + 1).indexOf(")");
    return close > 0 ? at + close + 1 : at + 1;
  }
  if (character === "?" || character === "？") gap.ends = gap.asked = true;
  else if (character === "…" || (character === "." && text.charAt(at + 1) === ".")) {
    let end = at;
    while (text.charAt(end) === "." || text.charAt(end) === "…") end += 1;
    if (/^\s*\p{Ll}/u.test(text.slice(end, end + 3))) gap.broken = true;
    else gap.ends = true;
    return end;
  } else if (".!;\n".includes(character)) gap.ends = true;
  else if (',:—–()«»"“”-'.includes(character)) gap.broken = true;
  return at + 1;
}

const PARTICLES = new Set(["то", "нибудь", "либо"]);
const PRONOUNS =
  /^(?:что|чего|чем|кто|кого|кому|где|куда|как|когда|почему|зачем|сколько|как(?:ой|ая|ое|ие|их|им|ую|ого|ому))$/;
const PO_WORDS = new Set([
  "моему",
  "нашему",
  "вашему",
  "другому",
  "разному",
  "прежнему",
  "хорошему",
  "человечески",
  "русски",
]);

/** Speech recognisers write «где то» and «по моему» apart; the lexicons know «где-то» and «по-моему». */
function joinParticle(words: Word[], form: string, end: number): boolean {
  const last = words.at(-1);
  if (!last) return false;
  const joins = (PARTICLES.has(form) && PRONOUNS.test(last.form)) || (last.form === "по" && PO_WORDS.has(form));
  if (!joins) return false;
  const joined = `${last.form}-${form}`;
  last.known = knownWord(joined, 0, joined.length);
  last.form = joined;
  last.end = end;
  return true;
}

/** Several forms of what was written, or one that may belong to the word before it. */
interface Forms {
  parts: KnownWord[];
  mayJoin: boolean;
}

/** Of nearly every word the one form it has, with nothing around it: what is looked up is what costs. */
const FORMS = new WordFacts((raw): KnownWord | Forms => {
  const parts = makeForms(raw).map((form) => knownWord(form, 0, form.length));
  const [only] = parts;
  const mayJoin = parts.length === 1 && (PARTICLES.has(only?.text ?? "") || PO_WORDS.has(only?.text ?? ""));
  return parts.length === 1 && only && !mayJoin ? only : { parts, mayJoin };
});

function makeForms(raw: string): string[] {
  const lower = raw.toLowerCase().replaceAll("ё", "е").replaceAll("’", "'");
  const bare = BARE.get(lower);
  if (bare) return bare;
  if (lower.includes("'"))
    for (const [suffix, [, last = ""]] of CONTRACTED)
      if (lower.endsWith(suffix) && lower.length > suffix.length) return [lower.slice(0, -suffix.length), last];
  return [lower];
}
