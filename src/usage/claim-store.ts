import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { PaidAttempt, PaidKey } from "./paid-request.ts";
import type { GateReason } from "./payment-held.ts";
import { type ProviderGate, RAMP_MS } from "./provider-gate.ts";
import { isOver } from "./store.ts";

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

/** One that may be begun with others in one statement: the first attempt for its key, without a budget or a ramp. */
export interface NewClaim {
  key: PaidKey;
  made: NewAttempt;
}

interface GateRow {
  gate_reason: GateReason | null;
  opens_at: Date | null;
  probe_at: Date | null;
}

interface ClaimRow extends GateRow {
  mine: boolean;
  begun: boolean;
  probe: boolean;
  is_next: boolean;
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
 * Writes the intents of those for whose key nothing was ever asked and whose provider's gate is open to all, in one statement;
 * gives what became of each in their order, null where `claimAttempt` has to say. One that was written already, whose
 * answer was lost, is found as it stands. (The condition on attempts holds always: with it the planner reckons with one row
 * instead of a hundred, and looks each up by index however small the ledger was when it planned.)
 */
export async function claimNewAttempts(db: Db, claims: readonly NewClaim[]): Promise<(ClaimedAttempt | null)[]> {
  const { rows } = await sql<GateRow & { id: string }>`
    with told as (
      select told.*, gate.* from jsonb_to_recordset(${JSON.stringify(claims.map(toRow))}::jsonb) as told(id uuid,
        subject text, stage text, input_hash text, vote smallint, attempt smallint, model text, process_id uuid, call_id uuid,
        estimate_usd numeric, day date, provider text, asked_at timestamptz)
      left join lateral (
        select reason as gate_reason, opens_at, probe_at from provider_gates held where held.provider = told.provider limit 1
      ) as gate on true
      where attempt = 1
    ), made as (
      insert into paid_requests
        (id, subject, stage, input_hash, vote, attempt, model, process_id, call_id, estimate_usd, spend_day)
      select id, subject, stage, input_hash, vote, attempt, model, process_id, call_id, estimate_usd, day
      from told left join lateral (
        select true as is_known from paid_requests held
        where held.subject = told.subject and held.stage = told.stage and held.input_hash = told.input_hash
          and held.vote = told.vote limit 1
      ) as earlier on true
      where is_known is null and (gate_reason is null
        or opens_at <= asked_at - make_interval(secs => ${RAMP_MS / 1000}::float8))
      order by subject, stage, input_hash, vote
      on conflict do nothing
      returning id, spend_day, estimate_usd
    ), counted as (
      update spend_days as held set begun_usd = held.begun_usd + begun.estimate_usd
      from (select spend_day, sum(estimate_usd) as estimate_usd from made group by spend_day order by spend_day) as begun
      where held.day = begun.spend_day
    ), mine as (
      select id from made
      union all
      select held.id from told cross join lateral (
        select id from paid_requests where id = told.id and settled_at is null limit 1
      ) as held
    )
    select id, gate_reason, opens_at, probe_at from told where id in (select id from mine)
  `.execute(db);
  const gates = new Map(rows.map((row) => [row.id, gateOf(row)]));
  return claims.map(({ made: { id } }) => {
    const gate = gates.get(id);
    return gate === undefined ? null : { outcome: "mine", isProbe: false, gate, earlier: [] };
  });
}

function toRow({ key, made }: NewClaim) {
  return {
    id: made.id,
    subject: key.subject,
    stage: key.stage,
    input_hash: key.inputHash,
    vote: key.vote,
    attempt: made.attempt,
    model: made.model,
    process_id: made.processId,
    call_id: made.callId,
    estimate_usd: made.estimateUsd,
    day: made.day,
    provider: made.provider,
    asked_at: new Date(made.nowMs),
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

function gateOf({ gate_reason, opens_at, probe_at }: GateRow): ProviderGate | null {
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
