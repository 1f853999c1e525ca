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
import type { CountedRows, ImportCounts, ImportRow, ToldRow } from "./import.ts";

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
