import { sql } from "kysely";
import { REASON_AWAITING_DETAILS, REASON_AWAITING_RECORDING } from "../../calls/progress.ts";
import { externalIdHash } from "../../calls/store.ts";
import type { Db } from "../../db/database.ts";
import { type EventOutcome, firstState, type KeptEvent, type NewEvent, toldTimes } from "./event-store.ts";

/**
 * Keeps the events that are the first of their call and tell nothing new of a manager, all in one statement: nearly all
 * that come, for a small part of what joining an event to a call costs. What it leaves out is for `keepEvent`: a call or a
 * manager that is not as told, also a copy among those given. In the order of their hashes, so that the transactions
 * of two processes do not wait for each other.
 */
export async function keepNewCalls(db: Db, events: NewEvent[]): Promise<Map<NewEvent, KeptEvent>> {
  const { rows } = await sql<{ id: string; round: number }>`
    with told as (
      select told.*, managers.id as manager_id
      from jsonb_to_recordset(${JSON.stringify(events.map(toRow))}::jsonb) as told(id uuid, source text, external_id text,
        external_id_hash text, manager text, manager_name text, team text, origin text, status text, status_reason text,
        direction text, started_at timestamptz, language text, tags text[], metadata jsonb, handling jsonb,
        primary_scorecard text, told_at jsonb, told_recordings jsonb, recording_id uuid, file_url text, source_key text,
        delivery_id uuid, outcome text)
      left join managers on managers.source = told.source and managers.external_id = told.manager
      where told.manager is null or (managers.id is not null
        and (told.manager_name is null or managers.name = told.manager_name)
        and (told.team is null or managers.team = told.team))
    ), call as (
      insert into calls (id, source, external_id, external_id_hash, manager_id, origin, status, status_reason, direction,
        started_at, language, tags, metadata, handling, primary_scorecard, told_at, told_recordings)
      select id, source, external_id, external_id_hash, manager_id, origin, status, status_reason, direction,
        started_at, language, tags, metadata, handling, primary_scorecard, told_at, told_recordings
      from told order by external_id_hash, source, id
      on conflict (external_id_hash, source) do nothing
      returning id, round
    ), recording as (
      insert into recordings (id, call_id, file_url, source_key)
      select recording_id, id, file_url, source_key from told join call using (id) where recording_id is not null
    ), delivery as (
      insert into deliveries (id, source, outcome, reason, call_id)
      select delivery_id, source, outcome, status_reason, id from told join call using (id) where delivery_id is not null
    )
    select id, round from call
  `.execute(db);
  const rounds = new Map(rows.map(({ id, round }) => [id, round]));
  return new Map(
    events.flatMap((made) => {
      const round = rounds.get(made.ids.call);
      return round === undefined ? [] : [[made, toKept(made, round)]];
    }),
  );
}

/** As the statement reads it; a recording has an id where the event names one. */
function toRow(made: NewEvent) {
  const { ids, event, referenceHash, handling } = made;
  const first = firstState(made);
  return {
    id: ids.call,
    source: made.source,
    external_id: event.externalId,
    external_id_hash: externalIdHash(event.externalId),
    manager: event.managerId,
    manager_name: event.managerName,
    team: event.team,
    origin: made.origin ?? "webhook",
    status: first.status,
    status_reason: first.reason,
    direction: event.direction,
    started_at: event.startedAt,
    language: event.languageHint,
    tags: event.tags,
    metadata: event.metadata,
    handling,
    primary_scorecard: handling.scorecards[0] ?? "",
    told_at: toldTimes(made),
    told_recordings: referenceHash === null ? {} : { [referenceHash]: ids.recording },
    recording_id: referenceHash === null ? null : ids.recording,
    file_url: event.recording?.url ?? null,
    source_key: event.recording?.sourceKey ?? null,
    delivery_id: ids.delivery,
    outcome: outcomeOf(first.status, first.reason),
  };
}

function toKept(made: NewEvent, round: number): KeptEvent {
  const { status, reason } = firstState(made);
  const isReady = status === "received" && reason === null;
  return {
    callId: made.ids.call,
    status,
    statusReason: reason,
    round,
    handling: made.handling,
    recordingId: isReady ? made.ids.recording : null,
    outcome: outcomeOf(status, reason),
    outcomeReason: reason,
  };
}

function outcomeOf(status: string, reason: string | null): EventOutcome["outcome"] {
  if (reason === REASON_AWAITING_RECORDING || reason === REASON_AWAITING_DETAILS) return "awaiting";
  return status === "skipped" ? "skipped" : "accepted";
}
