import { onTestFinished, vi } from "vitest";
import type { Database } from "../../src/db/database.ts";
import type { JobState, Jobs, JobsLogger, ListedJob } from "../../src/jobs/jobs.ts";
import { type JobsOptions, openJobs } from "../../src/jobs/open-jobs.ts";

/** The queues of these tests. */
export type Payloads = { count: { n: number }; other: { text: string } };

/** Fails the test when the machinery complains of anything that no test expects. */
const STRICT: JobsLogger = {
  error: (details, message) => {
    throw new Error(`${message}: ${JSON.stringify(details)}`);
  },
  warn: () => {},
};

/** Opens jobs on a database for one test and stops them at its end; they work when there are handlers. */
export async function openedJobs(
  { pool, kind }: Pick<Database, "pool" | "kind">,
  options: Partial<JobsOptions<Payloads>> = {},
): Promise<Jobs<Payloads>> {
  const work = options.handlers !== undefined;
  const jobs = await openJobs<Payloads>({
    ...{ pool, kind, queues: ["count", "other"], work, handlers: {}, logger: STRICT },
    ...options,
  });
  onTestFinished(() => jobs.stop(0));
  await jobs.start();
  return jobs;
}

/** Waits until what is asked for is as expected, looking often, for at most ten seconds. */
export const soon = <Result>(check: () => Result | Promise<Result>) =>
  vi.waitFor(check, { timeout: 10_000, interval: 20 }) as Promise<Result>;

/** The only job in this state; throws when there is another number of them. */
export async function theOne(jobs: Jobs<Payloads>, state: JobState): Promise<ListedJob> {
  const [job, ...more] = await jobs.list({ state });
  if (job === undefined || more.length > 0) throw new Error(`${job ? 1 + more.length : 0} jobs are ${state}`);
  return job;
}

/** Lets what waits start now. */
export const hurry = ({ pool }: Pick<Database, "pool">) => pool.query("update jobs.job set start_after = now()");

/** Does what happens when a worker has shown no sign of life for too long: its jobs go to whoever comes first. */
export const giveUpWorkers = ({ pool }: Pick<Database, "pool">) =>
  pool.query("update jobs.job set heartbeat_on = now() - interval '1 hour' where state = 'active'");

/** Deletes all jobs and schedules, where there are any. */
export async function forgetJobs({ pool }: Pick<Database, "pool">): Promise<void> {
  const { rows } = await pool.query("select to_regclass('jobs.job') is not null as found");
  if (rows[0].found) await pool.query("delete from jobs.job; delete from jobs.schedule");
}
