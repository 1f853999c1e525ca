import { Worker } from "node:worker_threads";
import { AppError } from "../../errors.ts";
import type { FromSheetThread, SheetRow } from "./sheet.ts";

/** Memory of the thread: a table that unpacks to more ends it, and nothing else. */
const HEAP = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };
const READ_MS_MAX = 60_000;

/**
 * The rows of the first sheet of an XLSX file, or of a CSV file in any of the encodings that are recognised. Throws
 * `malformed` for what is no table, `too_large` for one that holds too much, and `invalid_input` where the encoding is in doubt.
 */
export async function readSheet(path: string): Promise<SheetRow[]> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./sheet-worker.${extension}`, import.meta.url), {
    workerData: path,
    stdout: true,
    stderr: true,
    resourceLimits: HEAP,
  });
  const rows: SheetRow[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(tooMuch()), READ_MS_MAX);
  worker.on("message", (message: FromSheetThread) => {
    if (message.kind === "rows") for (const row of message.rows) rows.push(row);
    else if (message.kind === "done") resolve();
    else reject(new AppError(message.code, message.detail));
  });
  worker.on("error", (cause) => reject(tooMuch(cause)));
  worker.on("exit", () => reject(tooMuch()));
  try {
    await promise;
    return rows;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function tooMuch(cause?: unknown): AppError {
  return new AppError("too_large", "The table takes too much memory or time to read: share it among several files.", {
    cause,
  });
}
