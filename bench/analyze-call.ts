/**
 * `POST /analyze_call` under load, the built server (`npx tsc` first) in a process of its own, on both databases: with
 * the model judge against a local stand-in of the provider, beside a bare route that only asks the same stand-in, and
 * with the rules judge. Runs from the source (`node bench/analyze-call.ts`) and from `dist`. PostgreSQL is measured when
 * `DATABASE_URL` names an empty database or server binaries are found.
 *
 *   --short             one point of the grid, under a minute
 *   --seconds N         of every measurement, after a warm-up of a third of it (default 6)
 *
 * Absolute figures depend on the machine; the ratios beside them are what to compare.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FAKE_KEY } from "../test/fakes/openai-server.ts";
import { serverBinaries, startServer } from "../test/helpers/database-server.ts";
import { type LoadResult, load } from "./load/callers.ts";
import { besideScript, type ChildServer, RAZBOR, startChild } from "./load/child-server.ts";
import { makeDialogues } from "./load/dialogues.ts";

const { values } = parseArgs({
  options: { short: { type: "boolean", default: false }, seconds: { type: "string", default: "6" } },
});
const durationMs = values.short ? 3_000 : Number(values.seconds) * 1000;
const latencies = values.short ? [100] : [0, 100, 800];
const callerCounts = values.short ? [64] : [1, 16, 64];
const MODEL = "gpt-5.4-mini";

const WANTED = {
  /** Added milliseconds at 800 ms and 64 callers. */
  added: { p50: 10, p99: 60 },
  /** Share of the bare route's throughput at 100 ms and 64 callers. */
  share: { embedded: 0.6, postgres: 0.8 },
  /** Audits a second by the rules judge with 64 callers. */
  rules: { embedded: 150, postgres: 300 },
};
type DatabaseKind = keyof typeof WANTED.rules;

/** A new text for every request: dialogues of thirty turns, each with a number of its own. */
const dialogues = makeDialogues(200, 11);
let serial = 0;
const body = () =>
  JSON.stringify({ dialog_text: `${dialogues[serial % dialogues.length]} ${serial++}`, content_mode: "Manager+" });

const out = (text: string) => process.stdout.write(`${text}\n`);

out(`Node ${process.versions.node}; ${durationMs / 1000} s each; "added" is over the upstream's latency\n`);
const postgres = await openPostgres();
try {
  for (const latencyMs of latencies) await measureModelJudge(latencyMs);
  out("\nrules judge");
  for (const kind of kinds()) await measureRules(kind);
} finally {
  await postgres?.stop();
}

function kinds(): DatabaseKind[] {
  return postgres ? ["embedded", "postgres"] : ["embedded"];
}

async function measureModelJudge(latencyMs: number): Promise<void> {
  const upstream = await startChild(besideScript("upstream"), [String(latencyMs)], {});
  const bare = await startChild(besideScript("bare-route"), [upstream.url, FAKE_KEY, MODEL], {});
  const env = { JUDGE: "openai", OPENAI_API_KEY: FAKE_KEY, OPENAI_BASE_URL: upstream.url, JUDGE_MODEL: MODEL };
  try {
    out(`\nmodel judge, upstream ${latencyMs} ms`);
    for (const callers of callerCounts) {
      const beside = await run(bare, callers);
      out(lineOf(`${callers} callers, bare route`, beside, latencyMs));
      for (const kind of kinds())
        await withRazbor(kind, env, async (razbor) => {
          const result = await run(razbor, callers);
          const share = result.perSecond / beside.perSecond;
          out(`${lineOf(`${callers} callers, ${kind}`, result, latencyMs)}  of bare ${share.toFixed(2)}`);
          if (callers === 64) out(verdictOf(kind, latencyMs, result, share));
        });
    }
  } finally {
    await bare.stop();
    await upstream.stop();
  }
}

async function measureRules(kind: DatabaseKind): Promise<void> {
  await withRazbor(kind, { JUDGE: "rules" }, async (razbor) => {
    const result = await run(razbor, 64);
    const ratio = result.perSecond / WANTED.rules[kind];
    out(`${lineOf(`64 callers, ${kind}`, result, 0)}  of wanted ${WANTED.rules[kind]}/s ${ratio.toFixed(2)}`);
  });
}

function run(server: ChildServer, callers: number): Promise<LoadResult> {
  return load(server, { callers, warmUpMs: durationMs / 3, durationMs, body });
}

/** A fresh server over a fresh data directory; on PostgreSQL all share one database, as a real one grows too. */
async function withRazbor(
  kind: DatabaseKind,
  env: Record<string, string>,
  work: (razbor: ChildServer) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "razbor-bench-"));
  const database = kind === "postgres" && postgres ? { DATABASE_URL: postgres.url } : {};
  const razbor = await startChild(RAZBOR, [], {
    DATA_DIR: dataDir,
    PORT: "0",
    LOG_LEVEL: "warn",
    ...env,
    ...database,
  });
  try {
    await work(razbor);
  } finally {
    await razbor.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function lineOf(name: string, result: LoadResult, latencyMs: number): string {
  const { perSecond, p50, p95, p99, cpuMs, rssMb, requests, failures } = result;
  const added = [p50, p95, p99].map((ms) => (ms - latencyMs).toFixed(1).padStart(7)).join(" ");
  const cpu = cpuMs === null ? "–" : `${cpuMs.toFixed(2)} ms`;
  const memory = rssMb === null ? "–" : `${Math.round(rssMb)} MB`;
  return [
    name.padEnd(24),
    `${perSecond.toFixed(1).padStart(7)}/s`,
    `added p50 p95 p99 ${added} ms`,
    `CPU ${cpu}`,
    `RSS ${memory}`,
    `${requests} requests${failures > 0 ? `, ${failures} FAILED` : ""}`,
  ].join("  ");
}

/** The wanted figures that this point of the grid has, beside the measured ones. */
function verdictOf(kind: DatabaseKind, latencyMs: number, result: LoadResult, share: number): string {
  if (latencyMs === 800) {
    const { p50, p99 } = WANTED.added;
    return `    wanted: added p50 ≤ ${p50} ms (${(result.p50 - 800).toFixed(1)}), p99 ≤ ${p99} ms (${(result.p99 - 800).toFixed(1)})`;
  }
  if (latencyMs === 100) return `    wanted: at least ${WANTED.share[kind]} of the bare route (${share.toFixed(2)})`;
  return "    nothing wanted at 0 ms";
}

async function openPostgres(): Promise<{ url: string; stop(): Promise<void> } | null> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} };
  if (serverBinaries()) return startServer();
  out("No PostgreSQL server binaries: only the embedded database is measured.");
  return null;
}
