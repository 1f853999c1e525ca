import type { Context } from "hono";
import type { AcceptedRecording } from "../calls/accept-recording.ts";
import { findFailure } from "../calls/failure-store.ts";
import { findHeldRecording } from "../calls/recording-store.ts";
import { AppError } from "../errors.ts";
import type { StoredEvaluation } from "../evaluations/evaluation.ts";
import { recommendationsText } from "../evaluations/recommendations-text.ts";
import type { ReportLanguage, Scorecard } from "../evaluations/scorecard.ts";
import { findEvaluation, findInputEvaluation, findRecordingEvaluation } from "../evaluations/store.ts";
import { readPreferences } from "../http/prefer.ts";
import { acceptedLinks } from "./audio-schemas.ts";
import { type AwaitCallDeps, awaitCall, failureFault, readStanding, standingFault } from "./await-call.ts";
import { analyzeCallAnswer } from "./schemas.ts";
import type { AcceptedCall } from "./store.ts";

/** Longest wait of a synchronous request (DESIGN §4); the work goes on after it. */
const WAIT_MAX_MS = 10 * 60_000;

/** Work that was accepted: on a recording, or on words that are here. */
export type AcceptedWork = AcceptedRecording | AcceptedCall;

/** What an accepted call was asked for with. */
export interface Asked {
  externalId: string | null;
  scorecard: Pick<Scorecard, "key" | "revision">;
  reportLanguage: ReportLanguage;
}

/**
 * The answer to a request for an audit whose work is a job: 202 at once or after the wait that the client prefers, else
 * the result. Throws `timeout` with the call's address when ten minutes are over, or why there is no result.
 */
export async function answerRecording(
  deps: AwaitCallDeps,
  c: Context,
  accepted: AcceptedWork,
  asked: Asked,
): Promise<Response> {
  const { callId } = accepted;
  const { respondAsync, waitMs } = readPreferences(c);
  if (accepted.stored !== null) return c.json(answerOf(await find(deps, accepted.stored), callId, asked), 200);
  const { waitMaxMs = WAIT_MAX_MS } = deps;
  const patienceMs = respondAsync ? Math.min(waitMs ?? 0, waitMaxMs) : waitMaxMs;
  const look = () => findAnswer(deps, accepted, asked);
  const signal = c.req.raw.signal;
  const awaited = patienceMs === 0 ? null : await awaitCall(deps, callId, { waitMs: patienceMs, signal, look });
  if (!awaited && respondAsync) return acceptedAnswer(deps, c, callId, asked);
  if (!awaited)
    throw new AppError("timeout", "The work goes on; ask for the call later.", { instance: `/api/v1/calls/${callId}` });
  if ("found" in awaited) return c.json(answerOf(awaited.found, callId, asked), 200);
  throw standingFault(awaited.standing, callId);
}

async function acceptedAnswer(deps: AwaitCallDeps, c: Context, callId: string, asked: Asked): Promise<Response> {
  const { status } = await readStanding(deps.db, callId);
  const links = acceptedLinks(callId);
  c.header("location", links.progress);
  c.header("preference-applied", "respond-async");
  return c.json({ call_id: asked.externalId ?? callId, status, links }, 202);
}

/**
 * Only what was made of this recording or of these very words is an answer. Throws why there will be none by itself, which
 * the call's status does not tell of a scorecard beside its primary one, nor of a recording that a newer one overtook.
 */
async function findAnswer({ db }: AwaitCallDeps, accepted: AcceptedWork, { scorecard }: Asked) {
  const { callId } = accepted;
  const recordingId = "recordingId" in accepted ? await findHeldRecording(db, accepted.recordingId) : null;
  const failure = await findFailure(db, { callId, recordingId, scorecard: scorecard.key });
  if (failure) throw failureFault(failure, callId);
  if (recordingId !== null) return findRecordingEvaluation(db, recordingId, scorecard.key);
  return "roleAssignmentId" in accepted ? findInputEvaluation(db, accepted.roleAssignmentId, scorecard) : null;
}

async function find({ db }: AwaitCallDeps, evaluationId: string): Promise<StoredEvaluation> {
  const stored = await findEvaluation(db, evaluationId);
  if (!stored) throw new AppError("conflict", "The stored evaluation of this call was just removed; ask again.");
  return stored;
}

function answerOf(stored: StoredEvaluation, callId: string, { externalId, reportLanguage }: Asked) {
  const text = recommendationsText(stored.evaluation.recommendations, reportLanguage);
  return analyzeCallAnswer({ id: callId, externalId }, stored, text);
}
