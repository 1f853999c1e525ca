import { findCall } from "../../calls/store.ts";
import type { Db } from "../../db/database.ts";
import type { Sealer } from "../../db/sealing.ts";
import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import { findEvaluation } from "../../evaluations/store.ts";
import type { Logger } from "../../http/logger.ts";
import { newId } from "../../new-id.ts";
import type { DeliveryOutcome, WriteBackTarget } from "../write-back-target.ts";
import { type Claim, claimEndpoint, releaseClaim, renewClaim } from "./claim-store.ts";
import { beginAttempt, type DueWriteBack, listDue, withdraw } from "./delivering-store.ts";
import { credentialsPlace } from "./endpoint.ts";
import { Lease } from "./lease.ts";
import { type AfterAttempt, settleAttempt } from "./settle-attempt.ts";
import { type WriteBackMessage, writeBackMessage } from "./write-back-message.ts";
import { OUTAGES_TO_PAUSE } from "./write-back-schedule.ts";

/** What sending needs. */
export interface SendDeps {
  db: Db;
  sealer: Sealer;
  /** By kind. */
  targets: ReadonlyMap<string, WriteBackTarget>;
  reportLanguage: ReportLanguage;
  /** An origin; null when people reach no page of ours from elsewhere. */
  publicUrl: string | null;
  now: () => Date;
  /** 0 to 1. */
  random: () => number;
  logger: Logger;
  /** Hears of every attempt that came to its end. */
  onAttempt: (kind: DeliveryOutcome["kind"]) => void;
}

/** Requests to one endpoint at once. */
const REQUESTS_AT_ONCE = 4;
/** A run ends after so long, so that endpoints take turns. */
const RUN_MAX_MS = 20_000;
/** How long a claim holds without a renewal: after a kill another process sends within this. */
const LEASE_MS = 10_000;
/** How often a run whose slots are not full looks for what was told meanwhile. */
const LOOK_AGAIN_MS = 500;

/** One run: whose it is, whether it takes up more, and what ends its requests. */
interface Run {
  claim: Claim;
  lease: Lease;
  atOnce: number;
  isOver: boolean;
  signal: AbortSignal;
}

/**
 * Sends what is due for one endpoint, oldest first, while this run holds it: each write-back at most once at a time, so
 * that an older version never comes after a newer one. Ends when nothing is due, the endpoint rests or is turned off,
 * its turn is over or `draining` aborts; `stopping` cuts requests off, which are sent again later. Does nothing when
 * another run holds the endpoint. Throws what the database throws.
 */
export async function sendWriteBacks(
  deps: SendDeps,
  endpointId: string,
  signals: { draining: AbortSignal; stopping: AbortSignal },
): Promise<void> {
  const { db, now } = deps;
  const claim = { endpointId, runId: newId() };
  const claimed = await claimEndpoint(db, claim, { leaseMs: LEASE_MS, now: now() });
  if (claimed === null) return;
  const lease = new Lease({ leaseMs: LEASE_MS, renew: () => renewClaim(db, claim, LEASE_MS) });
  const signal = AbortSignal.any([signals.stopping, lease.signal]);
  // Where nobody was at work one request is enough to see whether that is still so.
  const atOnce = claimed.outages >= OUTAGES_TO_PAUSE ? 1 : REQUESTS_AT_ONCE;
  try {
    await sendDue(deps, { claim, lease, atOnce, isOver: false, signal }, signals.draining);
  } finally {
    lease.end();
    await releaseClaim(db, claim).catch((err) => deps.logger.warn({ err, endpointId }, "a claim ends by itself"));
  }
}

