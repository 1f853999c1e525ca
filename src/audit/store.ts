import { sql } from "kysely";
import type { CallHandling, ToldCall } from "../calls/call.ts";
import { REASON_QUARANTINED } from "../calls/progress.ts";
import { externalIdHash } from "../calls/store.ts";
import type { Db } from "../db/database.ts";
import type { RoleAssignment, Transcript } from "../transcripts/transcript.ts";

/** A text call to be accepted: ids are fresh UUIDv7, used only if the call, transcript or manager is new. */
export interface NewTextCall extends ToldCall {
  ids: { call: string; transcript: string; roleAssignment: string; manager: string };
  handling: CallHandling;
  scorecard: { key: string; revision: number };
  transcript: Transcript;
  transcriptSha256: string;
  language: string | null;
  roles: RoleAssignment;
  roleAssignmentSha256: string;
  /** Null when a job works on it. */
  processId: string | null;
  createdAt: Date;
}

/** The accepted call, or the evaluation that already answers the same content. */
export type AcceptedCall =
  | { stored: string; callId: string }
  | {
      stored: null;
      callId: string;
      transcriptId: string;
      roleAssignmentId: string;
      inputSequence: number;
      /** Whether the call was here already and had failed: then somebody asks again. */
      again: boolean;
    };

interface AcceptedRow {
  told_id: string;
  stored: string | null;
  call_id: string;
  transcript_id: string;
  role_assignment_id: string;
  input_sequence: number;
  again: boolean;
}

/** As `acceptTextCalls`, one. */
export async function acceptTextCall(db: Db, call: NewTextCall): Promise<AcceptedCall> {
  const [accepted] = await acceptTextCalls(db, [call]);
  if (!accepted) throw new Error("the statement that accepts calls answers with a row for each");
  return accepted;
}

/**
 * Accepts text calls before they are judged, all in one statement: call, transcript and role assignment of each; gives
 * what became of them in their order. When the sender's id is known and the same words were judged with the same scorecard
 * revision, nothing is written and that evaluation is named; the same words under another scorecard share transcript and
 * role assignment. No two of them may have the same id of one sender. One that was accepted already, whose answer was
 * lost, is found as it stands. (The condition on utterances holds always: with it the planner reckons with one row instead
 * of a hundred, and looks calls up by index however small the tables were when it planned.)
 */
export async function acceptTextCalls(db: Db, calls: NewTextCall[]): Promise<AcceptedCall[]> {
  const { rows } = await sql<AcceptedRow>`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(calls.map(toRow))}::jsonb) as told(id uuid, transcript_id uuid,
        role_assignment_id uuid, manager_id uuid, source text, external_id text, external_id_hash text, manager text,
        direction text, started_at timestamptz, language_hint text, tags text[], metadata jsonb, handling jsonb,
        scorecard text, revision int, process_id uuid, created_at timestamptz, language text, sha256 text,
        utterances jsonb, removed_characters int, made_by text, confidence float8, roles jsonb, roles_sha256 text)
      where jsonb_typeof(utterances) = 'array'
    ), ${KNOWN}, manager as (
      insert into managers (id, source, external_id)
      select distinct on (source, manager) manager_id, source, manager from told
      where manager is not null and id not in (select told_id from stored)
      order by source, manager
      on conflict (source, external_id) do update set external_id = excluded.external_id
      returning id, source, external_id
    ), call as (
      insert into calls as held (id, source, external_id, external_id_hash, manager_id, origin, status, direction,
        started_at, language, tags, metadata, handling, primary_scorecard, process_id, created_at)
      select told.id, told.source, told.external_id, told.external_id_hash, manager.id, 'text', 'received', direction,
        started_at, language_hint, tags, metadata, handling, scorecard, process_id, created_at
      from told left join manager on manager.source = told.source and manager.external_id = told.manager
      where told.id not in (select told_id from stored)
        and (told.external_id_hash is not null or told.id not in (select told_id from known))
      order by told.external_id_hash, told.source, told.id
      on conflict (external_id_hash, source) do update set
        external_id = coalesce(held.external_id, excluded.external_id),
        manager_id = coalesce(excluded.manager_id, held.manager_id),
        direction = coalesce(excluded.direction, held.direction),
        started_at = coalesce(excluded.started_at, held.started_at),
        process_id = excluded.process_id,
        round = case when held.status_reason = ${REASON_QUARANTINED} then held.round + 1 else held.round end,
        status = case when held.status = 'failed' then 'received' else held.status end,
        status_reason = case when held.status = 'failed' then null else held.status_reason end
      returning id, source, external_id_hash
    ), taken as (
      select told.id as told_id, call.id from told join call on call.id = told.id
      union
      select told.id, call.id from told
        join call on call.external_id_hash = told.external_id_hash and call.source = told.source
    ), made as (
      insert into transcripts (id, call_id, engine, language, sha256, utterances, removed_characters)
      select told.transcript_id, taken.id, 'text', language, sha256, utterances, removed_characters
      from told join taken on taken.told_id = told.id
      where told.id not in (select told_id from same)
      returning id
    ), assigned as (
      insert into role_assignments (id, transcript_id, made_by, confidence, roles, sha256)
      select told.role_assignment_id, made.id, made_by, confidence, roles, roles_sha256
      from told join made on made.id = told.transcript_id
      returning id, transcript_id, input_sequence
    ), input as materialized (
      select told.id as told_id, assigned.* from told join assigned on assigned.id = told.role_assignment_id
      union all select * from same
    )
    select told.id as told_id, stored.id as stored, coalesce(taken.id, stored.call_id, told.id) as call_id,
      input.transcript_id, input.id as role_assignment_id, input.input_sequence,
      exists (select from known where known.told_id = told.id and known.status = 'failed') as again
    from told left join stored on stored.told_id = told.id left join taken on taken.told_id = told.id
      left join input on input.told_id = told.id
  `.execute(db);
  const accepted = new Map(rows.map((row) => [row.told_id, toAccepted(row)]));
  return calls.flatMap(({ ids }) => accepted.get(ids.call) ?? []);
}

