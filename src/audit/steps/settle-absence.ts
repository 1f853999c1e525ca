import { REASON_NO_RECORDING } from "../../calls/progress.ts";
import type { RecordingDeps, RecordingJob } from "./recording-deps.ts";
import { absenceOf, nextLookS } from "./recording-readiness.ts";
import { noteWaiting, skipRecordingCall, type WorkedRecording } from "./recording-store.ts";

/** Why a call stands still, by what a look for its recording found. */
const WAIT_REASONS = { not_ready: "recording_not_ready", away: "download_failed" } as const;

/**
 * After a recording that a machine told of could not be fetched: the job looks again later; one that is gone, or was never
 * there for a day, lets the call be skipped. Gives whether it was about that; nothing is written otherwise.
 */
export async function settleAbsence(
  { db, now }: RecordingDeps,
  job: RecordingJob,
  work: WorkedRecording,
  error: unknown,
): Promise<boolean> {
  const absence = work.isToldByWebhook ? absenceOf(error) : null;
  if (absence === null) return false;
  const seconds = absence === "gone" ? null : nextLookS((now().getTime() - work.toldAt.getTime()) / 1_000);
  // What is there and cannot be fetched is a failure in the end, and told as one.
  if (seconds === null && absence === "away") return false;
  await db.transaction().execute(async (tx) => {
    if (seconds === null || absence === "gone") {
      await skipRecordingCall(tx, work, REASON_NO_RECORDING);
      await job.complete(tx);
    } else {
      await noteWaiting(tx, work, WAIT_REASONS[absence], new Date(now().getTime() + seconds * 1_000));
      await job.snooze(tx, { seconds, reason: WAIT_REASONS[absence] });
    }
  });
  return true;
}
