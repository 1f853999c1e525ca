import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { STYLES } from "../views/styles.ts";
import { type Access, createAccess } from "./access/access-key.ts";
import { checkAudio } from "./audio/probe-audio.ts";
import { actionPages, actionRoutes } from "./audit/action-routes.ts";
import type { AuditDeps } from "./audit/analyze-call.ts";
import { audioRoutes } from "./audit/audio-routes.ts";
import { replayCall } from "./audit/call-actions.ts";
import { importPages } from "./audit/imports/pages.tsx";
import { importRoutes } from "./audit/imports/routes.ts";
import type { ImportDeps } from "./audit/imports/take-upload.ts";
import { auditPages } from "./audit/pages.tsx";
import { progressRoutes } from "./audit/progress-routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import type { WakeListener } from "./audit/steps/wake-ups.ts";
import { withPriority } from "./audit/with-priority.ts";
import { type Config, isLoopback } from "./config.ts";
import { controlRoutes } from "./control-routes.ts";
import { endpointRoutes } from "./crm/endpoints/endpoint-routes.ts";
import { endpointPages } from "./crm/endpoints/pages.tsx";
import { showCallWriteBacks } from "./crm/endpoints/show-write-backs.ts";
import { writeBackRoutes } from "./crm/endpoints/write-back-routes.ts";
import { createAcceptEvent } from "./crm/sources/accept-event.ts";
import { sourcePages } from "./crm/sources/pages.tsx";
import { sourceRoutes } from "./crm/sources/source-routes.ts";
import { webhookRoutes } from "./crm/sources/webhook-routes.ts";
import type { Database } from "./db/database.ts";
import { isAlive } from "./db/is-alive.ts";
import { AppError } from "./errors.ts";
import { jobRoutes } from "./history/job-routes.ts";
import { historyPages } from "./history/pages.tsx";
import { recordingRoutes } from "./history/recording-routes.ts";
import { historyRoutes } from "./history/routes.ts";
import { setAsidePages } from "./history/set-aside/pages.tsx";
import { spendPages } from "./history/spend/pages.tsx";
import { spendRoutes } from "./history/spend/routes.ts";
import { unreadableRoutes } from "./history/unreadable-routes.ts";
import { mountDescription } from "./http/description.ts";
import { healthRoutes } from "./http/health.ts";
import { guardHosts } from "./http/hosts.ts";
import type { Logger } from "./http/logger.ts";
import { createMetrics } from "./http/metrics.ts";
import { checkFileUrl } from "./http/outbound/check-file-url.ts";
import { type PageEnv, wantsPage } from "./http/page-props.ts";
import { problemOf, problemResponse } from "./http/problem.ts";
import { requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { staticFiles } from "./http/static-files.ts";
import { swaggerUi } from "./http/swagger-ui.ts";
import { accessPage, faultPage } from "./pages.tsx";
import type { Recordings } from "./recordings.ts";
import { type Sources, sourceDepsOf } from "./sources.ts";
import { alertPages, listPaused, type Spending } from "./spending.ts";
import type { WriteBacks } from "./write-backs.ts";

/** What the application is built from. */
export interface AppDeps {
  config: Config;
  version: string;
  logger: Logger;
  database: Database;
  audit: AuditDeps;
  recordings: Recordings;
  imports: ImportDeps;
  sources: Sources;
  spending: Spending;
  writeBacks: WriteBacks;
  /** Longest wait of a synchronous request for a job; ten minutes unless given. */
  waitMaxMs?: number;
}

/** The web application: guards first, then every mount on one screen. */
export function createApp(deps: AppDeps): OpenAPIHono<PageEnv> {
  const { config, version, logger, database, recordings, writeBacks } = deps;
  const app = new OpenAPIHono<PageEnv>();
  const metrics = createMetrics();
  writeBacks.counters.register(metrics.registry);
  deps.spending.counters.register(metrics.registry, deps.spending.state);
  const loopback = isLoopback(config.host);
  const { publicUrl } = config;
  const access = createAccess({ ...config.access, loopback, publicUrl }, accessPage);

  app.use(requestLog(logger, metrics));
  app.use(securityHeaders({ https: publicUrl?.startsWith("https:") ?? false }));
  app.use(async (c, next) => {
    c.set("version", version);
    await next();
  });
  app.use(guardHosts({ loopback, keyless: config.access.key === null, publicUrl }));
  // Our own commands have a token instead of the access key.
  if (database.lock !== null)
    app.route("/", controlRoutes({ token: database.lock.record.token, backups: recordings.backups }));
  app.use(access.guard);
  app.use(alertPages(deps.spending));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));

  app.route(
    "/",
    healthRoutes(
      {
        isReady: async () => (await isAlive(database.db)) && (await recordings.jobs.ready()).ready,
        listPaused: () => listPaused(deps.spending),
      },
      metrics,
    ),
  );
  // A worker has nothing to show but its health.
  if (config.role !== "worker") {
    app.route("/", access.routes);
    mountRooms(app, deps);
    app.route("/", webhooks(deps, access.isTrusted));
    mountDescription(app, { title: "Razbor", version, description: ABOUT });
  }

  app.notFound((c) => fault(c, new AppError("not_found", "There is nothing at this address.")));
  app.onError((error, c) => fault(c, error));
  return app;

  function refuseMethod(c: Context<PageEnv>, methods: string[]): Response | Promise<Response> {
    c.header("allow", methods.join(", "));
    return fault(c, new AppError("method_not_allowed", `This address takes ${methods.join(", ")} only.`));
  }

  function fault(c: Parameters<typeof faultPage>[0], error: unknown): Response | Promise<Response> {
    const problem = problemOf(error, c.get("requestId") ?? null);
    if (problem.status >= 500)
      logger[isRefusal(error) ? "info" : "error"]({ requestId: problem.request_id, err: error }, problem.code);
    return wantsPage(c) ? faultPage(c, problem, config.timeZone) : problemResponse(c, problem);
  }
}