/**
 * Of a `with` after `told`: the calls that are here already, by the sender's id or our own (`known`), their newest
 * transcript of the same words with its newest roles (`same`), and what this revision said of it (`stored`).
 */
const KNOWN = sql`known as (
    select told.id as told_id, held.* from told cross join lateral (
      select calls.id, calls.status from calls
      where calls.external_id_hash = told.external_id_hash and calls.source = told.source
      union all
      select calls.id, calls.status from calls where calls.id = told.id and told.external_id_hash is null
      limit 1
    ) as held
  ), same as (
    select told_id, assignment.*
    from known join told on told.id = known.told_id cross join lateral (
      select assignment.id, assignment.transcript_id, assignment.input_sequence
      from transcripts join role_assignments assignment on assignment.transcript_id = transcripts.id
      where transcripts.call_id = known.id and transcripts.sha256 = told.sha256
      order by assignment.input_sequence desc limit 1
    ) as assignment
  ), stored as (
    select told_id, evaluation.*
    from same join told on told.id = same.told_id cross join lateral (
      select evaluations.id, evaluations.call_id from evaluations
      where evaluations.role_assignment_id = same.id and evaluations.transcript_id = same.transcript_id
        and evaluations.scorecard_key = told.scorecard and evaluations.scorecard_revision = told.revision
        and evaluations.purpose = 'score'
      order by evaluations.created_at desc limit 1
    ) as evaluation
  )`;

function toRow(call: NewTextCall) {
  const { ids, externalId, transcript, roles } = call;
  return {
    id: ids.call,
    transcript_id: ids.transcript,
    role_assignment_id: ids.roleAssignment,
    manager_id: ids.manager,
    source: call.source,
    external_id: externalId,
    external_id_hash: externalId === null ? null : externalIdHash(externalId),
    manager: call.managerId,
    direction: call.direction,
    started_at: call.startedAt,
    language_hint: call.languageHint,
    tags: call.tags,
    metadata: call.metadata,
    handling: call.handling,
    scorecard: call.scorecard.key,
    revision: call.scorecard.revision,
    process_id: call.processId,
    created_at: call.createdAt,
    language: call.language,
    sha256: call.transcriptSha256,
    utterances: transcript.utterances,
    removed_characters: transcript.removedCharacters,
    made_by: roles.madeBy,
    confidence: roles.confidence,
    roles: roles.roles,
    roles_sha256: call.roleAssignmentSha256,
  };
}

function toAccepted(row: AcceptedRow): AcceptedCall {
  if (row.stored !== null) return { stored: row.stored, callId: row.call_id };
  return {
    stored: null,
    callId: row.call_id,
    transcriptId: row.transcript_id,
    roleAssignmentId: row.role_assignment_id,
    inputSequence: row.input_sequence,
    again: row.again,
  };
}

/**
 * Leaves nothing of a call that was refused before anything was paid for it: its sender, who gave it no id, can but send
 * it anew. One that has an id, was paid for or may have been, or that somebody works on, stays. Whether it was removed.
 */
export async function removeUnpaidText(db: Db, callId: string): Promise<boolean> {
  const { rows } = await sql`
    with removed as (
      delete from calls where id = ${callId}::uuid and origin = 'text' and status = 'received'
        and external_id_hash is null and process_id is not null
        and not exists (select from evaluations where evaluations.call_id = calls.id)
        and not exists (select from paid_requests where subject = ${callId} and status <> 'free_failure')
      returning id
    ), words as (
      delete from transcripts where call_id in (select id from removed)
    ), assigned as (
      delete from role_assignments where transcript_id in (
        select id from transcripts where call_id in (select id from removed))
    ), unnamed as (
      update paid_requests set call_id = null where call_id in (select id from removed)
    )
    select id from removed
  `.execute(db);
  return rows.length > 0;
}

/** A text call that a job works on, for the scorecard asked last; gives its round. */
export async function takeUpText(db: Db, callId: string, scorecard: string): Promise<number> {
  const { round } = await db
    .updateTable("calls")
    .set({
      status: "transcribed",
      status_reason: null,
      total_score: null,
      primary_scorecard: scorecard,
      progress: null,
      cancel_requested_at: null,
    })
    .where("id", "=", callId)
    .returning("round")
    .executeTakeFirstOrThrow();
  return round;
}
