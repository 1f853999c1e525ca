import { type QueryExecutorProvider, type RawBuilder, sql } from "kysely";
import type { CallHandling, CallStatus } from "../../calls/call.ts";
import {
  REASON_AWAITING_DETAILS,
  REASON_AWAITING_RECORDING,
  REASON_NO_RECORDING,
  REASON_QUARANTINED,
} from "../../calls/progress.ts";
import { externalIdHash } from "../../calls/store.ts";
import type { Db } from "../../db/database.ts";
import type { DeliveriesTable } from "../../db/tables/crm.ts";
import type { CallEvent } from "./call-event.ts";
import { type RuleVerdicts, reasonsFor, SKIP_REASONS } from "./source-rules.ts";

/** An event to be kept; ids are fresh UUIDv7, used only for what is new. Without one for a delivery none is written. */
export interface NewEvent {
  ids: { call: string; manager: string; recording: string; delivery: string | null };
  /** What brings a call that is new; absent: a webhook. */
  origin?: "url";
  /** Key of the source. */
  source: string;
  event: CallEvent;
  handling: CallHandling;
  /** Whether the event itself says how the call is to be handled, which then counts for a call that waits too. */
  isHandlingTold: boolean;
  /** What the rules of the source say of what this event tells. */
  verdicts: RuleVerdicts;
  /** What must be known before the work begins. */
  needs: { direction: boolean; manager: boolean };
  /** Lower-case hex SHA-256 of how the sender names the recording; null when the event has none. */
  referenceHash: string | null;
}

/** What became of an event: as its delivery says, with its reason as a code where there is one. */
export interface EventOutcome {
  outcome: Exclude<DeliveriesTable["outcome"], "unreadable">;
  outcomeReason: string | null;
}

/** The call after an event. */
export interface KeptEvent extends EventOutcome {
  callId: string;
  status: CallStatus;
  statusReason: string | null;
  round: number;
  handling: CallHandling;
  /** Our id of the recording to work on; null while there is nothing to do. */
  recordingId: string | null;
}

/** A call that a sweep lets go to work. */
export type SweptCall = Omit<KeptEvent, keyof EventOutcome>;

interface SweptRow {
  id: string;
  status: CallStatus;
  status_reason: string | null;
  round: number;
  handling: unknown;
  told_recordings: unknown;
}

interface KeptRow extends SweptRow {
  outcome: EventOutcome["outcome"];
  outcome_reason: string | null;
}

/**
 * Joins an event to its call, all in one statement: manager, call, recording and delivery. Every decision is made from the
 * newest state of the locked row, so of copies at once one finds the recording new. A call that is done is at work again
 * with a recording that was not known; one that a rule skipped stays so until a later event says otherwise of what the rule
 * is about, and one that a person wants no rule skips again. A further recording that a rule skips leaves the call of
 * an earlier one as it is, and is not kept. An event that is here already, since nobody heard of its commit, stays as it
 * is. Null: the call was erased, and nothing is kept.
 */
export async function keepEvent(db: QueryExecutorProvider, made: NewEvent): Promise<KeptEvent | null> {
  const { ids, source, event, referenceHash } = made;
  const first = firstState(made);
  const told = JSON.stringify(referenceHash === null ? {} : { [referenceHash]: ids.recording });
  const [skip = null] = reasonsFor(made.verdicts, "skip");
  // Only what a rule leaves out of a call that stays is not among its recordings.
  const isLeftOut = sql`(${referenceHash}::text is not null
    and not jsonb_exists(told_recordings, ${referenceHash}::text))`;
  const { rows } = await sql<KeptRow>`
    with known as (
      select id from managers where source = ${source} and external_id = ${event.managerId}
        and (${event.managerName}::text is null or name = ${event.managerName})
        and (${event.team}::text is null or team = ${event.team})
    ), manager as (
      insert into managers as held (id, source, external_id, name, team)
      select ${ids.manager}::uuid, ${source}, ${event.managerId}, ${event.managerName}, ${event.team}
      where ${event.managerId}::text is not null and not exists (select from known)
      on conflict (source, external_id) do update
        set name = coalesce(excluded.name, held.name), team = coalesce(excluded.team, held.team)
      returning id
    ), call as (
      insert into calls as held (id, source, external_id, external_id_hash, manager_id, origin, status, status_reason,
        direction, started_at, language, tags, metadata, handling, primary_scorecard, told_at, told_recordings)
      values (${ids.call}::uuid, ${source}, ${event.externalId}, ${externalIdHash(event.externalId)},
        coalesce((select id from known), (select id from manager)), ${made.origin ?? "webhook"},
        ${first.status}, ${first.reason},
        ${event.direction}, ${event.startedAt}::timestamptz, ${event.languageHint}, ${event.tags}::text[],
        ${JSON.stringify(event.metadata)}::jsonb, ${JSON.stringify(made.handling)}::jsonb,
        ${made.handling.scorecards[0] ?? ""}, ${JSON.stringify(toldTimes(made))}::jsonb, ${told}::jsonb)
      on conflict (external_id_hash, source) do update set ${joined(made)}
      where held.erased_at is null
      returning id, status, status_reason, round, handling, told_recordings
    ), fresh as (
      select id from call where told_recordings ->> ${referenceHash}::text = ${ids.recording}
    ), recording as (
      insert into recordings (id, call_id, file_url, source_key)
      select ${ids.recording}::uuid, id, ${event.recording?.url ?? null}, ${event.recording?.sourceKey ?? null} from fresh
      on conflict (id) do nothing
    ), asked_again as (
      update failed_evaluations set asked_again_at = now()
      where call_id in (select id from fresh) and asked_again_at is null
    ), became as (
      select one.*, case
          when one.id is null then 'ignored'
          when status = 'received' and status_reason in (${REASON_AWAITING_RECORDING}, ${REASON_AWAITING_DETAILS})
            then 'awaiting'
          when status = 'skipped' or ${isLeftOut} then 'skipped'
          when exists (select from fresh) then 'accepted'
          else 'repeated'
        end as outcome, case
          when one.id is null then 'erased'
          when status in ('received', 'skipped') then status_reason
          when ${isLeftOut} then ${skip}::text
        end as outcome_reason
      from (select 1) as always left join call as one on true
    ), delivery as (
      insert into deliveries (id, source, outcome, reason, call_id)
      select ${ids.delivery}::uuid, ${source}, outcome, outcome_reason, id from became
      where ${ids.delivery}::uuid is not null
      on conflict (id) do nothing
    )
    select * from became where id is not null
  `.execute(db);
  const row = rows[0];
  return row ? { ...toSwept(row), outcome: row.outcome, outcomeReason: row.outcome_reason } : null;
}

