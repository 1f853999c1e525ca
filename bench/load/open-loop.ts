/**
 * Sends webhooks at a steady rate whatever the answers (an open loop), in a process of its own: `open-loop <url> <per
 * second> <seconds> <first number>`. What is late is late from the moment it should have been sent. Prints one JSON line
 * for each second: how many were answered with which status, how many refusals named a wait, and the latencies.
 */
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";

/** What came of one second; latencies of accepted ones in milliseconds, in no order. */
export interface LoopSecond {
  second: number;
  statuses: Record<string, number>;
  /** Refusals without `Retry-After`. */
  withoutWait: number;
  latencies: number[];
  /** Latencies of refusals. */
  refusals: number[];
}

const CONNECTIONS = 256;
const [url = "", perSecond = "100", seconds = "5", first = "0"] = process.argv.slice(2);

if (url !== "") {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1, headersTimeout: 60_000 });
  const results: LoopSecond[] = Array.from({ length: Number(seconds) }, (_, second) => ({
    ...{ second, statuses: {}, withoutWait: 0, latencies: [], refusals: [] },
  }));
  const total = Number(perSecond) * Number(seconds);
  const begin = performance.now() + 200;
  const sent: Promise<void>[] = [];
  for (let n = 0; n < total; n++) {
    const dueAt = begin + (n * 1_000) / Number(perSecond);
    while (performance.now() < dueAt) await delay(1);
    sent.push(send(pool, results[Math.floor(n / Number(perSecond))] as LoopSecond, Number(first) + n, dueAt));
  }
  await Promise.all(sent);
  for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
  await pool.close();
}

async function send(pool: Pool, result: LoopSecond, number: number, dueAt: number): Promise<void> {
  const body = JSON.stringify({
    call_id: `call-${number}`,
    manager_id: `manager-${number % 40}`,
    recording_url: `http://127.0.0.1:9/recordings/${number}.mp3`,
    direction: number % 2 === 0 ? "inbound" : "outbound",
    started_at: "2026-11-24T09:30:00+03:00",
  });
  const headers = { "content-type": "application/json" };
  const answer = await pool
    .request({ path: "/webhook/new_call_recording", method: "POST", headers, body })
    .catch(() => null);
  await answer?.body.dump({ limit: 100_000 });
  const tookMs = performance.now() - dueAt;
  const status = String(answer?.statusCode ?? "none");
  result.statuses[status] = (result.statuses[status] ?? 0) + 1;
  if (status === "202") result.latencies.push(tookMs);
  else {
    result.refusals.push(tookMs);
    if (answer?.headers["retry-after"] === undefined) result.withoutWait += 1;
  }
}
