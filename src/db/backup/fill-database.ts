import { AppError } from "../../errors.ts";
import type { Db } from "../database.ts";
import { MIGRATION_NAMES, migrateWithin } from "../migrate.ts";
import { type Contents, readContents } from "./contents.ts";
import { insertLines, insertQuery, LineSum, type TableSum } from "./rows.ts";
import { type KeptRows, quoted, readShapes, type Sql, sqlOn, type TableShape } from "./tables.ts";

/** What is told while a database is being filled: a table is in, or was read back and found equal. */
export type FillProgress = (step: "written" | "compared", table: TableSum) => void;

/** How a database is filled. */
export interface FillOptions {
  kept: readonly KeptRows[];
  /** Changes what came, once it was found equal and brought to the newest migration. */
  adapt: (tx: Db) => Promise<void>;
  onProgress: FillProgress;
}

/** Throws `conflict` when contents were made by migrations that this program does not know, or by none. */
export function refuseUnknownMigrations({ migrations }: Pick<Contents, "migrations">): void {
  if (migrations.length === 0) throw new AppError("conflict", "The database was never used: there is nothing to take.");
  if (migrations.some((name, at) => name !== MIGRATION_NAMES[at]))
    throw new AppError("conflict", "It was migrated by a newer version of this program: update this one first.");
}

/**
 * Replaces all tables of the database by the contents, reads them back, compares every table's count and hash, and brings
 * them to the newest migration: within the transaction given, so that either all of it happens or nothing. Throws
 * `conflict` for contents of another shape, `upstream_failed` when what was read back differs.
 */
export async function fillDatabase(tx: Db, contents: Contents, options: FillOptions): Promise<TableSum[]> {
  refuseUnknownMigrations(contents);
  const sql = sqlOn(tx);
  const own = contents.tables.filter(({ name }) => !options.kept.some(({ shape }) => shape.name === name));
  await dropTables(sql);
  await migrateWithin(tx, contents.migrations.at(-1));
  refuseOtherShapes(own, await readShapes(sql));
  await emptyTables(sql, own);
  for (const { clear } of options.kept) await sql.query(clear);
  const keys = await dropForeignKeys(sql);
  const written = await writeTables(sql, contents, options);
  for (const { table, name, definition } of keys)
    await sql.query(`alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`);
  for (const { name, last, isCalled } of contents.sequences)
    await sql.query("select setval($1::text::regclass, $2::bigint, $3::boolean)", [quoted(name), last, isCalled]);
  // Rows that nobody has counted yet mislead whoever plans the reading.
  if (own.length > 0) await sql.query(`analyze ${own.map(({ name }) => quoted(name)).join(", ")}`);
  await compare(tx, written, options);
  await migrateWithin(tx);
  await options.adapt(tx);
  return written;
}

async function dropTables(sql: Sql): Promise<void> {
  const rows = await sql.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname = current_schema()`,
  );
  if (rows.length > 0) await sql.query(`drop table ${rows.map(({ name }) => quoted(name)).join(", ")} cascade`);
}

/** Migrations write rows too, which stand among the contents. */
async function emptyTables(sql: Sql, tables: readonly TableShape[]): Promise<void> {
  if (tables.length > 0) await sql.query(`truncate ${tables.map(({ name }) => quoted(name)).join(", ")}`);
}

function refuseOtherShapes(given: readonly TableShape[], here: readonly TableShape[]): void {
  if (JSON.stringify(given.map(shapeText).sort()) !== JSON.stringify(here.map(shapeText).sort()))
    throw new AppError("conflict", "Its tables are not those that this program makes: another build made them.");
}

function shapeText({ name, columns }: TableShape): string {
  return `${name} (${columns.map((column) => `${column.name} ${column.type}`).join(", ")})`;
}

/** Rows refer to each other in circles; the references are proven once all rows are there. */
async function dropForeignKeys(sql: Sql): Promise<{ table: string; name: string; definition: string }[]> {
  const keys = await sql.query<{ table: string; name: string; definition: string }>(
    `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and n.nspname = current_schema() order by c.relname, k.conname`,
  );
  for (const { table, name } of keys) await sql.query(`alter table ${quoted(table)} drop constraint ${quoted(name)}`);
  return keys;
}

async function writeTables(sql: Sql, contents: Contents, { kept, onProgress }: FillOptions): Promise<TableSum[]> {
  const sums: TableSum[] = [];
  for (const shape of contents.tables) {
    const insert = kept.find((rows) => rows.shape.name === shape.name)?.insert ?? insertQuery(shape);
    const sum = new LineSum();
    for await (const lines of contents.pages(shape)) {
      await insertLines(sql, insert, lines);
      sum.add(lines);
    }
    const table = sum.end(shape.name);
    onProgress("written", table);
    sums.push(table);
  }
  return sums;
}

/** What is kept for other schemas may come back in another form, and is counted only. */
async function compare(tx: Db, written: readonly TableSum[], { kept, onProgress }: FillOptions): Promise<void> {
  const contents = await readContents(tx, kept);
  for (const expected of written) {
    const shape = contents.tables.find(({ name }) => name === expected.name);
    const sum = new LineSum();
    if (shape) for await (const lines of contents.pages(shape)) sum.add(lines);
    const found = sum.end(expected.name);
    const isKept = kept.some((rows) => rows.shape.name === expected.name);
    if (found.rows !== expected.rows || (found.sha256 !== expected.sha256 && !isKept))
      throw new AppError("upstream_failed", `The table ${expected.name} did not arrive as it was; nothing was kept.`);
    onProgress("compared", found);
  }
}
