import { z } from "zod";

/** First words of a backup's first line. */
export const FORMAT = "razbor-backup";
/** Raised when a program that knows the version before could no longer read it. */
export const FORMAT_VERSION = 1;

/**
 * A backup is a gzip stream of lines of UTF-8: this header; for each table of it a line that names it, its rows, and its
 * end; at last the trailer.
 */
export const DumpHeader = z.object({
  format: z.literal(FORMAT),
  version: z.number().int().positive(),
  made_at: z.iso.datetime(),
  migrations: z.array(z.string()),
  installation: z.object({ secret_key_fingerprint: z.string(), data_dir_id: z.uuid() }).nullable(),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      key: z.array(z.string()),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), last: z.string().regex(/^-?\d+$/), is_called: z.boolean() })),
});
/** The first line of a backup. */
export type DumpHeader = z.infer<typeof DumpHeader>;

/** Stands before the rows of a table. */
export const TableStart = z.object({ table: z.string() });
/** Stands behind the rows of a table: how many there are, and the SHA-256 of their lines. */
export const TableEnd = z.object({ rows: z.number().int().nonnegative(), sha256: z.string() });
/** The last line: the SHA-256 of all bytes before it. */
export const Trailer = z.object({ end: z.literal(true), sha256: z.string() });