/** Every room's pages and routes. */
function mountRooms(app: OpenAPIHono<PageEnv>, deps: AppDeps): void {
  const { config, logger, database, audit, recordings, writeBacks, waitMaxMs } = deps;
  const work = { ...workDeps(config, database, recordings), ...(waitMaxMs === undefined ? {} : { waitMaxMs }) };
  app.route("/static", staticFiles(STATIC_FILES));
  app.route(
    "/",
    auditPages({
      ...audit,
      ...work,
      timeZone: config.timeZone,
      dialogueCharactersMax: config.dialogueCharactersMax,
      keyMissing: config.judge.keyMissing,
      durationMsMax: config.audio.durationMsMax,
      speechReady: recordings.hasSpeech,
    }),
  );
  app.route("/", auditRoutes({ ...audit, ...work, dialogueCharactersMax: config.dialogueCharactersMax }));
  app.route("/", audioRoutes({ ...audit, ...work }));
  app.route("/", importPages(deps.imports));
  app.route("/", importRoutes(deps.imports));
  app.route("/", actionRoutes(work));
  app.route("/", actionPages(work));
  app.route(
    "/",
    progressRoutes({
      db: database.db,
      subscribe: work.onWake,
      onError: (err) => logger.error({ err }, "events"),
      closing: work.closing,
    }),
  );
  const modeOf = (key: string) => audit.scorecards.get(key)?.mode ?? null;
  app.route(
    "/",
    historyPages({
      db: database.db,
      timeZone: config.timeZone,
      modeOf,
      writeBacksOf: (callId) => showCallWriteBacks(database.db, callId),
    }),
  );
  app.route("/", historyRoutes({ db: database.db }));
  app.route("/", spendPages(deps.spending));
  app.route("/", spendRoutes(deps.spending));
  app.route("/", recordingRoutes({ db: database.db, recordingPath: (id) => recordings.files.path(id) }));
  const setAside = { db: database.db, jobs: recordings.jobs, discard: recordings.discard };
  app.route("/", jobRoutes(setAside));
  app.route("/", unreadableRoutes(setAside));
  app.route(
    "/",
    setAsidePages({
      ...setAside,
      replayCall: (callId) => replayCall(withPriority(work, "low"), callId),
      timeZone: config.timeZone,
    }),
  );
  const sourceDeps = sourceDepsOf(deps.sources, { database, scorecards: [...audit.scorecards.keys()] });
  app.route("/", sourceRoutes({ ...sourceDeps, publicUrl: config.publicUrl }));
  app.route("/", sourcePages({ ...sourceDeps, ...sourcePageDeps(config, audit.scorecards) }));
  app.route("/", endpointRoutes(writeBacks.endpoints));
  app.route("/", writeBackRoutes(writeBacks.endpoints));
  app.route("/", endpointPages({ ...writeBacks.endpoints, modeOf, timeZone: config.timeZone }));
  app.route("/", swaggerUi());
}

