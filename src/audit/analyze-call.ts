import { dropFailures } from "../calls/failure-store.ts";
import { type Enqueue, EVALUATE_CALL } from "../calls/recording.ts";
import { failCall } from "../calls/store.ts";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { chooseScorecard } from "../evaluations/choose-scorecard.ts";
import { evaluateTranscript } from "../evaluations/evaluate-transcript.ts";
import type { StoredEvaluation } from "../evaluations/evaluation.ts";
import type { Judge } from "../evaluations/judge.ts";
import type { ReadTranscript } from "../evaluations/read-transcript.ts";
import type { ReportLanguage, Scorecard } from "../evaluations/scorecard.ts";
import { findEvaluation } from "../evaluations/store.ts";
import { newId } from "../new-id.ts";
import type { Settlement } from "../usage/paid-request.ts";
import { PaymentHeld } from "../usage/payment-held.ts";
import { settlePaidRequests } from "../usage/store.ts";
import { type CallInput, toldCall } from "./call-input.ts";
import { asFaultOfDialogue } from "./read-dialogue.ts";
import { type AcceptedCall, acceptTextCall, type NewTextCall, removeUnpaidText, takeUpText } from "./store.ts";
import type { TextGroups } from "./text-groups.ts";
import type { Turns } from "./turns.ts";

/** What auditing a text needs. `processId` marks the calls this process works on. */
export interface AuditDeps {
  db: Db;
  judge: Judge;
  /** As `readText`, here or in another thread. */
  read: (text: string, languageHint: string | null) => ReadTranscript | Promise<ReadTranscript>;
  /** By key; holds at least the three built-in ones. */
  scorecards: ReadonlyMap<string, Scorecard>;
  reportLanguage: ReportLanguage;
  processId: string;
  /** Accepts and stores what is audited at the same time together. */
  texts: TextGroups;
  /** Makes callers with the same call id wait for each other, so that the later ones get the stored answer. */
  turns: Turns;
  now: () => Date;
  /** Hears that an evaluation was stored that endpoints are to be told of; nobody unless given. */
  evaluated?: () => void;
}

/** A dialogue to audit; null where the sender said nothing. */
export interface AnalyzeCallInput extends CallInput {
  dialogueText: string;
  signal: AbortSignal;
}

/** The call and the evaluation that answers; `repeated` when it was stored before. */
export interface AuditedCall {
  call: { id: string; externalId: string | null };
  stored: StoredEvaluation;
  repeated: boolean;
}

/**
 * Audits one dialogue: read, accepted, judged, stored (DESIGN §4a). Accepted before anything is paid, so a crash leaves a
 * call that says so; a judge that fails for good leaves it `failed` and the failure goes to the caller. What is refused
 * for now, before anything was paid, leaves nothing of a call that has no id of its sender.
 */
export async function analyzeCall(deps: AuditDeps, input: AnalyzeCallInput): Promise<AuditedCall> {
  const { source, externalId } = input;
  if (externalId === null) return auditCall(deps, input);
  return deps.turns.take(JSON.stringify([source, externalId]), () => auditCall(deps, input));
}

/** What leaving the judging to a job needs besides. */
export interface AnalyzeLaterDeps extends AuditDeps {
  enqueue: Enqueue<Db>;
  /** Tells the worker of this process that there is work. */
  nudge(): void;
}

/**
 * Accepts a dialogue and leaves the judging to a job, both in one transaction. `stored` names the evaluation that
 * already answers the same content; null while the work goes on.
 */
export async function analyzeCallLater(deps: AnalyzeLaterDeps, input: AnalyzeCallInput): Promise<AcceptedCall> {
  const scorecard = chooseScorecard(deps.scorecards, input);
  const read = await readWords(deps, input);
  const accepted = await deps.db.transaction().execute(async (tx) => {
    const call = await acceptTextCall(tx, newTextCall({ ...deps, processId: null }, input, scorecard, read));
    if (call.stored !== null) return call;
    const round = await takeUpText(tx, call.callId, scorecard.key);
    await dropFailures(tx, call.callId, [scorecard.key]);
    await deps.enqueue(tx, EVALUATE_CALL, {
      round,
      callId: call.callId,
      scorecard: scorecard.key,
      reportLanguage: input.reportLanguage,
      again: call.again,
    });
    return call;
  });
  deps.nudge();
  return accepted;
}

