import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/database.ts";
import { showsSign } from "../db/process-sign.ts";
import { INTENT_LEASE_MS, type PaidAttempt, type PaidKey, type Settlement } from "./paid-request.ts";
import type { GateReason } from "./payment-held.ts";
import { type ProviderGate, RAMP_MS } from "./provider-gate.ts";

/** A row to be written before a request is sent; `attempt` is one above the newest known one. */
export interface NewAttempt {
  /** UUIDv7. */
  id: string;
  attempt: number;
  model: string;
  processId: string;
  /** The call it is for; null when it is for none. */
  callId: string | null;
  /** What it may come to, and the day (`2026-11-29`) whose spend that is. */
  estimateUsd: number;
  day: string;
  /** What may be begun in that day in all; null: without bounds. */
  budgetUsd: number | null;
  provider: string;
  nowMs: number;
  /** The opening of the provider's gate whose first callers it counts among; null for none. */
  rampOf: number | null;
}

/**
 * What became of it. `taken`: there is a newer attempt than the known ones, or one that is not visible yet; `held`: the
 * provider's gate is closed; `over_budget`: nothing more of this size may be begun in the day.
 */
export interface ClaimedAttempt {
  outcome: "mine" | "taken" | "held" | "over_budget";
  /** Whether it is let through a closed gate to find out. */
  isProbe: boolean;
  /** Null: it was never closed. */
  gate: ProviderGate | null;
  /** The attempts before it, oldest first. */
  earlier: PaidAttempt[];
}

