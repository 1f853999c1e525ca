import type { Db } from "../db/database.ts";
import { STATUSES_AT_WORK } from "./call.ts";
import { type Enqueue, PROCESS_RECORDING, type RecordingWork } from "./recording.ts";
import {
  addRecording,
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
 * same call; the same audio the same recording, and no second job while the same work is at hand.
 */
export async function acceptRecording(
  { db, enqueue }: { db: Db; enqueue: Enqueue<Db> },
  given: NewRecording,
): Promise<AcceptedRecording> {
  return db.transaction().execute(async (tx) => {
    const managerId = await keepManager(tx, given);
    const call = await keepCall(tx, given, managerId);
    const known = "file" in given.content ? await findSameAudio(tx, call.id, given.content.file) : null;
    const stored = known && (await findStoredAnswer(tx, known, given));
    if (known && stored) return { callId: call.id, recordingId: known, stored };
    if (known && isAtWork(call) && call.primaryScorecard === given.handling.scorecards[0])
      return { callId: call.id, recordingId: known, stored: null };
    const recordingId = known ?? (await addRecording(tx, call.id, given));
    if (!call.isNew) await takeUpAgain(tx, call.id, given);
    await enqueue(tx, PROCESS_RECORDING, workOf(recordingId, given, call.status === "failed"));
    return { callId: call.id, recordingId, stored: null };
  });
}

/** The work a recording is accepted for. */
function workOf(recordingId: string, { handling }: NewRecording, again: boolean): RecordingWork {
  const [scorecard = ""] = handling.scorecards;
  return { recordingId, scorecard, reportLanguage: handling.reportLanguage ?? null, again };
}

function isAtWork({ status, isNew }: KeptCall): boolean {
  return !isNew && STATUSES_AT_WORK.includes(status);
}
