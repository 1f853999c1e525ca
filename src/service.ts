import { v7 as newId } from "uuid";
import { createApp } from "./app.ts";
import { failInterruptedCalls } from "./calls/store.ts";
import type { Config } from "./config.ts";
import { type Database, openDatabase } from "./db/database.ts";
import { migrate } from "./db/migrate.ts";
import type { Judge } from "./evaluations/judge.ts";
import { loadScorecards, registerScorecards } from "./evaluations/load-scorecards.ts";
import { createRulesJudge } from "./evaluations/rules-judge.ts";
import type { Logger } from "./http/logger.ts";

/** A text call that nobody has finished after so long died with its process; far beyond the judge's deadline. */
const TEXT_CALL_LONGEST_MS = 15 * 60_000;

/** A built service: its web application and what to do at the end. */
export interface Service {
  app: ReturnType<typeof createApp>;
  database: Database;
  /** Waits for running statements and gives the data directory back. */
  close(): Promise<void>;
}

/** Parts that tests and commands bring themselves. */
export interface ServiceParts {
  database?: Database;
  judge?: Judge;
  version: string;
  logger: Logger;
}

/**
 * Opens and migrates the database, loads and registers scorecards, marks calls that died with another process, and
 * builds the application. Throws what any of these throws; nothing stays open then.
 */
export async function createService(config: Config, parts: ServiceParts): Promise<Service> {
  const scorecards = await loadScorecards(config.dataDir);
  const database = parts.database ?? (await openDatabase(databaseOptions(config)));
  try {
    await migrate(database);
    await registerScorecards(database.db, scorecards);
    const processId = newId();
    await failInterruptedCalls(database.db, {
      processId,
      alone: database.kind === "embedded",
      longestMs: TEXT_CALL_LONGEST_MS,
    });
    const app = createApp({
      config,
      version: parts.version,
      logger: parts.logger,
      database,
      audit: {
        db: database.db,
        judge: parts.judge ?? createRulesJudge(),
        scorecards: new Map(scorecards.map((card) => [card.key, card])),
        reportLanguage: config.reportLanguage,
        processId,
        now: () => new Date(),
      },
    });
    return { app, database, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Which database the settings name. */
export function databaseOptions(config: Config): { databaseUrl?: string; dataDir?: string } {
  return config.databaseUrl === null ? { dataDir: config.dataDir } : { databaseUrl: config.databaseUrl };
}
