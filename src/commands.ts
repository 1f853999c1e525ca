import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CommandIo } from "./audit/command/commands.ts";
import { type Config, ConfigError, databaseOptions, parseConfig } from "./config.ts";
import { readLock, refuseIfHeld } from "./db/directory-lock.ts";
import { makeDirectory } from "./db/make-directory.ts";
import { readEnvFile } from "./env-file.ts";
import { AppError } from "./errors.ts";
import { refuseIfTaken } from "./http/listen.ts";
import { reachable } from "./http/reachable.ts";
import { misspeltSettings } from "./misspelt-settings.ts";
import type { Settlement } from "./usage/paid-request.ts";

/** The world as a command sees it; `main.ts` hands over the real one. */
export interface World extends CommandIo {
  /** The variables of `.env` are put into it where they are not set. */
  env: Record<string, string | undefined>;
  args: string[];
  nodeVersion: string;
}

const USAGE = `Usage: razbor [serve | worker | migrate | audit <files or folders> | jobs | source | endpoint | backup | restore <file> | move]

  serve     the service (default)
  worker    works off jobs and serves nothing but its health: serve with ROLE=worker
  migrate   bring the database to the newest shape and leave
  audit     audit dialogues from files; see audit --help
  jobs      list jobs that were set aside and start them again; see jobs help
  source    where calls come from: add, list, secret and more; see source help
  endpoint  where results go: add, list, test and more; see endpoint help
  backup    write the database into one file; see backup help
  restore   put a backup back; see restore help
  move      copy the embedded database to PostgreSQL; see move help
`;

const HELP = new Set(["help", "--help", "-h"]);
/** What is told by settings only. */
const ALONE = new Set(["serve", "worker", "migrate"]);

/** Runs one command to its end and answers with the exit code: 0 done, 1 failed, 2 wrong usage or settings. */
export async function run(world: World): Promise<number> {
  const [command = "serve", ...args] = world.args;
  const isAlone = ALONE.has(command) && args.length > 0;
  if (HELP.has(command) || (isAlone && args.every((arg) => HELP.has(arg)))) {
    world.out(USAGE);
    return 0;
  }
  if (isAlone) {
    world.err(`${command} takes nothing more.\n\n${USAGE}`);
    return 2;
  }
  try {
    for (const [name, value] of Object.entries(readEnvFile(".env"))) world.env[name] ??= value;
    for (const notice of misspeltSettings(world.env)) world.err(`${notice}\n`);
    const config = parseConfig(world.env);
    if (command === "serve") return await serve(config, world);
    if (command === "worker") return await serve(parseConfig({ ...world.env, ROLE: "worker" }), world);
    if (command === "migrate") return await migrateOnce(config, world);
    if (command === "audit") return await audit(config, args, world);
    if (command === "jobs") return await jobs(config, args, world);
    if (command === "source") return await source(config, args, world);
    if (command === "endpoint") return await endpoint(config, args, world);
    if (command === "backup") return await (await import("./backup-commands.ts")).backupCommand(config, args, world);
    if (command === "restore") return await (await import("./backup-commands.ts")).restoreCommand(config, args, world);
    if (command === "move") return await (await import("./backup-commands.ts")).moveCommand(config, args, world);
    world.err(USAGE);
    return 2;
  } catch (error) {
    if (error instanceof ConfigError) world.err(`${error.message}\n`);
    else if (error instanceof AppError) world.err(`${error.detail}\n`);
    else throw error;
    return error instanceof ConfigError ? 2 : 1;
  }
}

/**
 * What a command needs is loaded once it is known that it may run: a second server, or one whose port is taken, is
 * refused within a second and writes nothing. The
 * embedded database starts in its own thread while the rest is loaded here, since either takes more than a second.
 */