/** Where a call stands after its first event. */
export function firstState({ verdicts, referenceHash, needs, event }: NewEvent): {
  status: "received" | "skipped";
  reason: string | null;
} {
  const [skip] = reasonsFor(verdicts, "skip");
  if (skip !== undefined) return { status: "skipped", reason: skip };
  const isKnown = (!needs.direction || event.direction !== null) && (!needs.manager || event.managerId !== null);
  const reason = referenceHash === null ? REASON_AWAITING_RECORDING : isKnown ? null : REASON_AWAITING_DETAILS;
  return { status: "received", reason };
}

/** Columns whose value is that of the latest event that tells it, and the name their time bears. */
const TIMED_COLUMNS = { direction: "direction", manager_id: "manager", started_at: "started_at", language: "language" };

/** When this event says that what it tells was so, by what it is about; nothing where it does not say when. */
export function toldTimes({ event, verdicts }: NewEvent): Record<string, string> {
  const { occurredAt } = event;
  if (occurredAt === null) return {};
  const about = [
    ...SKIP_REASONS.filter((reason) => verdicts[reason] !== null),
    ...(event.startedAt === null ? [] : ["started_at"]),
    ...(event.languageHint === null ? [] : ["language"]),
  ];
  return Object.fromEntries(about.map((name) => [name, occurredAt]));
}

