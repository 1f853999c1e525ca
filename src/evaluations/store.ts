import { type ExpressionBuilder, sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { Evaluation, JudgeName, StoredEvaluation } from "./evaluation.ts";
import type { Settlement } from "./judge.ts";
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
}

/**
 * Stores an evaluation, makes it current when its input is not older than the current one's and no person's stands
 * there, brings the call's status up to date and settles the paid requests, all in one statement. Tells whether it is
 * current.
 */
export async function storeEvaluation(db: Db, made: NewEvaluation, settlements: Settlement[]): Promise<boolean> {
  const { receipt, ...document } = made.evaluation;
  const { status, total, rawTotal, preliminary, notScorableReason, reviewReason } = made.evaluation;
  const reason = notScorableReason ?? reviewReason;
  const { rows } = await sql<{ current: boolean }>`
    with evaluation as (
      insert into evaluations (id, call_id, scorecard_key, scorecard_revision, transcript_id, role_assignment_id,
        input_sequence, judge, status, reason, total, raw_total, preliminary, document, receipt, created_at)
      values (${made.id}, ${made.callId}, ${made.scorecard.key}, ${made.scorecard.revision}, ${made.transcriptId},
        ${made.roleAssignmentId}, ${made.inputSequence}, ${made.judge}, ${status}, ${reason}, ${total}, ${rawTotal},
        ${preliminary}, ${JSON.stringify(document)}, ${JSON.stringify(receipt)}, ${made.createdAt})
    ), current as (
      insert into current_evaluations as held (call_id, scorecard_key, evaluation_id, input_sequence, by_person)
      values (${made.callId}, ${made.scorecard.key}, ${made.id}, ${made.inputSequence}, ${made.judge === "person"})
      on conflict (call_id, scorecard_key) do update
        set evaluation_id = excluded.evaluation_id, input_sequence = excluded.input_sequence,
          by_person = excluded.by_person, changed_at = now()
        where held.input_sequence <= excluded.input_sequence and (excluded.by_person or not held.by_person)
      returning evaluation_id
    ), call as (
      update calls set status = ${status}, status_reason = ${reason}, total_score = ${total}::numeric,
        primary_scorecard = ${made.scorecard.key}, process_id = null
      where id = ${made.callId} and exists (select from current)
    ), settled as (
      update paid_requests paid set status = 'answered', raw = answer.raw, model = answer.model,
        input_tokens = answer.input_tokens, cached_tokens = answer.cached_tokens,
        output_tokens = answer.output_tokens, cost_usd = answer.cost_usd, settled_at = now()
      from jsonb_to_recordset(${JSON.stringify(settlements.map(settlementRow))}::jsonb) as answer
        (id uuid, raw text, model text, input_tokens int, cached_tokens int, output_tokens int, cost_usd numeric)
      where paid.id = answer.id and paid.status = 'intent'
    )
    select exists (select from current) as current
  `.execute(db);
  return rows[0]?.current ?? false;
}

function settlementRow(settlement: Settlement) {
  return {
    id: settlement.paidRequestId,
    raw: settlement.raw,
    model: settlement.model,
    input_tokens: settlement.inputTokens,
    cached_tokens: settlement.cachedTokens,
    output_tokens: settlement.outputTokens,
    cost_usd: settlement.costUsd,
  };
}

/** One evaluation by its id; null when there is none. */
export async function findEvaluation(db: Db, id: string): Promise<StoredEvaluation | null> {
  const row = await selectEvaluations(db).where("evaluations.id", "=", id).executeTakeFirst();
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
    .innerJoin("current_evaluations", "current_evaluations.evaluation_id", "evaluations.id")
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

function isCurrent(eb: ExpressionBuilder<Tables, "evaluations">) {
  return eb
    .exists(
      eb
        .selectFrom("current_evaluations as held")
        .whereRef("held.call_id", "=", "evaluations.call_id")
        .whereRef("held.evaluation_id", "=", "evaluations.id"),
    )
    .as("current");
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
