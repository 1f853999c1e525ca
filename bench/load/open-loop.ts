/**
 * Sends webhooks at steady rates whatever the answers (an open loop), in a process of its own: `open-loop <url> <per
 * second>x<seconds> ...`, one stretch after the other over the same connections. What is late is late from the moment it
 * should have been sent. Prints one JSON line for each second: how many were answered with which status, how many
 * refusals named a wait, and the latencies.
 */
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** What came of one second; latencies of accepted ones in milliseconds, in no order. */
export interface LoopSecond {
  /** Of which stretch, counted from 0. */
  stretch: number;
  statuses: Record<string, number>;
  /** Refusals without `Retry-After`. */
  withoutWait: number;
  latencies: number[];
  /** Latencies of refusals. */
  refusals: number[];
}

const CONNECTIONS = 256;
const ANSWER_TIMEOUT_MS = 60_000;
const [url = "", ...stretches] = process.argv.slice(2);

if (url !== "") {
  const address = new URL("/webhook/new_call_recording", url);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const results: LoopSecond[] = [];
  // Answers that are still due; no more is kept of them, since what a generator must clear away stops it.
  const open = new Set<Promise<void>>();
  let sent = 0;
  let dueAt = performance.now() + 200;
  for (const [stretch, text] of stretches.entries()) {
    const [perSecond = 0, seconds = 0] = text.split("x").map(Number);
    for (let n = 0; n < perSecond * seconds; n++) {
      if (n % perSecond === 0) results.push({ stretch, statuses: {}, withoutWait: 0, latencies: [], refusals: [] });
      dueAt += 1_000 / perSecond;
      while (performance.now() < dueAt) await delay(1);
      const answer = send(address, agent, results.at(-1) as LoopSecond, sent++, dueAt).finally(() =>
        open.delete(answer),
      );
      open.add(answer);
    }
  }
  await Promise.all(open);
  for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
  agent.destroy();
}

async function send(address: URL, agent: Agent, result: LoopSecond, number: number, dueAt: number): Promise<void> {
  const body = JSON.stringify({
    call_id: `call-${number}`,
    manager_id: `manager-${number % 40}`,
    recording_url: `http://127.0.0.1:9/recordings/${number}.mp3`,
    direction: number % 2 === 0 ? "inbound" : "outbound",
    started_at: "2026-11-24T09:30:00+03:00",
  });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const sent = request(address, { method: "POST", agent, headers, timeout: ANSWER_TIMEOUT_MS }).end(body);
  sent.once("timeout", () => sent.destroy());
  const [answer] = (await once(sent, "response").catch(() => [null])) as [IncomingMessage | null];
  if (answer) await once(answer.resume(), "close").catch(() => {});
  const tookMs = performance.now() - dueAt;
  const status = String(answer?.statusCode ?? "none");
  result.statuses[status] = (result.statuses[status] ?? 0) + 1;
  if (status === "202") result.latencies.push(tookMs);
  else {
    result.refusals.push(tookMs);
    if (answer?.headers["retry-after"] === undefined) result.withoutWait += 1;
  }
}
