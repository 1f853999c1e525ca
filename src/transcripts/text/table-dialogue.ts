import type { Turn } from "../turn.ts";
import { readExportTime, withEnd } from "./export-times.ts";
import { isNumberedSpeaker, roleOfLabel } from "./label-words.ts";

/** Heads of the columns that matter, by what stands below them. */
const HEADS: Record<keyof Columns, string> = {
  text: "text words message transcript phrase utterance content sentence текст реплика фраза сообщение что",
  speaker: "speaker who role name author from participant channel кто спикер роль имя говорящий участник канал автор",
  start: "time start begin timestamp start_time date datetime начало время дата",
  end: "end end_time stop конец",
};
const COLUMN_OF_HEAD = new Map<string, keyof Columns>();
for (const column of ["text", "speaker", "start", "end"] as const)
  for (const head of HEADS[column].split(" ")) COLUMN_OF_HEAD.set(head, column);

/** Where in a row each thing stands; -1 for nowhere. */
interface Columns {
  text: number;
  speaker: number;
  start: number;
  end: number;
}

const HEAD_CHARACTERS_MAX = 400;
const COLUMNS_MAX = 40;
const CELL_CHARACTERS_MAX = 30;

/**
 * Reads the turns of a table that another program saved (CSV between semicolons, commas or tabs), by the heads of its
 * columns or, without any, by a column of role words; null when the text is no such table and must be read as written.
 */
export function readTable(text: string): Turn[] | null {
  const end = text.indexOf("\n");
  if (end < 0 || end > HEAD_CHARACTERS_MAX) return null;
  const line = text.slice(0, end);
  for (const separator of [";", "\t", ","]) {
    if (!couldBeRow(line, separator)) continue;
    const [first] = splitRows(line, separator, 1) ?? [];
    const columns = first && (columnsByHead(first) ?? (separator === "\t" ? null : columnsByRoles(first)));
    const rows = columns && splitRows(text, separator, Number.POSITIVE_INFINITY);
    const turns = rows && readRows(rows, columns, separator);
    if (turns) return turns;
  }
  return null;
}

/** Heads have no punctuation of speech; rows without heads begin with a time, a number, a quote or a role word. */
function couldBeRow(line: string, separator: string): boolean {
  const at = line.indexOf(separator);
  return at > 0 && (!/[.!?:]/.test(line) || /^["\d]/.test(line) || isRoleCell(line.slice(0, at)));
}

/** Columns of the words and of who said them or when; null where a cell reads like speech. */
function columnsByHead(cells: string[]): Columns | null {
  const columns: Columns = { text: -1, speaker: -1, start: -1, end: -1 };
  for (const [at, cell] of cells.entries()) {
    if (cell.length > CELL_CHARACTERS_MAX || /[.!?:]/.test(cell)) return null;
    const column = COLUMN_OF_HEAD.get(cell.trim().toLowerCase());
    if (column && columns[column] < 0) columns[column] = at;
  }
  return columns.text >= 0 && (columns.speaker >= 0 || columns.start >= 0) ? columns : null;
}

/** The last column holds the words, the one of the role words who said them, the first time when. */
function columnsByRoles(cells: string[]): Columns | null {
  if (cells.length < 3) return null;
  const speaker = cells.findIndex(isRoleCell);
  if (speaker < 0 || speaker === cells.length - 1) return null;
  const start = cells.findIndex((cell, at) => at !== speaker && readExportTime(cell) !== null);
  return { text: Math.max(speaker, start) + 1, speaker, start, end: -1 };
}

function isRoleCell(cell: string): boolean {
  if (cell.length > CELL_CHARACTERS_MAX || /[.!?:]/.test(cell) || cell.split(" ").length > 3) return false;
  return roleOfLabel(cell) !== null || isNumberedSpeaker(cell);
}

/** Null where a row lacks a cell, and where nothing tells of a row who said it or when: then it was no table. */
function readRows(rows: string[][], columns: Columns, separator: string): Turn[] | null {
  const { text, speaker, start, end } = columns;
  const [head = []] = rows;
  const hasHead = columnsByHead(head) !== null;
  const isRow = (cells: string[]) =>
    hasHead ? speaker >= 0 || readExportTime(cells[start]) !== null : isRoleCell(cells[speaker] ?? "");
  const turns: Turn[] = [];
  for (const cells of hasHead ? rows.slice(1) : rows) {
    if (cells.length <= text || !isRow(cells)) return null;
    const isLast = !hasHead || text === head.length - 1;
    const said = isLast ? cells.slice(text).join(separator) : (cells[text] ?? "");
    turns.push({
      speaker: cells[speaker]?.trim() || null,
      lines: [said.replace(/\s*\n\s*/g, " ").trim()],
      mark: withEnd(readExportTime(cells[start]), readExportTime(cells[end])),
    });
  }
  return turns.length > 1 ? turns : null;
}

/** Cells of every row that is not empty, quotes taken off; null where a quote never ends. */
function splitRows(text: string, separator: string, rowsMax: number): string[][] | null {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at <= text.length && rows.length < rowsMax) {
    const isQuoted = text[at] === '"';
    const end = isQuoted ? endOfQuotes(text, at + 1) : endOfCell(text, at, separator);
    if (end < 0 || cells.length > COLUMNS_MAX) return null;
    cells.push(isQuoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end));
    at = isQuoted ? endOfCell(text, end, separator) : end;
    if (text[at] !== separator) {
      if (cells.length > 1 || cells[0]?.trim()) rows.push(cells);
      cells = [];
    }
    at += 1;
  }
  return rows;
}

function endOfCell(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== "\n") at += 1;
  return at;
}

function endOfQuotes(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
