import { sql } from "kysely";
import { externalIdHash } from "../../calls/store.ts";
import type { Db } from "../../db/database.ts";
import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import type { ImportEstimate, ImportHead, ImportStatus, ReadList, RowFault } from "./import.ts";

/** A list to be kept; nothing of it begins. */
export interface NewImport extends ReadList {
  id: string;
  source: string;
  fileName: string | null;
  reportLanguage: ReportLanguage | null;
  estimate: ImportEstimate;
}

/** Rows written by one statement. */
const ROWS_AT_ONCE = 1_000;

/** Keeps a checked list with its rows, in one transaction. */
export async function addImport(db: Db, list: NewImport): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto("imports")
      .values({
        ...{ id: list.id, source: list.source, file_name: list.fileName, report_language: list.reportLanguage },
        ...{ row_count: list.rows.length, repeated_count: list.repeated, faulty_count: list.faulty },
        faults: JSON.stringify(list.faults),
        estimate: JSON.stringify(list.estimate),
      })
      .execute();
    for (let at = 0; at < list.rows.length; at += ROWS_AT_ONCE)
      await tx
        .insertInto("import_rows")
        .values(
          list.rows
            .slice(at, at + ROWS_AT_ONCE)
            .map(({ number, told }) => ({ import_id: list.id, row_number: number, told: JSON.stringify(told) })),
        )
        .execute();
  });
}

/** How many of these ids name calls of the source that are here; hundreds at a time. */
export async function countKnownCalls(db: Db, source: string, externalIds: readonly string[]): Promise<number> {
  let known = 0;
  for (let at = 0; at < externalIds.length; at += ROWS_AT_ONCE) {
    const hashes = externalIds.slice(at, at + ROWS_AT_ONCE).map(externalIdHash);
    const { count } = await db
      .selectFrom("calls")
      .select(({ fn }) => fn.countAll<string>().as("count"))
      .where("source", "=", source)
      .where("external_id_hash", "in", hashes)
      .executeTakeFirstOrThrow();
    known += Number(count);
  }
  return known;
}

/** Length of the recordings that came last, in milliseconds, and how many they are; null without any. */
export async function averageDuration(db: Db): Promise<{ durationMs: number; recordings: number } | null> {
  const recent = db
    .selectFrom("recordings")
    .select("duration_ms")
    .where("duration_ms", "is not", null)
    .orderBy("id", "desc")
    .limit(500)
    .as("recent");
  const row = await db
    .selectFrom(recent)
    .select(({ fn }) => [fn.avg<string | null>("duration_ms").as("average"), fn.countAll<string>().as("count")])
    .executeTakeFirst();
  return row?.average ? { durationMs: Math.round(Number(row.average)), recordings: Number(row.count) } : null;
}

/** One list; null when there is none. */
export async function findImport(db: Db, id: string): Promise<ImportHead | null> {
  const row = await db.selectFrom("imports").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? headOf(row) : null;
}

/** Where a list stands, which nobody changes until the transaction ends; null when there is none. */
export async function lockImport(db: Db, id: string): Promise<ImportStatus | null> {
  const row = await db.selectFrom("imports").select("status").where("id", "=", id).forUpdate().executeTakeFirst();
  return row?.status ?? null;
}

/** Lists that are running. */
export async function listRunning(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("imports").select("id").where("status", "=", "running").execute();
  return rows.map(({ id }) => id);
}

/** Lists, newest first. */
export async function listImports(
  db: Db,
  { limit, after }: { limit: number; after: { createdAt: Date; id: string } | null },
): Promise<ImportHead[]> {
  let query = db.selectFrom("imports").selectAll().orderBy("created_at", "desc").orderBy("id", "desc").limit(limit);
  if (after) query = query.where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(after.createdAt, after.id)));
  return (await query.execute()).map(headOf);
}

/** What lists that an older version checked do not tell. */
const ESTIMATE_BEFORE_RULES: Pick<ImportEstimate, "skipped"> = { skipped: {} };

interface HeadRow {
  id: string;
  source: string;
  file_name: string | null;
  status: ImportStatus;
  report_language: ReportLanguage | null;
  row_count: number;
  repeated_count: number;
  faulty_count: number;
  faults: unknown;
  estimate: unknown;
  created_at: Date;
}

function headOf(row: HeadRow): ImportHead {
  return {
    ...{ id: row.id, source: row.source, fileName: row.file_name, status: row.status },
    ...{ reportLanguage: row.report_language, createdAt: row.created_at },
    ...{ rows: row.row_count, repeated: row.repeated_count, faulty: row.faulty_count },
    faults: row.faults as RowFault[],
    estimate: { ...ESTIMATE_BEFORE_RULES, ...(row.estimate as ImportEstimate) },
  };
}

/** Changes where a list stands if it stands at one of `from`; whether it did. */
export async function moveImport(
  db: Db,
  id: string,
  { from, to }: { from: readonly ImportStatus[]; to: ImportStatus },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("imports")
    .set({ status: to, changed_at: sql`now()` })
    .where("id", "=", id)
    .where("status", "in", from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Removes a list with its rows unless it runs; the calls that it brought stay. Whether there was one to remove. */
export async function removeImport(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("imports")
    .where("id", "=", id)
    .where("status", "<>", "running")
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Removes lists that were checked before that time and that nobody started; gives their count. */
export async function removeUnstarted(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("imports")
    .where("status", "=", "checked")
    .where("created_at", "<", before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
