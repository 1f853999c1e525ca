import { rm } from "node:fs/promises";
import type { Context } from "hono";
import { receiveUpload } from "../../http/bodies/upload.ts";
import { jsonPointer, parseInput } from "../../http/faults.ts";
import { fieldsOfForm } from "../audio-schemas.ts";
import { type AcceptListDeps, acceptList } from "./accept-list.ts";
import { type ImportActionsDeps, startImport } from "./act-on-import.ts";
import type { ImportHead } from "./import.ts";
import type { ListedCalls } from "./listed-calls.ts";
import { ImportFields } from "./schemas.ts";

/** What taking lists in needs. */
export interface ImportDeps extends AcceptListDeps, ImportActionsDeps {
  calls: ListedCalls;
  /** An existing folder for files that come in. */
  incomingDir: string;
}

/** Largest table file. */
export const LIST_BYTES_MAX = 20 * 1024 * 1024;

/**
 * Receives the form, checks and keeps the list, and begins with it where that was asked for. The file does not stay.
 * `note` hears the texts that came with it, also where it is refused, and may refuse it.
 */
export async function takeUpload(
  deps: ImportDeps,
  c: Context,
  note: (fields: ReadonlyMap<string, string>) => void = () => {},
): Promise<ImportHead> {
  const { fields, file } = await receiveUpload(c, {
    ...{ dir: deps.incomingDir, field: "file", fileBytesMax: LIST_BYTES_MAX },
  });
  try {
    note(fields);
    const { source, start, report_language, ...defaults } = parseInput(ImportFields, fieldsOfForm(fields), jsonPointer);
    const reportLanguage = report_language ?? null;
    const list = await acceptList(deps, { path: file.path, fileName: file.name, source, reportLanguage, defaults });
    if (start === "true") await startImport(deps, list.id);
    return list;
  } finally {
    await rm(file.path, { force: true });
  }
}
