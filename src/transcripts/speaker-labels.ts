import type { DialogueLine } from "./dialogue-lines.ts";
import { isNumberedSpeaker, roleOfLabel } from "./label-words.ts";

/** The labels of a dialogue: folded label to the form it is shown in. */
export interface SpeakerLabels {
  /** Labels set off on the line of their words. */
  inLine: Map<string, string>;
  /** Labels that stand on a line of their own above their words. */
  ownLine: Map<string, string>;
}

/** Words that introduce speech, not a speaker, although a colon follows. */
const NOT_A_SPEAKER = new Set(
  `смотрите смотри смотрим слушайте слушай значит так итак например вопрос ответ внимание адрес телефон цена цены итого
   сумма первое второе третье четвёртое во-первых во-вторых короче вот плюс минус важно кстати но далее дальше дата время
   тема стоимость срок сроки почта сайт примечание да нет ну хорошо ладно конечно понятно смысл идея итог вывод главное
   условие условия вариант пример схема мораль факт это то есть и а алло
   look listen so first second third question answer note address price total example also important plus step yes no
   well okay ok right sure option summary remember and but because that this
   regardez écoutez alors donc exemple question réponse prix adresse note oui non
   schauen hören also beispiel frage antwort preis adresse ja nein
   mire escuche entonces ejemplo pregunta respuesta precio dirección sí`.split(/\s+/),
);
const SPEAKS_TO_YOU = /(?:[йиь]те|йтесь|итесь)$/;

const METADATA =
  /^(?:дата|время|длительность|продолжительность|тема|номер|звонок|файл|запись|участники|канал|направление|id|call|call id|date|time|duration|subject|file|recording|participants|channel|direction|language|язык|оценка|тип|статус|транскрипт|расшифровка|стенограмма|transcript|расшифровка звонка|запись разговора|kind|note|style|webvtt|dauer|datum|durée)(?![\p{L}\p{N}])/iu;
