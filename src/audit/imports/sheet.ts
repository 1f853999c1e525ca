import type { ErrorCode } from "../../errors.ts";

/** What a table file may hold at most; text beyond the length of a cell is cut. */
export const SHEET_LIMITS = {
  rowsMax: 100_000,
  columnsMax: 64,
  cellCharactersMax: 8_000,
  charactersMax: 40_000_000,
} as const;

/** One row with at least one cell that is not empty. */
export interface SheetRow {
  /** As a table program counts, from 1. */
  number: number;
  /** Texts without space around them; empty where a cell is. */
  cells: string[];
}

/** What the thread that reads a table tells. */
export type FromSheetThread =
  | { kind: "rows"; rows: SheetRow[] }
  | { kind: "done" }
  | { kind: "failed"; code: ErrorCode; detail: string };
