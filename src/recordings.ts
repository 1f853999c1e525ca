import { join } from "node:path";
import { prepareAudio } from "./audio/prepare-audio.ts";
import type { AuditDeps } from "./audit/analyze-call.ts";
import { resumeImports, sweepImports } from "./audit/imports/act-on-import.ts";
import { feedImport } from "./audit/imports/feed-import.ts";
import { FEED_IMPORT, type ImportWork } from "./audit/imports/import.ts";
import { evaluateStoredCall } from "./audit/steps/evaluate-job.ts";
import { processRecording } from "./audit/steps/process-recording.ts";
import type { RecordingDeps } from "./audit/steps/recording-deps.ts";
import {
  discardQuarantined,
  markQuarantined,
  resumeWaiting,
  SWEEP_RECORDINGS,
  sweepRecordings,
} from "./audit/steps/recording-upkeep.ts";
import { createReleaser, type ReleaseDeps } from "./audit/steps/release-held.ts";
import { type WakeListener, WakeUps } from "./audit/steps/wake-ups.ts";
import { type Backups, MAKE_BACKUP, openBackups } from "./backups.ts";
import { type CallWork, type Enqueue, type EnqueueAll, EVALUATE_CALL, PROCESS_RECORDING } from "./calls/recording.ts";
import { RecordingFiles } from "./calls/recording-files.ts";
import type { Config } from "./config.ts";
import { PRUNE_ATTEMPTS, pruneAttempts } from "./crm/endpoints/attempt-store.ts";
import { SWEEP_AWAITING, sweepAwaiting } from "./crm/sources/sweep-awaiting.ts";
import type { Database, Db } from "./db/database.ts";
import type { Logger } from "./http/logger.ts";
import { downloadFile } from "./http/outbound/download-file.ts";
import type { Jobs } from "./jobs/jobs.ts";
import { openJobs } from "./jobs/open-jobs.ts";
import { listedCalls } from "./listed-calls.ts";

/** What each queue carries. */
export type Work = Pick<CallWork, keyof CallWork> & {
  [SWEEP_RECORDINGS]: Record<string, never>;
  [SWEEP_AWAITING]: Record<string, never>;
  [PRUNE_ATTEMPTS]: Record<string, never>;
  [MAKE_BACKUP]: Record<string, never>;
  [FEED_IMPORT]: ImportWork;
};

/** Every queue there is. */
export const QUEUES: readonly (keyof Work)[] = [
  PROCESS_RECORDING,
  EVALUATE_CALL,
  SWEEP_RECORDINGS,
  SWEEP_AWAITING,
  PRUNE_ATTEMPTS,
  MAKE_BACKUP,
  FEED_IMPORT,
];

/** The recordings of this installation and the jobs that work on them. */
export interface Recordings {
  files: RecordingFiles;
  jobs: Jobs<Work>;
  enqueue: Enqueue<Db>;
  enqueueAll: EnqueueAll<Db>;
  wakeUps: WakeUps;
  backups: Backups;
  /** Gives a job that was set aside up; its call says that it failed. Throws `not_found`. */
  discard(jobId: string): Promise<void>;
  /** Lets jobs go on that wait until they may be paid for, where they may now; gives their count. */
  release(): Promise<number>;
  /** Whether recordings can be transcribed. */
  hasSpeech: boolean;
  /** Aborts when this process works on nothing any more: whoever waits in it must not wait longer. */
  closing: AbortSignal;
  /** Begins to work, where this process does. */
  start(): Promise<void>;
  /** Waits for what is running, hands the rest back, and closes what it holds; a second time does nothing. */
  stop(waitMaxMs: number): Promise<void>;
}

/** How often jobs that the queue has set aside are looked for. */
const LOOK_MS = 5_000;
/** Recordings at once in one process: one core decodes while another recording waits for the speech engine. */
const RECORDINGS_AT_ONCE = 4;
const EVALUATIONS_AT_ONCE = 16;

