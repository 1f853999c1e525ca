import { v7 as newId } from "uuid";
import type { EvaluationWork } from "../calls/recording.ts";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { evaluateTranscript } from "../evaluations/evaluate-transcript.ts";
import type { Judge } from "../evaluations/judge.ts";
import { readTranscript } from "../evaluations/read-transcript.ts";
import type { ReportLanguage, Scorecard } from "../evaluations/scorecard.ts";
import { findInputEvaluation, storeEvaluation } from "../evaluations/store.ts";
import { findNewestInput, type TranscriptInput } from "../transcripts/store.ts";
import { settlePaidRequests } from "../usage/store.ts";
import type { JobInHand } from "./recording-deps.ts";
import { noteEvaluated } from "./recording-store.ts";

/** What evaluating a stored call needs. */
export interface EvaluateCallDeps {
  db: Db;
  judge: Judge;
  /** By key. */
  scorecards: ReadonlyMap<string, Scorecard>;
  reportLanguage: ReportLanguage;
  now: () => Date;
}

/**
 * Fills in one scorecard for the newest words and roles of a call, and ends the job in the transaction that stores it.
 * What was judged with this scorecard revision is not judged again. Throws what judging throws.
 */
export async function evaluateCall(
  deps: EvaluateCallDeps,
  job: JobInHand<Omit<EvaluationWork, "callId">>,
  callId: string,
): Promise<void> {
  const { db } = deps;
  const scorecard = deps.scorecards.get(job.payload.scorecard);
  const input = await findNewestInput(db, callId);
  if (!scorecard || !input) throw new AppError("not_found", "The call or its scorecard was just removed.");
  const judged = await findInputEvaluation(db, input.roleAssignmentId, scorecard);
  if (judged)
    return db.transaction().execute(async (tx) => {
      await noteEvaluated(tx, judged);
      await job.complete(tx);
    });
  if (await job.holds()) await judgeAndStore(deps, job, { callId, scorecard, input });
}

async function judgeAndStore(
  deps: EvaluateCallDeps,
  job: JobInHand<Omit<EvaluationWork, "callId">>,
  { callId, scorecard, input }: { callId: string; scorecard: Scorecard; input: TranscriptInput },
): Promise<void> {
  const { evaluation, settlements } = await evaluateTranscript(deps, {
    subject: callId,
    read: readTranscript(input.transcript, input.language, input.roles),
    scorecard,
    reportLanguage: job.payload.reportLanguage ?? deps.reportLanguage,
    signal: job.signal,
    again: job.payload.again,
  });
  const made = {
    id: newId(),
    callId,
    transcriptId: input.transcriptId,
    roleAssignmentId: input.roleAssignmentId,
    inputSequence: input.inputSequence,
    scorecard: { key: scorecard.key, revision: scorecard.revision },
    judge: deps.judge.name,
    evaluation,
    createdAt: deps.now(),
  };
  try {
    await deps.db.transaction().execute(async (tx) => {
      await storeEvaluation(tx, made, settlements);
      await job.complete(tx);
    });
  } catch (error) {
    await settlePaidRequests(deps.db, settlements);
    throw error;
  }
}
