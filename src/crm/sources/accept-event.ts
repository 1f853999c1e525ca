import { createHash } from "node:crypto";
import type { CallHandling, CallStatus } from "../../calls/call.ts";
import { type EnqueueAll, PROCESS_RECORDING } from "../../calls/recording.ts";
import { externalIdHash } from "../../calls/store.ts";
import type { Db } from "../../db/database.ts";
import { createGroupCommit } from "../../db/group-commit.ts";
import { sendTogether } from "../../db/send-together.ts";
import { chooseScorecard } from "../../evaluations/choose-scorecard.ts";
import type { Scorecard } from "../../evaluations/scorecard.ts";
import { newId } from "../../new-id.ts";
import type { CallEvent, ToldRecording } from "./call-event.ts";
import { type EventOutcome, type KeptEvent, keepEvent, type NewEvent } from "./event-store.ts";
import { keepManagers } from "./manager-store.ts";
import { keepNewCalls } from "./new-call-store.ts";
import type { Source } from "./source.ts";
import { askRules, neededDetails, type SourceRules } from "./source-rules.ts";

/** What accepting events needs. */
export interface AcceptEventDeps {
  db: Db;
  enqueueAll: EnqueueAll<Db>;
  /** By key. */
  scorecards: ReadonlyMap<string, Scorecard>;
  /** Setting `MANAGER_CHANNEL`. */
  managerChannel: "left" | "right" | null;
  /** Tells the worker of this process that there is work. */
  nudge(): void;
}

/** What became of an event, and of the call it is about. */
export interface AcceptedEvent extends EventOutcome {
  /** The sender's id. */
  externalId: string;
  /** Our id; null when the call was erased and nothing is kept. */
  callId: string | null;
  status: CallStatus;
  statusReason: string | null;
}

/** Accepts an event of a source. */
export type AcceptEvent = (source: Source, event: CallEvent) => Promise<AcceptedEvent>;

/** Events in one transaction: some milliseconds of work while they are new, some tens where each joins a call. */
const EVENTS_MAX = 64;

/**
 * Makes what joins an event to its call and puts the recording to work once it is known: one transaction of three round
 * trips (begin with the new calls, the jobs, commit) and a fourth for what is not plainly new. Events that come at once go
 * together; where new calls and others come at once, the others have a transaction of their own. Copies, at once or a
 * month later, find the same call and make no second job. It throws `invalid_input` for a scorecard that is not there, and
 * what the database throws.
 */
export function createAcceptEvent(deps: AcceptEventDeps): AcceptEvent {
  const keep = createGroupCommit<NewEvent, KeptEvent | null>({
    sizeMax: EVENTS_MAX,
    commit: (events) => keepTogether(deps, events),
  });
  return async (source, event) => {
    const kept = await keep(newEvent(deps, source, event));
    const { externalId } = event;
    if (kept === null) return { externalId, callId: null, status: "skipped", statusReason: "erased", ...ERASED };
    const { callId, status, statusReason, outcome, outcomeReason } = kept;
    return { externalId, callId, status, statusReason, outcome, outcomeReason };
  };
}

const ERASED: EventOutcome = { outcome: "ignored", outcomeReason: "erased" };

async function keepTogether(deps: AcceptEventDeps, events: NewEvent[]): Promise<(KeptEvent | null)[]> {
  const kept = await deps.db.transaction().execute(async (tx) => {
    const fresh = await keepNewCalls(tx, events);
    // New calls are locked by now: what joins other calls has its own transaction, so that none waits in a circle.
    return putToWork(deps, tx, fresh.size > 0 ? fresh : await joinAll(tx, events));
  });
  const others = events.filter((event) => !kept.has(event));
  const joinOthers = async (tx: Db) => putToWork(deps, tx, await joinAll(tx, others));
  const joined = others.length > 0 ? await deps.db.transaction().execute(joinOthers) : null;
  const results = events.map((event) => kept.get(event) ?? joined?.get(event) ?? null);
  if (results.some((call) => call?.recordingId)) deps.nudge();
  return results;
}

/**
 * Managers first, then calls, each in one order, so that the transactions of two processes do not wait in a circle; all
 * sent at once.
 */
async function joinAll(tx: Db, events: NewEvent[]): Promise<Map<NewEvent, KeptEvent | null>> {
  const inOrder = events
    .map((made) => ({ made, hash: externalIdHash(made.event.externalId) }))
    .toSorted((one, other) => (one.hash < other.hash ? -1 : one.hash > other.hash ? 1 : 0))
    .map(({ made }) => made);
  // One event alone locks its manager before its call by itself.
  const [, ...joined] = await sendTogether(tx, (db) =>
    Promise.all([events.length > 1 ? keepManagers(db, events) : null, ...inOrder.map((event) => keepEvent(db, event))]),
  );
  return new Map(inOrder.map((event, index) => [event, joined[index] ?? null]));
}

async function putToWork(
  { enqueueAll }: AcceptEventDeps,
  tx: Db,
  kept: ReadonlyMap<NewEvent, KeptEvent | null>,
): Promise<ReadonlyMap<NewEvent, KeptEvent | null>> {
  const jobs = [...kept.values()].flatMap((call) => (call === null ? [] : jobsOf(call)));
  if (jobs.length > 0) await enqueueAll(tx, PROCESS_RECORDING, jobs);
  return kept;
}

/** An event of a source as it is kept. Throws `invalid_input` for a scorecard that is not there. */
export function newEvent(
  deps: Pick<AcceptEventDeps, "scorecards" | "managerChannel">,
  source: Source,
  event: CallEvent,
): NewEvent {
  return {
    ids: { call: newId(), manager: newId(), recording: newId(), delivery: newId() },
    source: source.key,
    event,
    handling: handlingOf(deps, source.rules, event),
    isHandlingTold: event.scorecard !== null || event.contentMode !== null,
    verdicts: askRules(source.rules, event),
    needs: neededDetails(source.rules),
    referenceHash: event.recording && referenceHash(event.recording),
  };
}

/** The job of a recording that may be worked on, none without; its key lets copies find the job that is there. */
export function jobsOf({ recordingId, handling, round }: Pick<KeptEvent, "recordingId" | "handling" | "round">) {
  if (recordingId === null) return [];
  const [scorecard = "", ...also] = handling.scorecards;
  const { reportLanguage = null } = handling;
  const work = { recordingId, scorecard, also, reportLanguage, again: false, round };
  return [{ work, key: `${recordingId}:${round}` }];
}

/** How the call is to be handled: by the rules of its source, where the event does not say otherwise. */
function handlingOf(
  deps: Pick<AcceptEventDeps, "scorecards" | "managerChannel">,
  rules: SourceRules,
  event: CallEvent,
): CallHandling {
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
