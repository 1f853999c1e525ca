import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { type Config, isLoopback, secretsOf } from "./config.ts";
import type { Database } from "./db/database.ts";
import { createLogger } from "./http/logger.ts";
import { startServer } from "./http/server.ts";
import { createService } from "./service.ts";

/** Longest wait for running requests at a stop. */
const STOP_MAX_MS = 25_000;
/** Longest wait for running jobs: what is not done by then is handed back, and its callers hear of it in time. */
const WORK_STOP_MAX_MS = 20_000;
/** More threads read and judge no faster than one that serves can take calls in and hand results out. */
const THREADS_MAX = 4;

/** Tells people on the terminal; `version` is the product's. */
export interface ServeOutput {
  out: (text: string) => void;
  err: (text: string) => void;
  nodeVersion: string;
  version: string;
}

/**
 * Serves from a database that is being opened until asked to stop, then finishes what is running. Answers with the exit
 * code.
 */
export async function serveUntil(
  stopping: AbortSignal,
  config: Config,
  io: ServeOutput & { database: Promise<Database> },
): Promise<number> {
  const logger = createLogger(config.logLevel, { secrets: secretsOf(config) });
  if (config.databaseUrl === null) io.err(`Data lies in ${resolve(config.dataDir)}\n`);
  const threadsMax = Math.min(THREADS_MAX, availableParallelism() - 1);
  const service = await createService(config, { version: io.version, logger, database: io.database, threadsMax });
  try {
    const server = await startServer({ fetch: service.app.fetch, host: config.host, port: config.port });
    await service.database.lock?.announce(server.address);
    await service.recordings.start();
    service.writeBacks.start();
    announce(config, io, server.address);
    for (const notice of service.notices) io.out(`${notice}\n`);
    await new Promise<void>((done) => {
      if (stopping.aborted) done();
      stopping.addEventListener("abort", () => done(), { once: true });
    });
    await Promise.all([
      server.stop(STOP_MAX_MS),
      service.recordings.stop(WORK_STOP_MAX_MS),
      service.writeBacks.stop(WORK_STOP_MAX_MS),
    ]);
    return 0;
  } finally {
    await service.close();
  }
}

function announce(config: Config, io: ServeOutput, address: string): void {
  io.out(`Razbor ${io.version} on ${address}\n`);
  if (config.judge.name === "rules")
    io.out(
      config.judge.keyMissing
        ? "No OPENAI_API_KEY: the built-in rules judge scores.\n"
        : "The built-in rules judge scores (JUDGE=rules).\n",
    );
  else io.out(`${config.judge.openai?.model ?? "A model"} scores.\n`);
  if (!isLoopback(config.host) && config.access.key === null)
    io.out(
      config.access.open
        ? "ACCESS=open: whoever reaches this address can use the service.\n"
        : "Closed: set ACCESS_KEY (or ACCESS=open on purpose) to let anybody in.\n",
    );
}
