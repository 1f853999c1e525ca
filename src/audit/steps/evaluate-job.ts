import { keepFailedEvaluation, type WorkFailure } from "../../calls/failure-store.ts";
import type { EvaluationWork } from "../../calls/recording.ts";
import type { Db } from "../../db/database.ts";
import { WorkInterrupted } from "../../errors.ts";
import { JobLost } from "../../jobs/jobs.ts";
import { putOffFor } from "../../usage/payment-held.ts";
import { failEvaluation, isRoundOver, noteEvaluationWaits } from "../call-store.ts";
import { type EvaluateCallDeps, evaluateCall } from "./evaluate-call.ts";
import type { JobInHand } from "./recording-deps.ts";
import { consequenceAt, endOf, nextTry } from "./recording-failure.ts";
import type { WakeListener } from "./wake-ups.ts";
import { CallCancelled, watchCancel } from "./watch-cancel.ts";

/** What the job needs besides evaluating. */
export interface EvaluateJobDeps extends EvaluateCallDeps {
  wake(callId: string, round?: number): void;
  onWake(callId: string, listener: WakeListener): () => void;
}

/** Evaluates a call whose words are here already: a text sent with `respond-async`, or roles that a person changed. */
export async function evaluateStoredCall(deps: EvaluateJobDeps, job: JobInHand<EvaluationWork>): Promise<void> {
  const { callId, round } = job.payload;
  if (await isRoundOver(deps.db, callId, round)) return job.complete(deps.db);
  // Work of an earlier round lets go of what it asked for before this one asks for it again.
  deps.wake(callId, round);
  const watch = watchCancel(deps, { callId, round }, job.signal);
  try {
    await evaluateCall(deps, { ...job, signal: watch.signal }, { callId });
  } catch (error) {
    if (error instanceof JobLost || error instanceof WorkInterrupted) throw error;
    if (job.signal.aborted) throw new WorkInterrupted("the job was stopped", { cause: error });
    if (error instanceof CallCancelled || watch.signal.reason instanceof CallCancelled) await job.complete(deps.db);
    else await settle(deps, job, error);
  } finally {
    watch.stop();
    deps.wake(callId);
  }
}

/** As after a failure of a recording. */
async function settle(deps: EvaluateJobDeps, job: JobInHand<EvaluationWork>, error: unknown): Promise<void> {
  const { db, now } = deps;
  const consequence = consequenceAt("evaluate", error, job.starts);
  if (consequence.kind === "hold") {
    const { hold } = consequence;
    return db.transaction().execute(async (tx) => {
      await noteEvaluationWaits(tx, job.payload, hold.reason, endOf(hold));
      await job.snooze(tx, putOffFor(hold, now().getTime(), Math.random()));
    });
  }
  if (consequence.kind === "wait" || !consequence.isForeseen) {
    if (!(await job.holds())) throw error;
    const again = nextTry(deps, job.secondsToWait(error));
    if (consequence.kind === "wait") await noteEvaluationWaits(db, job.payload, consequence.reason, again);
    else await db.transaction().execute((tx) => fail(tx, job, consequence.failure));
    throw error;
  }
  await db.transaction().execute(async (tx) => {
    await fail(tx, job, consequence.failure);
    await job.complete(tx);
  });
}

/** The call fails with its primary scorecard; that any is not filled in is written down. */
async function fail(tx: Db, { id, payload }: JobInHand<EvaluationWork>, failure: WorkFailure): Promise<void> {
  const { callId, scorecard, round } = payload;
  await failEvaluation(tx, payload, failure);
  await keepFailedEvaluation(tx, { jobId: id, callId, recordingId: null, scorecard, round }, failure);
}
