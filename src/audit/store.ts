import { type RawBuilder, sql } from "kysely";
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
  stored: string | null;
  call_id: string;
  transcript_id: string;
  role_assignment_id: string;
  input_sequence: number;
  again: boolean;
}

/**
 * Accepts a text call before it is judged, in one statement: call, transcript and role assignment. When the sender's id
 * is known and the same words were judged with the same scorecard revision, nothing is written and that evaluation is
 * named; the same words under another scorecard share transcript and role assignment.
 */
export async function acceptTextCall(db: Db, call: NewTextCall): Promise<AcceptedCall> {
  const hash = call.externalId === null ? null : externalIdHash(call.externalId);
  const { rows } = await sql<AcceptedRow>`
    with ${hash === null ? nothingKnown : known(call, hash)}, manager as (
      insert into managers (id, source, external_id)
      select ${call.ids.manager}::uuid, ${call.source}, ${call.managerId}
      where ${call.managerId}::text is not null and not exists (select from stored)
      on conflict (source, external_id) do update set external_id = excluded.external_id
      returning id
    ), call as (
      insert into calls as held (id, source, external_id, external_id_hash, manager_id, origin, status, direction,
        started_at, language, tags, metadata, handling, primary_scorecard, process_id, created_at)
      select ${call.ids.call}::uuid, ${call.source}, ${call.externalId}::text, ${hash}::text, (select id from manager), 'text',
        'received', ${call.direction}::text, ${call.startedAt}::timestamptz, ${call.languageHint}::text,
        ${call.tags}::text[], ${JSON.stringify(call.metadata)}::jsonb, ${JSON.stringify(call.handling)}::jsonb,
        ${call.scorecard.key}, ${call.processId}::uuid, ${call.createdAt}::timestamptz
      where not exists (select from stored)
      on conflict (external_id_hash, source) do update set
        external_id = coalesce(held.external_id, excluded.external_id),
        manager_id = coalesce(excluded.manager_id, held.manager_id),
        direction = coalesce(excluded.direction, held.direction),
        started_at = coalesce(excluded.started_at, held.started_at),
        process_id = excluded.process_id,
        round = case when held.status_reason = ${REASON_QUARANTINED} then held.round + 1 else held.round end,
        status = case when held.status = 'failed' then 'received' else held.status end,
        status_reason = case when held.status = 'failed' then null else held.status_reason end
      returning id
    ), made as (
      insert into transcripts (id, call_id, engine, language, sha256, utterances, removed_characters)
      select ${call.ids.transcript}::uuid, call.id, 'text', ${call.language}::text, ${call.transcriptSha256},
        ${JSON.stringify(call.transcript.utterances)}::jsonb, ${call.transcript.removedCharacters}
      from call where not exists (select from same)
      returning id
    ), assigned as (
      insert into role_assignments (id, transcript_id, made_by, confidence, roles, sha256)
      select ${call.ids.roleAssignment}::uuid, made.id, ${call.roles.madeBy}, ${call.roles.confidence},
        ${JSON.stringify(call.roles.roles)}::jsonb, ${call.roleAssignmentSha256}
      from made
      returning id, transcript_id, input_sequence
    ), input as (
      select id, transcript_id, input_sequence from assigned union all select id, transcript_id, input_sequence from same
    )
    select (select id from stored) as stored, coalesce((select id from call), (select call_id from stored)) as call_id,
      input.transcript_id, input.id as role_assignment_id, input.input_sequence,
      exists (select from failed) as again
    from (select 1) as one left join input on true
  `.execute(db);
  const row = rows[0];
  if (!row) throw new Error("the statement that accepts a call answers with one row");
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

/** A call without a sender's id is always new. */
const nothingKnown: RawBuilder<unknown> = sql`
  stored as (select null::uuid as id, null::uuid as call_id where false),
  same as (select null::uuid as id, null::uuid as transcript_id, null::bigint as input_sequence where false),
  failed as (select where false)`;

/** The same words under the sender's id: their newest evaluation with this revision, and their newest role assignment. */
function known(call: NewTextCall, hash: string): RawBuilder<unknown> {
  return sql`
    same as (
      select assignment.id, assignment.transcript_id, assignment.input_sequence
      from calls join transcripts on transcripts.call_id = calls.id
        join role_assignments assignment on assignment.transcript_id = transcripts.id
      where calls.external_id_hash = ${hash} and calls.source = ${call.source}
        and transcripts.sha256 = ${call.transcriptSha256}
      order by assignment.input_sequence desc limit 1
    ), stored as (
      select evaluations.id, evaluations.call_id
      from evaluations join same on same.id = evaluations.role_assignment_id
      where evaluations.scorecard_key = ${call.scorecard.key} and evaluations.purpose = 'score'
        and evaluations.scorecard_revision = ${call.scorecard.revision}
      order by evaluations.created_at desc limit 1
    ), failed as (
      select from calls where external_id_hash = ${hash} and source = ${call.source} and status = 'failed'
    )`;
}
