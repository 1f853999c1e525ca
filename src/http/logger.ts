import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";
import { AppError } from "../errors.ts";

/** Structured log, one JSON object a line. */
export type Logger = PinoLogger;

/** `secrets` are cut out of every line, wherever they stand; `destination` is standard output unless given. */
export interface LoggerOptions {
  secrets?: string[];
  destination?: DestinationStream;
}

const REMOVED = "[removed]";
/** Shorter ones would cut innocent words. */
const SECRET_CHARACTERS_MIN = 5;
const MESSAGE_CHARACTERS_MAX = 1_000;
const STACK_CHARACTERS_MAX = 4_000;
const CAUSES_MAX = 3;

/**
 * A logger that writes no secrets and no texts of calls: known keys are cut out of the finished line, fields that by their
 * name hold one are emptied, and of an error only its type, code, message, stack and causes are written.
 */
export function createLogger(level: string, { secrets = [], destination }: LoggerOptions = {}): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error, CAUSES_MAX) },
    redact: { paths: REDACTED, censor: REMOVED },
    hooks: { streamWrite: cutter(secrets) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const SECRET_FIELDS = ["authorization", "cookie", "apiKey", "password", "dialog_text", "text"];
const REDACTED = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]);

/** Cuts secrets out of a line of JSON, in which they may stand escaped. */
function cutter(secrets: string[]): (line: string) => string {
  const spellings = secrets
    .filter((secret) => secret.length >= SECRET_CHARACTERS_MIN)
    .flatMap((secret) => [JSON.stringify(secret).slice(1, -1), secret])
    .sort((a, b) => b.length - a.length);
  return (line) => spellings.reduce((text, secret) => text.replaceAll(secret, REMOVED), line);
}

interface ErrorRecord {
  type: string;
  code?: string;
  message: string;
  stack?: string;
  cause?: ErrorRecord;
}

/**
 * Nothing else of an error is written: libraries hang requests, headers and rows on theirs. What was foreseen says all by
 * its message, and where it came from would cost more than the request that was refused.
 */
function describeError(error: unknown, causesMax: number): ErrorRecord {
  if (!(error instanceof Error)) return { type: typeof error, message: cut(saidBy(error), MESSAGE_CHARACTERS_MAX) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === "string" ? { code } : {}),
    message: cut(error.message, MESSAGE_CHARACTERS_MAX),
    ...(error instanceof AppError ? {} : { stack: cut(error.stack ?? "", STACK_CHARACTERS_MAX) }),
    ...(error.cause !== undefined && causesMax > 0 ? { cause: describeError(error.cause, causesMax - 1) } : {}),
  };
}

/** Some libraries tell of errors by copies that are none. */
function saidBy(thrown: unknown): string {
  const { message } = (thrown ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : String(thrown);
}

function cut(text: string, charactersMax: number): string {
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax)}…`;
}