async function serve(config: Config, world: World): Promise<number> {
  if (config.databaseUrl === null) await refuseIfHeld(config.dataDir);
  await refuseIfTaken(config);
  await makeDirectory(config.dataDir);
  const { beginDatabase } = await import("./db/database.ts");
  const { opened } = await beginDatabase(databaseOptions(config));
  // Whoever awaits it meets what it throws; until then nobody does.
  opened.catch(() => {});
  const { serveUntil } = await import("./serve.ts");
  return serveUntil(world.stopping, config, { ...world, version: productVersion(), database: opened });
}

async function migrateOnce(config: Config, { out }: World): Promise<number> {
  if (config.databaseUrl === null) await refuseIfHeld(config.dataDir);
  const { openDatabase } = await import("./db/database.ts");
  const { migrate } = await import("./db/migrate.ts");
  const database = await openDatabase(databaseOptions(config));
  try {
    const ran = await migrate(database);
    out(
      ran.length > 0
        ? `${ran.map((name) => `ran ${name}`).join("\n")}\n`
        : "Nothing to do: the database is up to date.\n",
    );
    return 0;
  } finally {
    await database.close();
  }
}

async function audit(config: Config, args: string[], world: World): Promise<number> {
  const { auditCommand } = await import("./audit/command/commands.ts");
  const { openInstallation } = await import("./service.ts");
  const { settlePaidRequests } = await import("./usage/store.ts");
  const deps = {
    dataDir: config.dataDir,
    accessKey: config.access.key,
    judge: config.judge.name,
    reportLanguage: config.reportLanguage,
    dialogueCharactersMax: config.dialogueCharactersMax,
    findServer: async () => (config.databaseUrl === null ? readLock(config.dataDir) : null),
    loadCosts: async () => {
      const { loadPrices } = await import("./usage/prices.ts");
      return { prices: await loadPrices(config.dataDir), ...modelsOf(config) };
    },
    openApi: async () => {
      const { openQuietApi } = await import("./quiet-api.ts");
      return openQuietApi(config, productVersion());
    },
    openAudit: async () => {
      const { database, audit, close } = await openInstallation(config);
      return {
        audit,
        settle: (settlements: readonly Settlement[]) => settlePaidRequests(database.db, settlements),
        close,
      };
    },
  };
  return auditCommand(deps, args, world);
}

async function jobs(config: Config, args: string[], world: World): Promise<number> {
  const { jobsCommand } = await import("./history/commands.ts");
  const { openQueue } = await import("./service.ts");
  const deps = {
    accessKey: config.access.key,
    findServer: async () => (config.databaseUrl === null ? readLock(config.dataDir) : null),
    openJobs: () => openQueue(config),
  };
  return jobsCommand(deps, args, world);
}

async function source(config: Config, args: string[], world: World): Promise<number> {
  const { sourceCommand } = await import("./crm/sources/source-commands.ts");
  const { openSourceDeps } = await import("./service.ts");
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  const deps = {
    accessKey: config.access.key,
    publicUrl: config.publicUrl,
    localUrl: reachable(`http://${host}:${config.port}`),
    findServer: async () => (config.databaseUrl === null ? readLock(config.dataDir) : null),
    openSources: () => openSourceDeps(config),
  };
  return sourceCommand(deps, args, world);
}

async function endpoint(config: Config, args: string[], world: World): Promise<number> {
  const { endpointCommand } = await import("./crm/endpoints/endpoint-commands.ts");
  const { openEndpoints } = await import("./service.ts");
  const deps = {
    accessKey: config.access.key,
    findServer: async () => (config.databaseUrl === null ? readLock(config.dataDir) : null),
    openEndpoints: () => openEndpoints(config),
    stopping: world.stopping,
  };
  return endpointCommand(deps, args, world);
}

/** Which models are paid; null where nothing is. */
function modelsOf({ speech, judge }: Config): { speechModel: string | null; judgeModel: string | null } {
  return { speechModel: speech?.model ?? null, judgeModel: judge.openai?.model ?? null };
}

/** The version in `package.json`, two folders up from the built file, one from the source. */
export function productVersion(): string {
  const here = import.meta.dirname;
  const root = here.includes(`${resolve("/dist/src").slice(1)}`) ? resolve(here, "../..") : resolve(here, "..");
  return JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")).version;
}
