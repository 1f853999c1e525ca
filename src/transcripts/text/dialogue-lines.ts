import { foldLabel, roleOfLabel } from "./label-words.ts";
import { readBareMark, readBracketedMark, type TimeMark } from "./time-marks.ts";

/** How a label is set off from the words: the weaker ones need more support from the other lines. */
export type LabelForm = "colon" | "bracket" | "column" | "time" | "dash" | "own-line";

/** What could be a label on a line, as far as the line alone can tell. */
export interface LabelCandidate {
  /** Without decoration, as written. */
  label: string;
  /** The folded label: labels with one key are one speaker. */
  key: string;
  form: LabelForm;
  /** The words after the label; empty when it stands alone. */
  said: string;
  /** A time mark that stands after the label. */
  mark: TimeMark | null;
}

/** One line of a written dialogue, taken apart. */
export interface DialogueLine {
  line: string;
  /** The time mark at the start. */
  mark: TimeMark | null;
  /** The mark has no brackets: it counts only where other lines have such marks too. */
  isBareMark: boolean;
  /** The line without its mark. */
  unmarked: string;
  candidate: LabelCandidate | null;
}

const LABEL_CHARACTERS_MAX = 60;
const HEAD_CHARACTERS = LABEL_CHARACTERS_MAX + 30;

