import { createHash } from "node:crypto";
import { v7 as newId } from "uuid";
import type { CallHandling, CallStatus } from "../../calls/call.ts";
import { type Enqueue, PROCESS_RECORDING } from "../../calls/recording.ts";
import type { Db } from "../../db/database.ts";
import { chooseScorecard } from "../../evaluations/choose-scorecard.ts";
import type { Scorecard } from "../../evaluations/scorecard.ts";
import type { CallEvent, ToldRecording } from "./call-event.ts";
import { type KeptEvent, keepEvent } from "./event-store.ts";
import type { Source } from "./source.ts";
import { askRules, neededDetails, type SourceRules } from "./source-rules.ts";

/** What accepting events needs. */
export interface AcceptEventDeps {
  db: Db;
  enqueue: Enqueue<Db>;
  /** By key. */
  scorecards: ReadonlyMap<string, Scorecard>;
  /** Setting `MANAGER_CHANNEL`. */
  managerChannel: "left" | "right" | null;
  /** Tells the worker of this process that there is work. */
  nudge(): void;
}

/** What became of an event. */
export interface AcceptedEvent {
  /** The sender's id. */
  externalId: string;
  /** Our id; null when the call was erased and nothing is kept. */
  callId: string | null;
  status: CallStatus;
  statusReason: string | null;
}

/**
 * Joins an event to its call and puts the recording to work once it is known, in one transaction of four round trips:
 * begin, the event, the job, commit. Copies of it, at once or a month later, find the same call and make no second job.
 * Throws `invalid_input` for a scorecard that is not there, and what the database throws.
 */
export async function acceptEvent(deps: AcceptEventDeps, source: Source, event: CallEvent): Promise<AcceptedEvent> {
  const isHandlingTold = event.scorecard !== null || event.contentMode !== null;
  const kept = await deps.db.transaction().execute(async (tx) => {
    const call = await keepEvent(tx, {
      ids: { call: newId(), manager: newId(), recording: newId(), delivery: newId() },
      source: source.key,
      event,
      handling: handlingOf(deps, source.rules, event),
      isHandlingTold,
      verdicts: askRules(source.rules, event),
      needs: neededDetails(source.rules),
      referenceHash: event.recording && referenceHash(event.recording),
    });
    if (call !== null) await putToWork(tx, deps.enqueue, call);
    return call;
  });
  if (kept?.recordingId) deps.nudge();
  const { externalId } = event;
  if (kept === null) return { externalId, callId: null, status: "skipped", statusReason: "erased" };
  return { externalId, callId: kept.callId, status: kept.status, statusReason: kept.statusReason };
}

/** The job of a recording that may be worked on; its key lets copies find the job that is there. */
export async function putToWork(
  tx: Db,
  enqueue: Enqueue<Db>,
  { recordingId, handling, round }: Pick<KeptEvent, "recordingId" | "handling" | "round">,
): Promise<void> {
  if (recordingId === null) return;
  const [scorecard = "", ...also] = handling.scorecards;
  const { reportLanguage = null } = handling;
  const work = { recordingId, scorecard, also, reportLanguage, again: false, round };
  await enqueue(tx, PROCESS_RECORDING, work, { key: `${recordingId}:${round}` });
}

/** How the call is to be handled: by the rules of its source, where the event does not say otherwise. */
function handlingOf(deps: AcceptEventDeps, rules: SourceRules, event: CallEvent): CallHandling {
  const { scorecard, contentMode } = event;
  const isTold = scorecard !== null || contentMode !== null;
  const keys = isTold ? [chooseScorecard(deps.scorecards, { scorecard, contentMode }).key] : rules.scorecards;
  return {
    scorecards: isTold
      ? keys
      : keys.map((key) => chooseScorecard(deps.scorecards, { scorecard: key, contentMode: null }).key),
    managerChannel: rules.managerChannel ?? deps.managerChannel,
    reportLanguage: event.reportLanguage ?? rules.reportLanguage,
    talkMsMin: rules.skip.talkSecondsMin === null ? null : rules.skip.talkSecondsMin * 1_000,
  };
}

/**
 * Names a recording for ever: by the sender's id of it, else by its address without the fragment, which no server sees.
 */
function referenceHash({ url, sourceKey }: ToldRecording): string {
  const name = sourceKey === null ? `url ${(url ?? "").replace(/#.*/s, "")}` : `key ${sourceKey}`;
  return createHash("sha256").update(name).digest("hex");
}
