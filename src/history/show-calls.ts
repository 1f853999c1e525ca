import { type FailedEvaluation, listFailures } from "../calls/failure-store.ts";
import { type CallProgress, isSettled, readProgress } from "../calls/progress.ts";
import { type CallCursor, type CallsQuery, findCall, type ListedCall, listCalls, placeOf } from "../calls/store.ts";
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
import type { Role, Transcript } from "../transcripts/transcript.ts";
import { isId } from "./cursor.ts";
import { type ShownRecording, showRecording } from "./show-recording.ts";
import {
  findNewestTranscript,
  findRecordingOfCall,
  listDurations,
  type StoredRecording,
  type TranscriptWithOrigin,
} from "./store.ts";

/** Calls on one page of a list at most. */
export const CALLS_PAGE_MAX = 200;

/** A page of calls; `next` is where the next page begins, null on the last. */
export interface CallsSlice {
  calls: ListedCall[];
  next: CallCursor | null;
}

/** One evaluation with all that is needed to show it; the transcript is null once erased, the recording for texts. */
export interface ShownEvaluation {
  call: ListedCall;
  stored: StoredEvaluation;
  scorecard: Scorecard;
  transcript: StoredTranscript | null;
  recording: ShownRecording | null;
}

/** One call with all that is needed to show it. */
export interface ShownCall {
  call: ListedCall;
  /** Newest first. */
  evaluations: StoredEvaluation[];
  /** Scorecards that could not be filled in. */
  failures: FailedEvaluation[];
  /** The one shown first: the current one of the primary scorecard, else the newest; null without any. */
  shown: { stored: StoredEvaluation; scorecard: Scorecard } | null;
  /** What the shown evaluation was made from, without one the newest; null before there are words, or once erased. */
  transcript: StoredTranscript | null;
  /** The newest roles, which a person may swap; null before there are any. */
  newest: { roleAssignmentId: string; isJudged: boolean } | null;
  /** Null for a text. */
  recording: ShownRecording | null;
}

/** What a recording without a result has. */
export interface KeptRecording {
  recording: ShownRecording;
  /** Null before there are words. */
  transcript: Transcript | null;
  /** By position of the utterance. */
  roles: Role[];
}

/** A page of calls with the heads of their evaluations and the scorecards that could not be filled in. */
export async function showCallHeads(
  db: Db,
  query: CallsQuery,
): Promise<CallsSlice & { heads: Map<string, EvaluationHead[]>; failures: Map<string, FailedEvaluation[]> }> {
  const slice = await sliceCalls(db, query);
  const heads = await listEvaluationHeads(db, idsOf(slice.calls));
  const failures = await listFailures(db, idsOf(slice.calls));
  const byCall = ({ callId }: { callId: string }) => callId;
  return { ...slice, heads: Map.groupBy(heads, byCall), failures: Map.groupBy(failures, byCall) };
}

/** A page of calls with the current evaluation of each primary scorecard and the lengths of their recordings in milliseconds. */
export async function showCalls(
  db: Db,
  query: CallsQuery,
): Promise<CallsSlice & { evaluations: Map<string, StoredEvaluation>; durations: Map<string, number> }> {
  const slice = await sliceCalls(db, query);
  const evaluations = await listPrimaryEvaluations(db, idsOf(slice.calls));
  const durations = await listDurations(db, idsOf(slice.calls));
  return { ...slice, evaluations: new Map(evaluations.map((stored) => [stored.callId, stored])), durations };
}

/** One call with its evaluations, newest first, and what could not be filled in. Throws `not_found`. */
export async function findCallWithEvaluations(
  db: Db,
  id: string,
): Promise<Pick<ShownCall, "call" | "evaluations" | "failures">> {
  const call = isId(id) ? await findCall(db, id) : null;
  if (!call) throw new AppError("not_found", "There is no such call.");
  return { call, evaluations: await listEvaluations(db, id), failures: await listFailures(db, [id]) };
}

/**
 * How the last work on a call stands or ended while it has led to no result; `hasResult`: it is over and there is an
 * earlier result. Null when it led to one; of an id of nothing too.
 */
export async function findStanding(db: Db, id: string): Promise<{ progress: CallProgress; hasResult: boolean } | null> {
  const progress = isId(id) ? await readProgress(db, id) : null;
  if (!progress || progress.state === "done") return null;
  return { progress, hasResult: isSettled(progress) && (await listEvaluationHeads(db, [id])).length > 0 };
}