const LIST_MARK = /[>*•▪●|]\s{1,3}|#{1,6}\s{1,3}|[-–—]\s{1,3}|[#№]?\d{1,4}(?:[.)\]]\s{1,3}|\t)/y;
const DECORATION = /(?:[\s*_`~"“”«»]|\p{Extended_Pictographic}|[\uFE0F\u200D\u{1F3FB}-\u{1F3FF}])+/uy;
const TRAILING_DECORATION = /(?:[\s*_`~"“”«»,]|\p{Extended_Pictographic}|[\uFE0F\u200D\u{1F3FB}-\u{1F3FF}])+$/u;
const BRACKETED_LABEL = /^[[<]\s?(\p{L}[^\][<>:\n]{0,40})[\]>]\s{0,3}[:：]?\s{0,8}/u;
/** In round brackets only a role word is a label; anything else is a remark. */
const ROLE_IN_BRACKETS = /^\((\p{Lu}[^()]{1,30})\)\s{0,3}[:：]?\s{1,3}/u;
const SEPARATOR = /[:：\t|;>]/;
/** Brackets, date and first digits of a time whose colon was found. */
const BEFORE_TIME = /(?:[[(<]\s?)?(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?[ T]{1,3})?\d{1,3}$/;
const AFTER_MARK = /\s{0,3}(?:[:：|]|[-–—]\s)?[\s*_]{0,8}/y;
/** Blanks, the end of a decoration, and a dash that opens the words. */
const AFTER_LABEL = /^\s*(?:\*\*|__|[*_](?=\s))?\s*(?:[-–—]\s+)?/;
const DASH = /^([\p{L}\p{N}][^:：\n\t|]{0,39}?)\s?[-–—]\s+/u;
const DASH_SIGN = /[-–—]/;
const SPACED_DASH = /\s[-–—]\s/;

/** Names, with what belongs to them (`Jenna (SDR)`, `Kate @ SunSolar`, `ООО «Аква»`), and telephone numbers. */
const LABEL_SHAPE =
  /^(?:[\p{L}\p{N}@][\p{L}\p{M}\p{N}'’.,\-_/&№#@+«»"“” ]{0,59}(?:[([][^()[\]]{1,40}[)\]])?(?: [\p{L}\p{N}.]{1,20})?|\+?\d[\d ()-]{5,20}\d)$/u;
/** A name in quotation marks at the end of a label: its closing mark is no decoration. */
const QUOTED_END = /[\p{L}\p{N}] [«"“][^«»"“”]{1,40}[»"”]\s?$/u;
const DASH_BEFORE_TIME = /\s[-–—]\s?$/;
/** A full stop that ends a sentence: not after an initial or a short form. */
const SENTENCE_STOP = /[\p{L}\p{N}]{5,}\.(?:\s|$)/u;
const LABEL_WORDS_MAX = 6;
/** How something is said, written into the label: `Менеджер (раздражённо)`. */
const REMARK_IN_LABEL = /^([^()]{1,40}?)\s?(\(\p{Ll}[^()]{1,40}\))$/u;

/** Takes one trimmed, non-empty line apart. */
export function readLine(line: string): DialogueLine {
  const start = skip(LIST_MARK, line, 0);
  const bracketed = readBracketedMark(line, start);
  const mark = bracketed ?? readBareMark(line, start) ?? (start > 0 ? readBareMark(line, 0) : null);
  if (!mark) return { line, mark, isBareMark: false, unmarked: line, candidate: findLabel(line, start) };
  const from = (mark === bracketed || start === 0 ? start : 0) + mark.length;
  const unmarked = line.slice(from);
  return {
    line,
    mark,
    isBareMark: mark !== bracketed,
    unmarked,
    candidate: findLabel(line, skip(LIST_MARK, line, from)),
  };
}

/** Letters and other characters no list mark, decoration or bracket begins with: the common case, told by one unit. */
function isPlain(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || (code >= 0xbf && code < 0x2000);
}

function skip(pattern: RegExp, line: string, at: number): number {
  if (isPlain(line, at)) return at;
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : at;
}

function findLabel(line: string, start: number): LabelCandidate | null {
  const from = skip(DECORATION, line, start);
  const head = line.slice(from, from + HEAD_CHARACTERS);
  const bracketed = isPlain(head, 0) ? null : BRACKETED_LABEL.exec(head);
  if (bracketed?.[1]) return candidate(bracketed[1], "bracket", line.slice(from + bracketed[0].length));
  const role = head.startsWith("(") ? ROLE_IN_BRACKETS.exec(head) : null;
  if (role?.[1] && roleOfLabel(role[1]) !== null)
    return candidate(role[1], "bracket", line.slice(from + role[0].length));
  const at = head.search(SEPARATOR);
  if (at >= 0 && isInsideTime(head, at)) {
    const timed = labelBeforeTime(line, from, head, at);
    if (timed) return timed;
  } else if (at > 0) {
    const found = labelBeforeSeparator(line, from, head, at);
    if (found) return found;
  }
  const dash = head.search(DASH_SIGN) > 0 ? DASH.exec(head) : null;
  if (dash?.[1]) return candidate(dash[1], "dash", line.slice(from + dash[0].length));
  return line.length - from <= LABEL_CHARACTERS_MAX ? candidate(line.slice(from), "own-line", "") : null;
}

function isInsideTime(head: string, at: number): boolean {
  return /\d/.test(head[at - 1] ?? "") && /^:\d{2}/.test(head.slice(at, at + 3));
}

/** `Anna: …`, `**Anna:** …`, `"Anna": "…",`, `Anna | … |`. */
function labelBeforeSeparator(line: string, from: number, head: string, at: number): LabelCandidate | null {
  const label = head.slice(0, at);
  const isQuoted = line[from - 1] === '"' && label.endsWith('"');
  const rest = line.slice(from + at + 1);
  if (rest.startsWith("//")) return null;
  const said = isQuoted ? unquote(rest) : rest.replace(AFTER_LABEL, "");
  if (head[at] === ":" || head[at] === "：") return candidate(label, "colon", said);
  if (head[at] === ";" || head[at] === ">") return candidate(label, "dash", unquote(said));
  return candidate(label, "column", said.replace(/\s?\|$/, ""));
}

/** `Anna Smith 00:02`, `Anna (00:02): …`, `Anna, [12.05.24 10:32]`. */
function labelBeforeTime(line: string, from: number, head: string, at: number): LabelCandidate | null {
  const markAt = BEFORE_TIME.exec(head.slice(0, at))?.index ?? 0;
  if (markAt === 0) return null;
  const mark = readBracketedMark(line, from + markAt) ?? readBareMark(line, from + markAt);
  if (!mark) return null;
  const markEnd = from + markAt + mark.length;
  const said = line.slice(skip(AFTER_MARK, line, markEnd));
  const isSetOff = said === "" || /[^\d\s]/.test(line.slice(markEnd - 2, line.length - said.length));
  return candidate(head.slice(0, markAt).replace(DASH_BEFORE_TIME, ""), isSetOff ? "time" : "dash", said, mark);
}

function candidate(raw: string, form: LabelForm, rest: string, before: TimeMark | null = null): LabelCandidate | null {
  const isBare = isPlain(raw, raw.length - 1);
  const label = isBare ? raw : (QUOTED_END.test(raw) ? raw : raw.replace(TRAILING_DECORATION, "")).trim();
  if (!LABEL_SHAPE.test(label) || (label.includes(".") && SENTENCE_STOP.test(label))) return null;
  if (SPACED_DASH.test(label) || label.split(" ").length > LABEL_WORDS_MAX) return null;
  const mark = before ?? readMarkOfWords(rest, form);
  const said = (before || !mark ? rest : rest.slice(mark.length)).trim();
  const [, base, remark] = (label.endsWith(")") && REMARK_IN_LABEL.exec(label)) || [];
  if (base !== undefined && remark !== undefined && roleOfLabel(remark) === null)
    return { label: base, key: foldLabel(base), form, said: `${remark} ${said}`.trim(), mark };
  return { label, key: foldLabel(label), form: mark && !before ? "time" : form, said, mark };
}

/** A time between label and words; one without brackets alone after a colon is what was said («Клиент: 14:30»). */
function readMarkOfWords(rest: string, form: LabelForm): TimeMark | null {
  const bare = form === "colon" ? null : readBareMark(rest, 0);
  if (bare && (bare.length === rest.length || form === "column")) return bare;
  return readBracketedMark(rest, 0);
}

function unquote(said: string): string {
  return said
    .trim()
    .replace(/^"/, "")
    .replace(/"\s?,?$/, "");
}
