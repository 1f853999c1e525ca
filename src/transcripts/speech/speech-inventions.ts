import { formOf } from "../stems.ts";
import { wordBounds } from "../words.ts";

/**
 * Why words are taken for an invention. `credits`: who made the subtitles; `outro`: the end of a film; `sound`: a noise
 * described; `loop`: one phrase over and over; `too_much`: more than anybody says in the time; `prompt_echo`: the words
 * we told the engine to know; `silence`: words where nobody speaks.
 */
export type InventionReason = "credits" | "outro" | "sound" | "loop" | "too_much" | "prompt_echo" | "silence";

/** Words that an engine made up. */
export interface Invention {
  reason: InventionReason;
  text: string;
}

/** What is left of a text, and what was taken out. */
export interface HeardText {
  text: string;
  inventions: Invention[];
}

/** Letters that the quickest speaker says in a second, and some for the edges of an interval. */
const LETTERS_PER_SECOND_MAX = 28;
const LETTERS_SPARE = 8;
/** Longest phrase, in words, that is looked for as a loop. */
const LOOP_WORDS_MAX = 12;
/** A text with more of them is judged by its length. */
const LOOPS_MAX = 20;

/** What subtitles of films end with: speech engines learnt from them and say it over noise and silence. */
const CREDITS = [
  "[^.!?…]*\\bamara\\.org[^.!?…]*",
  "редактор субтитров(?:\\s+\\p{L}\\.\\s?[\\p{L}-]+)*(?:\\s*,?\\s*корректор(?:\\s+\\p{L}\\.\\s?[\\p{L}-]+)*)?",
  "корректор(?:\\s+\\p{L}\\.\\s?[\\p{L}-]+)+",
  "субтитры\\s+(?:с?делал|созда(?:ва)?л|подготовил|добавил|подогнал|предоставил)[аи]?(?:\\s+[^\\s.!?…]+){1,5}",
  "(?:субтитры|перевод)\\s+и\\s+(?:субтитры|перевод)(?:\\s+[^\\s.!?…]+){0,4}",
  "(?:subtitles|captions|subtitled|captioned|transcribed)\\s+(?:(?:provided|created|made)\\s+)?by(?:\\s+[^\\s.!?…]+){1,5}",
];
const CREDITS_AT = new RegExp(`(?<=^|[.!?…»"]\\s*)(?:${CREDITS.join("|")})[.!?…]*`, "giu");

/** The whole of what was heard, sentence by sentence, never a part of something real. */
const OUTROS = new RegExp(
  `^(?:${[
    "продолжение следует",
    "(?:спасибо|благодар(?:ю|им))(?: вам)?(?: всем)? за просмотр(?: видео)?",
    "спасибо что (?:по)?смотрели(?: (?:это |наше )?видео)?",
    "(?:не забудьте |не забывайте )?подпис(?:ывайтесь|аться|ывайся)(?: на (?:(?:мой|наш|этот) )?канал)?(?: и (?:ставьте|поставить) лайки?)?",
    "(?:до встречи|увидимся) в следующ(?:ем видео|их видео|ей серии|их сериях|ем выпуске)",
    "(?:thanks|thank you)(?: so much| very much| all)? for watching",
    "(?:please |don't forget to )?(?:like (?:and|&) )?subscribe(?: to (?:my|our|the) channel)?",
    "see you in the next (?:video|one|episode)",
    "to be continued",
  ].join("|")})$`,
  "u",
);
const SOUNDS =
  /^(?:(?:\p{L}+(?:ая|ое) )?(?:музыка|мелодия|заставка)|играет музыка|аплодисменты|смех|(?:\p{L}+ )?music(?: playing)?|applause|laughter|silence|тишина)$/u;
/** Only marks of sound: `♪`, `[Музыка]`, `(applause)`, `* * *`. */
const SOUND_MARKS = /^(?:\s|[♪♫*_~.…-]|\[[^\]]*\]|\([^()]*\)|♪[^♪]*♪)+$/u;

