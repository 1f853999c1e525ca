import type { EvaluationWork } from "../../calls/recording.ts";
import { findNewestRecording } from "../../calls/recording-store.ts";
import type { Db } from "../../db/database.ts";
import { AppError, WorkInterrupted } from "../../errors.ts";
import { evaluateTranscript } from "../../evaluations/evaluate-transcript.ts";
import type { Evaluation } from "../../evaluations/evaluation.ts";
import type { Judge } from "../../evaluations/judge.ts";
import { readTranscript } from "../../evaluations/read-transcript.ts";
import type { ReportLanguage, Scorecard } from "../../evaluations/scorecard.ts";
import { findInputEvaluation, storeEvaluation } from "../../evaluations/store.ts";
import { newId } from "../../new-id.ts";
import { findNewestInput, type TranscriptInput } from "../../transcripts/store.ts";
import type { Settlement } from "../../usage/paid-request.ts";
import { hasAttemptSince, settlePaidRequests } from "../../usage/store.ts";
import { lockCall, noteEvaluated } from "../call-store.ts";
import { JOB_PATIENCE_MS, type JobInHand } from "./recording-deps.ts";
import { CallCancelled } from "./watch-cancel.ts";

/** What evaluating a stored call needs. */
export interface EvaluateCallDeps {
  db: Db;
  judge: Judge;
  /** By key. */
  scorecards: ReadonlyMap<string, Scorecard>;
  reportLanguage: ReportLanguage;
  now: () => Date;
  /** Hears that an evaluation was stored; nobody unless given. */
  evaluated?: () => void;
}

/** What is judged: the newest words of one recording, or of the whole call where none is named. */
export interface JudgedWords {
  callId: string;
  recordingId?: string;
}

type EvaluationJob = JobInHand<Omit<EvaluationWork, "callId">>;
type Judged = JudgedWords & { scorecard: Scorecard; input: TranscriptInput };

/**
 * Fills in one scorecard for the words and roles of a call, and ends the job in the transaction that stores it. What was
 * judged with this scorecard revision is not judged again. Throws what judging throws, and `CallCancelled`.
 */
export async function evaluateCall(deps: EvaluateCallDeps, job: EvaluationJob, words: JudgedWords): Promise<void> {
  const { db } = deps;
  const scorecard = deps.scorecards.get(job.payload.scorecard);
  const input = await findNewestInput(db, words.callId, words.recordingId);
  if (!scorecard || !input) throw new AppError("not_found", "The call or its scorecard was just removed.");
  const judged = { ...words, scorecard, input };
  if (await findInputEvaluation(db, input.roleAssignmentId, scorecard)) return keep(deps, job, judged, null);
  // As with pieces: what could be cut is not begun. Rules are done at once and cost nothing.
  if (job.isStopping() && deps.judge.name !== "rules") throw new WorkInterrupted("the program stops");
  if (!(await job.holds())) throw new WorkInterrupted("the job is not ours any more");
  const { evaluation, settlements } = await evaluateTranscript(deps, {
    subject: words.callId,
    read: readTranscript(input.transcript, input.language, input.roles),
    scorecard,
    reportLanguage: job.payload.reportLanguage ?? deps.reportLanguage,
    signal: job.signal,
    again: await mayAskAgain(db, job, words.callId),
    callId: words.callId,
    patienceMs: JOB_PATIENCE_MS,
  });
  try {
    await keep(deps, job, judged, { evaluation, settlements });
  } catch (error) {
    await settlePaidRequests(db, settlements);
    throw error;
  }
}

/** A person's wish is for one further attempt, not for one at every start of the job. */
async function mayAskAgain(db: Db, { payload, starts, id }: EvaluationJob, callId: string): Promise<boolean> {
  return payload.again && (starts === 1 || !(await hasAttemptSince(db, { subject: callId }, id)));
}

/** Of two jobs that judged the same at once the second finds the evaluation of the first. */
async function keep(
  { db, judge, now, evaluated }: EvaluateCallDeps,
  job: EvaluationJob,
  { callId, recordingId, scorecard, input }: Judged,
  fresh: { evaluation: Evaluation; settlements: Settlement[] } | null,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const call = await lockCall(tx, callId);
    if (call.round !== job.payload.round) throw new CallCancelled();
    const isNewest = recordingId === undefined || recordingId === (await findNewestRecording(tx, callId));
    const settlesCall = isNewest && call.primaryScorecard === scorecard.key;
    const stored = await findInputEvaluation(tx, input.roleAssignmentId, scorecard);
    if (stored) {
      await settlePaidRequests(tx, fresh?.settlements ?? []);
      if (settlesCall) await noteEvaluated(tx, stored);
    } else if (fresh) {
      const { transcriptId, roleAssignmentId, inputSequence } = input;
      const made = {
        ...{ id: newId(), callId, transcriptId, roleAssignmentId, inputSequence, settlesCall },
        scorecard: { key: scorecard.key, revision: scorecard.revision },
        judge: judge.name,
        evaluation: fresh.evaluation,
        createdAt: now(),
      };
      await storeEvaluation(tx, made, fresh.settlements);
    }
    await job.complete(tx);
  });
  evaluated?.();
}
