import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import { newId } from "../../new-id.ts";
import { type EstimateOptions, estimateRecordingUsd } from "../../usage/estimate.ts";
import type { ImportEstimate, ImportHead, ReadList } from "./import.ts";
import type { ListedCalls, ListRules } from "./listed-calls.ts";
import { type ListDefaults, type ReadListDeps, readList } from "./read-list.ts";
import { readSheet } from "./read-sheet.ts";
import { addImport, averageDuration, countKnownCalls, findImport } from "./store.ts";

/** What checking a list needs. */
export interface AcceptListDeps extends ReadListDeps {
  db: Db;
  calls: Pick<ListedCalls, "findRules">;
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
  const rules = await deps.calls.findRules(input.source);
  if (rules === null)
    throw new AppError("invalid_input", "There is no such source.", {
      faults: [{ pointer: "/source", detail: "names no source that takes calls" }],
    });
  const list = await readList(deps, await readSheet(input.path), input.defaults);
  if (list.rows.length === 0 && list.faulty === 0)
    throw new AppError("invalid_input", "The table holds no rows below its head.", {
      faults: [{ pointer: "/file", detail: "holds no rows" }],
    });
  const id = newId();
  const estimate = await estimateList(deps, { source: input.source, rules }, list);
  const { source, fileName, reportLanguage } = input;
  await addImport(deps.db, { ...list, id, source, fileName, reportLanguage, estimate });
  const kept = await findImport(deps.db, id);
  if (kept === null) throw new AppError("not_found", "The list was just removed.");
  return kept;
}

async function estimateList(
  { db, costs }: AcceptListDeps,
  { source, rules }: { source: string; rules: ListRules },
  { rows }: ReadList,
): Promise<ImportEstimate> {
  const skipped: Record<string, number> = {};
  const wanted = rows.filter(({ told }) => {
    const reason = rules.skipReason(told);
    if (reason !== null) skipped[reason] = (skipped[reason] ?? 0) + 1;
    return reason === null;
  });
  const ids = wanted.flatMap(({ told }) => told.fields.call_id ?? []);
  const calls = wanted.length - (await countKnownCalls(db, source, ids));
  const { durationMs, basis } = toldDuration(wanted) ?? (await usualDuration(db));
  const asked = wanted.reduce((sum, { told }) => sum + rules.countScorecards(told), 0);
  // Of a call in the middle, so not always a whole one.
  const scorecards = asked / Math.max(1, wanted.length);
  return {
    ...{ calls, skipped, basis },
    minutesPerCall: Math.round(durationMs / 6_000) / 10,
    usd: Math.round(calls * estimateRecordingUsd({ durationMs }, { ...costs, scorecards }) * 100) / 100,
  };
}

type Duration = { durationMs: number } & Pick<ImportEstimate, "basis">;

/** The average of what the rows tell; null when fewer than half of them do. */
function toldDuration(rows: ReadList["rows"]): Duration | null {
  const told = rows.flatMap(({ told: { talkSeconds } }) => talkSeconds ?? []);
  if (told.length === 0 || told.length * 2 < rows.length) return null;
  return { durationMs: (told.reduce((sum, seconds) => sum + seconds, 0) / told.length) * 1_000, basis: "told" };
}

async function usualDuration(db: Db): Promise<Duration> {
  const average = await averageDuration(db);
  return average !== null && average.recordings >= RECORDINGS_MIN
    ? { durationMs: average.durationMs, basis: "average" }
    : { durationMs: MINUTES_ASSUMED * 60_000, basis: "assumed" };
}
