import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { SpeechAnswer, SpeechRequest, Transcriber } from "../../src/transcripts/speech/transcriber.ts";
import { soundUsage } from "../../src/usage/estimate.ts";
import type { PaidAnswer } from "../../src/usage/paid-client.ts";

/** What the engine says to one piece: plain words, a whole answer, a fault, or what a function makes of the request. */
export type Said =
  | string
  | SpeechAnswer
  | Error
  | ((request: SpeechRequest, signal: AbortSignal) => Promise<SpeechAnswer>);

/** A speech engine that says to each file what it was told, once; a file it does not know, or again, fails. */
export interface ScriptedTranscriber extends Transcriber {
  /** Names of the files that were sent, in order. */
  sent: string[];
  requests: SpeechRequest[];
  /** Most requests in flight at once so far. */
  atOnce: number;
}

/** Makes one. */
export function scriptedTranscriber(
  script: Record<string, Said>,
  change: Partial<Pick<Transcriber, "settings" | "model">> = {},
): ScriptedTranscriber {
  const left = new Map(Object.entries(script));
  let inFlight = 0;
  const made: ScriptedTranscriber = {
    provider: `https://ear.example#${randomUUID()}`,
    estimate: ({ durationMs }) => soundUsage(durationMs),
    engine: "scripted",
    model: "ear-1",
    settings: "ear-1 as it is",
    plan: { kind: "turn", pieceMsMax: 30_000, pieceBytesMax: 1_000_000 },
    ...change,
    sent: [],
    requests: [],
    atOnce: 0,
    read: (raw) => JSON.parse(raw) as SpeechAnswer,
    async send(request, signal) {
      const file = basename(request.path);
      made.sent.push(file);
      made.requests.push(request);
      const said = left.get(file);
      if (said === undefined) throw new Error(`${file} was sent, and nobody scripted it`);
      left.delete(file);
      inFlight += 1;
      made.atOnce = Math.max(made.atOnce, inFlight);
      try {
        await new Promise((resolve) => setImmediate(resolve));
        return paid(await answerOf(said, request, signal), request, made.model);
      } finally {
        inFlight -= 1;
      }
    },
  };
  return made;
}

async function answerOf(said: Said, request: SpeechRequest, signal: AbortSignal): Promise<SpeechAnswer> {
  if (said instanceof Error) throw said;
  if (typeof said === "function") return said(request, signal);
  return typeof said === "string" ? { text: said, language: null, segments: null } : said;
}

function paid(answer: SpeechAnswer, { durationMs }: SpeechRequest, model: string): PaidAnswer {
  const usage = { inputTokens: 0, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 0, audioMs: durationMs };
  return { raw: JSON.stringify(answer), usage, model, fingerprint: null, flaw: null };
}
