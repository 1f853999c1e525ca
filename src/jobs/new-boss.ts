import type { Pool } from "pg";
import { PgBoss } from "pg-boss";
import { onPool } from "./connections.ts";
import type { JobsLogger } from "./jobs.ts";
import { SCHEMA } from "./queues.ts";

/** What every instance of the queue's library shares; once `closed` aborts it asks the database nothing any more. */
export interface BossDeps {
  pool: Pool;
  kind: "embedded" | "postgres";
  logger: JobsLogger;
  closed: AbortSignal;
}

/** What one instance does: create and update the tables, look after dead workers, keep the clock. */
export interface BossDuties {
  migrate: boolean;
  supervise: boolean;
  schedule: boolean;
}

/** How often one fault is told while it lasts. */
const TELL_EVERY_MS = 10_000;

/** An instance of the queue's library, not started yet. */
export function newBoss({ pool, kind, logger, closed }: BossDeps, duties: BossDuties): PgBoss {
  const isEmbedded = kind === "embedded";
  const boss = new PgBoss({
    ...duties,
    db: onPool(pool, closed),
    schema: SCHEMA,
    backend: isEmbedded ? "pglite" : "postgres",
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    maintenanceIntervalSeconds: 60,
    // Our jobs do not wait for each other.
    flowIntervalSeconds: 3_600,
    cronWorkerIntervalSeconds: 1,
    // The embedded database vacuums only when told to.
    monitorVacuum: !isEmbedded,
  });
  const tell = atMostEvery(TELL_EVERY_MS, (error: Error) => logger.error({ err: error }, "the job queue failed"));
  boss.on("error", (error) => {
    if (!closed.aborted) tell(error);
  });
  boss.on("warning", ({ message, data }) => logger.warn({ data }, message));
  return boss;
}

/** A database that is away fails many times a second; one line says it. */
function atMostEvery<Value>(pauseMs: number, tell: (value: Value) => void): (value: Value) => void {
  let next = 0;
  return (value) => {
    const now = performance.now();
    if (now < next) return;
    next = now + pauseMs;
    tell(value);
  };
}
