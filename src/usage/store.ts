import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/database.ts";
import { showsSign } from "../db/process-sign.ts";
import { INTENT_LEASE_MS, type PaidAttempt, type PaidKey, type Settlement } from "./paid-request.ts";

/** A row to be written before a request is sent; `attempt` is one above the newest known one. */
export interface NewAttempt {
  /** UUIDv7. */
  id: string;
  attempt: number;
  model: string;
  processId: string;
}

/** Whether the attempt is ours to send, and what was there before it, oldest first. */
export interface ClaimedAttempt {
  mine: boolean;
  earlier: PaidAttempt[];
}

interface ClaimRow {
  mine: boolean;
  id: string | null;
  attempt: number;
  status: PaidAttempt["status"];
  reason: string | null;
  model: string;
  raw: string | null;
  input_tokens: number | null;
  cached_tokens: number | null;
  output_tokens: number | null;
  cost_usd: number | null;
  expired: boolean;
}

/**
 * Writes the intent when no attempt newer than the known ones exists, in one statement; the unique keys decide between
 * two callers at once. Not mine and nothing newer either: another caller's row is not visible yet, ask again.
 */
export async function claimAttempt(db: Db, key: PaidKey, made: NewAttempt): Promise<ClaimedAttempt> {
  const { rows } = await sql<ClaimRow>`
    with earlier as (
      select id, attempt, status, reason, model, raw, input_tokens, cached_tokens, output_tokens, cost_usd,
        case when status = 'intent' then ${isOver(made.processId)} else false end as expired
      from paid_requests
      where subject = ${key.subject} and stage = ${key.stage} and input_hash = ${key.inputHash} and vote = ${key.vote}
    ), made as (
      insert into paid_requests (id, subject, stage, input_hash, vote, attempt, model, process_id)
      select ${made.id}::uuid, ${key.subject}, ${key.stage}, ${key.inputHash}, ${key.vote}::smallint,
        ${made.attempt}::smallint, ${made.model}, ${made.processId}::uuid
      where (select coalesce(max(attempt), 0) from earlier) = ${made.attempt}::int - 1
      on conflict do nothing
      returning id
    )
    select exists (select from made) as mine, earlier.*
    from (select 1) as one left join earlier on true
    order by earlier.attempt
  `.execute(db);
  return { mine: rows[0]?.mine ?? false, earlier: rows.filter(({ id }) => id !== null).map(toAttempt) };
}

function toAttempt(row: ClaimRow): PaidAttempt {
  return {
    id: row.id ?? "",
    attempt: row.attempt,
    status: row.status,
    reason: row.reason,
    model: row.model,
    raw: row.raw,
    inputTokens: row.input_tokens,
    cachedTokens: row.cached_tokens,
    outputTokens: row.output_tokens,
    costUsd: row.cost_usd,
    expired: row.expired,
  };
}

/** How an attempt ended without a usable answer; `answer` is what came all the same, null when nothing did. */
export interface EndedAttempt {
  id: string;
  status: "unusable" | "free_failure" | "ambiguous";
  reason: string;
  answer: Omit<Settlement, "paidRequestId"> | null;
}

/** Writes down how an attempt ended; one that is already settled stays as it is. */
export async function endAttempt(db: Db, ended: EndedAttempt): Promise<void> {
  const { answer } = ended;
  await db
    .updateTable("paid_requests")
    .set({
      status: ended.status,
      reason: ended.reason,
      settled_at: sql<Date>`now()`,
      ...(answer && {
        raw: answer.raw,
        model: answer.model,
        input_tokens: answer.inputTokens,
        cached_tokens: answer.cachedTokens,
        output_tokens: answer.outputTokens,
        cost_usd: answer.costUsd,
      }),
    })
    .where("id", "=", ended.id)
    .where("status", "=", "intent")
    .execute();
}

/**
 * The statement that writes answers into their rows, for a `with` of whoever stores what was made of them, so that both
 * are one statement. Rows that are already settled stay as they are.
 */
export function settleStatement(settlements: readonly Settlement[]): RawBuilder<unknown> {
  const rows = settlements.map((settlement) => ({
    id: settlement.paidRequestId,
    raw: settlement.raw,
    model: settlement.model,
    input_tokens: settlement.inputTokens,
    cached_tokens: settlement.cachedTokens,
    output_tokens: settlement.outputTokens,
    cost_usd: settlement.costUsd,
  }));
  return sql`
    update paid_requests paid set status = 'answered', raw = answer.raw, model = answer.model,
      input_tokens = answer.input_tokens, cached_tokens = answer.cached_tokens,
      output_tokens = answer.output_tokens, cost_usd = answer.cost_usd, settled_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as answer
      (id uuid, raw text, model text, input_tokens int, cached_tokens int, output_tokens int, cost_usd numeric)
    where paid.id = answer.id and paid.status = 'intent'`;
}

/** Writes answers into their rows at once, because a further request follows or nothing is stored. */
export async function settlePaidRequests(db: Db, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length > 0) await settleStatement(settlements).execute(db);
}

/** An intent of whoever died: its outcome is unknown. */
export async function markExpired(db: Db, id: string): Promise<void> {
  await endAttempt(db, { id, status: "ambiguous", reason: "interrupted", answer: null });
}

/**
 * Requests in flight of other processes that died, or past their lease, become `ambiguous`; gives their count. A row
 * that is asked for before that is taken by whoever asks.
 */
export async function markInterrupted(db: Db, processId: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("paid_requests")
    .set({ status: "ambiguous", reason: "interrupted", settled_at: sql<Date>`now()` })
    .where("status", "=", "intent")
    .where("process_id", "!=", processId)
    .where(isOver(processId))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/**
 * Whether nobody waits for the answer to an intent any more: its process is another one that shows no sign (on an
 * embedded database, which lets one process in, every other), or its lease is over, should a pooler keep a sign up.
 */
function isOver(processId: string): RawBuilder<boolean> {
  return sql<boolean>`(process_id <> ${processId}::uuid and not ${showsSign("process_id")}
    or created_at < now() - make_interval(secs => ${INTENT_LEASE_MS / 1000}::float8))`;
}

/** Whether anything was asked for this subject, or this very key, after something whose id (UUIDv7) was made then. */
export async function hasAttemptSince(
  db: Db,
  { subject, stage, inputHash }: Pick<PaidKey, "subject"> & Partial<PaidKey>,
  id: string,
): Promise<boolean> {
  let query = db.selectFrom("paid_requests").select("id").where("subject", "=", subject).where("id", ">", id).limit(1);
  if (stage !== undefined) query = query.where("stage", "=", stage);
  if (inputHash !== undefined) query = query.where("input_hash", "=", inputHash);
  return (await query.executeTakeFirst()) !== undefined;
}
