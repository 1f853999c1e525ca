import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import { showsSign } from "../db/process-sign.ts";
import type { Call, CallHandling } from "./call.ts";

/** Where a page of a list ends: the next one begins after it. `createdAt` is the time the list is ordered by. */
export interface CallCursor {
  createdAt: Date;
  id: string;
}

/** A call with the score of its primary scorecard in percent; null unless `scored`. */
export interface ListedCall extends Call {
  totalScore: number | null;
  primaryScorecard: string;
  /** What people call the manager and the source; null where nobody said. */
  managerName: string | null;
  sourceName: string | null;
}

/** One call by our id; null when there is none or it was erased. */
export async function findCall(db: Db, id: string): Promise<ListedCall | null> {
  const row = await selectCalls(db).where("calls.id", "=", id).executeTakeFirst();
  return row ? toCall(row) : null;
}

/** Which calls, newest first after the cursor; null narrows to nothing. */
export interface CallsQuery {
  limit: number;
  after: CallCursor | null;
  /** The id the sender gave. */
  externalId: string | null;
  /** Our id of the list that brought them; absent as null. */
  importId?: string | null;
  /** Newest by when they were accepted (absent), or by when they were held, as far as that is told and not yet to come. */
  by?: "accepted" | "held";
}

/** The time of a call that a list is ordered by. */
export function placeOf({ startedAt, createdAt }: ListedCall, by: CallsQuery["by"]): Date {
  return by === "held" && startedAt !== null && startedAt < createdAt ? startedAt : createdAt;
}

/** Calls newest first, `limit` of them. */
export async function listCalls(
  db: Db,
  { limit, after, externalId, importId = null, by }: CallsQuery,
): Promise<ListedCall[]> {
  const at = by === "held" ? sql<Date>`least(calls.started_at, calls.created_at)` : sql.ref<Date>("calls.created_at");
  let query = selectCalls(db).orderBy(at, "desc").orderBy("calls.id", "desc").limit(limit);
  if (externalId !== null)
    query = query
      .where("calls.external_id_hash", "=", externalIdHash(externalId))
      .where("calls.external_id", "=", externalId);
  if (importId !== null) query = query.where(sql`calls.metadata ->> 'import_id'`, "=", importId);
  if (after) query = query.where(sql<boolean>`(${at}, calls.id) < (${after.createdAt}, ${after.id})`);
  return (await query.execute()).map(toCall);
}

/** Marks a call that got no evaluation as failed; one that already has a current evaluation keeps its status. */
export async function failCall(db: Db, id: string, reason: string): Promise<void> {
  await db
    .updateTable("calls")
    .set((eb) => ({
      process_id: null,
      status: eb
        .case()
        .when("status", "=", "received")
        .then("failed" as const)
        .else(eb.ref("status"))
        .end(),
      status_reason: eb.case().when("status", "=", "received").then(reason).else(eb.ref("status_reason")).end(),
    }))
    .where("id", "=", id)
    .execute();
}

/**
 * Marks text calls as `failed: interrupted` whose process died; gives their count. Dead is every process but this one
 * that shows no sign, so on an embedded database, which lets one process in, all others.
 */
export async function failInterruptedCalls(db: Db, processId: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("calls")
    .set({ status: "failed", status_reason: "interrupted", process_id: null })
    .where("status", "=", "received")
    .where("origin", "=", "text")
    .where("process_id", "is not", null)
    .where("process_id", "!=", processId)
    .where(({ not }) => not(showsSign("process_id")))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Lower-case hex SHA-256 that stands for a sender's id, indexed, and outlives it. */
export function externalIdHash(externalId: string): string {
  return createHash("sha256").update(externalId).digest("hex");
}

function selectCalls(db: Db) {
  return db
    .selectFrom("calls")
    .innerJoin("sources", "sources.key", "calls.source")
    .leftJoin("managers", "managers.id", "calls.manager_id")
    .selectAll("calls")
    .select(["sources.name as source_name", "managers.external_id as manager", "managers.name as manager_name"])
    .where("calls.erased_at", "is", null);
}

type CallRow = Awaited<ReturnType<ReturnType<typeof selectCalls>["execute"]>>[number];

function toCall(row: CallRow): ListedCall {
  return {
    id: row.id,
    externalId: row.external_id,
    source: row.source,
    managerId: row.manager,
    origin: row.origin,
    status: row.status,
    statusReason: row.status_reason,
    direction: row.direction,
    startedAt: row.started_at,
    createdAt: row.created_at,
    tags: row.tags,
    metadata: row.metadata as Record<string, unknown>,
    handling: row.handling as CallHandling,
    totalScore: row.total_score,
    primaryScorecard: row.primary_scorecard,
    managerName: row.manager_name,
    sourceName: row.source_name,
  };
}
