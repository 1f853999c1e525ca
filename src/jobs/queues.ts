import type { PgBoss, Queue } from "pg-boss";

/** The schema of the queue's own tables in the database. */
export const SCHEMA = "jobs";
/** Where quarantined jobs lie; nobody works on it. */
export const QUARANTINE = "quarantine";
/** Jobs by which a worker shows that it works. */
export const PROBE = "probe";

/** Without a sign of life for so long a job is taken from its worker; the least that the queue allows. */
const HEARTBEAT_SECONDS = 10;
const HOUR_SECONDS = 3_600;
/** Fifty years; the queue keeps seconds in 32 bits. */
const NEVER_SECONDS = 50 * 365 * 24 * HOUR_SECONDS;
const WITHOUT_LIMIT = 1_000_000_000;

/**
 * The queue's defaults would fail a job at its third crash, delay the next run of a killed one and throw waiting ones
 * away after two weeks. Waits and attempts are ours (`waits.ts`, `work-job.ts`), so all of that is switched off.
 */
const PROPERTIES = {
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: 24 * HOUR_SECONDS,
  retryLimit: WITHOUT_LIMIT,
  retryDelay: 0,
  retryBackoff: false,
  retentionSeconds: NEVER_SECONDS,
  deleteAfterSeconds: HOUR_SECONDS,
} satisfies Partial<Queue>;

/**
 * Creates what queues are missing and brings the properties of the others up to date, several processes at once as well.
 * Afterwards the queue knows them all by heart: one that it had to look up during a transaction would wait for a second
 * connection, and on a pool of one for ever.
 */
export async function prepareQueues(boss: PgBoss, names: readonly string[]): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const name of names) {
    const queue = known.get(name);
    // "exclusive": one unfinished job per key, and every job has one.
    if (queue === undefined) await boss.createQueue(name, { ...PROPERTIES, policy: "exclusive" });
    else if (!isUpToDate(queue)) await boss.updateQueue(name, PROPERTIES);
    await boss.findJobs(name, { id: NOBODY });
  }
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

function isUpToDate(queue: object): boolean {
  return Object.entries(PROPERTIES).every(
    ([property, value]) => (queue as Record<string, unknown>)[property] === value,
  );
}