/**
 * Takes out of a heard text what the engine made up. `durationMs` is the stretch in which it is said to have been said,
 * `vocabulary` the words that the engine was told.
 */
export function withoutInventions(
  heard: string,
  { durationMs, vocabulary }: { durationMs: number; vocabulary: readonly string[] },
): HeardText {
  const inventions: Invention[] = [];
  const rest = heard.replace(CREDITS_AT, (text) => {
    inventions.push({ reason: "credits", text });
    return "";
  });
  const { text, loops } = withoutLoops(rest.replace(/\s+/g, " ").trim());
  inventions.push(...loops.map((loop): Invention => ({ reason: "loop", text: loop })));
  if (text === "") return { text: "", inventions };
  const reason = reasonAgainst(text, durationMs, vocabulary);
  if (reason === null) return { text, inventions };
  return { text: "", inventions: [...inventions, { reason, text }] };
}

/** Why nothing of a text counts; null when it does. */
function reasonAgainst(text: string, durationMs: number, vocabulary: readonly string[]): InventionReason | null {
  if (SOUND_MARKS.test(text)) return "sound";
  const sentences = text.split(/[.!?…]+/).flatMap((sentence) => wordsOf(sentence).join(" ") || []);
  if (sentences.every((sentence) => OUTROS.test(sentence))) return "outro";
  if (sentences.every((sentence) => SOUNDS.test(sentence))) return "sound";
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters > (durationMs / 1000) * LETTERS_PER_SECOND_MAX + LETTERS_SPARE) return "too_much";
  return isEcho(wordsOf(text), vocabulary) ? "prompt_echo" : null;
}

function wordsOf(text: string): string[] {
  const bounds = wordBounds(text);
  const words: string[] = [];
  for (let at = 0; at < bounds.length; at += 2) words.push(formOf(text.slice(bounds[at], bounds[at + 1])));
  return words;
}

/** Three or more of the told words in the order told and nothing else, or all of two: nobody lists them so in a call. */
function isEcho(words: string[], vocabulary: readonly string[]): boolean {
  if (words.length === 0) return false;
  const told = vocabulary.map((entry) => ` ${wordsOf(entry).join(" ")}`);
  const all = `${told.join("")} `;
  const said = ` ${words.join(" ")} `;
  if (!all.includes(said)) return false;
  const entries = told.filter((entry) => said.includes(`${entry} `)).length;
  return entries >= 3 || (entries === 2 && told.length === 2);
}

/** How often a phrase of so many words must come in one breath to be a loop; people do say one word many times. */
function loopRepeatsMin(words: number): number {
  return words === 1 ? 12 : words === 2 ? 8 : 5;
}

/** A phrase in a loop stays once where more was said, and goes with the loop where nothing was. */
function withoutLoops(text: string): { text: string; loops: string[] } {
  const loops: string[] = [];
  for (let rest = text; ; ) {
    const bounds = wordBounds(rest);
    const loop = loops.length < LOOPS_MAX ? findLoop(wordsOf(rest)) : null;
    if (!loop) return { text: rest, loops };
    const startOf = (word: number) => bounds[2 * word] ?? 0;
    const endOf = (word: number) => bounds[2 * word - 1] ?? 0;
    const last = loop.start + loop.length * loop.repeats;
    loops.push(rest.slice(startOf(loop.start), endOf(last)));
    if (loop.start === 0 && last * 2 === bounds.length) return { text: "", loops };
    rest = rest.slice(0, endOf(loop.start + loop.length)) + rest.slice(endOf(last));
  }
}

function findLoop(words: string[]): { start: number; length: number; repeats: number } | null {
  for (let length = 1; length <= LOOP_WORDS_MAX; length += 1) {
    let same = 0;
    for (let at = length; at <= words.length; at += 1) {
      if (at < words.length && words[at] === words[at - length]) {
        same += 1;
        continue;
      }
      const repeats = Math.floor(same / length) + 1;
      if (repeats >= loopRepeatsMin(length)) return { start: at - same - length, length, repeats };
      same = 0;
    }
  }
  return null;
}
