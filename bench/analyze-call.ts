/**
 * `POST /analyze_call` under load, the built server (`npx tsc` first) in a process of its own, on both databases: with
 * the model judge against a local stand-in of the provider, beside a bare route that only asks the same stand-in, and
 * with the rules judge. What is compared is loaded in turn, in short rounds, so that a busy machine is busy for both. Runs
 * from the source (`node bench/analyze-call.ts`) and from `dist`. PostgreSQL is measured when `DATABASE_URL` names an
 * empty database or server binaries are found.
 *
 *   --short             one point of the grid, under a minute
 *   --seconds N         of every measurement, in rounds of two, after a warm-up (default 8)
 *
 * Absolute figures depend on the machine; the ratios beside them are what to compare.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FAKE_KEY } from "../test/fakes/openai-server.ts";
import { serverBinaries, startServer } from "../test/helpers/database-server.ts";
import { type Callers, callersOf, type LoadResult } from "./load/callers.ts";
import { besideScript, type ChildServer, RAZBOR, startChild } from "./load/child-server.ts";
import { makeDialogues } from "./load/dialogues.ts";

const { values } = parseArgs({
  options: { short: { type: "boolean", default: false }, seconds: { type: "string", default: "8" } },
});
const ROUND_MS = values.short ? 1_000 : 2_000;
const rounds = values.short ? 3 : Math.max(1, Math.round((Number(values.seconds) * 1000) / ROUND_MS));
const latencies = values.short ? [100] : [0, 100, 800];
const callerCounts = values.short ? [64] : [1, 16, 64];
/** Before this many requests the engine has not yet compiled what it will; so many callers bring them soon. */
const WARM_UP_REQUESTS = values.short ? 600 : 3_000;
const WARM_UP_CALLERS = 64;
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

out(`Node ${process.versions.node}, ${(rounds * ROUND_MS) / 1000} s each; others' load ${loadavg()[0]?.toFixed(1)}`);
const postgres = await openPostgres();
/** The PostgreSQL database is one for all measurements, and so must be the directory that it belongs to. */
const sharedDir = await mkdtemp(join(tmpdir(), "bench-razbor-"));
const kinds: DatabaseKind[] = postgres ? ["embedded", "postgres"] : ["embedded"];
try {
  for (const latencyMs of latencies) await measureModelJudge(latencyMs);
  await measureRules();
} finally {
  await postgres?.stop();
  await rm(sharedDir, { recursive: true, force: true });
}

async function measureModelJudge(latencyMs: number): Promise<void> {
  const upstream = await startChild(besideScript("upstream"), [String(latencyMs)], {});
  const bare = await startChild(besideScript("bare-route"), [upstream.url, FAKE_KEY, MODEL], {});
  const env = { JUDGE: "openai", OPENAI_API_KEY: FAKE_KEY, OPENAI_BASE_URL: upstream.url, JUDGE_MODEL: MODEL };
  try {
    out(`\nmodel judge, upstream ${latencyMs} ms; "added" is over that`);
    for (const kind of kinds)
      await withRazbor(kind, env, async (server) => {
        await warmUp([bare, server], latencyMs);
        for (const callers of callerCounts) {
          const [beside, ours] = await loadInTurn([bare, server], callers, latencyMs);
          if (!beside || !ours) return;
          const share = ours.perSecond / beside.perSecond;
          out(lineOf(`${callers} callers, bare route`, beside, latencyMs));
          out(`${lineOf(`${callers} callers, ${kind}`, ours, latencyMs)}  of bare ${share.toFixed(2)}`);
          if (callers === 64) out(wantedOf(kind, latencyMs, ours, share));
        }
      });
  } finally {
    await bare.stop();
    await upstream.stop();
  }
}

async function measureRules(): Promise<void> {
  out("\nrules judge");
  for (const kind of kinds)
    await withRazbor(kind, { JUDGE: "rules" }, async (server) => {
      await warmUp([server], 0);
      for (const result of await loadInTurn([server], 64, 0)) {
        const ratio = result.perSecond / WANTED.rules[kind];
        out(`${lineOf(`64 callers, ${kind}`, result, 0)}  of wanted ${WANTED.rules[kind]}/s ${ratio.toFixed(2)}`);
      }
    });
}

/** Lets servers answer, one after the other, until they are as fast as they get. */
async function warmUp(servers: ChildServer[], spreadMs: number): Promise<void> {
  for (const server of servers) {
    const callers = callersOf(server, WARM_UP_CALLERS, body, spreadMs);
    await callers.warmUp(ROUND_MS, WARM_UP_REQUESTS);
    await callers.close();
  }
}

/** Loads servers one after the other, round by round; the results are in their order. Callers begin over `spreadMs`. */
async function loadInTurn(servers: ChildServer[], count: number, spreadMs: number): Promise<LoadResult[]> {
  const all: Callers[] = servers.map((server) => callersOf(server, count, body, spreadMs));
  for (const callers of all) await callers.warmUp(ROUND_MS, 0);
  for (let round = 0; round < rounds; round++) for (const callers of all) await callers.round(ROUND_MS);
  const results = all.map((callers) => callers.result());
  for (const callers of all) await callers.close();
  return results;
}

/** A server on a database of this kind, alone on the machine but for what is measured beside it; an embedded one is fresh. */
async function withRazbor(
  kind: DatabaseKind,
  env: Record<string, string>,
  work: (server: ChildServer) => Promise<void>,
): Promise<void> {
  const dataDir = kind === "postgres" ? sharedDir : await mkdtemp(join(tmpdir(), "bench-razbor-"));
  const database = kind === "postgres" && postgres ? { DATABASE_URL: postgres.url } : {};
  const settings = { DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "warn", ...env, ...database };
  const server = await startChild(RAZBOR, [], settings);
  try {
    await work(server);
  } finally {
    await server.stop();
    if (dataDir !== sharedDir) await rm(dataDir, { recursive: true, force: true });
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
function wantedOf(kind: DatabaseKind, latencyMs: number, result: LoadResult, share: number): string {
  const added = (ms: number) => (ms - latencyMs).toFixed(1);
  const { p50, p99 } = WANTED.added;
  if (latencyMs === 800)
    return `    wanted: added p50 ≤ ${p50} ms (${added(result.p50)}), p99 ≤ ${p99} ms (${added(result.p99)})`;
  if (latencyMs === 100) return `    wanted: at least ${WANTED.share[kind]} of the bare route (${share.toFixed(2)})`;
  return "    nothing wanted at 0 ms";
}

async function openPostgres(): Promise<{ url: string; stop(): Promise<void> } | null> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} };
  if (serverBinaries()) return startServer();
  out("No PostgreSQL server binaries: only the embedded database is measured.");
  return null;
}
