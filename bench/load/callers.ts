import { Pool } from "undici";
import type { ChildServer } from "./child-server.ts";

/** What came of a load; times in milliseconds. */
export interface LoadResult {
  requests: number;
  failures: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  /** Processor time of the server per request; null where the system does not tell. */
  cpuMs: number | null;
  /** Memory of the server after the load. */
  rssMb: number | null;
}

/** How a server is loaded: `callers` ask one after the other for `durationMs`, after a warm-up that is not counted. */
export interface Load {
  callers: number;
  warmUpMs: number;
  durationMs: number;
  /** A new body for every request. */
  body: () => string;
}

/** Loads `POST /analyze_call` of a server over kept connections (a closed loop). */
export async function load(server: ChildServer, { callers, warmUpMs, durationMs, body }: Load): Promise<LoadResult> {
  const pool = new Pool(server.url, { connections: callers, pipelining: 1, headersTimeout: 60_000 });
  const latencies: number[] = [];
  let failures = 0;
  const headers = { "content-type": "application/json" };
  const caller = async (untilMs: number, isCounted: boolean) => {
    while (performance.now() < untilMs) {
      const from = performance.now();
      const answer = await pool.request({ path: "/analyze_call", method: "POST", headers, body: body() });
      await answer.body.dump({ limit: 10_000_000 });
      if (!isCounted) continue;
      if (answer.statusCode !== 200) failures++;
      latencies.push(performance.now() - from);
    }
  };
  const all = (untilMs: number, isCounted: boolean) =>
    Promise.all(Array.from({ length: callers }, () => caller(untilMs, isCounted)));
  try {
    await all(performance.now() + warmUpMs, false);
    const before = server.usage();
    const from = performance.now();
    await all(from + durationMs, true);
    const tookMs = performance.now() - from;
    const after = server.usage();
    latencies.sort((a, b) => a - b);
    return {
      requests: latencies.length,
      failures,
      perSecond: (latencies.length * 1000) / tookMs,
      ...percentiles(latencies),
      cpuMs: before && after ? (after.cpuMs - before.cpuMs) / latencies.length : null,
      rssMb: after?.rssMb ?? null,
    };
  } finally {
    await pool.close();
  }
}

/** The nearest-rank percentiles of sorted values; NaN without any. */
export function percentiles(sorted: number[]): { p50: number; p95: number; p99: number } {
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