/** Opens the folder of the recordings and the jobs. Throws what the database throws, and `out_of_storage`. */
export async function openRecordings(
  config: Config,
  {
    database,
    audit,
    speech,
    locate,
    spending,
  }: {
    database: Database;
    audit: AuditDeps;
    spending: Pick<ReleaseDeps, "providers" | "budget">;
  } & Pick<RecordingDeps, "speech" | "locate">,
  logger: Logger,
): Promise<Recordings> {
  const files = await RecordingFiles.open(join(config.dataDir, "recordings"));
  const wakeUps = new WakeUps();
  const wake = (callId: string, round?: number) => wakeUps.wake(callId, round);
  // The jobs need what is made here, and are opened last.
  const ways = waysInto(() => jobs);
  const onWake = (callId: string, listener: WakeListener) => wakeUps.onWake(callId, listener);
  const deps: RecordingDeps = {
    ...audit,
    files,
    enqueue: ways.enqueue,
    locate,
    wake,
    onWake,
    download: (order) => downloadFile({}, { ...order, ...config.fetching }),
    prepare: prepareAudio,
    speech,
    limits: { fileBytesMax: config.audio.bytesMax, durationMsMax: config.audio.durationMsMax },
  };
  const backups = openBackups({ database, dataDir: config.dataDir, isServing: true });
  const jobs = await openRecordingJobs(config, { database, deps, backups }, logger);
  const release = createReleaser({ db: database.db, jobs, ...spending, now: Date.now });
  let looking: NodeJS.Timeout | undefined;
  let stopping: Promise<void> | undefined;
  const closing = new AbortController();
  return {
    files,
    jobs,
    ...ways,
    wakeUps,
    backups,
    discard: (jobId) => discardQuarantined({ db: database.db, jobs, wake }, jobId),
    ...{ release, hasSpeech: speech !== null },
    closing: closing.signal,
    async start() {
      if (config.role === "web") return;
      await sweepRecordings(deps);
      await jobs.start();
      await resume(database, jobs, speech ? ways.enqueue : null);
      jobs.nudge();
      looking = setInterval(() => {
        jobs
          .list({ state: "quarantined" })
          .then((set) => markQuarantined({ db: database.db, wake }, set))
          .then(() => release())
          .catch((err) => logger.warn({ err }, "jobs that were set aside or held are not looked after yet"));
      }, LOOK_MS);
      looking.unref();
    },
    stop(waitMaxMs) {
      clearInterval(looking);
      stopping ??= jobs.stop(waitMaxMs).finally(() => closing.abort());
      return stopping;
    },
  };
}

/** Ways into the queues, as the rooms that bring work know them. */
function waysInto(jobs: () => Jobs<Work>): Pick<Recordings, "enqueue" | "enqueueAll"> {
  return {
    enqueue: (db, queue, work, options) => jobs().enqueue(db, queue, work as Work[typeof queue], options),
    enqueueAll: (db, queue, list) =>
      jobs().enqueueAll(
        db,
        queue,
        list.map(({ work, ...options }) => ({ payload: work as Work[typeof queue], ...options })),
      ),
  };
}

/** What waited for this process: lists that run, and calls where speech can be heard (`enqueue` null: it cannot). */
async function resume({ db }: Database, jobs: Jobs<Work>, enqueue: Enqueue<Db> | null): Promise<void> {
  if (enqueue) await resumeWaiting({ db, enqueue });
  await resumeImports({ db, enqueueFeed: feeder(jobs) });
}

/** Puts the work on a list into its queue, once however often it is asked. */
export function feeder(jobs: Pick<Jobs<Work>, "enqueue">) {
  return (db: Db, importId: string) => jobs.enqueue(db, FEED_IMPORT, { importId }, { key: importId });
}

/** A PostgreSQL server has its own tools for backups. */
const NIGHTLY_BACKUP = { name: MAKE_BACKUP, cron: "10 3 * * *", payload: {} } as const;

function openRecordingJobs(
  config: Config,
  { database, deps, backups }: { database: Database; deps: RecordingDeps; backups: Backups },
  logger: Logger,
): Promise<Jobs<Work>> {
  const calls = listedCalls({ ...deps, managerChannel: config.audio.managerChannel });
  return openJobs<Work>({
    pool: database.pool,
    kind: database.kind,
    queues: QUEUES,
    work: config.role !== "web",
    handlers: {
      [PROCESS_RECORDING]: (job) => processRecording(deps, job),
      [EVALUATE_CALL]: (job) => evaluateStoredCall(deps, job),
      [SWEEP_RECORDINGS]: () => sweepRecordings(deps).then(() => sweepImports(deps)),
      [SWEEP_AWAITING]: () => sweepAwaiting(deps),
      [PRUNE_ATTEMPTS]: async () => void (await pruneAttempts(deps.db, deps.now())),
      [MAKE_BACKUP]: () => backups.makeNightly(),
      [FEED_IMPORT]: (job) => feedImport({ db: deps.db, calls }, job),
    },
    slots: { [PROCESS_RECORDING]: RECORDINGS_AT_ONCE, [EVALUATE_CALL]: EVALUATIONS_AT_ONCE },
    schedules: [
      { name: SWEEP_RECORDINGS, cron: "17 * * * *", payload: {} },
      { name: SWEEP_AWAITING, cron: "* * * * *", payload: {} },
      { name: PRUNE_ATTEMPTS, cron: "40 3 * * *", payload: {} },
      ...(database.kind === "embedded" ? [NIGHTLY_BACKUP] : []),
    ],
    timeZone: config.timeZone,
    logger,
  });
}
