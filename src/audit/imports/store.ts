import { sql } from "kysely";
import { STATUSES_AT_WORK } from "../../calls/call.ts";
import {
  REASON_AWAITING_DETAILS,
  REASON_AWAITING_RECORDING,
  REASON_CANCELLED,
  REASON_NO_RECORDING,
} from "../../calls/progress.ts";
import { externalIdHash } from "../../calls/store.ts";
import type { Db } from "../../db/database.ts";
import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import type {
  CountedRows,
  ImportCounts,
  ImportEstimate,
  ImportHead,
  ImportRow,
  ImportStatus,
  ReadList,
  RowFault,
  ToldRow,
} from "./import.ts";

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

/** Where the rows of these lists stand, and how many were skipped or not taken for which reason, by the lists' ids. */
export async function countRows(db: Db, ids: readonly string[]): Promise<Map<string, CountedRows>> {
  const counted = new Map(ids.map((id) => [id, nothingCounted()]));
  if (ids.length === 0) return counted;
  const rows = await db
    .selectFrom("import_rows")
    .leftJoin("calls", "calls.id", "import_rows.call_id")
    .select(["import_id", "state", "fault", "calls.status", "calls.status_reason as reason"])
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("import_id", "in", ids)
    .groupBy(["import_id", "state", "fault", "calls.status", "calls.status_reason"])
    .execute();
  for (const { import_id, state, fault, status, reason, count } of rows) {
    const { counts, skippedBy, refusedBy } = counted.get(import_id) ?? nothingCounted();
    const place =
      state === "accepted" || state === "settled" ? placeOf(status) : (state satisfies "waiting" | "known" | "refused");
    counts[place] += Number(count);
    if (place === "skipped" && reason !== null) skippedBy[reason] = (skippedBy[reason] ?? 0) + Number(count);
    if (fault !== null) refusedBy[fault] = (refusedBy[fault] ?? 0) + Number(count);
  }
  return counted;
}

function nothingCounted(): CountedRows {
  const counts: ImportCounts = { waiting: 0, working: 0, done: 0, failed: 0, skipped: 0, known: 0, refused: 0 };
  return { counts, skippedBy: {}, refusedBy: {} };
}

/** A call that was removed is done with. */
function placeOf(status: string | null): "working" | "done" | "failed" | "skipped" {
  if (status === "failed" || status === "skipped") return status;
  return status !== null && (STATUSES_AT_WORK as readonly string[]).includes(status) ? "working" : "done";
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

/** Of a row that has ended nothing is kept that it told: an address may open the recording. */
const FORGOTTEN = { told: "{}" };

/** Rows whose calls are not at work any more are settled; gives how many of the others are. */
export async function settleRows(db: Db, id: string): Promise<number> {
  await db
    .updateTable("import_rows")
    .set({ state: "settled", ...FORGOTTEN })
    .where("import_id", "=", id)
    .where("state", "=", "accepted")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("calls")
            .select("calls.id")
            .whereRef("calls.id", "=", "import_rows.call_id")
            .where("calls.status", "in", STATUSES_AT_WORK),
        ),
      ),
    )
    .execute();
  const { count } = await db
    .selectFrom("import_rows")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("import_id", "=", id)
    .where("state", "=", "accepted")
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A row nobody works on yet; `callId` is that of a call that was begun and withdrawn. */
export interface WaitingRow extends ImportRow {
  callId: string | null;
}

/** The next rows that nobody works on, in their order. */
export async function listWaitingRows(db: Db, id: string, limit: number): Promise<WaitingRow[]> {
  const rows = await db
    .selectFrom("import_rows")
    .select(["row_number", "told", "call_id"])
    .where("import_id", "=", id)
    .where("state", "=", "waiting")
    .orderBy("row_number")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ number: row.row_number, told: row.told as ToldRow, callId: row.call_id }));
}

/** What became of a row. `settled`: its call is not worked on. */
export type RowOutcome =
  | { state: "accepted" | "known" | "settled"; callId: string }
  | { state: "refused"; fault: string };

/** Writes what became of a row; one that is not at work is forgotten but for its call. */
export async function moveRow(db: Db, id: string, number: number, outcome: RowOutcome): Promise<void> {
  const { state } = outcome;
  await db
    .updateTable("import_rows")
    .set({ state, ...(outcome.state === "refused" ? { fault: outcome.fault } : { call_id: outcome.callId }) })
    .$if(state !== "accepted", (query) => query.set(FORGOTTEN))
    .where("import_id", "=", id)
    .where("row_number", "=", number)
    .execute();
}

/** A call that is here. */
export interface NamedCall {
  callId: string;
  /** The list that brought it; null: something else did. */
  importId: string | null;
  isCancelled: boolean;
  /** Whether a recording is still wanted, or what else a list may tell. */
  isAwaiting: boolean;
}

/** A call that the sender's id names; null when there is none. */
export async function findNamedCall(db: Db, source: string, externalId: string): Promise<NamedCall | null> {
  const row = await db
    .selectFrom("calls")
    .select(["id", "status", "status_reason"])
    .select(sql<string | null>`metadata->>'import_id'`.as("import_id"))
    .where("source", "=", source)
    .where("external_id_hash", "=", externalIdHash(externalId))
    .executeTakeFirst();
  if (!row) return null;
  const isCancelled = row.status === "failed" && row.status_reason === REASON_CANCELLED;
  const isAwaiting = AWAITING.has(row.status_reason ?? "");
  return { callId: row.id, importId: row.import_id, isCancelled, isAwaiting };
}

const AWAITING: ReadonlySet<string> = new Set([
  REASON_AWAITING_RECORDING,
  REASON_AWAITING_DETAILS,
  REASON_NO_RECORDING,
]);

/** Names a manager whose name nobody told before. */
export async function nameManager(db: Db, source: string, managerId: string, name: string): Promise<void> {
  await db
    .updateTable("managers")
    .set({ name })
    .where("source", "=", source)
    .where("external_id", "=", managerId)
    .where("name", "is", null)
    .execute();
}

/** Calls of a list whose recording nobody has fetched yet. */
export async function listUntouchedCalls(db: Db, id: string): Promise<{ row: number; callId: string }[]> {
  const rows = await db
    .selectFrom("import_rows")
    .innerJoin("calls", "calls.id", "import_rows.call_id")
    .select(["row_number", "calls.id"])
    .where("import_id", "=", id)
    .where("state", "=", "accepted")
    .where("calls.status", "=", "received")
    .execute();
  return rows.map((row) => ({ row: row.row_number, callId: row.id }));
}

/**
 * Whether a webhook told of the call too, whose work is then not the list's to withdraw. No further one is taken until the
 * transaction ends.
 */
export async function isToldByWebhook(db: Db, callId: string): Promise<boolean> {
  await db.selectFrom("calls").select("id").where("id", "=", callId).forUpdate().execute();
  const told = await db.selectFrom("deliveries").select("id").where("call_id", "=", callId).limit(1).execute();
  return told.length > 0;
}

/** A row waits again; the call it had begun stays known, and whoever tells of its recording next brings it anew. */
export async function withdrawRow(db: Db, id: string, { row, callId }: { row: number; callId: string }): Promise<void> {
  await db.updateTable("calls").set({ told_recordings: "{}" }).where("id", "=", callId).execute();
  await db
    .updateTable("import_rows")
    .set({ state: "waiting" })
    .where("import_id", "=", id)
    .where("row_number", "=", row)
    .where("state", "=", "accepted")
    .execute();
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
