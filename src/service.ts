import { createOpenaiModelClient } from "./adapters/openai-model-client.ts";
import { shutdownDate } from "./adapters/openai-models.ts";
import { speechModel } from "./adapters/openai-speech-models.ts";
import { createOpenaiTranscriber } from "./adapters/openai-transcriber.ts";
import { createStandardWebhookTarget } from "./adapters/standard-webhook-target.ts";
import { createWebhookSource, WebhookBody } from "./adapters/webhook-source.ts";
import { createApp } from "./app.ts";
import type { AuditDeps } from "./audit/analyze-call.ts";
import { discardQuarantined } from "./audit/steps/recording-upkeep.ts";
import { groupTexts } from "./audit/text-groups.ts";
import { Turns } from "./audit/turns.ts";
import { failInterruptedCalls } from "./calls/store.ts";
import { type Config, databaseOptions, type ModelJudgeConfig } from "./config.ts";
import type { EndpointDeps } from "./crm/endpoints/manage-endpoints.ts";
import type { SourceDeps } from "./crm/sources/manage-sources.ts";
import { type Database, type Db, openDatabase } from "./db/database.ts";
import { holdInstallation } from "./db/installation.ts";
import { migrate } from "./db/migrate.ts";
import { holdProcessSign, type ProcessSign } from "./db/process-sign.ts";
import type { Sealer } from "./db/sealing.ts";
import type { EvaluationRequest } from "./evaluations/evaluate-transcript.ts";
import { EvaluationThreads } from "./evaluations/evaluation-threads.ts";
import type { Judge } from "./evaluations/judge.ts";
import { loadScorecards, registerScorecards } from "./evaluations/load-scorecards.ts";
import { createModelJudge } from "./evaluations/model-judge.ts";
import { createRulesJudge } from "./evaluations/rules-judge.ts";
import type { Scorecard } from "./evaluations/scorecard.ts";
import { unjudgedCriteria } from "./evaluations/unjudged-criteria.ts";
import { createLogger, type Logger } from "./http/logger.ts";
import { checkFileUrl } from "./http/outbound/check-file-url.ts";
import { openImports } from "./imports.ts";
import type { Jobs } from "./jobs/jobs.ts";
import { openJobs } from "./jobs/open-jobs.ts";
import { newId } from "./new-id.ts";
import { openRecordings, QUEUES, type Recordings, type Work } from "./recordings.ts";
import { openSources, type SourceKinds, type Sources, sourceDepsOf } from "./sources.ts";
import { openSpending } from "./spending.ts";
import { type DailyBudget, dayOf } from "./usage/budget.ts";
import { systemClock } from "./usage/clock.ts";
import type { PayOnce } from "./usage/paid-order.ts";
import { createPayOnce } from "./usage/pay-once.ts";
import { loadPrices, type PriceTable } from "./usage/prices.ts";
import { type PaidProvider, sameProviders } from "./usage/provider-gate.ts";
import { SpendCounters } from "./usage/spend-metrics.ts";
import { markInterrupted, recountDay } from "./usage/store.ts";
import { openWriteBacks, type WriteBacks } from "./write-backs.ts";

/** How often what died with another process is looked for: a killed process's calls are free again within 15 s. */
const SWEEP_MS = 10_000;
/** After the database was away every process needs a moment to show its sign again, before one takes another for dead. */
const SIGN_SETTLED_MS = 3_000;

/** An opened installation: database, scorecards and judge, without the web. */
export interface Installation {
  database: Database;
  /** Keeps stored credentials unreadable without the secret key. */
  sealer: Sealer;
  audit: AuditDeps;
  /** The only way to paid requests; one per process. */
  payOnce: PayOnce;
  prices: PriceTable;
  budget: DailyBudget;
  /** Who is paid for judging; nobody for rules. */
  providers: PaidProvider[];
  /** What this process paid. */
  counters: SpendCounters;
  /** What the person who started it should know, one sentence each. */
  notices: string[];
  /** Closes the judge's connections, then the database, and gives the data directory back. */
  close(): Promise<void>;
}

/** A built service: an installation, its recordings and its web application. */
export interface Service extends Installation {
  app: ReturnType<typeof createApp>;
  recordings: Recordings;
  sources: Sources;
  writeBacks: WriteBacks;
}

/** What a service is told beside its settings; how long a synchronous request waits is ten minutes unless given. */
export interface ServiceParts {
  version: string;
  logger: Logger;
  /** The database of the settings where somebody has begun to open it; it is closed with the service. */
  database?: Promise<Database>;
  waitMaxMs?: number;
  /** Most threads that read and judge beside the one that serves; none unless given. */
  threadsMax?: number;
}

