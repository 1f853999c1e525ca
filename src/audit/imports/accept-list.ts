import { v7 as newId } from "uuid";
import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import { type EstimateOptions, estimateRecordingUsd } from "../../usage/estimate.ts";
import type { ImportEstimate, ImportHead, ReadList } from "./import.ts";
import { type ListDefaults, type ReadListDeps, readList } from "./read-list.ts";
import { readSheet } from "./read-sheet.ts";
import { addImport, averageDuration, countKnownCalls, findImport, takesCalls } from "./store.ts";

/** What checking a list needs. */
export interface AcceptListDeps extends ReadListDeps {
  db: Db;
  /** Prices and models of this installation. */
  costs: Pick<EstimateOptions, "prices" | "speechModel" | "judgeModel">;
}

/** A list as it came; what is null was not said. */
export interface ListInput {
  path: string;
  fileName: string | null;
  /** Key of the source its calls are of. */
  source: string;
  reportLanguage: ReportLanguage | null;
  defaults: ListDefaults;
}

/** Minutes of a call where none are here to tell. */
const MINUTES_ASSUMED = 5;
/** Calls whose average is trusted. */
const RECORDINGS_MIN = 20;

/**
 * Reads and keeps a list with what is wrong in it and what it will cost; nothing of it begins. Throws what `readSheet`
 * throws, and `invalid_input` without a column of addresses, without rows, or for a source that takes nothing.
 */
export async function acceptList(deps: AcceptListDeps, input: ListInput): Promise<ImportHead> {
  if (!(await takesCalls(deps.db, input.source)))
    throw new AppError("invalid_input", "There is no such source.", {
      faults: [{ pointer: "/source", detail: "names no source that takes calls" }],
    });
  const list = await readList(deps, await readSheet(input.path), input.defaults);
  if (list.rows.length === 0 && list.faulty === 0)
    throw new AppError("invalid_input", "The table holds no rows below its head.", {
      faults: [{ pointer: "/file", detail: "holds no rows" }],
    });
  const id = newId();
  const estimate = await estimateList(deps, input.source, list);
  const { source, fileName, reportLanguage } = input;
  await addImport(deps.db, { ...list, id, source, fileName, reportLanguage, estimate });
  const kept = await findImport(deps.db, id);
  if (kept === null) throw new AppError("not_found", "The list was just removed.");
  return kept;
}

async function estimateList(
  { db, costs }: AcceptListDeps,
  source: string,
  { rows }: ReadList,
): Promise<ImportEstimate> {
  const ids = rows.flatMap(({ told }) => told.fields.call_id ?? []);
  const calls = rows.length - (await countKnownCalls(db, source, ids));
  const average = await averageDuration(db);
  const isKnown = average !== null && average.recordings >= RECORDINGS_MIN;
  const durationMs = isKnown ? average.durationMs : MINUTES_ASSUMED * 60_000;
  return {
    calls,
    minutesPerCall: Math.round(durationMs / 6_000) / 10,
    basis: isKnown ? "average" : "assumed",
    usd: Math.round(calls * estimateRecordingUsd({ durationMs }, costs) * 100) / 100,
  };
}
