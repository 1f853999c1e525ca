import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../db/database.ts";
import type { CallSpent, DaySpent, ModelSpent, SourceSpent, Spent } from "./spend.ts";

/** From which moment on, and by which time zone (IANA) days are told apart. */
export interface SpendSpan {
  from: Date;
  timeZone: string;
}

/** Dearest calls that are shown. */
const DEAREST_MAX = 10;

interface SpentRow {
  requests: number;
  paid_usd: number;
  unusable_usd: number;
  unknown_usd: number;
}

/** Free failures came to nothing, and what is in flight is not known yet. */
const SPENT = sql`
  (count(*) filter (where status in ('answered', 'unusable', 'ambiguous')))::int as requests,
  coalesce(sum(cost_usd), 0) as paid_usd,
  coalesce(sum(cost_usd) filter (where status = 'unusable'), 0) as unusable_usd,
  coalesce(sum(estimate_usd) filter (where status = 'ambiguous'), 0) as unknown_usd`;

/** What was paid on each day that had a request, oldest first. */
export async function listDaysSpent(db: Db, { from, timeZone }: SpendSpan): Promise<DaySpent[]> {
  const { rows } = await sql<SpentRow & { day: string }>`
    select coalesce(spend_day, (created_at at time zone ${timeZone})::date) as day, ${SPENT}
    from paid_requests where ${since(from)} group by 1 order by 1`.execute(db);
  return rows.map((row) => ({ day: row.day, ...spentOf(row) }));
}

/** What calls of each source paid, the dearest first. Summed by call first, so that the many requests are never sorted. */
export async function listSourcesSpent(db: Db, { from }: SpendSpan): Promise<SourceSpent[]> {
  const { rows } = await sql<SpentRow & { source: string | null; name: string | null; calls: number }>`
    select calls.source, sources.name, count(paid.call_id)::int as calls, sum(requests)::int as requests,
      sum(paid_usd) as paid_usd, sum(unusable_usd) as unusable_usd, sum(unknown_usd) as unknown_usd
    from (select call_id, ${SPENT} from paid_requests where ${since(from)} group by 1) as paid
      left join (select id, source from calls) as calls on calls.id = paid.call_id
      left join sources on sources.key = calls.source
    group by 1, 2 having calls.source is not null or sum(requests) > 0 order by paid_usd desc, 1`.execute(db);
  return rows.map((row) => ({ source: row.source, name: row.name, calls: row.calls, ...spentOf(row) }));
}

/** What each model was paid, by stage, the dearest first. */
export async function listModelsSpent(db: Db, { from }: SpendSpan): Promise<ModelSpent[]> {
  const { rows } = await sql<SpentRow & { stage: string; model: string }>`
    select stage, model, ${SPENT} from paid_requests where ${since(from)}
    group by 1, 2 having count(*) filter (where status in ('answered', 'unusable', 'ambiguous')) > 0
    order by paid_usd desc, 1, 2`.execute(db);
  return rows.map((row) => ({ stage: row.stage, model: row.model, ...spentOf(row) }));
}

/** The calls that paid most. */
export async function listDearestCalls(db: Db, { from }: SpendSpan): Promise<CallSpent[]> {
  const { rows } = await sql<SpentRow & { call_id: string; external_id: string | null }>`
    select dearest.*, calls.external_id from (
      select call_id, ${SPENT} from paid_requests where ${since(from)} and call_id is not null
      group by 1 order by paid_usd desc, 1 limit ${DEAREST_MAX}
    ) as dearest join calls on calls.id = dearest.call_id
    where paid_usd > 0 order by paid_usd desc, call_id`.execute(db);
  return rows.map((row) => ({ callId: row.call_id, externalId: row.external_id, ...spentOf(row) }));
}

/** What one call paid so far, in all stages. */
export async function readCallSpent(db: Db, callId: string): Promise<Spent> {
  const { rows } = await sql<SpentRow>`select ${SPENT} from paid_requests where call_id = ${callId}::uuid`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a sum is one row");
  return spentOf(row);
}

function since(from: Date): RawBuilder<boolean> {
  return sql`created_at >= ${from}::timestamptz`;
}

function spentOf({ requests, paid_usd, unusable_usd, unknown_usd }: SpentRow): Spent {
  return { requests, paidUsd: paid_usd, unusableUsd: unusable_usd, unknownUsd: unknown_usd };
}
