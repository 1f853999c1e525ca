import type { Role } from "../transcript.ts";
import type { DialogueLine } from "./dialogue-lines.ts";
import { isHeading } from "./headings.ts";
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
   условие условия вариант пример схема мораль факт это то есть алло
   look listen so first second third question answer note address price total example also important plus step yes no
   well okay ok right sure option summary remember and but because that this
   regardez écoutez alors donc exemple question réponse prix adresse note oui non
   schauen hören also beispiel frage antwort preis adresse ja nein
   mire escuche entonces ejemplo pregunta respuesta precio dirección sí`.split(/\s+/),
);
const SPEAKS_TO_YOU = /(?:[йиь]те|йтесь|итесь)$/;

/**
 * Decides which candidates are labels: role words and numbered speakers nearly always, names by repetition and by how
 * much of the text they account for, a name that comes once where every other line is labelled.
 */
export function findSpeakerLabels(lines: DialogueLine[]): SpeakerLabels {
  const worded = lines.filter(({ unmarked }) => unmarked !== "" && !isHeading(unmarked));
  const inLine = chooseInLine(worded);
  if (share(worded, inLine, isSetOff) >= LABELLED_SHARE_MIN) return { inLine, ownLine: new Map() };
  const ownLine = chooseBesideMarks(lines) ?? chooseOwnLine(worded);
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
  const chosen = new Map(found.filter((one) => isCertain(one, found, lines)).map(entry));
  const repeated = found.filter((one) => one.lines > 1 && !chosen.has(one.key));
  const names = repeated.filter(({ isName, isStrong }) => isName && (isStrong || chosen.size === 0));
  if (accountsForText(chosen, names, lines)) for (const [key, label] of names.map(entry)) chosen.set(key, label);
  const withAll = new Map([...chosen, ...repeated.map(entry)]);
  if (withAll.size > 1 && share(lines, withAll, isSetOff) >= LABELLED_SHARE_SURE)
    for (const [key, label] of withAll) chosen.set(key, label);
  fillGaps(chosen, found, lines);
  return chosen;
}

/** A role word or numbered speaker that repeats, faces the other side, or stands in a text of a few lines. */
function isCertain(one: Found, found: Found[], lines: DialogueLine[]): boolean {
  if (one.headings > 0 && (one.isName || one.role !== null || one.isNumbered)) {
    const headings = found.reduce((sum, { headings }) => sum + headings, 0);
    if (headings > 1 && headings >= lines.length * 0.2) return true;
  }
  if (one.role === null && !one.isNumbered) return false;
  if (one.lines > 1) return one.isTidy || one.isStrong;
  if (!one.isTidy) return false;
  const facesOther =
    one.role !== null && found.some(({ role, isTidy }) => isTidy && role !== null && role !== one.role);
  return facesOther || lines.length <= 4;
}

/** Whether names that repeat are speakers: beside known ones, or because they take turns through the text. */
function accountsForText(chosen: Map<string, string>, names: Found[], lines: DialogueLine[]): boolean {
  const covered = share(lines, new Map([...chosen, ...names.map(entry)]), isSetOff);
  if (chosen.size > 0) return covered >= LABELLED_SHARE_MIN;
  if (names.length === 1) return covered >= 0.8 && lines.length >= 3;
  const counts = names.map(({ lines }) => lines).sort((a, b) => b - a);
  const isBalanced = (counts[1] ?? 0) >= (counts[0] ?? 0) * 0.25 || covered >= 0.4;
  const isStrong = names.some(({ isStrong }) => isStrong) || covered >= LABELLED_SHARE_SURE;
  return names.length > 1 && isBalanced && isStrong && covered >= LABELLED_SHARE_MIN;
}

/** Labels that come once: role words in a labelled text, and names where then hardly a line is without a label. */
function fillGaps(chosen: Map<string, string>, found: Found[], lines: DialogueLine[]): void {
  const covered = share(lines, chosen, isSetOff);
  for (const one of found)
    if (one.role !== null && one.isTidy && covered >= LABELLED_SHARE_MIN) chosen.set(one.key, one.label);
  const withNames = new Map([...chosen, ...found.filter(({ isName }) => isName).map(entry)]);
  const isGapless = withNames.size > 1 && share(lines, withNames, isSetOff) >= 0.95;
  if (isGapless && (covered >= LABELLED_SHARE_SURE || chosen.size === 0))
    for (const [key, label] of withNames) chosen.set(key, label);
}

/** Labels on lines of their own beside a time mark, on its line or the next (`Anna Smith`, `00:02`, words). */
function chooseBesideMarks(lines: DialogueLine[]): Map<string, string> | null {
  const chosen = new Map<string, string>();
  let marks = 0;
  let labelled = 0;
  for (const [at, line] of lines.entries()) {
    if (!line.mark) continue;
    marks += 1;
    const places = line.unmarked === "" ? [at - 1, at + 1] : [at];
    const place = places.find((of) => isNameAbove(lines[of], lines[Math.max(at, of) + 1]));
    const label = place === undefined ? null : (lines[place]?.candidate ?? null);
    if (!label) continue;
    labelled += 1;
    chosen.set(label.key, label.label);
  }
  return marks > 1 && labelled >= marks * 0.8 ? chosen : null;
}

function isNameAbove(line: DialogueLine | undefined, below: DialogueLine | undefined): boolean {
  if (!line?.candidate || !isOnOwnLine(line) || !below || below.unmarked === "") return false;
  return isName(line.candidate.label) && !introducesSpeech(line.candidate.key);
}

function chooseOwnLine(lines: DialogueLine[]): Map<string, string> {
  const found = collect(lines, isOnOwnLine);
  const chosen = new Map(found.filter((one) => one.isTidy || (one.lines > 1 && one.isName)).map(entry));
  const isChosen = lines.map((line) => isOnOwnLine(line) && chosen.has(line.candidate?.key ?? ""));
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
  role: Role | null;
  isNumbered: boolean;
  lines: number;
  /** Lines that hold nothing but the label and a time. */
  headings: number;
  /** Set off at least once by more than a dash. */
  isStrong: boolean;
  /** Names a role or numbers a speaker, and holds nothing beside that but names. */
  isTidy: boolean;
  isName: boolean;
}

function collect(lines: DialogueLine[], counts: (line: DialogueLine) => boolean): Found[] {
  const found = new Map<string, Found>();
  for (const line of lines) {
    const { candidate } = line;
    if (!candidate || !counts(line)) continue;
    const { key, label } = candidate;
    const one = found.get(key) ?? describe(key, label);
    one.lines += 1;
    one.isStrong ||= candidate.form !== "dash";
    if (candidate.form === "time" && candidate.said === "") one.headings += 1;
    found.set(key, one);
  }
  return [...found.values()].filter(({ key }) => !introducesSpeech(key));
}

function describe(key: string, label: string): Found {
  const role = roleOfLabel(label);
  const isNumbered = isNumberedSpeaker(label);
  const isTidy = (role !== null || isNumbered) && isTidyLabel(label);
  return { key, label, role, isNumbered, lines: 0, headings: 0, isStrong: false, isTidy, isName: isName(label) };
}

function entry({ key, label }: Found): [string, string] {
  return [key, label];
}

function share(lines: DialogueLine[], labels: Map<string, string>, counts: (line: DialogueLine) => boolean): number {
  if (labels.size === 0 || lines.length === 0) return 0;
  let labelled = 0;
  for (const line of lines) if (counts(line) && labels.has(line.candidate?.key ?? "")) labelled += 1;
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
  return (
    words.length <= 4 && words.every((word) => /^[\p{Lu}\p{Lt}\p{Lo}\d№#@+&«"“]/u.test(word) || PARTICLES.has(word))
  );
}

/** The role word comes first, or everything is written like a name (`Sales Rep`, `Оператор Светлана`). */
function isTidyLabel(label: string): boolean {
  const [first = ""] = label.split(/[ ,]/);
  const others = label.split(/[ ,]/).slice(1).join(" ");
  const isFirst = roleOfLabel(first) !== null || isNumberedSpeaker(label);
  return isName(label) || (isFirst && (others === "" || isName(others) || label.split(" ").length <= 2));
}
