/**
 * What stands above, between and below the turns of a written dialogue and was not said: titles, data about the call,
 * rules, what a program adds at the end.
 */

/** `Дата: 12.05.2024`, `Duration: 03:14` */
const METADATA =
  /^(?:дата|время|длительность|продолжительность|тема|номер звонка|звонок|файл|участники|направление|язык|id|call id|date|time|duration|subject|file|participants|direction|language|datum|dauer|durée|kind|note)\s?[:：]\s?\S.{0,60}$/iu;
/** `Транскрипт звонка №5`, `Call recording` */
const TITLE =
  /^(?:транскрипт|транскрипция|расшифровка|стенограмма|запись (?:разговора|звонка)|звонок (?:№|#|от|за) ?\d|transcript|call recording|call transcript|webvtt)(?![\p{L}])[^.!?]{0,80}$/iu;
const ONLY_DECORATION = /^[^\p{L}\p{N}\p{Extended_Pictographic}?!…]*$/u;
/** `--- end of call ---` */
const RULED = /^[-=*_#~]{2}.*[-=*_#~]{2}$/;
const ENDS_AS_SPEECH = /[.!?…]["»”)]?$/;

/** Heads of the columns of a table. */
const COLUMN_HEADS = new Set(
  "№ # n id time start end who speaker role name text words message channel начало конец кто спикер роль имя говорящий участник канал текст реплика фраза что сообщение время".split(
    " ",
  ),
);

function isTableHead(line: string): boolean {
  if (!line.includes("\t") && !line.includes("|")) return false;
  const cells = line
    .toLowerCase()
    .split(/[\t|]/)
    .map((cell) => cell.trim());
  return cells.length > 1 && cells.every((cell) => cell === "" || COLUMN_HEADS.has(cell));
}

/** Whether a line is a rule drawn between or below the turns (`-----`, `--- end ---`), no speech anywhere. */
export function isRule(line: string): boolean {
  return ONLY_DECORATION.test(line) || RULED.test(line);
}

/** Whether a line above the turns is a heading or data about the call and not speech. */
export function isHeading(line: string): boolean {
  if (isRule(line) || isTableHead(line)) return true;
  return TITLE.test(line) || (METADATA.test(line) && !/[?!]/.test(line));
}

/** Whether an unlabelled line above the first label reads like speech rather than like a title. */
export function readsAsSpeech(line: string): boolean {
  return !isHeading(line) && ENDS_AS_SPEECH.test(line) && line.split(" ").length >= 4;
}

const CARD_CHARACTERS_MAX = 2_000;
/** `Менеджер: Петрова Ольга`, `Телефон: +7 912 345-67-89` */
const CARD_LINE = /^\p{L}[^:：?!.]{0,40}[:：]\s?[^?!]{0,100}$/u;
/** A full stop after an initial or a short form ends none. */
const ENDS_SENTENCE = /(?:[!?…]|\p{L}{4,}\.)["»”)]?$/u;

/**
 * Takes away the card of a call that a paragraph of its own above the dialogue holds, data about the call among whose
 * lines may name both sides (`Менеджер: Петрова Ольга`) without being their words.
 */
export function withoutCard(text: string): string {
  const end = text.slice(0, CARD_CHARACTERS_MAX).indexOf("\n\n", 1);
  if (end < 0) return text;
  const lines = text
    .slice(0, end)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const told = lines.filter((line) => CARD_LINE.test(line) || TITLE.test(line)).length;
  const isCard = lines.some((line) => METADATA.test(line)) && told * 2 >= lines.length;
  return isCard && !lines.some((line) => ENDS_SENTENCE.test(line)) ? text.slice(end) : text;
}

/** What programs of meetings write below the words. */
const ADDED_BELOW =
  /^(?:transcribed by https?:\/\/\S{1,100}|meeting ended after \d[\d:]{1,9}\P{L}{0,5}|this editable transcript was computer generated\b.{0,200})$/iu;

/** Whether a line below the turns was added by the program that wrote them. */
export function isAddedBelow(line: string): boolean {
  return ADDED_BELOW.test(line);
}