/** What a further event changes of a call (`held`). */
function joined(made: NewEvent): RawBuilder<unknown> {
  const { needs, referenceHash, verdicts } = made;
  const isNewer = (name: string) =>
    sql`coalesce(excluded.told_at ->> ${name} >= coalesce(held.told_at ->> ${name}, ''), false)`;
  const timed = Object.entries(TIMED_COLUMNS).map(([column, name]) => {
    const [held, told] = [sql.ref(`held.${column}`), sql.ref(`excluded.${column}`)];
    return sql`${sql.ref(column)} = case when ${told} is not null and (${held} is null or ${isNewer(name)})
      then ${told} else ${held} end`;
  });
  const [skip = null] = reasonsFor(verdicts, "skip");
  const isWanted = sql`coalesce((held.handling ->> 'isWanted')::boolean, false)`;
  const isSkip =
    skip === null
      ? sql`false`
      : sql`(not ${isWanted} and coalesce(excluded.told_at ->> ${skip}, '~') >= coalesce(held.told_at ->> ${skip}, ''))`;
  const isCleared = sql`(not ${isSkip} and held.status = 'skipped'
    and held.status_reason = any (${reasonsFor(verdicts, "pass")}::text[])
    and coalesce(excluded.told_at ->> held.status_reason >= coalesce(held.told_at ->> held.status_reason, ''), false))`;
  const waits = sql`(${isCleared} or held.status = 'received'
    and coalesce(held.status_reason, '') in (${REASON_AWAITING_RECORDING}, ${REASON_AWAITING_DETAILS}))`;
  // Work that has begun and paid for nothing yet is over with its round.
  const isBegun = sql`(held.status in ('received', 'stored') and not ${waits})`;
  const brings = sql`(${referenceHash}::text is not null
    and not jsonb_exists(held.told_recordings, ${referenceHash}::text))`;
  const isLate = sql`(${brings} and held.status = 'skipped' and held.status_reason = ${REASON_NO_RECORDING})`;
  const isSkippedNow = sql`(${isSkip} and (${waits} or ${isBegun} or ${isLate}))`;
  const isOut = sql`(held.status = 'skipped' and held.status_reason <> ${REASON_NO_RECORDING} and not ${isCleared})`;
  const takesUp = sql`(${brings} and not ${isSkip} and not ${isOut})`;
  const isLeftOut = sql`(${isSkip} and not ${isSkippedNow} and held.status <> 'skipped')`;
  const isKnown = sql`((not ${needs.direction}::boolean or coalesce(excluded.direction, held.direction) is not null)
    and (not ${needs.manager}::boolean or coalesce(excluded.manager_id, held.manager_id) is not null))`;
  const handling = sql`case when ${takesUp} and not ${waits} or ${waits} and ${made.isHandlingTold}::boolean
    then excluded.handling || case when ${isWanted} then '{"isWanted": true}'::jsonb else '{}'::jsonb end
    else held.handling end`;
  return sql`
    external_id = coalesce(held.external_id, excluded.external_id),
    ${sql.join(timed)},
    tags = case when excluded.tags <> '{}' and (held.tags = '{}' or ${isNewer("tag")}) then excluded.tags else held.tags end,
    metadata = excluded.metadata || held.metadata,
    told_at = ${latestTimes()},
    told_recordings = case when ${isLeftOut} then held.told_recordings
      else excluded.told_recordings || held.told_recordings end,
    handling = ${handling},
    primary_scorecard = (${handling}) -> 'scorecards' ->> 0,
    status = case when ${isSkippedNow} then 'skipped' when ${takesUp} or ${waits} then 'received' else held.status end,
    status_reason = case
      when ${isSkippedNow} then ${skip}
      when ${waits} and held.told_recordings = '{}' and not ${brings} then ${REASON_AWAITING_RECORDING}
      when ${waits} and not ${isKnown} then ${REASON_AWAITING_DETAILS}
      when ${waits} or ${takesUp} then null
      else held.status_reason end,
    total_score = case when ${takesUp} then null else held.total_score end,
    progress = case when ${takesUp} then null else held.progress end,
    cancel_requested_at = case when ${takesUp} then null else held.cancel_requested_at end,
    round = case when ${isSkippedNow} and ${isBegun} or ${takesUp} and held.status_reason = ${REASON_QUARANTINED}
      then held.round + 1 else held.round end`;
}

/** Of each thing told, the latest time; ISO times in UTC are in the order of their letters. */
function latestTimes(): RawBuilder<unknown> {
  const names = [...new Set([...SKIP_REASONS, ...Object.values(TIMED_COLUMNS)])];
  const pairs = names.map(
    (name) => sql`${sql.lit(name)}, greatest(held.told_at ->> ${sql.lit(name)}, excluded.told_at ->> ${sql.lit(name)})`,
  );
  return sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(pairs)}))`;
}

function toSwept(row: SweptRow): SweptCall {
  const told = Object.values(row.told_recordings as Record<string, string>);
  const isReady = row.status === "received" && row.status_reason === null;
  return {
    callId: row.id,
    status: row.status,
    statusReason: row.status_reason,
    round: row.round,
    handling: row.handling as CallHandling,
    // Ids of ours are in the order of their making.
    recordingId: isReady ? (told.toSorted().at(-1) ?? null) : null,
  };
}

/** Calls taken at once by a sweep: each batch is a short transaction. */
const SWEPT_AT_ONCE = 500;

/**
 * Calls that waited for details since before that time, the oldest first, are taken as they are: their recordings can be
 * worked on. Within a transaction, which then puts them to work.
 */
export async function endWaitForDetails(db: Db, before: Date): Promise<SweptCall[]> {
  const { rows } = await sql<SweptRow>`
    update calls set status_reason = null
    where id in (
      select id from calls where status = 'received' and status_reason = ${REASON_AWAITING_DETAILS} and created_at < ${before}
      order by created_at limit ${SWEPT_AT_ONCE} for update skip locked
    )
    returning id, status, status_reason, round, handling, told_recordings
  `.execute(db);
  return rows.map(toSwept);
}

/** Addresses of recordings of calls that were skipped before that time are forgotten: they may hold secrets. */
export async function forgetSkippedAddresses(db: Db, before: Date): Promise<void> {
  await sql`
    update recordings set file_url = null from calls
    where calls.id = recordings.call_id and recordings.file_url is not null and recordings.created_at < ${before}
      and calls.status = 'skipped'
  `.execute(db);
}

/** Calls whose recording nobody told of since before that time are skipped; gives how many were, at most a batch. */
export async function endWaitForRecordings(db: Db, before: Date): Promise<{ count: number; isAll: boolean }> {
  const { numAffectedRows = 0n } = await sql`
    update calls set status = 'skipped', status_reason = ${REASON_NO_RECORDING}
    where id in (
      select id from calls where status = 'received' and status_reason = ${REASON_AWAITING_RECORDING}
        and created_at < ${before}
      order by created_at limit ${SWEPT_AT_ONCE} for update skip locked
    )
  `.execute(db);
  const count = Number(numAffectedRows);
  return { count, isAll: count < SWEPT_AT_ONCE };
}
