import { sql } from "kysely";
import type { Db } from "../../db/database.ts";
import type { WriteBack, WriteBackAttempt, WriteBackCursor, WriteBackStatus } from "./write-back.ts";

/** Which write-backs; null: any. */
export interface WriteBackFilter {
  endpointId: string | null;
  callId: string | null;
  status: WriteBackStatus | null;
}

/** Write-backs newest first, `limit` of them after the cursor, each with its last attempt. */
export async function listWriteBacks(
  db: Db,
  { endpointId, callId, status }: WriteBackFilter,
  { limit, after }: { limit: number; after: WriteBackCursor | null },
): Promise<WriteBack[]> {
  let query = selectWriteBacks(db)
    .orderBy("write_backs.changed_at", "desc")
    .orderBy("write_backs.id", "desc")
    .limit(limit);
  if (endpointId !== null) query = query.where("write_backs.endpoint_id", "=", endpointId);
  if (callId !== null) query = query.where("write_backs.call_id", "=", callId);
  if (status !== null) query = query.where("write_backs.status", "=", status);
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("write_backs.changed_at", "write_backs.id"), "<", eb.tuple(after.changedAt, after.id)),
    );
  return (await query.execute()).map(toWriteBack);
}

/** One write-back; null when there is none. */
export async function findWriteBack(db: Db, id: string): Promise<WriteBack | null> {
  const row = await selectWriteBacks(db).where("write_backs.id", "=", id).executeTakeFirst();
  return row ? toWriteBack(row) : null;
}

/** The attempts of some write-backs by the id of each, newest first, at most `limit` of each. */
export async function listAttempts(db: Db, ids: string[], limit: number): Promise<Map<string, WriteBackAttempt[]>> {
  const found = new Map<string, WriteBackAttempt[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  const { rows } = await sql<AttemptRow & { write_back_id: string }>`
    select latest.* from unnest(${ids}::uuid[]) as wanted (id) cross join lateral (
      select * from write_back_attempts where write_back_id = wanted.id order by started_at desc, id desc limit ${limit}
    ) as latest
  `.execute(db);
  for (const row of rows) found.get(row.write_back_id)?.push(toAttempt(row));
  return found;
}

/**
 * Sends a write-back again, from the start of its schedule and under the same message id; tells whether it could: one
 * that was withdrawn, or whose endpoint was removed, cannot.
 */
export async function replayWriteBack(db: Db, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await replaying(db, now)
    .where("id", "=", id)
    .where("status", "<>", "withdrawn")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("endpoints")
          .select("endpoints.id")
          .whereRef("endpoints.id", "=", "write_backs.endpoint_id")
          .where("removed_at", "is", null),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Sends every exhausted write-back of an endpoint again; gives their count. */
export async function replayExhausted(db: Db, endpointId: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await replaying(db, now)
    .where("endpoint_id", "=", endpointId)
    .where("status", "=", sql.lit("exhausted" as const))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** How many write-backs wait and how many are exhausted. */
export async function countUnfinished(db: Db): Promise<{ pending: number; exhausted: number }> {
  const { rows } = await sql<{ pending: number; exhausted: number }>`
    select (select count(*) from write_backs where status = 'pending') as pending,
      (select count(*) from write_backs where status = 'exhausted') as exhausted
  `.execute(db);
  return { pending: Number(rows[0]?.pending ?? 0), exhausted: Number(rows[0]?.exhausted ?? 0) };
}

function replaying(db: Db, now: Date) {
  return db.updateTable("write_backs").set({ status: "pending", attempts: 0, next_attempt_at: now });
}

function selectWriteBacks(db: Db) {
  return db
    .selectFrom("write_backs")
    .innerJoin("endpoints", "endpoints.id", "write_backs.endpoint_id")
    .innerJoin("calls", "calls.id", "write_backs.call_id")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("write_back_attempts")
          .selectAll()
          .whereRef("write_back_attempts.write_back_id", "=", "write_backs.id")
          .orderBy("started_at", "desc")
          .orderBy("write_back_attempts.id", "desc")
          .limit(1)
          .as("latest"),
      (join) => join.onTrue(),
    )
    .selectAll("write_backs")
    .select(["endpoints.name", "endpoints.disabled_at", "endpoints.removed_at", "endpoints.paused_until"])
    .select(["calls.external_id"])
    .select(({ fn }) => fn.toJson<"latest">("latest").as("latest"));
}

type WriteBackRow = Awaited<ReturnType<ReturnType<typeof selectWriteBacks>["execute"]>>[number];

interface AttemptRow {
  id: string;
  message_id: string;
  version: number;
  started_at: Date | string;
  duration_ms: number | null;
  http_status: number | null;
  fault: string | null;
  answer: string | null;
}

function toWriteBack(row: WriteBackRow): WriteBack {
  const latest = row.latest as AttemptRow | null;
  return {
    id: row.id,
    endpoint: {
      id: row.endpoint_id,
      name: row.name,
      isOff: row.disabled_at !== null,
      isRemoved: row.removed_at !== null,
      restsUntil: row.paused_until,
    },
    call: { id: row.call_id, externalId: row.external_id },
    scorecard: row.scorecard_key,
    evaluationId: row.evaluation_id,
    version: row.version,
    deliveredVersion: row.delivered_version,
    messageId: row.message_id,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    lastAttempt: latest?.id ? toAttempt(latest) : null,
  };
}

function toAttempt(row: AttemptRow): WriteBackAttempt {
  return {
    id: row.id,
    version: row.version,
    messageId: row.message_id,
    startedAt: new Date(row.started_at),
    durationMs: row.duration_ms,
    httpStatus: row.http_status,
    fault: row.fault,
    answer: row.answer,
  };
}
