import { sql as raw } from "kysely";
import type { Db } from "../database.ts";
import { readPages } from "./rows.ts";
import {
  isTableThere,
  type KeptRows,
  readMigrations,
  readSequences,
  readShapes,
  type SequenceState,
  type Sql,
  sqlOn,
  type TableShape,
} from "./tables.ts";

/** What a database holds, whether read from it or from a backup of it. */
export interface Contents {
  /** The migrations that made its tables, in their order. */
  migrations: readonly string[];
  /** Which secret key and directory it belongs to; null when none was tied to it yet. */
  installation: { secretKeyFingerprint: string; dataDirId: string } | null;
  tables: readonly TableShape[];
  sequences: readonly SequenceState[];
  /** The lines of one table, in pages. From a backup the tables must be read in their order, each to its end. */
  pages(shape: TableShape): AsyncIterable<string[]>;
}

/** The settings by which every database writes the same value as the same text. */
const FORMATS = {
  timezone: "UTC",
  datestyle: "ISO, YMD",
  intervalstyle: "postgres",
  bytea_output: "hex",
  extra_float_digits: "1",
};

/**
 * Lets `use` read what the database holds as of one moment. On PostgreSQL nobody else notices; the embedded database is held
 * meanwhile, so that a server reads a copy instead.
 */
export async function withContents<Result>(
  db: Db,
  kept: readonly KeptRows[],
  use: (contents: Contents) => Promise<Result>,
): Promise<Result> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => use(await readContents(tx, kept)));
}

/** What the database holds, within the transaction given. */
export async function readContents(tx: Db, kept: readonly KeptRows[]): Promise<Contents> {
  const sql = sqlOn(tx);
  for (const [name, value] of Object.entries(FORMATS))
    await raw`select set_config(${name}, ${value}, true)`.execute(tx);
  const present: KeptRows[] = [];
  for (const rows of kept) if (await isTableThere(sql, rows.shape.name)) present.push(rows);
  const shapes = await readShapes(sql);
  return {
    migrations: await readMigrations(sql),
    installation: shapes.some(({ name }) => name === "installation") ? await readInstallation(sql) : null,
    tables: [...shapes, ...present.map(({ shape }) => shape)],
    sequences: await readSequences(sql),
    pages: (shape) =>
      readPages(
        sql,
        shape,
        present.find((rows) => rows.shape.name === shape.name),
      ),
  };
}

async function readInstallation(sql: Sql): Promise<Contents["installation"]> {
  const [row] = await sql.query<NonNullable<Contents["installation"]>>(
    `select secret_key_fingerprint as "secretKeyFingerprint", data_dir_id::text as "dataDirId" from installation`,
  );
  return row ?? null;
}
