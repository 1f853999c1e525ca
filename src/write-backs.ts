import type { Config } from "./config.ts";
import type { EndpointDeps } from "./crm/endpoints/manage-endpoints.ts";
import { AttemptCounters } from "./crm/endpoints/write-back-metrics.ts";
import { startWriteBacks, type WriteBackWorker } from "./crm/endpoints/write-back-worker.ts";
import type { WriteBackTarget } from "./crm/write-back-target.ts";
import type { Database } from "./db/database.ts";
import type { Sealer } from "./db/sealing.ts";
import type { Logger } from "./http/logger.ts";

/** Where results go, and what sends them there. */
export interface WriteBacks {
  endpoints: EndpointDeps;
  counters: AttemptCounters;
  /** Begins to send, where this process works. */
  start(): void;
  /** Tells the sender of this process that results changed. */
  nudge(): void;
  /** Waits for the requests in flight and cuts off what takes longer; a second time does nothing. */
  stop(waitMaxMs: number): Promise<void>;
}

/** What it is built from. */
export interface WriteBackParts {
  database: Database;
  sealer: Sealer;
  targets: readonly WriteBackTarget[];
  now: () => Date;
  logger: Logger;
}

/** Builds it; nothing is sent before `start`. */
export function openWriteBacks(config: Config, parts: WriteBackParts): WriteBacks {
  const { database, sealer, now, logger } = parts;
  const { db } = database;
  const targets = new Map(parts.targets.map((target) => [target.kind, target]));
  const counters = new AttemptCounters(db);
  const { reportLanguage, publicUrl } = config;
  let worker: WriteBackWorker | null = null;
  const nudge = () => worker?.nudge();
  return {
    endpoints: { db, sealer, targets, now, nudge },
    counters,
    nudge,
    start() {
      if (config.role === "web") return;
      worker ??= startWriteBacks({
        ...{ db, sealer, targets, reportLanguage, publicUrl, now, logger },
        random: Math.random,
        onAttempt: (outcome) => counters.count(outcome),
        isAlone: database.kind === "embedded",
      });
    },
    stop: async (waitMaxMs) => worker?.stop(waitMaxMs),
  };
}
