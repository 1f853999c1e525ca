import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/database.ts";
import { showsSign } from "../db/process-sign.ts";
import { INTENT_LEASE_MS, type PaidKey, type Settlement } from "./paid-request.ts";

/**
 * What was begun in a day so far, and the highest budget that did not hold a request (null: none), in US dollars. A day that
 * nobody counts, because there is no budget, is added up from the ledger.
 */
export async function readSpendDay(db: Db, day: string): Promise<{ begunUsd: number; fullAtUsd: number | null }> {
  const { rows } = await sql<{ begun_usd: number; full_at_usd: number | null }>`
    select coalesce((select begun_usd from spend_days where day = ${day}::date), ${begunOf(day)}) as begun_usd,
      (select full_at_usd from spend_days where day = ${day}::date) as full_at_usd`.execute(db);
  return { begunUsd: rows[0]?.begun_usd ?? 0, fullAtUsd: rows[0]?.full_at_usd ?? null };
}

function begunOf(day: string): RawBuilder<number> {
  return sql`(select coalesce(sum(case when status in ('answered', 'unusable') then cost_usd
    when status = 'free_failure' then 0 else estimate_usd end), 0) from paid_requests where spend_day = ${day}::date)`;
}

/** Notes that a budget did not hold a request of this day, for people to see. */
export async function noteFull(db: Db, day: string, budgetUsd: number): Promise<void> {
  await sql`
    insert into spend_days as held (day, begun_usd, full_at_usd) values (${day}::date, 0, ${budgetUsd}::numeric)
    on conflict (day) do update set full_at_usd = excluded.full_at_usd
    where held.full_at_usd is null or held.full_at_usd < excluded.full_at_usd`.execute(db);
}

/**
 * Counts anew what a day has begun, from the ledger: after a crash in the wrong moment it may stand too high. Whoever
 * begins or ends something meanwhile waits.
 */
export async function recountDay(db: Db, day: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`insert into spend_days (day, begun_usd) values (${day}::date, 0) on conflict do nothing`.execute(tx);
    await sql`select from spend_days where day = ${day}::date for update`.execute(tx);
    await sql`update spend_days set begun_usd = ${begunOf(day)} where day = ${day}::date`.execute(tx);
  });
}

/** How an attempt ended without a usable answer; `answer` is what came all the same, null when nothing did. */
export interface EndedAttempt {
  id: string;
  status: "unusable" | "free_failure" | "ambiguous";
  reason: string;
  answer: Omit<Settlement, "paidRequestId"> | null;
}

/** Writes down how an attempt ended; one that is already settled stays as it is. */
export async function endAttempt(db: Db, { id, status, reason, answer }: EndedAttempt): Promise<void> {
  await sql`
    with settled as (
      update paid_requests set status = ${status}, reason = ${reason}, settled_at = now(),
        raw = ${answer?.raw ?? null}::text, model = coalesce(${answer?.model ?? null}::text, model),
        input_tokens = ${answer?.inputTokens ?? null}::int, cached_tokens = ${answer?.cachedTokens ?? null}::int,
        output_tokens = ${answer?.outputTokens ?? null}::int, cost_usd = ${answer?.costUsd ?? null}::numeric
      where id = ${id}::uuid and settled_at is null
      returning spend_day, status, cost_usd, estimate_usd
    ), ${COUNTED}
    select`.execute(db);
}

/** Of a `with` after `settled`: what stood as an estimate in the spend of its day becomes what it came to. */
const COUNTED = sql`counted as (
  update spend_days as held set begun_usd = held.begun_usd + came_to.difference_usd
  from (
    select spend_day, sum(case when status = 'free_failure' then 0 else cost_usd end - estimate_usd) as difference_usd
    from settled where spend_day is not null and status <> 'ambiguous' group by spend_day
  ) as came_to
  where held.day = came_to.spend_day
)`;

/**
 * The statements that write answers into their rows and count their cost, for a `with` of whoever stores what was made
 * of them, so that all is one statement: named `answer`, `settled` and `counted`. Rows that are already settled stay as they are. (What
 * holds of all answers is a condition on each, and what is unsettled stands in them, not in the statement: with that the
 * planner looks the rows up by their ids, however small the ledger was when it planned.)
 */
export function settleStatements(settlements: readonly Settlement[]): RawBuilder<unknown> {
  const rows = settlements.map((settlement) => ({
    id: settlement.paidRequestId,
    was: "intent",
    raw: settlement.raw,
    model: settlement.model,
    input_tokens: settlement.inputTokens,
    cached_tokens: settlement.cachedTokens,
    output_tokens: settlement.outputTokens,
    cost_usd: settlement.costUsd,
  }));
  return sql`answer as materialized (
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as answer
      (id uuid, was text, raw text, model text, input_tokens int, cached_tokens int, output_tokens int, cost_usd numeric)
    where was = 'intent'
  ), settled as (
    update paid_requests paid set status = 'answered', raw = answer.raw, model = answer.model,
      input_tokens = answer.input_tokens, cached_tokens = answer.cached_tokens,
      output_tokens = answer.output_tokens, cost_usd = answer.cost_usd, settled_at = now()
    from answer
    where paid.id = answer.id and paid.status = answer.was
    returning paid.spend_day, paid.status, paid.cost_usd, paid.estimate_usd
  ), ${COUNTED}`;
}

/** Writes answers into their rows at once, because a further request follows or nothing is stored. */
export async function settlePaidRequests(db: Db, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length > 0) await sql`with ${settleStatements(settlements)} select`.execute(db);
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
export function isOver(processId: string): RawBuilder<boolean> {
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
