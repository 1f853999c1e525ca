/** A thread that reads the rows of a table file: what a hostile one costs stays in here. */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { streamCsvRows } from "hucre/csv";
import { streamXlsxRows } from "hucre/xlsx";
import { AppError } from "../../errors.ts";
import { decodeText } from "../../transcripts/text/decode-text.ts";
import { type FromSheetThread, SHEET_LIMITS, type SheetRow } from "./sheet.ts";

const port = parentPort;
if (!port) throw new Error("sheet-worker.ts runs in a worker thread");

/** Rows that are told at once. */
const BATCH = 500;
const tell = (message: FromSheetThread) => port.postMessage(message);

async function read(path: string): Promise<void> {
  const bytes = await readFile(path);
  const rows = isZip(bytes) ? xlsxRows(bytes) : csvRows(bytes);
  let batch: SheetRow[] = [];
  let count = 0;
  let characters = 0;
  for await (const { number, cells } of rows) {
    const texts = cells.slice(0, SHEET_LIMITS.columnsMax).map(textOf);
    if (texts.every((text) => text === "")) continue;
    count += 1;
    characters += texts.reduce((sum, text) => sum + text.length, 0);
    // One more than the rows: the head.
    if (count > SHEET_LIMITS.rowsMax + 1)
      throw new AppError("too_large", `More than ${SHEET_LIMITS.rowsMax} rows: share them among several files.`);
    if (characters > SHEET_LIMITS.charactersMax) throw new AppError("too_large", "The table holds too much text.");
    batch.push({ number, cells: texts });
    if (batch.length < BATCH) continue;
    tell({ kind: "rows", rows: batch });
    batch = [];
  }
  tell({ kind: "rows", rows: batch });
  tell({ kind: "done" });
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

interface RawRow {
  number: number;
  cells: readonly unknown[];
}

async function* xlsxRows(bytes: Uint8Array): AsyncGenerator<RawRow> {
  for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0, readStyles: true }))
    yield { number: index + 1, cells: values };
}

function* csvRows(bytes: Uint8Array): Generator<RawRow> {
  const { text } = decodeText(bytes);
  const plain = text.replace(/^\ufeff/, "");
  let index = 0;
  for (const cells of streamCsvRows(plain, { delimiter: delimiterOf(plain) })) {
    index += 1;
    yield { number: index, cells };
  }
}

/** Of the first line: what stands in it most often. */
function delimiterOf(text: string): string {
  const [line = ""] = text.split(/\r?\n|\r/, 1);
  const found = [";", "\t", ","].map((mark) => ({ mark, count: line.split(mark).length - 1 }));
  return found.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

/** A date of a table program has no zone: it is written as the clock on the wall showed it. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 19).replace("T", " ");
  if (typeof cell === "number") return Number.isInteger(cell) ? BigInt(cell).toString() : String(cell);
  return String(cell).slice(0, SHEET_LIMITS.cellCharactersMax).replaceAll("\0", "").toWellFormed().trim();
}

try {
  await read(workerData as string);
} catch (error) {
  const isForeseen = error instanceof AppError;
  tell({
    kind: "failed",
    code: isForeseen ? error.code : "malformed",
    detail: isForeseen ? error.detail : "This is no table that can be read: send XLSX or CSV.",
  });
}
