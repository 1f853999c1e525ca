import { pino } from "pino";

/** Structured log, one JSON object a line. */
export type Logger = ReturnType<typeof createLogger>;

/** A logger that never writes secrets: keys, cookies and texts of calls are cut out wherever they are put in. */
export function createLogger(level: string) {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "authorization",
        "cookie",
        "apiKey",
        "*.authorization",
        "*.cookie",
        "*.apiKey",
        "*.dialog_text",
        "*.text",
      ],
      censor: "[removed]",
    },
  });
}