/** Opens the installation and builds the web application over it. Throws what opening throws; nothing stays open then. */
export async function createService(config: Config, parts: ServiceParts): Promise<Service> {
  const installation = await openInstallation(config, parts);
  const { database, sealer, payOnce } = installation;
  const writeBacks = buildWriteBacks(config, { database, sealer, logger: parts.logger });
  const audit = { ...installation.audit, evaluated: writeBacks.nudge };
  const transcriber = config.speech && createOpenaiTranscriber({ ...config.speech, now: () => Date.now() });
  const speech = transcriber && { transcriber, payOnce, vocabulary: config.speech?.vocabulary ?? [] };
  try {
    const sources = openSources(installation, sourceKinds(config));
    const { locate } = sources.book;
    const heard = transcriber ? [{ provider: transcriber.provider, stages: ["transcribe"] }] : [];
    const spending = { budget: installation.budget, providers: sameProviders([...installation.providers, ...heard]) };
    const recordings = await openRecordings(config, { database, audit, speech, locate, spending }, parts.logger);
    const imports = openImports(config, { database, audit, recordings, prices: installation.prices });
    const rooms = { database, audit, recordings, imports, sources, writeBacks };
    const money = { db: database.db, counters: installation.counters, providers: spending.providers };
    const app = createApp({
      ...{ config, ...parts, ...rooms },
      spending: openSpending(config, { ...money, release: recordings.release }),
    });
    const close = async () => {
      await Promise.all([recordings.stop(0), writeBacks.stop(0)]);
      await transcriber?.close();
      await installation.close();
    };
    return { ...installation, app, recordings, sources, writeBacks, close };
  } catch (error) {
    await installation.close();
    throw error;
  }
}

/**
 * Opens the database unless it is given, reads scorecards and prices, migrates, registers the scorecards, shows that
 * this process lives, marks what died with another one (on PostgreSQL again and again until it closes; what fails then
 * goes to the logger), and builds the judge. Throws `invalid_input` (a file of `DATA_DIR` is wrong), `conflict` (another server, a
 * changed scorecard) or what the database throws; nothing stays open then.
 */
export async function openInstallation(config: Config, parts: Partial<ServiceParts> = {}): Promise<Installation> {
  const { logger } = parts;
  const database = await (parts.database ?? openDatabase(databaseOptions(config)));
  let sign: ProcessSign | undefined;
  try {
    const [scorecards, prices] = await Promise.all([loadScorecards(config.dataDir), loadPrices(config.dataDir)]);
    await migrate(database);
    await registerScorecards(database.db, scorecards);
    const sealer = await holdInstallation(database.db, config);
    const processId = newId();
    sign = await holdProcessSign(database, processId);
    await sweep(database, processId);
    const budget = { usdPerDay: config.budgetUsdPerDay, timeZone: config.timeZone };
    if (budget.usdPerDay !== null) await recountDay(database.db, dayOf(systemClock.now(), budget.timeZone));
    const { db } = database;
    const counters = new SpendCounters();
    const payOnce = createPayOnce({
      ...{ db, processId, prices, budget, clock: systemClock, random: Math.random },
      notePaid: (paid) => counters.count(paid),
    });
    const { judge, read, providers, close } = buildJudge(config.judge.openai, payOnce, parts.threadsMax ?? 0);
    const stopSweeping = keepSweeping(database, processId, sign, logger);
    return {
      database,
      sealer,
      audit: {
        db: database.db,
        ...{ judge, read },
        scorecards: new Map(scorecards.map((card) => [card.key, card])),
        reportLanguage: config.reportLanguage,
        processId,
        texts: groupTexts(database.db),
        turns: new Turns(),
        now: () => new Date(),
      },
      ...{ payOnce, prices, budget, providers, counters },
      notices: [
        ...modelNotices(config.judge.openai, prices),
        ...speechNotices(config, prices),
        ...scorecardNotices(judge, scorecards),
      ],
      close: async () => {
        await stopSweeping();
        await close();
        await database.close();
        await sign?.close();
      },
    };
  } catch (error) {
    await database.close();
    await sign?.close();
    throw error;
  }
}

/** The job queue with what acting on it by hand needs. */
export interface OpenedQueue extends Pick<Recordings, "discard"> {
  db: Db;
  jobs: Jobs<Work>;
  close(): Promise<void>;
}

