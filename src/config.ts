import { isIP } from "node:net";
import { z } from "zod";
import { REPORT_LANGUAGES, type ReportLanguage } from "./evaluations/scorecard.ts";

/** How the program is set up, parsed from the environment. Secrets have no defaults. */
export interface Config {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Origin under which people reach the service, without a slash at its end; null when only this machine does. */
  publicUrl: string | null;
  dataDir: string;
  /** Null: embedded. */
  databaseUrl: string | null;
  /** Whether this process serves the web, works off jobs, or both. */
  role: (typeof ROLES)[number];
  judge: {
    name: "openai" | "rules";
    /** Whether the rules judge judges only because no key is set. */
    keyMissing: boolean;
    /** The model judge; null for `rules`. */
    openai: ModelJudgeConfig | null;
  };
  reportLanguage: ReportLanguage;
  /** IANA name. */
  timeZone: string;
  logLevel: (typeof LOG_LEVELS)[number];
  access: { key: string | null; open: boolean };
  /** Seals stored credentials; null: the one that the first start made in `dataDir`. */
  secretKey: string | null;
  dialogueCharactersMax: number;
  audio: {
    bytesMax: number;
    durationMsMax: number;
    /** Which channel of a stereo recording is the manager's where nothing else says; null: content decides. */
    managerChannel: "left" | "right" | null;
  };
  /** What may be paid for in a day, in US dollars; null: without bounds. */
  budgetUsdPerDay: number | null;
  /** Null: recordings are kept and wait until a speech engine is set. */
  speech: SpeechConfig | null;
  fetching: {
    ports: readonly number[];
    /** `host:port` in lower case that may be reached although its address is private. */
    privateHosts: readonly string[];
  };
}

/** How recordings are transcribed. `baseUrl` null means the provider's own; `apiKey` null only with a server of one's own. */
export interface SpeechConfig {
  apiKey: string | null;
  baseUrl: string | null;
  model: string;
  /** Words the engine should know: names of firms, goods and people. */
  vocabulary: readonly string[];
}

/** How the model judge asks. `baseUrl` null means the provider's own; `votes` counts the first request too. */
export interface ModelJudgeConfig {
  apiKey: string;
  baseUrl: string | null;
  model: string;
  api: "responses" | "chat";
  votes: number;
  windowTokens: number;
  deadlineMs: number;
}

