import type { PgBoss } from "pg-boss";
import type { JobPayloads } from "./jobs.ts";
import { type BossDeps, newBoss } from "./new-boss.ts";
import { newRecord } from "./store.ts";

/** A job that is enqueued by the clock, by one of the working processes; never beside an unfinished one before it. */
export interface JobSchedule<Payloads extends JobPayloads> {
  name: keyof Payloads & string;
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: string;
  payload: Payloads[keyof Payloads & string];
}

/**
 * Replaces the schedules in the database by these and keeps them until the answer is stopped. The clock is an instance of
 * its own that starts when work has begun: it is slow to start on the embedded database, and the work need not wait.
 */
export async function keepSchedules<Payloads extends JobPayloads>(
  deps: BossDeps,
  schedules: readonly JobSchedule<Payloads>[],
  timeZone: string,
): Promise<PgBoss> {
  const clock = newBoss(deps, { migrate: false, supervise: false, schedule: true });
  try {
    const kept = new Set<string>(schedules.map(({ name }) => name));
    for (const { name, key } of await clock.getSchedules()) if (!kept.has(name)) await clock.unschedule(name, key);
    for (const { name, cron, payload } of schedules)
      await clock.schedule(name, cron, newRecord(payload, null), { tz: timeZone, missed: "once" });
    await clock.start();
  } catch (error) {
    await clock.stop({ graceful: false });
    throw error;
  }
  return clock;
}