/** Opens the job queue of a database that no server of this machine holds, to look at it and act on it, not to work. */
export async function openQueue(config: Config): Promise<OpenedQueue> {
  const database = await openDatabase(databaseOptions(config));
  try {
    await migrate(database);
    const { pool, kind } = database;
    const jobs = await openJobs<Work>({ pool, kind, queues: QUEUES, work: false, handlers: {} });
    const { db } = database;
    return {
      db,
      jobs,
      discard: (jobId) => discardQuarantined({ db, jobs, wake: () => {} }, jobId),
      close: () => jobs.stop(0).then(() => database.close()),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Every kind of source there is. */
export function sourceKinds(config: Config): SourceKinds {
  const checkUrl = (url: string) => checkFileUrl(url, config.fetching, "/recording_url");
  return { kinds: [createWebhookSource({ checkUrl })], bodySchema: WebhookBody };
}

/** Opens what looks after the sources of a database that no server of this machine holds. */
export async function openSourceDeps(config: Config): Promise<{ sources: SourceDeps; close(): Promise<void> }> {
  const database = await openDatabase(databaseOptions(config));
  try {
    await migrate(database);
    const sealer = await holdInstallation(database.db, config);
    const scorecards = (await loadScorecards(config.dataDir)).map(({ key }) => key);
    const opened = openSources({ database, sealer }, sourceKinds(config));
    return { sources: sourceDepsOf(opened, { database, scorecards }), close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens what acts on the endpoints of a database that no server of this machine holds; nothing is sent by it. */
export async function openEndpoints(config: Config): Promise<{ endpoints: EndpointDeps; close(): Promise<void> }> {
  const database = await openDatabase(databaseOptions(config));
  try {
    await migrate(database);
    const sealer = await holdInstallation(database.db, config);
    const { endpoints } = buildWriteBacks(config, { database, sealer, logger: createLogger("silent") });
    return { endpoints, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function buildWriteBacks(config: Config, parts: { database: Database; sealer: Sealer; logger: Logger }): WriteBacks {
  const now = () => new Date();
  const targets = [createStandardWebhookTarget({ policy: config.fetching, connect: null, now })];
  return openWriteBacks(config, { ...parts, targets, now });
}

/** The ledger first: a call that is free again finds its requests free too. */
async function sweep({ db }: Database, processId: string): Promise<void> {
  await markInterrupted(db, processId);
  await failInterruptedCalls(db, processId);
}

/** Answers with what stops it and waits for a sweep that runs. On an embedded database no other process can come. */
function keepSweeping(database: Database, processId: string, sign: ProcessSign, logger?: Logger): () => Promise<void> {
  if (database.kind === "embedded") return async () => {};
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (running !== null || sign.heldForMs() < SIGN_SETTLED_MS) return;
    running = sweep(database, processId)
      .catch((err) => logger?.warn({ err }, "what died with another process is not marked yet"))
      .finally(() => {
        running = null;
      });
  }, SWEEP_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

interface BuiltJudge {
  judge: Judge;
  /** Reads transcripts for it. */
  read: AuditDeps["read"];
  providers: PaidProvider[];
  close(): Promise<void>;
}

/** The rules judge takes the first thread for itself; where there are more, and with a model, they read too. */
function buildJudge(openai: ModelJudgeConfig | null, payOnce: PayOnce, threadsMax: number): BuiltJudge {
  const judges = openai === null;
  const threads = new EvaluationThreads({ max: threadsMax, judges, reads: !judges || threadsMax > 1 });
  const read: AuditDeps["read"] = (text, languageHint) => threads.read(text, languageHint);
  if (!openai) {
    const judge = { ...createRulesJudge(), elsewhere: (request: EvaluationRequest) => threads.evaluate(request) };
    return { judge, read, providers: [], close: () => threads.close() };
  }
  const now = () => Date.now();
  const { apiKey, baseUrl, model, api, votes, windowTokens, deadlineMs } = openai;
  const client = createOpenaiModelClient({ apiKey, baseUrl, api, model, now });
  const judge = createModelJudge({ client, payOnce, model, api, votes, windowTokens, deadlineMs, now });
  const close = () => Promise.all([client.close(), threads.close()]).then(() => {});
  return { judge, read, providers: [{ provider: client.provider, stages: ["judge"] }], close };
}

function modelNotices(openai: ModelJudgeConfig | null, prices: PriceTable): string[] {
  if (!openai) return [];
  const date = shutdownDate(openai.model);
  return [
    ...(date ? [`The provider shuts ${openai.model} down on ${date}: set JUDGE_MODEL to another.`] : []),
    ...(prices.knows(openai.model) ? [] : [`No price is known for ${openai.model}: it counts as the dearest one.`]),
  ];
}

function speechNotices({ speech }: Config, prices: PriceTable): string[] {
  if (speech === null)
    return ["No speech engine: recordings are kept and wait. Set OPENAI_API_KEY or TRANSCRIBE_BASE_URL."];
  const date = speechModel(speech.model, speech.baseUrl !== null).shutdown;
  return [
    ...(date ? [`The provider shuts ${speech.model} down on ${date}: set TRANSCRIBE_MODEL to another.`] : []),
    ...(prices.knows(speech.model) ? [] : [`No price is known for ${speech.model}: it counts as the dearest one.`]),
  ];
}

function scorecardNotices(judge: Judge, scorecards: readonly Scorecard[]): string[] {
  return judge.name === "rules" ? scorecards.flatMap(unjudgedCriteria) : [];
}