const ROLES = ["all", "web", "worker"] as const;
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Faults of the environment, each with the name of its variable and never with its value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`The settings are wrong:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

/** Every setting there is, by its variable; the README's table and `.env.example` list the same names. */
export const Settings = z.object({
  HOST: z
    .string()
    .regex(/^(?:[\w.-]+|[\da-f.:]*:[\da-f.:]*:[\w.:]*)$/i, "must be a host name or an IP address, without a port")
    .default("127.0.0.1"),
  PORT: whole(0, 65_535, 8000),
  PUBLIC_URL: z.string().refine(isOrigin, "must be like https://razbor.example, without a path").optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z.string().refine(isPostgresUrl, "must be like postgres://user:password@host:5432/name").optional(),
  ROLE: choice(ROLES).default("all"),
  OPENAI_API_KEY: secret(1).optional(),
  OPENAI_BASE_URL: z.string().refine(isWebUrl, "must be like https://api.openai.com/v1").optional(),
  JUDGE: choice(["auto", "openai", "rules"]).default("auto"),
  JUDGE_MODEL: z.string().default("gpt-5.4-mini"),
  JUDGE_API: choice(["responses", "chat"]).default("responses"),
  JUDGE_VOTES: whole(1, 9, 3),
  JUDGE_WINDOW_TOKENS: whole(1_000, 10_000_000, 128_000),
  JUDGE_DEADLINE_S: whole(1, 600, 120),
  REPORT_LANGUAGE: choice(REPORT_LANGUAGES).default("ru"),
  TIME_ZONE: z.string().refine(isTimeZone, "must be an IANA time zone such as Europe/Moscow").default("Europe/Moscow"),
  LOG_LEVEL: choice(LOG_LEVELS).default("info"),
  ACCESS: choice(["open"]).optional(),
  ACCESS_KEY: secret(16).optional(),
  SECRET_KEY: secret(32).optional(),
  BUDGET_USD_PER_DAY: z
    .string()
    .regex(/^\d{1,9}(?:\.\d{1,8})?$/, "must be US dollars such as 12.50")
    .transform(Number)
    .optional(),
  DIALOG_CHARACTERS_MAX: whole(100, 10_000_000, 400_000),
  AUDIO_BYTES_MAX: whole(1_000, 4_000_000_000, 200_000_000),
  AUDIO_DURATION_MAX_S: whole(1, 86_400, 7_200),
  TRANSCRIBE_MODEL: z.string().default("gpt-transcribe"),
  TRANSCRIBE_BASE_URL: z.string().refine(isWebUrl, "must be like http://127.0.0.1:9000/v1").optional(),
  TRANSCRIBE_API_KEY: secret(1).optional(),
  TRANSCRIBE_VOCABULARY: list().refine((words) => words.length <= 100, "must have at most 100 entries"),
  MANAGER_CHANNEL: choice(["left", "right"]).optional(),
  FETCH_PORTS: list("80,443,8080,8443").refine((ports) => ports.every(isPort), "must be ports such as 80,443"),
  FETCH_PRIVATE_HOSTS: list().refine(
    (hosts) => hosts.every(isHostAndPort),
    "must be like pbx.example:8080,10.0.0.5:80",
  ),
});
type Settings = z.infer<typeof Settings>;

/** Which database the settings name. */
export function databaseOptions(config: Config): { databaseUrl?: string; dataDir?: string } {
  return config.databaseUrl === null ? { dataDir: config.dataDir } : { databaseUrl: config.databaseUrl };
}

/**
 * Reads the settings. Spaces around a value do not count, and a variable set to nothing counts as absent. Throws
 * `ConfigError` with every fault at once.
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given: Record<string, string> = {};
  for (const name of Object.keys(Settings.shape)) {
    const value = env[name]?.trim();
    if (value) given[name] = value;
  }
  const parsed = Settings.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  faults.push(...contradictions(given));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return configOf(parsed.data);
}

/** The values that must never be seen in a log. */
export function secretsOf(config: Config): string[] {
  const databasePassword = config.databaseUrl === null ? "" : new URL(config.databaseUrl).password;
  const secrets = [
    config.access.key,
    config.secretKey,
    config.judge.openai?.apiKey,
    config.speech?.apiKey,
    databasePassword,
    decodeURIComponent(databasePassword),
  ];
  return [...new Set(secrets.filter((text) => text !== null && text !== undefined && text !== ""))] as string[];
}

/** Whether an address is this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (name === "localhost" || name === "::1") return true;
  return isIP(name) === 4 && name.startsWith("127.");
}

/** Settings that are each right but not together. */
function contradictions(given: Record<string, string>): string[] {
  const faults: string[] = [];
  if (given.JUDGE === "openai" && given.OPENAI_API_KEY === undefined)
    faults.push("OPENAI_API_KEY must be set for JUDGE=openai (a server that needs no key takes any word)");
  if (given.OPENAI_BASE_URL !== undefined && given.OPENAI_API_KEY === undefined && given.JUDGE !== "openai")
    faults.push("OPENAI_API_KEY must be set with OPENAI_BASE_URL (a server that needs no key takes any word)");
  if (given.ACCESS === "open" && given.ACCESS_KEY !== undefined)
    faults.push("ACCESS must not be open while ACCESS_KEY is set: choose one");
  if (given.ROLE !== undefined && given.ROLE !== "all" && given.DATABASE_URL === undefined)
    faults.push(`DATABASE_URL must be set for ROLE=${given.ROLE}: the embedded database belongs to one process`);
  return faults;
}

function configOf(settings: Settings): Config {
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL === undefined ? null : new URL(settings.PUBLIC_URL).origin,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL ?? null,
    role: settings.ROLE,
    judge: judgeOf(settings),
    reportLanguage: settings.REPORT_LANGUAGE,
    timeZone: settings.TIME_ZONE,
    logLevel: settings.LOG_LEVEL,
    access: { key: settings.ACCESS_KEY ?? null, open: settings.ACCESS === "open" },
    secretKey: settings.SECRET_KEY ?? null,
    dialogueCharactersMax: settings.DIALOG_CHARACTERS_MAX,
    audio: {
      bytesMax: settings.AUDIO_BYTES_MAX,
      durationMsMax: settings.AUDIO_DURATION_MAX_S * 1000,
      managerChannel: settings.MANAGER_CHANNEL ?? null,
    },
    budgetUsdPerDay: settings.BUDGET_USD_PER_DAY ?? null,
    speech: speechOf(settings),
    fetching: {
      ports: settings.FETCH_PORTS.map(Number),
      privateHosts: settings.FETCH_PRIVATE_HOSTS.map((host) => host.toLowerCase()),
    },
  };
}

/** A key of its own wins over the judge's, which goes to the judge's server only. */
function speechOf(settings: Settings): SpeechConfig | null {
  const { TRANSCRIBE_BASE_URL: ownUrl, TRANSCRIBE_API_KEY: ownKey } = settings;
  const apiKey = ownKey ?? (ownUrl === undefined ? settings.OPENAI_API_KEY : undefined) ?? null;
  if (apiKey === null && ownUrl === undefined) return null;
  const baseUrl = ownUrl ?? settings.OPENAI_BASE_URL ?? null;
  return { apiKey, baseUrl, model: settings.TRANSCRIBE_MODEL, vocabulary: settings.TRANSCRIBE_VOCABULARY };
}

function judgeOf(settings: Settings): Config["judge"] {
  const apiKey = settings.JUDGE === "rules" ? undefined : settings.OPENAI_API_KEY;
  if (apiKey === undefined) return { name: "rules", keyMissing: settings.JUDGE === "auto", openai: null };
  const openai = {
    apiKey,
    baseUrl: settings.OPENAI_BASE_URL ?? null,
    model: settings.JUDGE_MODEL,
    api: settings.JUDGE_API,
    votes: settings.JUDGE_VOTES,
    windowTokens: settings.JUDGE_WINDOW_TOKENS,
    deadlineMs: settings.JUDGE_DEADLINE_S * 1000,
  };
  return { name: "openai", keyMissing: false, openai };
}

function whole(min: number, max: number, standard: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
    .default(standard);
}

function choice<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `must be ${values.length === 1 ? values[0] : `one of ${values.join(", ")}`}` });
}

/** Entries between commas, without the spaces around them. */
function list(standard = "") {
  return z
    .string()
    .default(standard)
    .transform((text) => text.split(",").flatMap((entry) => entry.trim() || []));
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function isHostAndPort(text: string): boolean {
  const [, host = "", port = ""] = /^(\[[0-9a-f:.]+\]|[\w.-]+):(\d+)$/i.exec(text) ?? [];
  return host !== "" && isPort(port);
}

/** What fits into an HTTP header: visible ASCII without spaces. */
function secret(charactersMin: number) {
  return z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be ASCII without spaces")
    .min(charactersMin, {
      error: `must have at least ${charactersMin} characters`,
    });
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

function isOrigin(text: string): boolean {
  if (!isWebUrl(text)) return false;
  const { href, origin } = new URL(text);
  return href === `${origin}/`;
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
