import { CompiledQuery } from "kysely";
import type { Db } from "../database.ts";

/**
 * Rows that another schema keeps for us, such as the job queue's: which of them are worth keeping and how they come back.
 * Its tables themselves are made by whoever owns them.
 */
export interface KeptRows {
  /** Its name has that of the schema before it; columns and key are those that are kept. */
  shape: TableShape;
  /** SQL that gives the kept rows with those columns. */
  select: string;
  /** SQL that writes rows back: `$1` is a JSON array of rows, each an array of the columns' texts. */
  insert: string;
  /** SQL that removes all rows. */
  clear: string;
}

/** A table as the database describes it. */
export interface TableShape {
  /** Its name; before it that of its schema and a dot where that is not the one we work in. */
  name: string;
  /** In their order, without generated ones; types as PostgreSQL writes them. */
  columns: readonly { name: string; type: string }[];
  /** Columns of the primary key; none in a table that has no such key. */
  key: readonly string[];
}

/** Where a sequence stands. */
export interface SequenceState {
  name: string;
  /** Decimal digits. */
  last: string;
  isCalled: boolean;
}

/** One statement at a time; where is the caller's choice. */
export interface Sql {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Migrations are run, not copied. */
const OWN_MACHINERY = ["kysely_migration", "kysely_migration_lock"];

/** Statements on a Kysely: a transaction's own, or any connection of the pool, which others have between two of them. */
export function sqlOn(db: Db): Sql {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await db.executeQuery(CompiledQuery.raw(text, [...values]))).rows as Row[],
  };
}

/** A name as SQL takes it. */
export function quoted(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
}

/** Every table in the schema we work in, by name, but for those that migrations keep for themselves. */
export async function readShapes(sql: Sql): Promise<TableShape[]> {
  const shapes = await sql.query<TableShape>(
    `select c.relname as name,
       (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by attnum)
        from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
       coalesce((select json_agg(a.attname order by k.place) from pg_index i
         cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
         where i.indrelid = c.oid and i.indisprimary), '[]') as key
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = current_schema()
     order by c.relname collate "C"`,
  );
  return shapes.filter(({ name }) => !OWN_MACHINERY.includes(name));
}

/** Whether a table is there, as the shape of what is kept names it. */
export async function isTableThere(sql: Sql, name: string): Promise<boolean> {
  const [there] = await sql.query<{ is: boolean }>("select to_regclass($1::text) is not null as is", [quoted(name)]);
  return there?.is ?? false;
}

/** Every sequence in the schema we work in. */
export async function readSequences(sql: Sql): Promise<SequenceState[]> {
  const names = await sql.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and n.nspname = current_schema() order by c.relname collate "C"`,
  );
  const states: SequenceState[] = [];
  for (const { name } of names)
    states.push(
      ...(await sql.query<SequenceState>(
        `select $1::text as name, last_value::text as last, is_called as "isCalled" from ${quoted(name)}`,
        [name],
      )),
    );
  return states;
}

/** The migrations that ran, in their order; none in a database that was never migrated. */
export async function readMigrations(sql: Sql): Promise<string[]> {
  if (!(await isTableThere(sql, "kysely_migration"))) return [];
  const rows = await sql.query<{ name: string }>('select name from kysely_migration order by name collate "C"');
  return rows.map(({ name }) => name);
}
