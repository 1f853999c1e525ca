import { randomUUID } from "node:crypto";
import { type FaultReason, type PaidAnswer, type PaidClient, PaidRequestError } from "../../src/usage/paid-client.ts";

/** What a scripted client does with one request. */
export type Turn = PaidAnswer | Error | ((signal: AbortSignal) => Promise<PaidAnswer>);

/** A paid client that answers as told, in order; a request too many fails. Each is a provider of its own. */
export interface ScriptedClient extends PaidClient<string> {
  sent: string[];
}

/** Makes one from its turns. */
export function scriptedClient(...turns: Turn[]): ScriptedClient {
  const sent: string[] = [];
  return {
    ...scriptedProvider(),
    sent,
    async send(request, signal) {
      sent.push(request);
      const turn = turns.shift();
      if (turn === undefined) throw new Error("a request was made that nobody scripted");
      if (turn instanceof Error) throw turn;
      return typeof turn === "function" ? turn(signal) : turn;
    },
  };
}

/** What a client is besides sending: a provider that no other has, and an estimate of what `said` says. */
export function scriptedProvider(): Pick<PaidClient<string>, "provider" | "estimate"> {
  return { provider: `https://provider.example#${randomUUID()}`, estimate: () => said("").usage };
}

/** A usable answer with 100 tokens in, 40 of them cached, and 10 out. */
export function said(raw: string, flaw: PaidAnswer["flaw"] = null): PaidAnswer {
  const usage = { inputTokens: 100, cachedTokens: 40, cacheWriteTokens: 0, outputTokens: 10 };
  return { raw, usage, model: "model-1-2026-01-01", fingerprint: "fp_1", flaw };
}

/** No answer and no cost. */
export function free(reason: FaultReason, retryAfterMs: number | null = null): PaidRequestError {
  return new PaidRequestError({ reason, cost: "free", retryAfterMs });
}

/** No answer, and nobody knows whether it is charged. */
export function unknown(reason: FaultReason): PaidRequestError {
  return new PaidRequestError({ reason, cost: "unknown", retryAfterMs: null });
}

/** Waits until the request is given up, then fails as a cut connection does. */
export function untilAborted(signal: AbortSignal): Promise<PaidAnswer> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(unknown("connection_reset")), { once: true });
  });
}
