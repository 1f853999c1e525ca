import { setTimeout as delay } from "node:timers/promises";
import type { Cut } from "./cuts.ts";
import type { Fault } from "./faults.ts";
import { checkInvariants, type Finding } from "./invariants.ts";
import type { Lane } from "./lane.ts";

/** One fault at one cut, and what came of it. */
export interface Outcome extends Finding {
  cut: string;
  fault: Fault["name"];
  database: Lane["kind"];
  /** By which it can be repeated. */
  seed: number;
  /** From the kill to work going on; null for other faults. The start of a process is in it. */
  againMs: number | null;
  /** How long the process that was started again took to listen; null for other faults. */
  startMs: number | null;
  /** From the fault to nothing left to do. */
  doneMs: number;
}

const REACH_MAX_MS = 180_000;
const POLL_MS = 5;
/** DESIGN §10, without the start of a process. */
const AGAIN_MAX_MS = 15_000;

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Sends one call, lets the fault happen at the cut, waits until nothing is left to do, and looks at everything. */
export async function runCut(lane: Lane, cut: Cut, fault: Fault, seed: number): Promise<Outcome> {
  const random = randomOf(seed);
  const { speech, judge } = lane.stand;
  const recording = lane.stand.record();
  const callId = `${cut.name}-${fault.name}-${seed}`;
  const sent = {
    callId,
    sha256: recording.sha256,
    speechBefore: speech.requests.length,
    judgeBefore: judge.requests.length,
  };
  const over = new AbortController();
  const again = Promise.withResolvers<number>();
  let isBroken = false;
  const point = awaitCut(lane, cut, fault, 1 + Math.floor(random() * (cut.timesMax ?? 1)), (word) => {
    if (isBroken && word.startsWith("work ")) again.resolve(performance.now());
  });
  const body = { call_id: callId, manager_id: "m-1", recording_url: recording.url };
  const told = lane.tell(body, over.signal).catch((error: Error) => ({ refusals: [] as number[], error }));
  try {
    await within(point.reached, REACH_MAX_MS, `${cut.name} was not reached`);
    const brokenAt = performance.now();
    isBroken = true;
    const mend = await fault.happen({ lane, cut, random });
    const startMs = fault.name === "kill" ? lane.child.startedInMs : null;
    point.release();
    const violations = await mend();
    const againMs =
      startMs === null ? null : (await within(again.promise, fault.quietMaxMs, "no work went on")) - brokenAt;
    const { refusals } = await within(told, fault.quietMaxMs, "the webhook was never taken");
    const left = await lane.untilQuiet(fault.quietMaxMs);
    const doneMs = performance.now() - brokenAt;
    if (left !== null) violations.push(`left to do: ${left}`);
    if (refusals.some((status) => status >= 400 && status < 500)) violations.push(`refused by ${refusals.join(", ")}`);
    const found = await checkInvariants(lane, sent);
    violations.push(...found.violations);
    if (againMs !== null && againMs - (startMs ?? 0) > AGAIN_MAX_MS) violations.push(`again after ${againMs} ms`);
    if (fault.name === "kill" && cut.inFlight === undefined && found.paidTwice + found.interrupted > 0)
      violations.push("something was in flight that should not be");
    return {
      ...found,
      cut: cut.name,
      fault: fault.name,
      database: lane.kind,
      seed,
      againMs,
      startMs,
      doneMs,
      violations,
    };
  } finally {
    over.abort();
    point.forget();
  }
}

/** Has the service, or a stand-in, stop at the cut; `release` lets it go on. */
function awaitCut(lane: Lane, cut: Cut, fault: Fault, times: number, onWord: (word: string) => void) {
  const { speech, judge, receiver } = lane.stand;
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const { child } = lane;
  let release = () => child.release();
  let forget = () => {};
  lane.onWord = (word) => {
    if (word.startsWith(`reached ${cut.name} `)) reached.resolve();
    onWord(word);
  };
  if (cut.at === undefined) child.arm({ cut: cut.name, times, act: fault.name === "kill" ? "kill" : "hold" });
  else if (cut.at === "speech") {
    const plain = Array.from({ length: times - 1 }, () => ({ kind: "held" as const, until: Promise.resolve() }));
    speech.script(...plain, { kind: "held", until: released.promise });
    speech.untilReceived(speech.received + times).then(() => reached.resolve());
    release = () => released.resolve();
  } else if (cut.at === "judge") {
    judge.latencyMs = HELD_MS;
    judge.untilReceived(judge.received + 1).then(() => reached.resolve());
    release = () => {};
    forget = () => {
      judge.latencyMs = 0;
    };
    reached.promise.then(() => setImmediate(forget));
  } else {
    receiver.script("keep");
    const before = receiver.messages.length;
    const timer = setInterval(() => {
      if (receiver.messages.length > before) reached.resolve();
    }, POLL_MS);
    reached.promise.then(() => clearInterval(timer));
    release = () => receiver.answerSilent();
    forget = () => clearInterval(timer);
  }
  return { reached: reached.promise, release: () => release(), forget: () => forget() };
}

/** How long the judge's answer is held: it cannot be let go by hand. */
const HELD_MS = 8_000;

async function within<Value>(promise: Promise<Value>, ms: number, otherwise: string): Promise<Value> {
  const timer = new AbortController();
  const late = delay(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(otherwise);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => {});
    timer.abort();
  }
}
