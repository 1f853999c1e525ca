/**
 * Works on jobs until it is killed, frozen or told to stop. Arguments: `embedded` and a directory, or `postgres` and an
 * address. Says `ready`, `running <n> <starts>`, `aborted <n>`, and answers the words `enqueue <n>`, `settle <n>`
 * (`settled` or `lost`), `quarantined`, `replay <id>` and `stop`.
 */
import { createInterface } from "node:readline";
import { setInterval } from "node:timers/promises";
import { openDatabase } from "../../../src/db/database.ts";
import { JobLost, type RunningJob } from "../../../src/jobs/jobs.ts";
import { openJobs } from "../../../src/jobs/open-jobs.ts";

const [kind, where] = process.argv.slice(2);
const database = await openDatabase(kind === "embedded" ? { dataDir: where } : { databaseUrl: where });
const running = new Map<number, { job: RunningJob<{ n: number }>; settled: () => void }>();

const jobs = await openJobs<{ hold: { n: number } }>({
  pool: database.pool,
  kind: database.kind,
  queues: ["hold"],
  work: true,
  handlers: {
    hold: (job) =>
      new Promise((resolve, reject) => {
        const { n } = job.payload;
        running.set(n, { job, settled: resolve });
        console.log(`running ${n} ${job.starts}`);
        job.signal.addEventListener("abort", () => {
          console.log(`aborted ${n}`);
          reject(job.signal.reason);
        });
      }),
  },
});

const answers: Record<string, (argument: string) => Promise<string>> = {
  enqueue: async (n) => `enqueued ${await jobs.enqueue(database.db, "hold", { n: Number(n) })}`,
  settle: async (n) => {
    const { job, settled } = running.get(Number(n)) ?? {};
    if (!job) return "not here";
    const answer = await job.complete(database.db).then(
      () => "settled",
      (error: unknown) => (error instanceof JobLost ? "lost" : `failed ${error}`),
    );
    settled?.();
    return `${answer} ${n}`;
  },
  quarantined: async () => JSON.stringify(await jobs.list({ state: "quarantined" })),
  replay: async (id) => jobs.replay(id).then(() => "replayed"),
  stop: async () => {
    await jobs.stop(0);
    await database.close();
    return "stopped";
  },
};

await jobs.start();
for await (const _ of setInterval(20)) if ((await jobs.ready()).ready) break;
console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const [word = "", argument = ""] = line.split(" ");
  console.log(await answers[word]?.(argument));
  if (word === "stop") process.exit();
}