/** What the pages of sources need beside the sources. */
function sourcePageDeps(config: Config, scorecards: AuditDeps["scorecards"]) {
  const { access, publicUrl, timeZone } = config;
  const isHouse = isLoopback(config.host) && publicUrl === null;
  const reach = access.key !== null ? "closed" : isHouse ? "house" : access.open ? "anyone" : "closed";
  return {
    cards: scorecards,
    reach,
    publicUrl,
    timeZone,
  } as const;
}

/** Where the machines of others tell of calls. */
function webhooks(
  { config, database, audit, recordings, sources }: AppDeps,
  isTrusted: Access["isTrusted"],
): OpenAPIHono {
  return webhookRoutes({
    db: database.db,
    accept: createAcceptEvent({
      db: database.db,
      enqueueAll: recordings.enqueueAll,
      nudge: () => recordings.jobs.nudge(),
      scorecards: audit.scorecards,
      managerChannel: config.audio.managerChannel,
    }),
    sources: sources.book,
    now: audit.now,
    isTrusted,
    publicUrl: config.publicUrl,
    bodySchema: sources.bodySchema,
  });
}

/** What the routes that bring work and act on it need. */
function workDeps(config: Config, { db }: Database, { files, jobs, enqueue, wakeUps, closing }: Recordings) {
  return {
    db,
    files,
    enqueue,
    closing,
    nudge: () => jobs.nudge(),
    wake: (callId: string, round?: number) => wakeUps.wake(callId, round),
    onWake: (callId: string, listener: WakeListener) => wakeUps.onWake(callId, listener),
    probe: checkAudio,
    managerChannel: config.audio.managerChannel,
    fileBytesMax: config.audio.bytesMax,
    checkUrl: (url: string) => checkFileUrl(url, config.fetching),
  };
}

/** Nothing broke: the caller was told to come again. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.cause === undefined && error.retryAfterMs !== null;
}

const ABOUT =
  "Audits the quality of sales calls: a score from 0 to 100 % with evidence that was checked in the transcript. " +
  "Errors are problem documents (RFC 9457).";

const STATIC_ROOT = new URL(
  import.meta.url.endsWith("/dist/src/app.js") ? "../../views/static/" : "../views/static/",
  import.meta.url,
);
const STATIC_FILES = Object.fromEntries<URL | URL[]>([
  ["/razbor.css", STYLES.map((name) => new URL(`styles/${name}.css`, STATIC_ROOT))],
  ...[
    "razbor.svg",
    "form.js",
    "player.js",
    "progress.js",
    "refresh.js",
    "golos-text-cyrillic-wght-normal.woff2",
    "golos-text-latin-wght-normal.woff2",
    "golos-text-OFL.txt",
  ].map((name): [string, URL] => [`/${name}`, new URL(name, STATIC_ROOT)]),
]);
