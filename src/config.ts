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
  dialogueCharactersMax: number;
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
    .regex(/^[\w.:-]+$/, "must be a host name or an IP address")
    .default("127.0.0.1"),
  PORT: whole(0, 65_535, 8000),
  PUBLIC_URL: z.string().refine(isOrigin, "must be like https://razbor.example, without a path").optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z.string().refine(isPostgresUrl, "must be like postgres://user:password@host:5432/name").optional(),
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
  DIALOG_CHARACTERS_MAX: whole(100, 10_000_000, 400_000),
});
type Settings = z.infer<typeof Settings>;

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
    config.judge.openai?.apiKey,
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
  return faults;
}

function configOf(settings: Settings): Config {
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL === undefined ? null : new URL(settings.PUBLIC_URL).origin,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL ?? null,
    judge: judgeOf(settings),
    reportLanguage: settings.REPORT_LANGUAGE,
    timeZone: settings.TIME_ZONE,
    logLevel: settings.LOG_LEVEL,
    access: { key: settings.ACCESS_KEY ?? null, open: settings.ACCESS === "open" },
    dialogueCharactersMax: settings.DIALOG_CHARACTERS_MAX,
  };
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
