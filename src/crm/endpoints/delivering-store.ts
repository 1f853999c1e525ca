import { sql } from "kysely";
import type { Db } from "../../db/database.ts";
import type { Claim } from "./claim-store.ts";
import type { EndpointHealth } from "./write-back-schedule.ts";

/** A write-back that is due: its version in hand and what that tells. */
export interface DueWriteBack {
  id: string;
  callId: string;
  /** Null when it was erased. */
  evaluationId: string | null;
  version: number;
  messageId: string;
  remoteId: string | null;
  /** Failed attempts of this version. */
  attempts: number;
}

/** What is due for an endpoint at `now`, oldest first, but what is in flight already. */
export async function listDue(
  db: Db,
  endpointId: string,
  { now, limit, except }: { now: Date; limit: number; except: string[] },
): Promise<DueWriteBack[]> {
  const rows = await db
    .selectFrom("write_backs")
    .select(["id", "call_id", "evaluation_id", "version", "message_id", "remote_id", "attempts"])
    .where("endpoint_id", "=", endpointId)
    .where("status", "=", sql.lit("pending" as const))
    .where("next_attempt_at", "<=", now)
    .where("id", "<>", sql<string>`all (${except}::uuid[])`)
    .orderBy("next_attempt_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    callId: row.call_id,
    evaluationId: row.evaluation_id,
    version: row.version,
    messageId: row.message_id,
    remoteId: row.remote_id,
    attempts: row.attempts,
  }));
}

/** Gives up what has nothing to tell any more, unless it was raised meanwhile. */
export async function withdraw(db: Db, { id, version }: Pick<DueWriteBack, "id" | "version">): Promise<void> {
  await db
    .updateTable("write_backs")
    .set({ status: "withdrawn", next_attempt_at: null })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("status", "=", "pending")
    .execute();
}

/**
 * Writes down that a request is about to be sent, and gives the endpoint's sealed credentials. Null, and nothing is
 * written, when the run holds the endpoint no more, it was turned off, or the write-back has another version by now.
 */
export async function beginAttempt(
  db: Db,
  claim: Claim,
  attempt: { id: string; startedAt: Date; writeBack: DueWriteBack },
): Promise<{ kind: string; sealed: Buffer } | null> {
  const { id, startedAt, writeBack } = attempt;
  const { rows } = await sql<{ kind: string; sealed: Buffer }>`
    with held as (
      select id, kind, credentials_sealed from endpoints
      where id = ${claim.endpointId} and claimed_by = ${claim.runId} and disabled_at is null and removed_at is null
    ), begun as (
      insert into write_back_attempts (id, write_back_id, message_id, version, started_at)
      select ${id}, write_backs.id, message_id, version, ${startedAt}
      from write_backs join held on held.id = write_backs.endpoint_id
      where write_backs.id = ${writeBack.id} and version = ${writeBack.version} and status = 'pending'
      returning id
    )
    select held.kind, held.credentials_sealed as sealed from held, begun
  `.execute(db);
  return rows[0] ?? null;
}

/** How a request ended; `fault` null when it was taken. */
export interface AttemptEnd {
  id: string;
  durationMs: number;
  httpStatus: number | null;
  fault: string | null;
  answer: string | null;
}

/** Writes down how a request ended: true whoever holds the endpoint by now. */
export async function endAttempt(db: Db, end: AttemptEnd): Promise<void> {
  await db
    .updateTable("write_back_attempts")
    .set({ duration_ms: end.durationMs, http_status: end.httpStatus, fault: end.fault, answer: end.answer })
    .where("id", "=", end.id)
    .execute();
}

/** The health of an endpoint that a run holds, locked until the transaction ends; null when it holds it no more. */
export async function lockHealth(db: Db, { endpointId, runId }: Claim): Promise<EndpointHealth | null> {
  const row = await db
    .selectFrom("endpoints")
    .select(["failures", "outages", "failing_since", "paused_until"])
    .where("id", "=", endpointId)
    .where("claimed_by", "=", runId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const { failures, outages, failing_since, paused_until } = row;
  return { failures, outages, failingSince: failing_since, pausedUntil: paused_until };
}

/** Writes down how an endpoint does; `off` turns it off, once. */
export async function writeHealth(
  db: Db,
  endpointId: string,
  { health, off }: { health: EndpointHealth; off: "gone" | "failing" | null },
): Promise<void> {
  const { failures, outages, failingSince, pausedUntil } = health;
  await db
    .updateTable("endpoints")
    .set({ failures, outages, failing_since: failingSince, paused_until: pausedUntil })
    .where("id", "=", endpointId)
    .execute();
  if (off === null) return;
  await db
    .updateTable("endpoints")
    .set({ disabled_at: sql<Date>`now()`, disabled_reason: off })
    .where("id", "=", endpointId)
    .where("disabled_at", "is", null)
    .execute();
}

/** The endpoint holds this version: nothing is left to do unless a newer one came meanwhile. */
export async function writeTaken(db: Db, sent: DueWriteBack, remoteId: string | null): Promise<void> {
  await sql`
    update write_backs set
      delivered_version = greatest(delivered_version, ${sent.version}),
      remote_id = coalesce(${remoteId}::text, remote_id),
      status = case when version = ${sent.version} then 'delivered' else status end,
      next_attempt_at = case when version = ${sent.version} then null else next_attempt_at end
    where id = ${sent.id} and status <> 'withdrawn'
  `.execute(db);
}

/** It does not: this version is sent again at `nextAttemptAt`, or never by itself when that is null. */
export async function writeFailed(db: Db, sent: DueWriteBack, nextAttemptAt: Date | null): Promise<void> {
  await db
    .updateTable("write_backs")
    .set((eb) => ({
      attempts: eb("attempts", "+", 1),
      status: nextAttemptAt === null ? ("exhausted" as const) : ("pending" as const),
      next_attempt_at: nextAttemptAt,
    }))
    .where("id", "=", sent.id)
    .where("version", "=", sent.version)
    .where("status", "=", "pending")
    .execute();
}