/** What a recording without a result has so far; null when its file is not (or no longer) known. */
export async function showKept(db: Db, call: Pick<ListedCall, "id" | "origin">): Promise<KeptRecording | null> {
  const words = await findNewestTranscript(db, call.id);
  const recording = await findShownRecording(db, call, words, words);
  if (!recording) return null;
  return {
    recording,
    transcript: words?.transcript ?? null,
    roles: words?.roles.roles ?? [],
  };
}

/** One call as a page shows it. Throws `not_found`. */
export async function showCall(db: Db, id: string): Promise<ShownCall> {
  const { call, evaluations, failures } = await findCallWithEvaluations(db, id);
  const isPrimary = ({ scorecard }: StoredEvaluation) => scorecard.key === call.primaryScorecard;
  const stored = evaluations.find((one) => one.current && isPrimary(one)) ?? evaluations[0] ?? null;
  const scorecard = stored && (await findScorecardRevision(db, stored.scorecard));
  const newest = await findNewestTranscript(db, id);
  const transcript = stored ? await findTranscript(db, stored) : newest;
  const isJudged = evaluations.some(({ roleAssignmentId }) => roleAssignmentId === newest?.roleAssignmentId);
  return {
    call,
    evaluations,
    failures,
    shown: stored && scorecard && { stored, scorecard },
    transcript,
    newest: newest && { roleAssignmentId: newest.roleAssignmentId, isJudged },
    recording: await findShownRecording(db, call, transcript, newest),
  };
}

/** One evaluation as a page shows it. Throws `not_found`. */
export async function showEvaluation(db: Db, id: string): Promise<ShownEvaluation> {
  const stored = isId(id) ? await findEvaluation(db, id) : null;
  const call = stored && (await findCall(db, stored.callId));
  const scorecard = stored && (await findScorecardRevision(db, stored.scorecard));
  if (!stored || !call || !scorecard) throw new AppError("not_found", "There is no such evaluation.");
  const transcript = await findTranscript(db, stored);
  return { call, stored, scorecard, transcript, recording: await findShownRecording(db, call, transcript, null) };
}

/** The recording of a call that can be heard. Throws `not_found` without one, or when its bytes are not (or no longer) here. */
export async function findHeardRecording(db: Db, callId: string): Promise<StoredRecording & { sha256: string }> {
  const call = isId(callId) ? await findCall(db, callId) : null;
  const recording = call && (await findRecordingOfCall(db, call.id));
  const sha256 = recording?.sha256 ?? null;
  if (!recording || sha256 === null || recording.removedAt !== null)
    throw new AppError("not_found", "There is no recording of this call.");
  return { ...recording, sha256 };
}

/** The words of a call under its newest roles, and the name its recording came with. Throws `not_found`. */
export async function findNewestWords(
  db: Db,
  callId: string,
): Promise<{ call: ListedCall; words: TranscriptWithOrigin; fileName: string | null }> {
  const call = isId(callId) ? await findCall(db, callId) : null;
  if (!call) throw new AppError("not_found", "There is no such call.");
  const words = await findNewestTranscript(db, call.id);
  if (!words) throw new AppError("not_found", "There is no transcript of this call.");
  const recording = await findRecordingOfCall(db, call.id);
  return { call, words, fileName: recording?.fileName ?? null };
}

async function findShownRecording(
  db: Db,
  { id, origin }: Pick<ListedCall, "id" | "origin">,
  words: StoredTranscript | null,
  newest: TranscriptWithOrigin | null,
): Promise<ShownRecording | null> {
  const recording = origin === "text" ? null : await findRecordingOfCall(db, id);
  return recording && showRecording(id, recording, words, newest);
}

async function sliceCalls(db: Db, query: CallsQuery): Promise<CallsSlice> {
  const found = await listCalls(db, { ...query, limit: query.limit + 1 });
  const calls = found.slice(0, query.limit);
  const last = calls.at(-1);
  const next = found.length > query.limit && last ? { createdAt: placeOf(last, query.by), id: last.id } : null;
  return { calls, next };
}

const idsOf = (calls: ListedCall[]) => calls.map(({ id }) => id);
