import type { Turn } from "../turn.ts";
import { readExportTime, withEnd } from "./export-times.ts";
import { isNumberedSpeaker, roleOfLabel } from "./label-words.ts";
import type { TimeMark } from "./time-marks.ts";

const TEXT_KEYS =
  "text content message utterance transcript sentence phrase текст реплика normalizedText normalized_text".split(" ");
const SPEAKER_KEYS =
  `speaker speaker_name speakerName role name author from participant channel channelTag channel_tag speakerTag
   speaker_tag speaker_label speaker_id user спикер говорящий роль`.split(/\s+/);
const START_KEYS = "start start_time startTime begin from_time timestamp time date".split(" ");
const END_KEYS = "end end_time endTime stop".split(" ");
const START_MS_KEYS = "start_ms startMs offset_ms startTimeMs".split(" ");
const END_MS_KEYS = "end_ms endMs endTimeMs".split(" ");
/** Where a dialogue stands as one text. */
const WRITTEN_KEYS = "dialog_text dialogue dialog transcript transcription text content".split(" ");
const DEPTH_MAX = 4;
const NESTING_MAX = 100;
/** What follows the first bracket of JSON; a time mark or a label in brackets follows it otherwise. */
const BEGINS_AS_JSON = /^\s*(?:\[\s*[[{"]|\{\s*["}])/;

/**
 * Reads a JSON export: the turns of an array (objects with a text, pairs, roles as keys; at most a few levels deep, or
 * one object a line), or the text that is to be read as written where it holds the dialogue as one text or as its lines.
 * Null when the input is no JSON that holds a dialogue.
 */
export function readStructured(text: string): Turn[] | string | null {
  if (!BEGINS_AS_JSON.test(text)) return null;
  const value = parse(text) ?? parseEachLine(text);
  const rows = chooseRows(findRows(value, DEPTH_MAX));
  return rows ? toTurns(rows) : findWritten(value, DEPTH_MAX);
}

type Row = Record<string, unknown> & { said: string; speaker: string | null };

function parse(text: string): unknown {
  if (isDeep(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** An export nests a few levels; deep nesting is no dialogue, and is not worth the risk of a recursive reader. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= NESTING_MAX; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return depth > NESTING_MAX;
}

function parseEachLine(text: string): unknown {
  const lines = text.trim().split("\n");
  if (lines.length < 2 || !lines[0]?.startsWith("{")) return null;
  const rows = lines.map((line) => parse(line.trim().replace(/,$/, "")));
  return rows.every((row) => row !== null) ? rows : null;
}

/** Every list of rows: an engine gives the same words several times, as words, as sentences and as turns. */
function findRows(value: unknown, depth: number): Row[][] {
  if (typeof value !== "object" || value === null || depth < 0) return [];
  if (!Array.isArray(value)) return Object.values(value).flatMap((inner) => findRows(inner, depth - 1));
  const rows = value.map(toRow).filter((row) => row !== null);
  if (rows.length >= Math.max(1, value.length * ROWS_SHARE_MIN)) return [rows];
  const keyed = value.map(toKeyedRow).filter((row) => row !== null);
  const isKeyed = keyed.length === value.length && keyed.some(({ speaker }) => isSide(speaker ?? ""));
  return isKeyed ? [keyed] : [];
}

/** The other entries of a list may say nothing: services of a messenger, pauses, marks. */
const ROWS_SHARE_MIN = 0.4;

/** The longest rows of those that tell speakers apart; else the first ones. */
function chooseRows(found: Row[][]): Row[] | null {
  const told = found.filter((rows) => new Set(rows.map(({ speaker }) => speaker)).size > 1);
  const lengthOf = (rows: Row[]) => rows.reduce((sum, { said }) => sum + said.length, 0) / rows.length;
  return told.sort((a, b) => lengthOf(b) - lengthOf(a))[0] ?? found[0] ?? null;
}

function toRow(value: unknown): Row | null {
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) return toPair(value);
  const fields = value as Record<string, unknown>;
  const { alternatives } = fields;
  const said = textOf(fields) ?? (Array.isArray(alternatives) ? textOf(Object(alternatives[0])) : null);
  if (said === null) return null;
  const speaker = firstOf(fields, SPEAKER_KEYS);
  const isNamed = typeof speaker === "string" || typeof speaker === "number";
  return { ...fields, said, speaker: isNamed ? String(speaker).trim() || null : null };
}

function toPair([speaker, said, ...others]: unknown[]): Row | null {
  if (typeof speaker !== "string" || typeof said !== "string" || others.length > 0) return null;
  return { said, speaker: speaker.trim() || null };
}

/** `{"manager": "…"}` */
function toKeyedRow(value: unknown): Row | null {
  if (typeof value !== "object" || value === null) return null;
  const [[speaker, said] = [], ...others] = Object.entries(value);
  return speaker !== undefined && typeof said === "string" && others.length === 0 ? { said, speaker } : null;
}

function isSide(label: string): boolean {
  return roleOfLabel(label) !== null || isNumberedSpeaker(label);
}

function textOf(fields: Record<string, unknown>): string | null {
  for (const key of TEXT_KEYS) {
    const field = fields[key];
    if (typeof field === "string") return field;
    if (Array.isArray(field) && field.length > 0 && field.every(isPart)) return field.map(textOfPart).join("");
  }
  return null;
}

/** Part of a formatted text: a word, or one with its format. */
type Part = string | { text: string };

function isPart(part: unknown): part is Part {
  return typeof part === "string" || typeof Object(part).text === "string";
}

function textOfPart(part: Part): string {
  return typeof part === "string" ? part : part.text;
}

function firstOf(fields: Record<string, unknown>, keys: string[]): unknown {
  const key = keys.find((key) => fields[key] !== undefined && fields[key] !== null);
  return key === undefined ? null : fields[key];
}

function toTurns(rows: Row[]): Turn[] {
  const unit = unitOf(rows);
  return rows.map((row) => ({
    speaker: row.speaker,
    lines: [row.said],
    mark: withEnd(timeOf(row, START_KEYS, START_MS_KEYS, unit), timeOf(row, END_KEYS, END_MS_KEYS, unit)),
  }));
}

/** A word takes no minute: whole numbers that say so are milliseconds. */
const WORD_S_MAX = 60;

/** What one of the times in these rows means, in seconds. */
function unitOf(rows: Row[]): number {
  const times = rows.flatMap((row) => [firstOf(row, START_KEYS), firstOf(row, END_KEYS)]);
  const numbers = times.filter((time) => typeof time === "number");
  const words = rows.reduce((sum, { said }) => sum + said.split(" ").length, 0);
  const span = numbers.reduce((max, time) => Math.max(max, time), 0) - (numbers[0] ?? 0);
  return span > words * WORD_S_MAX && numbers.every(Number.isInteger) ? 0.001 : 1;
}

function timeOf(row: Row, keys: string[], keysMs: string[], unit: number): TimeMark | null {
  const exact = firstOf(row, keysMs);
  if (typeof exact === "number") return readExportTime(exact / 1000);
  const time = firstOf(row, keys);
  return readExportTime(typeof time === "number" ? time * unit : time);
}

/** The dialogue where it stands as one text, or as a list of its lines. */
function findWritten(value: unknown, depth: number): string | null {
  if (typeof value !== "object" || value === null || depth < 0) return null;
  if (Array.isArray(value)) return value.every((line) => typeof line === "string") ? value.join("\n") : null;
  const fields = value as Record<string, unknown>;
  const written = firstOf(fields, WRITTEN_KEYS);
  if (typeof written === "string") return written;
  for (const inner of Object.values(fields)) {
    const found = findWritten(inner, depth - 1);
    if (found !== null) return found;
  }
  return null;
}
