import type { Turn } from "../turn.ts";

const TEXT_KEYS = ["text", "content", "message", "utterance", "transcript", "sentence", "phrase", "текст", "реплика"];
const SPEAKER_KEYS = [
  "speaker",
  "speaker_name",
  "speakerName",
  "role",
  "name",
  "author",
  "from",
  "participant",
  "channel",
  "спикер",
  "говорящий",
  "роль",
];
const SECOND_KEYS = ["start", "start_time", "startTime", "begin", "from_time"];
const MILLISECOND_KEYS = ["start_ms", "startMs", "offset_ms"];
const DEPTH_MAX = 4;
const NESTING_MAX = 100;
/** What follows the first bracket of JSON; a time mark or a label in brackets follows it otherwise. */
const BEGINS_AS_JSON = /^\s*(?:\[\s*[[{]|\{\s*["}])/;

/**
 * Reads the turns of a JSON export (an array of objects with a text, at most a few levels deep, or one object a line);
 * null when the text is no such thing and must be read as written.
 */
export function readStructured(text: string): Turn[] | null {
  if (!BEGINS_AS_JSON.test(text)) return null;
  const rows = findRows(parse(text), DEPTH_MAX) ?? findRows(parseEachLine(text), 1);
  return rows && rows.length > 0 ? rows.map(toTurn) : null;
}

type Row = Record<string, unknown> & { said: string };

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

function findRows(value: unknown, depth: number): Row[] | null {
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) {
    const rows = value.map(toRow);
    return rows.every((row) => row !== null) ? rows : null;
  }
  if (depth === 0) return null;
  for (const inner of Object.values(value)) {
    const rows = findRows(inner, depth - 1);
    if (rows && rows.length > 0) return rows;
  }
  return null;
}

function toRow(value: unknown): Row | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields = value as Record<string, unknown>;
  const said = TEXT_KEYS.map((key) => fields[key]).find((field) => typeof field === "string");
  return typeof said === "string" ? { ...fields, said } : null;
}

function toTurn(row: Row): Turn {
  const speaker = SPEAKER_KEYS.map((key) => row[key]).find((field) => field !== undefined && field !== null);
  const seconds = SECOND_KEYS.map((key) => row[key]).find((field) => typeof field === "number");
  const milliseconds = MILLISECOND_KEYS.map((key) => row[key]).find((field) => typeof field === "number");
  const startMs = typeof milliseconds === "number" ? milliseconds : typeof seconds === "number" ? seconds * 1000 : null;
  const isTime = startMs !== null && Number.isFinite(startMs) && startMs >= 0;
  return {
    speaker: typeof speaker === "string" || typeof speaker === "number" ? String(speaker).trim() || null : null,
    lines: [row.said.replace(/\s*\n\s*/g, " ")],
    mark: isTime ? { startMs: Math.round(startMs), endMs: null, isClock: false, length: 0 } : null,
  };
}