async function sendDue(deps: SendDeps, run: Run, draining: AbortSignal): Promise<void> {
  const until = performance.now() + RUN_MAX_MS;
  const flying = new Map<string, Promise<void>>();
  const faults: unknown[] = [];
  for (;;) {
    const goesOn = !run.isOver && !draining.aborted && performance.now() < until && run.lease.isHeld();
    const room = goesOn ? run.atOnce - flying.size : 0;
    const due = room > 0 ? await findDue(deps, run, room, [...flying.keys()], faults) : [];
    for (const writeBack of due)
      flying.set(
        writeBack.id,
        sendOne(deps, run, writeBack)
          .catch((error) => {
            run.isOver = true;
            faults.push(error);
          })
          .finally(() => flying.delete(writeBack.id)),
      );
    if (flying.size === 0) break;
    await firstOf([...flying.values()], room > due.length && !run.isOver ? LOOK_AGAIN_MS : null);
  }
  if (faults.length > 0) throw faults[0];
}

/** What fails here must not leave requests behind that nobody waits for. */
async function findDue({ db, now }: SendDeps, run: Run, limit: number, except: string[], faults: unknown[]) {
  try {
    return await listDue(db, run.claim.endpointId, { now: now(), limit, except });
  } catch (error) {
    run.isOver = true;
    faults.push(error);
    return [];
  }
}

async function firstOf(flying: Promise<void>[], atMostMs: number | null): Promise<void> {
  if (atMostMs === null) return Promise.race(flying);
  let timer: NodeJS.Timeout | undefined;
  const pause = new Promise<void>((done) => {
    timer = setTimeout(done, atMostMs);
  });
  await Promise.race([...flying, pause]).finally(() => clearTimeout(timer));
}

async function sendOne(deps: SendDeps, run: Run, writeBack: DueWriteBack): Promise<void> {
  const { db, now } = deps;
  const { claim, lease, signal } = run;
  const message = await composeMessage(deps, writeBack);
  if (message === null) return withdraw(db, writeBack);
  const attempt = { id: newId(), startedAt: now(), writeBack };
  const begun = lease.isHeld() ? await beginAttempt(db, claim, attempt) : null;
  if (begun === null) {
    run.isOver = true;
    return;
  }
  const since = performance.now();
  const outcome = await deliver(deps, run, begun, { writeBack, message });
  // Cut off: nobody knows whether it arrived, so it is sent again under the same ids.
  if (signal.aborted || outcome === null) return;
  const durationMs = Math.round(performance.now() - since);
  const ended = { id: attempt.id, sent: writeBack, outcome, durationMs, now: now(), random: deps.random() };
  const after = await settleAttempt(db, claim, ended);
  deps.onAttempt(outcome.kind);
  if (after !== "on") endRun(deps, run, after);
}

function endRun({ logger }: SendDeps, run: Run, after: AfterAttempt): void {
  run.isOver = true;
  const { endpointId } = run.claim;
  if (after === "gone" || after === "failing") logger.warn({ endpointId, reason: after }, "an endpoint was turned off");
}

/** Null when the call or the evaluation was erased. */
async function composeMessage(deps: SendDeps, writeBack: DueWriteBack): Promise<WriteBackMessage | null> {
  const { db, reportLanguage, publicUrl } = deps;
  const { callId, evaluationId, version } = writeBack;
  const call = await findCall(db, callId);
  const stored = evaluationId === null ? null : await findEvaluation(db, evaluationId);
  return call && stored && writeBackMessage({ call, stored, version, reportLanguage, publicUrl });
}

/** Null when it was cut off. A fault of our own counts like an outage: it must not be tried without end either. */
async function deliver(
  { sealer, targets, logger }: SendDeps,
  { claim, lease, signal }: Run,
  { kind, sealed }: { kind: string; sealed: Buffer },
  { writeBack, message }: { writeBack: DueWriteBack; message: WriteBackMessage },
): Promise<DeliveryOutcome | null> {
  try {
    const target = targets.get(kind);
    if (target === undefined) throw new Error(`no target of the kind ${kind}`);
    const credentials = sealer.open(sealed, credentialsPlace(claim.endpointId));
    if (!lease.isHeld()) return null;
    const { messageId, remoteId } = writeBack;
    return await target.deliver({ credentials, messageId, message, remoteId }, signal);
  } catch (err) {
    if (signal.aborted) return null;
    logger.error({ err, endpointId: claim.endpointId }, "a write-back failed on our side");
    return { kind: "away", httpStatus: null, answer: null, fault: "internal", retryAfterMs: null };
  }
}
