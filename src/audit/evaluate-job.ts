import type { EvaluationWork } from "../calls/recording.ts";
import { AppError, WorkInterrupted } from "../errors.ts";
import { JobLost } from "../jobs/jobs.ts";
import { type EvaluateCallDeps, evaluateCall } from "./evaluate-call.ts";
import type { JobInHand } from "./recording-deps.ts";
import { failureReasonAt } from "./recording-failure.ts";
import { failRecordingCall, noteWaiting } from "./recording-store.ts";
import { CallCancelled, watchCancel } from "./watch-cancel.ts";

/** What the job needs besides evaluating. */
export interface EvaluateJobDeps extends EvaluateCallDeps {
  wake(callId: string): void;
  onWake(callId: string, listener: () => void): () => void;
}

/** Evaluates a call whose words are here already: a text sent with `respond-async`, or roles that a person changed. */
export async function evaluateStoredCall(deps: EvaluateJobDeps, job: JobInHand<EvaluationWork>): Promise<void> {
  const { callId } = job.payload;
  const watch = watchCancel(deps, callId, job.signal);
  try {
    await evaluateCall(deps, { ...job, signal: watch.signal }, callId);
  } catch (error) {
    if (error instanceof JobLost) throw error;
    if (job.signal.aborted) throw new WorkInterrupted("the job was stopped", { cause: error });
    if (watch.signal.reason instanceof CallCancelled) await job.complete(deps.db);
    else await settle(deps, job, error);
  } finally {
    watch.stop();
    deps.wake(callId);
  }
}

async function settle(deps: EvaluateJobDeps, job: JobInHand<EvaluationWork>, error: unknown): Promise<void> {
  const { callId } = job.payload;
  if (!(error instanceof AppError)) throw error;
  const reason = failureReasonAt("evaluate", error);
  if (error.retryable) {
    await noteWaiting(deps.db, callId, reason);
    throw error;
  }
  await deps.db.transaction().execute(async (tx) => {
    await failRecordingCall(tx, callId, { reason, code: error.code, detail: error.detail });
    await job.complete(tx);
  });
}
