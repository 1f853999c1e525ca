/** The rules judge in a thread of its own: what it is told and answers says `judge-thread-messages.ts`. */
import { parentPort } from "node:worker_threads";
import { evaluateTranscript } from "./evaluate-transcript.ts";
import type { FromJudgeThread, ToJudgeThread } from "./judge-thread-messages.ts";
import { createRulesJudge } from "./rules-judge.ts";
import type { Scorecard } from "./scorecard.ts";

const port = parentPort;
if (!port) throw new Error("judge-worker.ts runs in a worker thread");

const judge = createRulesJudge();
const scorecards = new Map<number, Scorecard>();
/** Whoever gives up does not wait for the answer; judging takes milliseconds. */
const { signal } = new AbortController();

async function answer(message: Extract<ToJudgeThread, { kind: "call" }>): Promise<FromJudgeThread> {
  const { call, read, reportLanguage } = message;
  try {
    const scorecard = scorecards.get(message.scorecard);
    if (!scorecard) throw new Error(`scorecard ${message.scorecard} was not told`);
    const request = { subject: "", read, scorecard, reportLanguage, signal };
    const { evaluation } = await evaluateTranscript({ judge }, request);
    return { kind: "evaluation", call, evaluation };
  } catch (error) {
    return { kind: "fault", call, fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

port.on("message", (message: ToJudgeThread) => {
  if (message.kind === "scorecard") scorecards.set(message.scorecard, message.document);
  else answer(message).then((answered) => port.postMessage(answered));
});
port.postMessage({ kind: "ready" } satisfies FromJudgeThread);
