import { STATUSES_AT_WORK } from "../calls/call.ts";
import { dropFailures, listFailures } from "../calls/failure-store.ts";
import { type Enqueue, EVALUATE_CALL, PROCESS_RECORDING } from "../calls/recording.ts";
import { findNewestRecording, findReachableRecording, statusOfRecording } from "../calls/recording-store.ts";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { confirmRoles, swapRoles } from "../transcripts/roles/channel-roles.ts";
import { findNewestInput, storeRoleAssignment } from "../transcripts/store.ts";
import type { RoleAssignment } from "../transcripts/transcript.ts";
import {
  type ActedCall,
  beginRound,
  currentScorecards,
  lockCall,
  markCancelled,
  noteWanted,
  putToWork,
} from "./call-store.ts";

/** What acting on a call needs. */
export interface CallActionsDeps {
  db: Db;
  enqueue: Enqueue<Db>;
  /** Tells the worker of this process that there is work. */
  nudge(): void;
  wake(callId: string, round?: number): void;
}

/**
 * Stops the work on a call: what is in flight is cut within seconds, nothing later is sent, and nothing repeats it by
 * itself. The recording stays. Throws `not_found`, and `conflict` when nothing is at work.
 */
export async function cancelCall({ db, wake }: CallActionsDeps, callId: string): Promise<void> {
  const round = await markCancelled(db, callId);
  if (round === null) throw await nothingToDo(db, callId, "There is nothing at work on this call.");
  wake(callId, round);
}

/**
 * Starts the work on a call that failed or was cancelled once more, as a person's wish: one further paid request where
 * none is made by itself. Of a call that is judged the scorecards that could not be filled in. Throws `not_found`, and
 * `conflict` when nothing failed, the call is at work or its recording is gone.
 */
export async function replayCall(deps: CallActionsDeps, callId: string): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const call = await lockCall(tx, callId);
    const scorecards = await scorecardsToReplay(tx, call);
    const round = call.round + 1;
    const recordingId = await findNewestRecording(tx, callId);
    if (recordingId === null && !(await findNewestInput(tx, callId)))
      throw await nothingToDo(tx, callId, "The recording is gone: send the call again.");
    const status = recordingId === null ? "transcribed" : await statusOfRecording(tx, recordingId);
    await (call.status === "failed" ? putToWork(tx, callId, { status, round }) : beginRound(tx, callId, round));
    await dropFailures(tx, callId, scorecards);
    const reportLanguage = call.handling.reportLanguage ?? null;
    for (const scorecard of scorecards) {
      const work = { scorecard, reportLanguage, again: true, round };
      if (recordingId === null) await deps.enqueue(tx, EVALUATE_CALL, { ...work, callId });
      else await deps.enqueue(tx, PROCESS_RECORDING, { ...work, recordingId });
    }
  });
  deps.nudge();
  deps.wake(callId);
}

/**
 * Puts a call that was skipped to work all the same, because a person wants it: no rule of its source skips it again. Nothing
 * is done when that was asked for before. Throws `not_found`, and `conflict` when it was not skipped or has no recording.
 */
export async function includeCall(deps: CallActionsDeps, callId: string): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const call = await lockCall(tx, callId);
    if (call.status !== "skipped") {
      if (call.handling.isWanted) return;
      throw await nothingToDo(tx, callId, "Only a call that was skipped can be audited all the same.");
    }
    const recordingId = await findReachableRecording(tx, callId);
    if (recordingId === null)
      throw await nothingToDo(tx, callId, "There is no recording of this call: it cannot be audited.");
    const round = call.round + 1;
    await noteWanted(tx, callId);
    await putToWork(tx, callId, { status: await statusOfRecording(tx, recordingId), round });
    const { reportLanguage = null, scorecards } = call.handling;
    const also = scorecards.filter((key) => key !== call.primaryScorecard);
    const work = { recordingId, scorecard: call.primaryScorecard, also, reportLanguage, again: false, round };
    await deps.enqueue(tx, PROCESS_RECORDING, work, { key: `${recordingId}:${round}` });
  });
  deps.nudge();
  deps.wake(callId);
}

/**
 * Changes manager and customer over, because a person heard it so: a new role assignment, and new evaluations of every
 * scorecard that has a current one, without a new transcription. When the roles are no longer those that the person saw
 * (`seen`, null when that is not known), it was done already, and nothing is. Throws `not_found` and `conflict` (no
 * transcript, the call is at work, of no utterance is it known who says it).
 */
export function swapCallRoles(deps: CallActionsDeps, callId: string, seen: string | null = null): Promise<void> {
  return assignByPerson(deps, { callId, seen, assign: swapRoles });
}

/**
 * Takes the roles as they are, because a person heard that they are right: what was in doubt is judged. Nothing is done when
 * a person had a say already, or as in `swapCallRoles`. Throws as that does.
 */
export function confirmCallRoles(deps: CallActionsDeps, callId: string, seen: string | null = null): Promise<void> {
  return assignByPerson(deps, {
    callId,
    seen,
    assign: (told) => (told.madeBy === "person" ? null : confirmRoles(told)),
  });
}

interface RolesByPerson {
  callId: string;
  seen: string | null;
  /** The roles that a person says are right; null: they are told already. */
  assign(told: RoleAssignment): RoleAssignment | null;
}

async function assignByPerson(deps: CallActionsDeps, { callId, seen, assign }: RolesByPerson): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const call = await lockCall(tx, callId);
    const input = await findNewestInput(tx, callId);
    if (!input) throw await nothingToDo(tx, callId, "There is no transcript yet.");
    if (seen !== null && seen !== input.roleAssignmentId) return;
    const assigned = assign(input.roles);
    if (assigned === null) return;
    if (!assigned.roles.includes("manager") && !assigned.roles.includes("customer"))
      throw await nothingToDo(tx, callId, "Of no utterance is it known who says it.");
    if (STATUSES_AT_WORK.includes(call.status))
      throw await nothingToDo(tx, callId, "The call is at work: wait until it is judged.");
    await storeRoleAssignment(tx, input.transcriptId, assigned);
    const round = call.round + 1;
    await putToWork(tx, callId, { status: "transcribed", round });
    const reportLanguage = call.handling.reportLanguage ?? null;
    const scorecards = new Set([call.primaryScorecard, ...(await currentScorecards(tx, callId))]);
    await dropFailures(tx, callId, [...scorecards]);
    for (const scorecard of scorecards)
      await deps.enqueue(tx, EVALUATE_CALL, { callId, scorecard, reportLanguage, again: false, round });
  });
  deps.nudge();
  deps.wake(callId);
}

/** Of a call that failed all that were asked for, of one that is judged those that could not be filled in. */
async function scorecardsToReplay(tx: Db, call: ActedCall): Promise<string[]> {
  if (call.status === "failed") return [...new Set([call.primaryScorecard, ...call.handling.scorecards])];
  if (STATUSES_AT_WORK.includes(call.status))
    throw await nothingToDo(tx, call.id, "The call is at work: wait until it is judged.");
  const failed = await listFailures(tx, [call.id]);
  if (failed.length === 0) throw await nothingToDo(tx, call.id, "Only what failed can be started again.");
  return failed.map(({ scorecard }) => scorecard);
}

async function nothingToDo(db: Db, callId: string, detail: string): Promise<AppError> {
  const row = await db.selectFrom("calls").select("id").where("id", "=", callId).executeTakeFirst();
  if (!row) return new AppError("not_found", "There is no such call.");
  return new AppError("conflict", detail, { instance: `/api/v1/calls/${callId}` });
}
