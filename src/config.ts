import { isIP } from "node:net";
import { z } from "zod";

/** How the program is set up, parsed from the environment. Secrets have no defaults. */
export interface Config {
  host: string;
  port: number;
  /** Where people reach the service; null when only this machine does. */
  publicUrl: string | null;
  dataDir: string;
  /** Null: embedded. */
  databaseUrl: string | null;
  judge: {
    name: "openai" | "rules";
    /** Whether the rules judge judges only because no key is set. */
    keyMissing: boolean;
    openai: {
      apiKey: string;
      baseUrl: string | null;
      model: string;
      api: "responses" | "chat";
      votes: number;
      windowTokens: number;
      deadlineMs: number;
    } | null;
  };
  reportLanguage: "ru" | "en";
  timeZone: string;
  logLevel: (typeof LOG_LEVELS)[number];
  access: { key: string | null; open: boolean };
  dialogueCharactersMax: number;
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Faults of the environment, each with the name of its variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`The settings are wrong:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

const whole = (min: number, max: number, standard: number) =>
  z.coerce.number().int().min(min).max(max).default(standard);
const isTimeZone = (name: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
};

/** Every setting there is, by its variable; README's table lists the same names. */
export const Settings = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: whole(0, 65_535, 8000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, hostname: /.*/ }).optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  JUDGE: z.enum(["auto", "openai", "rules"]).default("auto"),
  JUDGE_MODEL: z.string().default("gpt-5.4-mini"),
  JUDGE_API: z.enum(["responses", "chat"]).default("responses"),
  JUDGE_VOTES: whole(1, 9, 3),
  JUDGE_WINDOW_TOKENS: whole(1_000, 10_000_000, 128_000),
  JUDGE_DEADLINE_S: whole(1, 600, 120),
  REPORT_LANGUAGE: z.enum(["ru", "en"]).default("ru"),
  TIME_ZONE: z.string().refine(isTimeZone, "not an IANA time zone").default("Europe/Moscow"),
  LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
  ACCESS: z.enum(["open"]).optional(),
  ACCESS_KEY: z.string().min(16, "at least 16 characters").optional(),
  DIALOG_CHARACTERS_MAX: whole(100, 10_000_000, 400_000),
});

/** Reads the settings; a variable set to nothing counts as absent. Throws `ConfigError` with every fault at once. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = Settings.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const settings = parsed.data;
  if (given.JUDGE === "openai" && !given.OPENAI_API_KEY)
    faults.push("OPENAI_API_KEY: JUDGE=openai needs a key (a server without keys takes any word)");
  if (!settings || faults.length > 0) throw new ConfigError(faults);
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ?? null,
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

function judgeOf(settings: z.infer<typeof Settings>): Config["judge"] {
  const apiKey = settings.JUDGE === "rules" ? undefined : settings.OPENAI_API_KEY;
  if (!apiKey) return { name: "rules", keyMissing: settings.JUDGE === "auto", openai: null };
  return {
    name: "openai",
    keyMissing: false,
    openai: {
      apiKey,
      baseUrl: settings.OPENAI_BASE_URL ?? null,
      model: settings.JUDGE_MODEL,
      api: settings.JUDGE_API,
      votes: settings.JUDGE_VOTES,
      windowTokens: settings.JUDGE_WINDOW_TOKENS,
      deadlineMs: settings.JUDGE_DEADLINE_S * 1000,
    },
  };
}

/** Whether an address is this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (name === "localhost" || name === "::1") return true;
  return isIP(name) === 4 && name.startsWith("127.");
}
