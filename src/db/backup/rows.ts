import { createHash } from "node:crypto";
import { type KeptRows, quoted, type Sql, type TableShape } from "./tables.ts";

/** A table's rows as one number and one hash: SHA-256, lower-case hex, of its lines in the order of the key. */
export interface TableSum {
  name: string;
  rows: number;
  sha256: string;
}

/** About as much text is read or written by one statement; it bounds the memory of both ends. */
const PAGE_CHARACTERS = 128 * 1024;
/** A page begins with few rows, because nobody knows yet how long they are. */
const FIRST_PAGE_ROWS = 10;
/** However short they were: the next may be long. */
const PAGE_ROWS_MAX = 500;

/**
 * The rows of a table in the order of its key, in pages, each by a statement of its own; a row is a line: a JSON array of
 * the columns as PostgreSQL writes them as text, null for null. Two databases with the same rows give the same lines.
 * Throws when the table has no primary key.
 */
export async function* readPages(sql: Sql, shape: TableShape, kept?: KeptRows): AsyncGenerator<string[]> {
  if (shape.key.length === 0) throw new Error(`the table ${shape.name} has no primary key`);
  const { first, next } = pageQueries(shape, kept);
  const places = shape.key.map((key) => shape.columns.findIndex(({ name }) => name === key));
  let size = FIRST_PAGE_ROWS;
  let after: unknown[] | null = null;
  for (;;) {
    const rows: { line: string }[] = await sql.query(after === null ? first : next, [size, ...(after ?? [])]);
    const lines = rows.map(({ line }) => line);
    const last = lines.at(-1);
    if (last === undefined) return;
    yield lines;
    if (lines.length < size) return;
    const values: unknown[] = JSON.parse(last);
    after = places.map((place) => values[place]);
    const characters = lines.reduce((sum, line) => sum + line.length, 0) / lines.length;
    size = Math.max(1, Math.min(PAGE_ROWS_MAX, size * 2, Math.floor(PAGE_CHARACTERS / characters)));
  }
}

/** `$1` is the most rows, the others the key of the last row that was read. Text is compared alike everywhere: by bytes. */
function pageQueries(shape: TableShape, kept?: KeptRows): { first: string; next: string } {
  const types = new Map(shape.columns.map(({ name, type }) => [name, type]));
  const key = shape.key.map((name) => quoted(name) + (types.get(name) === "text" ? ' collate "C"' : ""));
  const line = shape.columns.map(({ name }) => `${quoted(name)}::text`).join(", ");
  const from = kept === undefined ? quoted(shape.name) : `(${kept.select}) kept`;
  const after = shape.key.map((name, at) => `$${at + 2}::${types.get(name)}`).join(", ");
  const head = `select json_build_array(${line})::text as line from ${from}`;
  const tail = `order by ${key.join(", ")} limit $1::int`;
  return { first: `${head} ${tail}`, next: `${head} where (${key.join(", ")}) > (${after}) ${tail}` };
}

/** SQL that writes lines into a table: `$1` is a JSON array of them. */
export function insertQuery(shape: TableShape): string {
  const names = shape.columns.map(({ name }) => quoted(name)).join(", ");
  const values = shape.columns.map(({ type }, at) => `(r->>${at})::${type}`).join(", ");
  return `insert into ${quoted(shape.name)} (${names}) overriding system value
    select ${values} from jsonb_array_elements($1::text::jsonb) r`;
}

/** Writes lines, whatever their length, in statements of bounded size. */
export async function insertLines(sql: Sql, insert: string, lines: readonly string[]): Promise<void> {
  let batch: string[] = [];
  let characters = 0;
  const write = async () => {
    if (batch.length > 0) await sql.query(insert, [`[${batch.join(",")}]`]);
    batch = [];
    characters = 0;
  };
  for (const line of lines) {
    if (characters + line.length > PAGE_CHARACTERS) await write();
    batch.push(line);
    characters += line.length;
  }
  await write();
}

/** Adds the lines of one table up as they pass. */
export class LineSum {
  readonly #hash = createHash("sha256");
  #rows = 0;

  /** Counts lines, each given without its end. */
  add(lines: readonly string[]): void {
    this.#rows += lines.length;
    if (lines.length > 0) this.#hash.update(`${lines.join("\n")}\n`);
  }

  /** What has passed; afterwards nothing can be added. */
  end(name: string): TableSum {
    return { name, rows: this.#rows, sha256: this.#hash.digest("hex") };
  }
}
