import { setTimeout } from "node:timers/promises";
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

/** Callers that ask one after the other over kept connections (a closed loop), each with a new body every time. */
export interface Callers {
  /** Asks for so long without counting, and longer until `requests` were answered, but at most twelve times as long. */
  warmUp(durationMs: number, requests: number): Promise<void>;
  /** Asks for so long and counts; further rounds add up. */
  round(durationMs: number): Promise<void>;
  result(): LoadResult;
  close(): Promise<void>;
}

/**
 * So many callers of `POST /analyze_call` on a server. They begin one after the other over `spreadMs`, the time an answer
 * takes at least: people do not all call in the same moment, and those who do would wait for each other.
 */
export function callersOf(server: ChildServer, count: number, body: () => string, spreadMs = 0): Callers {
  const pool = new Pool(server.url, { connections: count, pipelining: 1, headersTimeout: 60_000 });
  const headers = { "content-type": "application/json" };
  const latencies: number[] = [];
  let failures = 0;
  let tookMs = 0;
  let cpuMs: number | null = 0;

  const ask = async (caller: number, isOver: () => boolean, note: (latencyMs: number, status: number) => void) => {
    if (spreadMs > 0) await setTimeout((caller / count) * spreadMs);
    while (!isOver()) {
      const from = performance.now();
      const answer = await pool.request({ path: "/analyze_call", method: "POST", headers, body: body() });
      await answer.body.dump({ limit: 10_000_000 });
      note(performance.now() - from, answer.statusCode);
    }
  };
  const all = (isOver: () => boolean, note: (latencyMs: number, status: number) => void) =>
    Promise.all(Array.from({ length: count }, (_, caller) => ask(caller, isOver, note)));

  return {
    async warmUp(durationMs, requests) {
      const from = performance.now();
      let answered = 0;
      await all(
        () => {
          const passedMs = performance.now() - from;
          return passedMs > durationMs * 12 || (passedMs > durationMs && answered >= requests);
        },
        () => {
          answered++;
        },
      );
    },
    async round(durationMs) {
      const before = server.usage();
      const from = performance.now();
      await all(
        () => performance.now() - from > durationMs,
        (latencyMs, status) => {
          latencies.push(latencyMs);
          if (status !== 200) failures++;
        },
      );
      tookMs += performance.now() - from;
      const after = server.usage();
      cpuMs = cpuMs !== null && before && after ? cpuMs + after.cpuMs - before.cpuMs : null;
    },
    result: () => ({
      requests: latencies.length,
      failures,
      perSecond: (latencies.length * 1000) / tookMs,
      ...percentiles(latencies.sort((a, b) => a - b)),
      cpuMs: cpuMs === null ? null : cpuMs / latencies.length,
      rssMb: server.usage()?.rssMb ?? null,
    }),
    close: () => pool.close(),
  };
}

/** The nearest-rank percentiles of sorted values; NaN without any. */
export function percentiles(sorted: number[]): { p50: number; p95: number; p99: number } {
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
