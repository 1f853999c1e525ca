import type { Db } from "../db/database.ts";
import { STATUSES_AT_WORK } from "./call.ts";
import { dropFailures } from "./failure-store.ts";
import { REASON_QUARANTINED } from "./progress.ts";
import { type Enqueue, PROCESS_RECORDING, type RecordingWork } from "./recording.ts";
import {
  addRecording,
  findNewestRecording,
  findSameAudio,
  findStoredAnswer,
  type KeptCall,
  keepCall,
  keepManager,
  type NewRecording,
  takeUpAgain,
} from "./recording-store.ts";

/**
 * What became of it. `stored`: the evaluation that already answers the same audio and scorecard revision; null while the
 * work goes on. `recordingId` is not the given one when the same audio was here: the new file is not needed then.
 */
export interface AcceptedRecording {
  callId: string;
  recordingId: string;
  stored: string | null;
}

/**
 * Accepts a recording in one transaction: manager, call, recording and job (DESIGN §4b). The same sender's id brings the
 * same call; the same audio the same recording, and no second job while the same work is at hand. Another scorecard is
 * filled in beside those that are being filled in; the call's status is that of the one asked for last.
 */
export async function acceptRecording(
  { db, enqueue }: { db: Db; enqueue: Enqueue<Db> },
  given: NewRecording,
): Promise<AcceptedRecording> {
  return db.transaction().execute(async (tx) => {
    const managerId = await keepManager(tx, given);
    const call = await keepCall(tx, given, managerId);
    const same = "file" in given.content ? await findSameAudio(tx, call.id, given.content.file) : null;
    const stored = same && (await findStoredAnswer(tx, same, given));
    if (same && stored) return { callId: call.id, recordingId: same, stored };
    // What a newer recording has overtaken comes anew: the call is about what came last.
    const known = same === (await findNewestRecording(tx, call.id)) ? same : null;
    const isBeside = known !== null && isAtWork(call);
    if (known && isBeside && call.primaryScorecard === given.handling.scorecards[0])
      return { callId: call.id, recordingId: known, stored: null };
    const recordingId = known ?? (await addRecording(tx, call.id, given));
    // A job that is set aside must not be taken for the one that begins now.
    const round = call.statusReason === REASON_QUARANTINED ? call.round + 1 : call.round;
    if (!call.isNew) await takeUpAgain(tx, { ...call, round }, { recordingId, isBeside, given });
    await dropFailures(tx, call.id, given.handling.scorecards);
    await enqueue(tx, PROCESS_RECORDING, workOf(recordingId, given, { again: call.status === "failed", round }));
    return { callId: call.id, recordingId, stored: null };
  });
}

/** The work a recording is accepted for. */
function workOf(
  recordingId: string,
  { handling }: NewRecording,
  how: Pick<RecordingWork, "again" | "round">,
): RecordingWork {
  const [scorecard = ""] = handling.scorecards;
  return { recordingId, scorecard, reportLanguage: handling.reportLanguage ?? null, ...how };
}

function isAtWork({ status, isNew }: KeptCall): boolean {
  return !isNew && STATUSES_AT_WORK.includes(status);
}
