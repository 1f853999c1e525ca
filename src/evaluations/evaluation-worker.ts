/** Reads dialogues and judges them by rules in a thread of its own; `thread-messages.ts` says what it is told and answers. */
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "../errors.ts";
import { evaluateTranscript } from "./evaluate-transcript.ts";
import type { Evaluation } from "./evaluation.ts";
import type { ReadTranscript } from "./read-transcript.ts";
import type { Scorecard } from "./scorecard.ts";
import type { FromThread, ThreadStart, ToThread } from "./thread-messages.ts";

const port = parentPort;
if (!port) throw new Error("evaluation-worker.ts runs in a worker thread");

const { judges, reads } = workerData as ThreadStart;
const judge = judges ? (await import("./rules-judge.ts")).createRulesJudge() : null;
const reading = reads ? { ...(await import("./read-transcript.ts")), ...(await import("./scorability.ts")) } : null;
const scorecards = new Map<number, Scorecard>();
/** Whoever gives up does not wait for the answer; the work takes milliseconds. */
const { signal } = new AbortController();

type Task = Exclude<ToThread, { kind: "scorecard" }>;

async function work(task: Task): Promise<ReadTranscript | Evaluation> {
  if (task.kind === "read") {
    if (!reading) throw new Error("this thread was not started to read");
    const read = reading.readText(task.text, task.languageHint);
    return { ...read, unscorable: reading.whyUnscorable(read) };
  }
  const { read, reportLanguage } = task;
  const scorecard = scorecards.get(task.scorecard);
  if (!judge || !scorecard) throw new Error("this thread was not started or told to judge");
  const { evaluation } = await evaluateTranscript({ judge }, { subject: "", read, scorecard, reportLanguage, signal });
  return evaluation;
}

async function answer(message: Task): Promise<FromThread> {
  const { task } = message;
  try {
    return { kind: "done", task, result: await work(message) };
  } catch (error) {
    if (error instanceof AppError) return { kind: "refused", task, code: error.code, detail: error.detail };
    return { kind: "fault", task, fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

port.on("message", (message: ToThread) => {
  if (message.kind === "scorecard") scorecards.set(message.scorecard, message.document);
  else answer(message).then((answered) => port.postMessage(answered));
});
port.postMessage({ kind: "ready" } satisfies FromThread);
