import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import { AppError } from "../../errors.ts";
import { chooseScorecard } from "../../evaluations/choose-scorecard.ts";
import type { Scorecard } from "../../evaluations/scorecard.ts";
import { AudioCallFields } from "../audio-schemas.ts";
import { columnsOf } from "./column-names.ts";
import type { ImportColumn, ImportRow, ReadList, RowFault } from "./import.ts";
import { readFlag, readSeconds } from "./read-cell.ts";
import { readTime } from "./read-time.ts";
import type { SheetRow } from "./sheet.ts";
import { shownValue } from "./shown-value.ts";

/** What reading a list needs; `timeZone` (IANA) is that of times without one. */
export interface ReadListDeps {
  scorecards: ReadonlyMap<string, Scorecard>;
  timeZone: string;
  /** Throws `invalid_input` for an address whose text already says that nothing is fetched from there. */
  checkUrl(url: string): void;
}

/** What counts for rows that say nothing else. */
export type ListDefaults = Pick<AudioCallFields, "content_mode" | "scorecard" | "language" | "manager_channel">;

/** Faults that are kept. */
const FAULTS_MAX = 200;
/** Rows that are read before others get their turn. */
const ROWS_AT_ONCE = 200;
const URL_CHARACTERS_MAX = 4_096;

const DIRECTIONS: Record<string, "inbound" | "outbound"> = {
  ...{ inbound: "inbound", in: "inbound", incoming: "inbound", входящий: "inbound", входящие: "inbound" },
  ...{ outbound: "outbound", out: "outbound", outgoing: "outbound", исходящий: "outbound", исходящие: "outbound" },
};
/** A direction of some tables that says neither who rang whom. */
const INTERNAL_DIRECTION = /^(?:internal|local|внутренн(?:ий|яя|ие))$/i;

/** Reads the rows of a table as a list of recordings. Throws `invalid_input` when it has no column of addresses. */
export async function readList(
  deps: ReadListDeps,
  [head, ...rows]: readonly SheetRow[],
  defaults: ListDefaults,
): Promise<ReadList> {
  const columns = columnsOf(head?.cells ?? []);
  if (!columns.has("recording_url"))
    throw new AppError("invalid_input", "The first row names no column of addresses (recording_url, «Ссылка»).", {
      faults: [{ pointer: "/file", detail: "needs a column recording_url" }],
    });
  const list: ReadList = { rows: [], repeated: 0, faults: [], faulty: 0 };
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_AT_ONCE === 0) await breathe();
    const read = readRow(deps, row, columns, defaults);
    if (Array.isArray(read)) {
      list.faulty += 1;
      list.faults.push(...read.slice(0, FAULTS_MAX - list.faults.length));
    } else if (seen.has(read.told.fields.call_id ?? "")) list.repeated += 1;
    else {
      seen.add(read.told.fields.call_id ?? "");
      list.rows.push(read);
    }
  }
  return list;
}

function readRow(
  deps: ReadListDeps,
  row: SheetRow,
  columns: ReadonlyMap<ImportColumn, number>,
  defaults: ListDefaults,
): ImportRow | RowFault[] {
  const cell = (column: ImportColumn) => row.cells[columns.get(column) ?? -1] ?? "";
  const faults: RowFault[] = [];
  const blame = (column: ImportColumn, fault: RowFault["fault"]) =>
    faults.push({ row: row.number, column, fault, value: shownValue(cell(column), column) });
  const url = cell("recording_url");
  const urlFault = faultOfUrl(deps, url);
  if (urlFault) blame("recording_url", urlFault);
  const startedAt = cell("started_at") === "" ? null : readTime(cell("started_at"), deps.timeZone);
  if (startedAt === null && cell("started_at") !== "") blame("started_at", "bad_time");
  const direction = DIRECTIONS[cell("direction").toLowerCase()] ?? null;
  const isInternalByDirection = INTERNAL_DIRECTION.test(cell("direction"));
  if (direction === null && cell("direction") !== "" && !isInternalByDirection) blame("direction", "bad_direction");
  const talkSeconds = cell("talk_seconds") === "" ? null : readSeconds(cell("talk_seconds"));
  if (talkSeconds === null && cell("talk_seconds") !== "") blame("talk_seconds", "bad_duration");
  const flag = (column: "internal" | "voicemail") => {
    const read = readFlag(cell(column));
    if (read === null && cell(column) !== "") blame(column, "bad_flag");
    return read;
  };
  const [isInternal, isVoicemail] = [isInternalByDirection || flag("internal"), flag("voicemail")];
  const managerName = cell("manager_name") || null;
  const own = cell("content_mode") !== "" || cell("scorecard") !== "";
  const fields = AudioCallFields.safeParse({
    ...defaults,
    ...(own ? { content_mode: cell("content_mode") || null, scorecard: cell("scorecard") || null } : {}),
    ...(cell("language") === "" ? {} : { language: cell("language") }),
    call_id: cell("call_id") || idOfUrl(url),
    manager_id: cell("manager_id") || managerName,
    started_at: startedAt,
    direction,
    tags: cell("tags")
      .split(/[,;]/)
      .flatMap((tag) => tag.trim() || []),
  });
  if (!fields.success) {
    for (const column of new Set(fields.error.issues.map(({ path }) => String(path[0]) as ImportColumn)))
      blame(column, FAULT_OF_COLUMN[column] ?? "bad_value");
    return faults;
  }
  const scorecardFault = faultOfScorecard(deps, fields.data);
  if (scorecardFault) blame(scorecardFault, FAULT_OF_COLUMN[scorecardFault] ?? "bad_value");
  const told = { url, managerName, fields: fields.data, talkSeconds, isInternal, isVoicemail };
  return faults.length > 0 ? faults : { number: row.number, told };
}

const FAULT_OF_COLUMN: Partial<Record<ImportColumn, RowFault["fault"]>> = {
  content_mode: "bad_mode",
  scorecard: "bad_scorecard",
  language: "bad_language",
};

function faultOfUrl({ checkUrl }: ReadListDeps, url: string): RowFault["fault"] | null {
  if (url === "") return "missing";
  try {
    checkUrl(url);
    return url.length > URL_CHARACTERS_MAX ? "bad_url" : null;
  } catch (error) {
    if (error instanceof AppError) return "bad_url";
    throw error;
  }
}

function faultOfScorecard({ scorecards }: ReadListDeps, fields: AudioCallFields): ImportColumn | null {
  try {
    chooseScorecard(scorecards, { scorecard: fields.scorecard ?? null, contentMode: fields.content_mode ?? null });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.faults[0]?.pointer === "/content_mode" ? "content_mode" : "scorecard";
  }
}

/** Without an id of the sender the address stands for the call, so that the same list brings it once. */
function idOfUrl(url: string): string {
  return `url ${createHash("sha256").update(url).digest("hex").slice(0, 32)}`;
}