const ONLY_DECORATION = /^[^\p{L}\p{N}?!…]*$/u;
const ENDS_AS_SPEECH = /[.!?…]["»”)]?$/;

/** Labels that differ only in case, blanks or a look-alike single letter are one. */
export function foldLabel(label: string): string {
  const folded = label.toLowerCase().replace(/\s+/g, " ");
  return folded.length === 1 ? (LOOK_ALIKE[folded] ?? folded) : folded;
}

const LOOK_ALIKE: Record<string, string> = { m: "м", k: "к", o: "о", c: "с", a: "а" };

/** Whether a line outside the turns is a heading, a rule or data about the call and not speech. */
export function isHeading(line: string): boolean {
  if (ONLY_DECORATION.test(line)) return true;
  if (METADATA.test(line)) return !/[?!]/.test(line);
  return false;
}

/** Whether an unlabelled line above the first label reads like speech rather than like a title. */
export function readsAsSpeech(line: string): boolean {
  return !isHeading(line) && ENDS_AS_SPEECH.test(line) && line.split(" ").length >= 4;
}

/**
 * Decides which candidates are labels: role words and numbered speakers nearly always, names by repetition and by how
 * much of the text they account for, a name that comes once where every other line is labelled.
 */
export function findSpeakerLabels(lines: DialogueLine[]): SpeakerLabels {
  const worded = lines.filter(({ unmarked }) => unmarked !== "" && !isHeading(unmarked));
  const inLine = chooseInLine(worded);
  if (share(worded, inLine, isSetOff) >= LABELLED_SHARE_MIN) return { inLine, ownLine: new Map() };
  const ownLine = chooseOwnLine(worded);
  return ownLine.size > 0 ? { inLine: new Map(), ownLine } : { inLine, ownLine };
}

/** A text counts as labelled from this share of lines on; the others are wrapped speech. */
const LABELLED_SHARE_MIN = 0.15;
/** From this share on even labels that do not look like names are labels. */
const LABELLED_SHARE_SURE = 0.6;

function isSetOff({ candidate }: DialogueLine): boolean {
  return candidate !== null && candidate.form !== "own-line";
}

function isOnOwnLine({ candidate }: DialogueLine): boolean {
  return candidate?.form === "own-line";
}

function chooseInLine(lines: DialogueLine[]): Map<string, string> {
  const found = collect(lines, isSetOff);
  const certain = found.filter((one) => one.isRole && (one.lines > 1 ? one.isTidy || one.isStrong : one.isTidy));
  const repeated = found.filter((one) => one.lines > 1 && !certain.includes(one));
  const chosen = new Map(certain.filter(({ lines }) => lines > 1).map(entry));
  const withNames = new Map([...chosen, ...repeated.filter(({ isName }) => isName).map(entry)]);
  if (accountsForText(withNames, repeated, lines)) for (const [key, label] of withNames) chosen.set(key, label);
  const withAll = new Map([...withNames, ...repeated.map(entry)]);
  if (withAll.size > 1 && share(lines, withAll, isSetOff) >= LABELLED_SHARE_SURE)
    for (const [key, label] of withAll) chosen.set(key, label);
  addSingle(chosen, found, lines);
  return chosen;
}

/** Whether names that repeat are the speakers: the text begins with one, and they take turns. */
function accountsForText(labels: Map<string, string>, repeated: Found[], lines: DialogueLine[]): boolean {
  const covered = share(lines, labels, isSetOff);
  if (labels.size > repeated.length) return covered >= LABELLED_SHARE_MIN;
  if (labels.size === 1) return covered >= 0.8 && lines.length >= 3;
  const counts = repeated.map(({ lines }) => lines).sort((a, b) => b - a);
  const isBalanced = (counts[1] ?? 0) >= (counts[0] ?? 0) * 0.25;
  const isStrong = repeated.some(({ isStrong }) => isStrong) || covered >= LABELLED_SHARE_SURE;
  return labels.size > 1 && isBalanced && isStrong && covered >= LABELLED_SHARE_MIN;
}

/** Labels that come once: role words, and names where there is hardly a line without a label. */
function addSingle(chosen: Map<string, string>, found: Found[], lines: DialogueLine[]): void {
  const singles = found.filter((one) => one.lines === 1 && (one.isName || (one.isRole && one.isTidy)));
  const withSingles = new Map([...chosen, ...singles.map(entry)]);
  const covered = share(lines, chosen, isSetOff);
  const isGapless = share(lines, withSingles, isSetOff) >= 0.95;
  if (isGapless && (covered >= LABELLED_SHARE_SURE || (withSingles.size > 1 && singles.length > 1)))
    for (const [key, label] of withSingles) chosen.set(key, label);
  for (const one of singles)
    if (one.isRole && (covered >= LABELLED_SHARE_MIN || lines.length <= 4)) chosen.set(one.key, one.label);
}

function chooseOwnLine(lines: DialogueLine[]): Map<string, string> {
  const found = collect(lines, isOnOwnLine);
  const chosen = new Map(found.filter((one) => (one.isRole && one.isTidy) || (one.lines > 1 && one.isName)).map(entry));
  const isChosen = lines.map((line) => isOnOwnLine(line) && chosen.has(foldLabel(line.candidate?.label ?? "")));
  const total = isChosen.filter(Boolean).length;
  const adjacent = isChosen.filter((is, index) => is && isChosen[index + 1] === true).length;
  const takesTurns = chosen.size > 1 || [...chosen.values()].some((label) => roleOfLabel(label) !== null);
  const isLayout = isChosen[0] === true && total >= lines.length * 0.2 && adjacent <= total * 0.1;
  return isLayout && takesTurns && total < lines.length ? chosen : new Map();
}

interface Found {
  key: string;
  /** As first written. */
  label: string;
  lines: number;
  /** Set off at least once by more than a dash. */
  isStrong: boolean;
  /** Names a role or numbers a speaker. */
  isRole: boolean;
  /** Holds nothing beside its role word but names. */
  isTidy: boolean;
  isName: boolean;
}

function collect(lines: DialogueLine[], counts: (line: DialogueLine) => boolean): Found[] {
  const found = new Map<string, Found>();
  for (const line of lines) {
    const { candidate } = line;
    if (!candidate || !counts(line)) continue;
    const { label, form } = candidate;
    const key = foldLabel(label);
    const known = found.get(key);
    if (known) {
      known.lines += 1;
      known.isStrong ||= form !== "dash";
    } else if (!introducesSpeech(key)) {
      const isRole = roleOfLabel(label) !== null || isNumberedSpeaker(label);
      const isStrong = form !== "dash";
      found.set(key, {
        key,
        label,
        lines: 1,
        isStrong,
        isRole,
        isTidy: isRole && isTidy(label),
        isName: isName(label),
      });
    }
  }
  return [...found.values()];
}

function entry({ key, label }: Found): [string, string] {
  return [key, label];
}

function share(lines: DialogueLine[], labels: Map<string, string>, counts: (line: DialogueLine) => boolean): number {
  if (labels.size === 0 || lines.length === 0) return 0;
  let labelled = 0;
  for (const line of lines) if (counts(line) && labels.has(foldLabel(line.candidate?.label ?? ""))) labelled += 1;
  return labelled / lines.length;
}

function introducesSpeech(key: string): boolean {
  const words = key.split(" ");
  return NOT_A_SPEAKER.has(words[0] ?? "") || SPEAKS_TO_YOU.test(words[0] ?? "");
}

const PARTICLES = new Set("de da di van von der den del la le el al bin ibn ben и and по of du des".split(" "));

function isName(label: string): boolean {
  const words = label
    .replace(/[([][^()[\]]*[)\]]/g, "")
    .trim()
    .split(/[ _]/);
  return words.length <= 4 && words.every((word) => /^[\p{Lu}\p{Lt}\p{Lo}\d№#]/u.test(word) || PARTICLES.has(word));
}

/** The role word comes first, or everything is written like a name (`Sales Rep`, `Оператор Светлана`). */
function isTidy(label: string): boolean {
  const [first = ""] = label.split(/[ ,]/);
  const others = label.split(/[ ,]/).slice(1).join(" ");
  const isFirst = roleOfLabel(first) !== null || isNumberedSpeaker(label);
  return isName(label) || (isFirst && (others === "" || isName(others) || label.split(" ").length <= 2));
}
