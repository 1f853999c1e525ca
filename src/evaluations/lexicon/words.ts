/** A word as the lexicons see it: lower case, ё as е, contractions taken apart («don't» is «do» and «not»). */
export interface Word {
  /** The form to look up. */
  form: string;
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

const WORD = /[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*|\p{N}+(?:[.,:\s](?=\p{N})\p{N}+)*[\p{L}%]*/gu;
const REMARK = /\([^()]{0,80}\)/g;
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

/** Splits an utterance into words and sentences; works without punctuation too. */
export function splitText(text: string): SplitText {
  const clean = text.includes("(") ? text.replace(REMARK, (remark) => " ".repeat(remark.length)) : text;
  const words: Word[] = [];
  const sentences: Sentence[] = [];
  let from = 0;
  let end = 0;
  for (const match of clean.matchAll(WORD)) {
    const between = clean.slice(end, match.index);
    if (words.length > from && ENDS.test(between)) {
      sentences.push({ from, to: words.length, asked: /[?？]/.test(between) });
      from = words.length;
    }
    end = match.index + match[0].length;
    const broken = BREAKS.test(between);
    const parts = forms(match[0]);
    if (parts.length === 1 && words.length > from && joinParticle(words, parts[0] ?? "", match.index + match[0].length))
      continue;
    for (const [part, form] of parts.entries())
      words.push({
        form,
        start: match.index,
        end,
        sentence: sentences.length,
        afterBreak: part === 0 && broken,
      });
  }
  if (words.length > from) sentences.push({ from, to: words.length, asked: /[?？]/.test(clean.slice(end)) });
  return { words, sentences };
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
  last.form = `${last.form}-${form}`;
  last.end = end;
  return true;
}

const ENDS = /[.!?？…;\n]/;
const BREAKS = /[,:—–()«»"“”-]/;

/** Word forms by what was written; most words of a language come again and again. */
const knownForms = new Map<string, string[]>();
const KNOWN_FORMS_MAX = 30_000;

function forms(raw: string): string[] {
  const known = knownForms.get(raw);
  if (known) return known;
  const made = makeForms(raw);
  if (knownForms.size >= KNOWN_FORMS_MAX) knownForms.clear();
  knownForms.set(raw, made);
  return made;
}

function makeForms(raw: string): string[] {
  const lower = raw.toLowerCase().replaceAll("ё", "е").replaceAll("’", "'");
  const bare = BARE.get(lower);
  if (bare) return bare;
  if (lower.includes("'"))
    for (const [suffix, [, last = ""]] of CONTRACTED)
      if (lower.endsWith(suffix) && lower.length > suffix.length) return [lower.slice(0, -suffix.length), last];
  return [lower];
}
