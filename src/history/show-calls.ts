import { type CallCursor, findCall, type ListedCall, listCalls } from "../calls/store.ts";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import type { StoredEvaluation } from "../evaluations/evaluation.ts";
import type { Scorecard } from "../evaluations/scorecard.ts";
import {
  type EvaluationHead,
  findEvaluation,
  findScorecardRevision,
  listEvaluationHeads,
  listEvaluations,
  listPrimaryEvaluations,
} from "../evaluations/store.ts";
import { findTranscript, type StoredTranscript } from "../transcripts/store.ts";
import { isId } from "./cursor.ts";

/** Calls on one page of a list at most. */
export const CALLS_PAGE_MAX = 200;

/** Which calls, newest first; `externalId` narrows to the sender's id. */
export interface CallsQuery {
  limit: number;
  after: CallCursor | null;
  externalId: string | null;
}

/** A page of calls; `next` is where the next page begins, null on the last. */
export interface CallsSlice {
  calls: ListedCall[];
  next: CallCursor | null;
}

/** One evaluation with all that is needed to show it; the transcript is null once erased. */
export interface ShownEvaluation {
  call: ListedCall;
  stored: StoredEvaluation;
  scorecard: Scorecard;
  transcript: StoredTranscript | null;
}

/** A page of calls with the heads of their evaluations. */
export async function showCallHeads(
  db: Db,
  query: CallsQuery,
): Promise<CallsSlice & { heads: Map<string, EvaluationHead[]> }> {
  const slice = await sliceCalls(db, query);
  const heads = await listEvaluationHeads(db, idsOf(slice.calls));
  return { ...slice, heads: Map.groupBy(heads, ({ callId }) => callId) };
}

/** A page of calls with the current evaluation of each primary scorecard. */
export async function showCalls(
  db: Db,
  query: CallsQuery,
): Promise<CallsSlice & { evaluations: Map<string, StoredEvaluation> }> {
  const slice = await sliceCalls(db, query);
  const evaluations = await listPrimaryEvaluations(db, idsOf(slice.calls));
  return { ...slice, evaluations: new Map(evaluations.map((stored) => [stored.callId, stored])) };
}

/** One call with its evaluations, newest first. Throws `not_found`. */
export async function showCall(
  db: Db,
  id: string,
): Promise<{ call: ListedCall; evaluations: StoredEvaluation[]; transcript: StoredTranscript | null }> {
  const call = isId(id) ? await findCall(db, id) : null;
  if (!call) throw new AppError("not_found", "There is no such call.");
  const evaluations = await listEvaluations(db, id);
  const isPrimary = ({ scorecard }: StoredEvaluation) => scorecard.key === call.primaryScorecard;
  const shown = evaluations.find((one) => one.current && isPrimary(one)) ?? evaluations[0];
  return { call, evaluations, transcript: shown ? await findTranscript(db, shown) : null };
}

/** One evaluation as a page shows it. Throws `not_found`. */
export async function showEvaluation(db: Db, id: string): Promise<ShownEvaluation> {
  const stored = isId(id) ? await findEvaluation(db, id) : null;
  const call = stored && (await findCall(db, stored.callId));
  const scorecard = stored && (await findScorecardRevision(db, stored.scorecard));
  if (!stored || !call || !scorecard) throw new AppError("not_found", "There is no such evaluation.");
  return { call, stored, scorecard, transcript: await findTranscript(db, stored) };
}

async function sliceCalls(db: Db, query: CallsQuery): Promise<CallsSlice> {
  const found = await listCalls(db, { ...query, limit: query.limit + 1 });
  const calls = found.slice(0, query.limit);
  const last = calls.at(-1);
  return { calls, next: found.length > query.limit && last ? { createdAt: last.createdAt, id: last.id } : null };
}

const idsOf = (calls: ListedCall[]) => calls.map(({ id }) => id);
