import { type ExpressionBuilder, sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { Settlement } from "../usage/paid-request.ts";
import { settleStatements } from "../usage/store.ts";
import type { Evaluation, JudgeName, StoredEvaluation } from "./evaluation.ts";
import { Scorecard } from "./scorecard.ts";

/** A new evaluation and what it was made from; ids are UUIDv7. */
export interface NewEvaluation {
  id: string;
  callId: string;
  transcriptId: string;
  roleAssignmentId: string;
  /** That of the role assignment: a result of an older input never replaces that of a newer one. */
  inputSequence: number;
  scorecard: { key: string; revision: number };
  judge: JudgeName;
  evaluation: Evaluation;
  createdAt: Date;
  /**
   * False where something newer or of the primary scorecard settles the call: its status, total and primary scorecard
   * stay then. Default true.
   */
  settlesCall?: boolean;
}

/** What became of a stored evaluation: whether it is current, and whether endpoints are to be told that it became so. */
export interface StoredAs {
  isCurrent: boolean;
  isUntold: boolean;
}

/** As `storeEvaluations`, one. */
export async function storeEvaluation(db: Db, made: NewEvaluation, settlements: Settlement[]): Promise<StoredAs> {
  const [stored] = await storeEvaluations(db, [{ made, settlements }]);
  return stored ?? NOT_CURRENT;
}

const NOT_CURRENT: StoredAs = { isCurrent: false, isUntold: false };

/**
 * Stores evaluations, makes each current when its input is not older than the current one's and no person's stands
 * there, brings the calls' status up to date and settles the paid requests, all in one statement. What became current while
 * there are endpoints is marked as not told yet: that mark is the event for whoever passes results on. Tells of each what
 * became of it. No two may fill in the same scorecard for one call. One that was stored already, whose answer was lost, stays as it is.
 * (The condition on the documents holds always: with it the planner reckons with one row instead of a hundred, and looks
 * calls up by index however small the table was when it planned.)
 */
export async function storeEvaluations(
  db: Db,
  evaluations: readonly { made: NewEvaluation; settlements: Settlement[] }[],
): Promise<StoredAs[]> {
  const { rows } = await sql<{ evaluation_id: string; is_told: boolean }>`
    with made as (
      select * from jsonb_to_recordset(${JSON.stringify(evaluations.map(({ made }) => toRow(made)))}::jsonb) as made(id uuid,
        call_id uuid, scorecard_key text, scorecard_revision int, transcript_id uuid, role_assignment_id uuid,
        input_sequence bigint, judge text, status text, reason text, total numeric, raw_total numeric, preliminary numeric,
        document jsonb, receipt jsonb, created_at timestamptz, by_person boolean, settles_call boolean)
      where jsonb_typeof(document) = 'object'
    ), evaluation as (
      insert into evaluations (id, call_id, scorecard_key, scorecard_revision, transcript_id, role_assignment_id,
        input_sequence, judge, status, reason, total, raw_total, preliminary, document, receipt, created_at)
      select id, call_id, scorecard_key, scorecard_revision, transcript_id, role_assignment_id,
        input_sequence, judge, status, reason, total, raw_total, preliminary, document, receipt, created_at
      from made
      on conflict (id) do nothing
    ), current as (
      insert into current_evaluations as held (call_id, scorecard_key, evaluation_id, input_sequence, by_person, is_told)
      select call_id, scorecard_key, id, input_sequence, by_person,
        not exists (select from endpoints where removed_at is null)
      from made order by call_id, scorecard_key
      on conflict (call_id, scorecard_key) do update
        set evaluation_id = excluded.evaluation_id, input_sequence = excluded.input_sequence,
          by_person = excluded.by_person, changed_at = now(),
          is_told = excluded.is_told or (held.is_told and held.evaluation_id = excluded.evaluation_id)
        where held.input_sequence <= excluded.input_sequence and (excluded.by_person or not held.by_person)
      returning evaluation_id, is_told
    ), call as (
      update calls set status = made.status, status_reason = made.reason, total_score = made.total,
        primary_scorecard = made.scorecard_key, process_id = null
      from made join current on current.evaluation_id = made.id
      where calls.id = made.call_id and made.settles_call
    ), ${settleStatements(evaluations.flatMap(({ settlements }) => settlements))}
    select evaluation_id, is_told from current
  `.execute(db);
  const current = new Map(rows.map((row) => [row.evaluation_id, { isCurrent: true, isUntold: !row.is_told }]));
  return evaluations.map(({ made }) => current.get(made.id) ?? NOT_CURRENT);
}

function toRow(made: NewEvaluation) {
  const { receipt, ...document } = made.evaluation;
  const { status, total, rawTotal, preliminary, notScorableReason, reviewReason } = made.evaluation;
  return {
    id: made.id,
    call_id: made.callId,
    scorecard_key: made.scorecard.key,
    scorecard_revision: made.scorecard.revision,
    transcript_id: made.transcriptId,
    role_assignment_id: made.roleAssignmentId,
    input_sequence: made.inputSequence,
    judge: made.judge,
    status,
    reason: notScorableReason ?? reviewReason,
    total,
    raw_total: rawTotal,
    preliminary,
    document,
    receipt,
    created_at: made.createdAt,
    by_person: made.judge === "person",
    settles_call: made.settlesCall ?? true,
  };
}

/** One evaluation by its id; null when there is none. */
export async function findEvaluation(db: Db, id: string): Promise<StoredEvaluation | null> {
  const row = await selectEvaluations(db).where("evaluations.id", "=", id).executeTakeFirst();
  return row ? toStored(row) : null;
}

/** The newest evaluation of one role assignment by one scorecard revision; null when it was not judged so yet. */
export async function findInputEvaluation(
  db: Db,
  roleAssignmentId: string,
  scorecard: { key: string; revision: number },
): Promise<StoredEvaluation | null> {
  const row = await selectEvaluations(db)
    .where("evaluations.role_assignment_id", "=", roleAssignmentId)
    .where("evaluations.scorecard_key", "=", scorecard.key)
    .where("evaluations.scorecard_revision", "=", scorecard.revision)
    .where("evaluations.purpose", "=", "score")
    .orderBy("evaluations.created_at", "desc")
    .executeTakeFirst();
  return row ? toStored(row) : null;
}

/** The newest evaluation of a recording by one scorecard, whatever its revision; null when there is none. */
export async function findRecordingEvaluation(
  db: Db,
  recordingId: string,
  scorecard: string,
): Promise<StoredEvaluation | null> {
  const row = await selectEvaluations(db)
    .innerJoin("transcripts", "transcripts.id", "evaluations.transcript_id")
    .where("transcripts.recording_id", "=", recordingId)
    .where("evaluations.scorecard_key", "=", scorecard)
    .where("evaluations.purpose", "=", "score")
    .orderBy("evaluations.input_sequence", "desc")
    .orderBy("evaluations.created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? toStored(row) : null;
}

/** All evaluations of a call, newest first, at most `EVALUATIONS_OF_CALL_MAX`. */
export async function listEvaluations(db: Db, callId: string): Promise<StoredEvaluation[]> {
  const rows = await selectEvaluations(db)
    .where("evaluations.call_id", "=", callId)
    .orderBy("evaluations.created_at", "desc")
    .orderBy("evaluations.id", "desc")
    .limit(EVALUATIONS_OF_CALL_MAX)
    .execute();
  return rows.map(toStored);
}

/** What a list shows of an evaluation; `total` in percent, null unless scored. */
export interface EvaluationHead {
  callId: string;
  id: string;
  scorecard: string;
  status: Evaluation["status"];
  total: number | null;
  current: boolean;
}

/** The heads of all evaluations of some calls, newest first. */
export async function listEvaluationHeads(db: Db, callIds: string[]): Promise<EvaluationHead[]> {
  if (callIds.length === 0) return [];
  const rows = await db
    .selectFrom("evaluations")
    .select(["call_id", "id", "scorecard_key", "status", "total"])
    .select(isCurrent)
    .where("call_id", "in", callIds)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({
    callId: row.call_id,
    id: row.id,
    scorecard: row.scorecard_key,
    status: row.status,
    total: row.total,
    current: Boolean(row.current),
  }));
}

/** The current evaluation of each call's primary scorecard. */
export async function listPrimaryEvaluations(db: Db, callIds: string[]): Promise<StoredEvaluation[]> {
  if (callIds.length === 0) return [];
  const rows = await selectEvaluations(db)
    .innerJoin("current_evaluations", (join) =>
      join
        // Named too, since the index is by call.
        .onRef("current_evaluations.call_id", "=", "evaluations.call_id")
        .onRef("current_evaluations.evaluation_id", "=", "evaluations.id"),
    )
    .innerJoin("calls", "calls.id", "evaluations.call_id")
    .whereRef("calls.primary_scorecard", "=", "evaluations.scorecard_key")
    .where("evaluations.call_id", "in", callIds)
    .execute();
  return rows.map(toStored);
}

/** A scorecard as it was used; null when no such revision ever judged here. */
export async function findScorecardRevision(
  db: Db,
  { key, revision }: { key: string; revision: number },
): Promise<Scorecard | null> {
  const row = await db
    .selectFrom("scorecard_revisions")
    .select("document")
    .where("key", "=", key)
    .where("revision", "=", revision)
    .executeTakeFirst();
  return row ? Scorecard.parse(row.document) : null;
}

/** Most evaluations of one call that are shown. */
export const EVALUATIONS_OF_CALL_MAX = 100;

function selectEvaluations(db: Db) {
  return db.selectFrom("evaluations").selectAll("evaluations").select(isCurrent);
}

/** Asked for each row: of `exists` PostgreSQL makes a hash of the whole table. */
function isCurrent(eb: ExpressionBuilder<Tables, "evaluations">) {
  const held = eb
    .selectFrom("current_evaluations as held")
    .select(sql<boolean>`true`.as("current"))
    .whereRef("held.call_id", "=", "evaluations.call_id")
    .whereRef("held.evaluation_id", "=", "evaluations.id")
    .limit(1);
  return eb.fn.coalesce(held, sql<boolean>`false`).as("current");
}

type EvaluationRow = Awaited<ReturnType<ReturnType<typeof selectEvaluations>["execute"]>>[number];

function toStored(row: EvaluationRow): StoredEvaluation {
  return {
    id: row.id,
    callId: row.call_id,
    transcriptId: row.transcript_id,
    roleAssignmentId: row.role_assignment_id,
    createdAt: row.created_at,
    scorecard: { key: row.scorecard_key, revision: row.scorecard_revision },
    judge: row.judge as JudgeName,
    purpose: row.purpose,
    current: Boolean(row.current),
    evaluation: { ...(row.document as Omit<Evaluation, "receipt">), receipt: row.receipt as Evaluation["receipt"] },
  };
}

/** A revision to be written down; `document` is the whole scorecard, `sha256` its hash in hex. */
export interface ScorecardRevisionRow {
  key: string;
  revision: number;
  mode: string;
  sha256: string;
  document: Scorecard;
}

/** Writes revisions down; gives those that differ from what is stored and has judged a call, which stay as they were. */
export async function storeScorecardRevisions(
  db: Db,
  revisions: ScorecardRevisionRow[],
): Promise<{ key: string; revision: number }[]> {
  const { rows } = await sql<{ key: string; revision: number }>`
    with card as (
      select * from jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb)
        as card (key text, revision int, mode text, sha256 text, document jsonb)
    ), registered as (
      insert into scorecard_revisions as held (key, revision, mode, sha256, document)
      select key, revision, mode, sha256, document from card
      on conflict (key, revision) do update
        set mode = excluded.mode, sha256 = excluded.sha256, document = excluded.document
        where held.sha256 = excluded.sha256 or not exists (
          select from evaluations where scorecard_key = held.key and scorecard_revision = held.revision
        )
      returning key, revision
    )
    select key, revision from card where (key, revision) not in (select key, revision from registered)
  `.execute(db);
  return rows;
}
