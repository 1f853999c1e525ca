import { createApp } from "../../src/app.ts";
import type { AuditDeps } from "../../src/audit/analyze-call.ts";
import { WakeUps } from "../../src/audit/steps/wake-ups.ts";
import { groupTexts } from "../../src/audit/text-groups.ts";
import { Turns } from "../../src/audit/turns.ts";
import { parseConfig } from "../../src/config.ts";
import type { Database } from "../../src/db/database.ts";
import { createSealer } from "../../src/db/sealing.ts";
import type { Judge } from "../../src/evaluations/judge.ts";
import { loadScorecards, registerScorecards } from "../../src/evaluations/load-scorecards.ts";
import { readText } from "../../src/evaluations/read-transcript.ts";
import { createRulesJudge } from "../../src/evaluations/rules-judge.ts";
import { createLogger } from "../../src/http/logger.ts";
import { openImports } from "../../src/imports.ts";
import type { Recordings } from "../../src/recordings.ts";
import { sourceKinds } from "../../src/service.ts";
import { openSources, type Sources } from "../../src/sources.ts";
import { openSpending } from "../../src/spending.ts";
import type { PaidProvider } from "../../src/usage/provider-gate.ts";
import { SpendCounters } from "../../src/usage/spend-metrics.ts";
import { openWriteBacks } from "../../src/write-backs.ts";
import { testDatabase } from "./database.ts";

/** The application over a fresh database, without a socket; requests go to `http://127.0.0.1`. */
export interface TestApp {
  database: Database;
  audit: AuditDeps;
  sources: Sources;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Posts JSON (a text is sent as it is). */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** Builds it with a judge (the rules judge when none is given) and settings over the defaults. */
export async function testApp(
  options: {
    judge?: Judge;
    providers?: PaidProvider[];
    env?: Record<string, string>;
    database?: Database;
    recordings?: Recordings;
  } = {},
): Promise<TestApp> {
  const database = options.database ?? (await testDatabase());
  const scorecards = await loadScorecards("/nonexistent");
  await registerScorecards(database.db, scorecards);
  const config = parseConfig(options.env ?? {});
  const audit: AuditDeps = {
    db: database.db,
    judge: options.judge ?? createRulesJudge(),
    read: readText,
    scorecards: new Map(scorecards.map((card) => [card.key, card])),
    reportLanguage: config.reportLanguage,
    processId: "00000000-0000-7000-8000-000000000001",
    texts: groupTexts(database.db),
    turns: new Turns(),
    now: () => new Date(),
  };
  const recordings = options.recordings ?? NO_RECORDINGS;
  const logger = createLogger("silent");
  const sealer = createSealer("a secret key of this test only");
  const writeBacks = openWriteBacks(config, { database, sealer, targets: [], now: audit.now, logger });
  const sources = openSources({ database, sealer }, sourceKinds(config));
  const imports = openImports(config, { database, audit, recordings, prices: {} as never });
  const spending = openSpending(config, {
    ...{ db: database.db, counters: new SpendCounters(), providers: options.providers ?? [] },
    release: recordings.release,
  });
  const rooms = { database, audit, recordings, imports, sources, spending, writeBacks };
  const app = createApp({ config, version: "0.0.0-test", logger, ...rooms });
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has("host")) headers.set("host", "127.0.0.1");
    return app.request(`http://127.0.0.1${path}`, { ...init, headers });
  };
  return {
    database,
    audit,
    sources,
    request,
    post: (path, body, headers = {}) =>
      request(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    close: () => database.close(),
  };
}

/** For what is about texts: whoever touches a recording or a job fails. */
export const NO_RECORDINGS: Recordings = {
  files: {} as never,
  jobs: { ready: async () => ({ ready: true, reason: null }), nudge: () => {} } as never,
  enqueue: () => Promise.reject(new Error("there are no jobs in this test")),
  enqueueAll: () => Promise.reject(new Error("there are no jobs in this test")),
  wakeUps: new WakeUps(),
  backups: {} as never,
  discard: () => Promise.reject(new Error("there are no jobs in this test")),
  release: async () => 0,
  hasSpeech: false,
  closing: new AbortController().signal,
  start: async () => {},
  stop: async () => {},
};
