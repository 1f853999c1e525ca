import { sql } from "kysely";
import type { Db } from "../../db/database.ts";
import { newId } from "../../new-id.ts";

/** A current evaluation that an endpoint is to hear of. */
export interface ToldChange {
  endpointId: string;
  callId: string;
  scorecard: string;
  evaluationId: string;
}

/**
 * Whether some current evaluation was not told yet: one look into an index that is empty most of the time. (In its order, so
 * that the planner, who reckons with half of them, does not read the table instead.)
 */
export async function isAnythingUntold(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select from current_evaluations where not is_told order by changed_at limit 1
  `.execute(db);
  return rows.length > 0;
}

/**
 * Takes the oldest changes that nobody else takes just now, marks them as told and gives one entry for each endpoint
 * that hears of the call's source and was there when the evaluation became current. Within a transaction. (The condition
 * on a type holds always: with it the planner reckons with few rows, and looks them up by index.)
 */
export async function takeUntold(db: Db, limit: number): Promise<{ taken: number; told: ToldChange[] }> {
  const { rows } = await sql<{
    call_id: string;
    scorecard_key: string;
    evaluation_id: string;
    endpoint: string | null;
  }>`
    with taken as (
      select call_id, scorecard_key from current_evaluations
      where not is_told and pg_typeof(call_id) = 'uuid'::regtype
      order by changed_at limit ${limit} for update skip locked
    ), told as (
      update current_evaluations held set is_told = true from taken
      where held.call_id = taken.call_id and held.scorecard_key = taken.scorecard_key
      returning held.call_id, held.scorecard_key, held.evaluation_id, held.changed_at
    )
    select told.call_id, told.scorecard_key, told.evaluation_id, endpoints.id as endpoint
    from told join calls on calls.id = told.call_id
      left join endpoints on endpoints.removed_at is null and endpoints.created_at <= told.changed_at
        and (endpoints.source is null or endpoints.source = calls.source)
  `.execute(db);
  const told = rows.flatMap(({ endpoint, call_id, scorecard_key, evaluation_id }) =>
    endpoint === null
      ? []
      : [{ endpointId: endpoint, callId: call_id, scorecard: scorecard_key, evaluationId: evaluation_id }],
  );
  return { taken: new Set(rows.map((row) => `${row.call_id} ${row.scorecard_key}`)).size, told };
}

/** Makes the write-backs of changes, or raises those that are there to their next version, due at `now`. */
export async function raiseWriteBacks(db: Db, told: readonly ToldChange[], now: Date): Promise<void> {
  if (told.length === 0) return;
  await sql`
    insert into write_backs as held
      (id, message_id, endpoint_id, call_id, scorecard_key, evaluation_id, next_attempt_at)
    select change.*, ${now}::timestamptz from unnest(
      ${told.map(() => newId())}::uuid[], ${told.map(() => newId())}::uuid[],
      ${told.map(({ endpointId }) => endpointId)}::uuid[], ${told.map(({ callId }) => callId)}::uuid[],
      ${told.map(({ scorecard }) => scorecard)}::text[], ${told.map(({ evaluationId }) => evaluationId)}::uuid[]
    ) as change
    on conflict (endpoint_id, call_id, scorecard_key) do update set
      version = held.version + 1, message_id = excluded.message_id, evaluation_id = excluded.evaluation_id,
      status = 'pending', attempts = 0, next_attempt_at = excluded.next_attempt_at, changed_at = now()
    where held.evaluation_id is distinct from excluded.evaluation_id
  `.execute(db);
}