async function auditCall(deps: AuditDeps, input: AnalyzeCallInput): Promise<AuditedCall> {
  const scorecard = chooseScorecard(deps.scorecards, input);
  const read = await readWords(deps, input);
  const told = newTextCall(deps, input, scorecard, read);
  const accepting = deps.texts.accept(told);
  accepting.catch(() => {});
  // Without an id of its sender it is new for sure; with one it may have been answered before.
  const taken = input.externalId === null ? { stored: null, callId: told.ids.call, again: false } : await accepting;
  const call = { id: taken.callId, externalId: input.externalId };
  if (taken.stored !== null) {
    const stored = await findEvaluation(deps.db, taken.stored);
    if (!stored) throw new AppError("conflict", "The stored evaluation of this call was just removed; ask again.");
    return { call, stored, repeated: true };
  }
  const stored = await judgeAndStore(deps, input, { scorecard, read, again: taken.again, callId: call.id, accepting });
  return { call, stored, repeated: false };
}

async function readWords({ read }: AuditDeps, input: AnalyzeCallInput): Promise<ReadTranscript> {
  try {
    return await read(input.dialogueText, input.language);
  } catch (error) {
    throw asFaultOfDialogue(error);
  }
}

function newTextCall(
  deps: Pick<AuditDeps, "now"> & { processId: string | null },
  input: AnalyzeCallInput,
  scorecard: Scorecard,
  read: ReadTranscript,
): NewTextCall {
  return {
    ids: { call: newId(), transcript: newId(), roleAssignment: newId(), manager: newId() },
    ...toldCall(input),
    handling: { scorecards: [scorecard.key], managerChannel: null },
    scorecard,
    transcript: read.transcript,
    transcriptSha256: read.transcriptSha256,
    language: read.language,
    roles: read.roles,
    roleAssignmentSha256: read.roleAssignmentSha256,
    processId: deps.processId,
    createdAt: deps.now(),
  };
}

/** A call to be judged; nothing is paid for it before `accepting` has come true. */
interface TakenCall {
  callId: string;
  scorecard: Scorecard;
  read: ReadTranscript;
  again: boolean;
  accepting: Promise<AcceptedCall>;
}

async function judgeAndStore(
  deps: AuditDeps,
  input: AnalyzeCallInput,
  { callId, scorecard, read, again, accepting }: TakenCall,
): Promise<StoredEvaluation> {
  let unsettled: Settlement[] = [];
  try {
    const { evaluation, settlements } = await evaluateTranscript(deps, {
      subject: callId,
      read,
      scorecard,
      reportLanguage: input.reportLanguage ?? deps.reportLanguage,
      signal: input.signal,
      again,
      callId,
      ready: accepting,
    });
    unsettled = settlements;
    const accepted = await accepting;
    if (accepted.stored !== null) throw new Error("a call that was answered before is not judged");
    const { transcriptId, roleAssignmentId, inputSequence } = accepted;
    const made = {
      id: newId(),
      callId,
      transcriptId,
      roleAssignmentId,
      scorecard: { key: scorecard.key, revision: scorecard.revision },
      judge: deps.judge.name,
      evaluation,
      createdAt: deps.now(),
    };
    const { isCurrent, isUntold } = await deps.texts.store({ ...made, inputSequence }, settlements);
    if (isUntold) deps.evaluated?.();
    return { ...made, purpose: "score", current: isCurrent };
  } catch (error) {
    // What could not be accepted has left nothing to fail, and that is what its caller hears of.
    await accepting;
    await settlePaidRequests(deps.db, unsettled);
    if (isPassing(error) && !input.signal.aborted && (await removeUnpaidText(deps.db, callId))) throw error;
    await failCall(deps.db, callId, input.signal.aborted ? "cancelled" : failureReason(error));
    throw error;
  }
}

/** Whether asking again later helps. */
function isPassing(error: unknown): boolean {
  return error instanceof AppError && error.retryable;
}

/** The code a failed call bears; it names no vendor and no secret. */
function failureReason(error: unknown): string {
  if (!(error instanceof AppError)) return "internal";
  if (error instanceof PaymentHeld) return error.hold.reason;
  return error.code === "upstream_failed" ? "judge_failed" : error.code;
}
