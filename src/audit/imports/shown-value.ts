import type { ImportColumn } from "./import.ts";

const CHARACTERS_MAX = 80;
/** What may be an address, or part of one, in a cell of any column. */
const ADDRESS = /\/\/|@|[?&#][^\s=]*=|\.\p{L}{2,}(?::\d+)?\//u;

/**
 * What is kept and shown of a cell that is wrong. Addresses may hold secrets in any part but the first: of one that can be
 * read only scheme and host stay, of what else may be one nothing does.
 */
export function shownValue(cell: string, column: ImportColumn): string {
  if (column !== "recording_url" && !ADDRESS.test(cell)) return cell.slice(0, CHARACTERS_MAX);
  if (!URL.canParse(cell)) return "";
  const { protocol, host } = new URL(cell);
  const head = `${protocol}//${host}`;
  return host === "" || head.length > CHARACTERS_MAX ? "" : head === cell ? head : `${head}/…`;
}