interface ClaimRow {
  mine: boolean;
  begun: boolean;
  probe: boolean;
  is_next: boolean;
  gate_reason: GateReason | null;
  opens_at: Date | null;
  probe_at: Date | null;
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
 * Writes the intent when no attempt newer than the known ones exists, the provider's gate lets it through and the day's
 * budget holds it, in one statement; the unique keys decide between two callers at once, and with a budget the row of the
 * day makes all that begin something in it wait for each other.
 */
export async function claimAttempt(db: Db, key: PaidKey, made: NewAttempt): Promise<ClaimedAttempt> {
  const now = sql`${new Date(made.nowMs)}::timestamptz`;
  const rampOf = sql`${made.rampOf === null ? null : new Date(made.rampOf)}::timestamptz`;
  const { rows } = await sql<ClaimRow>`
    with earlier as (
      select id, attempt, status, reason, model, raw, input_tokens, cached_tokens, output_tokens, cost_usd,
        case when status = 'intent' then ${isOver(made.processId)} else false end as expired
      from paid_requests
      where subject = ${key.subject} and stage = ${key.stage} and input_hash = ${key.inputHash} and vote = ${key.vote}
    ), next as (
      select coalesce(max(attempt), 0) = ${made.attempt}::int - 1 as is_next from earlier
    ), gate as (
      select reason as gate_reason, opens_at, probe_at from provider_gates where provider = ${made.provider}
    ), probe as (
      update provider_gates set probe_at = ${now} + make_interval(secs => probe_every_s)
      where provider = ${made.provider} and opens_at is null and probe_at <= ${now} and (select is_next from next)
      returning provider
    ), passed as (
      select ${made.day}::date as day, ${made.estimateUsd}::numeric as estimate_usd
      where (select is_next from next)
        and (exists (select from probe) or not exists (select from gate where opens_at is null or opens_at > ${now}
          or (opens_at > ${now} - make_interval(secs => ${RAMP_MS / 1000}::float8) and opens_at is distinct from ${rampOf})))
    ), ${begunStatement(made)}, made as (
      insert into paid_requests
        (id, subject, stage, input_hash, vote, attempt, model, process_id, call_id, estimate_usd, spend_day)
      select ${made.id}::uuid, ${key.subject}, ${key.stage}, ${key.inputHash}, ${key.vote}::smallint,
        ${made.attempt}::smallint, ${made.model}, ${made.processId}::uuid, ${made.callId}::uuid,
        ${made.estimateUsd}::numeric, day
      from begun
      on conflict do nothing
      returning id
    )
    select exists (select from made) as mine, exists (select from begun) as begun, exists (select from probe) as probe,
      next.is_next, gate.*, earlier.*
    from next left join gate on true left join earlier on true
    order by earlier.attempt
  `.execute(db);
  const [first] = rows;
  if (!first) throw new Error("the statement that claims an attempt answers with a row");
  if (first.begun && !first.mine) await giveBack(db, made);
  return {
    outcome: outcomeOf(first, made),
    isProbe: first.probe,
    gate: gateOf(first),
    earlier: rows.filter(({ id }) => id !== null).map(toAttempt),
  };
}

/**
 * Of a `with` after `passed`: `begun`, which has a row when the budget holds it. A budget is one row that is locked until its
 * holder is on disk, so requests begin one after the other; without one nothing is counted, unless the day is by others.
 */
function begunStatement({ budgetUsd }: NewAttempt): RawBuilder<unknown> {
  if (budgetUsd === null)
    return sql`counted as (
      update spend_days as held set begun_usd = held.begun_usd + passed.estimate_usd from passed where held.day = passed.day
    ), begun as (select day from passed)`;
  const budget = sql`${budgetUsd}::numeric`;
  return sql`begun as (
    insert into spend_days as held (day, begun_usd)
    select day, estimate_usd from passed where estimate_usd <= ${budget}
    on conflict (day) do update set begun_usd = held.begun_usd + excluded.begun_usd
      where held.begun_usd + excluded.begun_usd <= ${budget}
    returning day
  )`;
}

function outcomeOf({ mine, begun, is_next, probe, ...row }: ClaimRow, made: NewAttempt): ClaimedAttempt["outcome"] {
  if (mine) return "mine";
  if (begun || !is_next) return "taken";
  const opensAtMs = row.opens_at?.getTime();
  const isRamped = opensAtMs === made.rampOf || (opensAtMs ?? 0) <= made.nowMs - RAMP_MS;
  const isOpen = row.gate_reason === null || probe || (opensAtMs !== undefined && opensAtMs <= made.nowMs && isRamped);
  return isOpen ? "over_budget" : "held";
}

function gateOf({ gate_reason, opens_at, probe_at }: ClaimRow): ProviderGate | null {
  if (gate_reason === null) return null;
  return { reason: gate_reason, opensAtMs: opens_at?.getTime() ?? null, probeAtMs: probe_at?.getTime() ?? null };
}

/** Somebody with the same key was first: what was counted for it comes off again. */
async function giveBack(db: Db, { day, estimateUsd }: NewAttempt): Promise<void> {
  await db
    .updateTable("spend_days")
    .set({ begun_usd: sql`begun_usd - ${estimateUsd}::numeric` })
    .where("day", "=", day)
    .execute();
}

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
export async function endAttempt(db: Db, { id, status, reason, answer }: EndedAttempt): Promise<void> {
  await sql`
    with settled as (
      update paid_requests set status = ${status}, reason = ${reason}, settled_at = now(),
        raw = ${answer?.raw ?? null}::text, model = coalesce(${answer?.model ?? null}::text, model),
        input_tokens = ${answer?.inputTokens ?? null}::int, cached_tokens = ${answer?.cachedTokens ?? null}::int,
        output_tokens = ${answer?.outputTokens ?? null}::int, cost_usd = ${answer?.costUsd ?? null}::numeric
      where id = ${id}::uuid and status = 'intent'
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
 * of them, so that all is one statement: named `settled` and `counted`. Rows that are already settled stay as they are.
 */
export function settleStatements(settlements: readonly Settlement[]): RawBuilder<unknown> {
  const rows = settlements.map((settlement) => ({
    id: settlement.paidRequestId,
    raw: settlement.raw,
    model: settlement.model,
    input_tokens: settlement.inputTokens,
    cached_tokens: settlement.cachedTokens,
    output_tokens: settlement.outputTokens,
    cost_usd: settlement.costUsd,
  }));
  return sql`settled as (
    update paid_requests paid set status = 'answered', raw = answer.raw, model = answer.model,
      input_tokens = answer.input_tokens, cached_tokens = answer.cached_tokens,
      output_tokens = answer.output_tokens, cost_usd = answer.cost_usd, settled_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as answer
      (id uuid, raw text, model text, input_tokens int, cached_tokens int, output_tokens int, cost_usd numeric)
    where paid.id = answer.id and paid.status = 'intent'
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
