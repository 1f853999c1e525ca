import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import type { AudioCallFields } from "../audio-schemas.ts";

/** Columns of a list of recordings; only the first must be there. */
export const IMPORT_COLUMNS = [
  "recording_url",
  "call_id",
  "manager_id",
  "manager_name",
  "started_at",
  "direction",
  "content_mode",
  "scorecard",
  "language",
  "tags",
  "talk_seconds",
  "internal",
  "voicemail",
] as const;

/** One of them. */
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** What a row tells of a call: the fields of the API, the address, and what rules ask for; null when not told. */
export interface ToldRow {
  url: string;
  managerName: string | null;
  fields: AudioCallFields;
  /** How long people spoke; rows kept by an older version tell nothing of the three. */
  talkSeconds?: number | null;
  /** Colleagues among themselves. */
  isInternal?: boolean | null;
  /** Nobody but a machine answered. */
  isVoicemail?: boolean | null;
}

/** A row that is taken. */
export interface ImportRow {
  /** As a table program counts; the head is row 1. */
  number: number;
  told: ToldRow;
}

/** What is wrong with a row, as a code, and what stands there, cut; of an address its scheme and host at most. */
export interface RowFault {
  row: number;
  column: ImportColumn;
  fault:
    | "missing"
    | "bad_url"
    | "bad_time"
    | "bad_direction"
    | "bad_mode"
    | "bad_scorecard"
    | "bad_language"
    | "bad_duration"
    | "bad_flag"
    | "bad_value";
  value: string;
}

/** What a list holds. `repeated`: rows that name the call of an earlier row. */
export interface ReadList {
  rows: ImportRow[];
  repeated: number;
  /** The first ones; `faulty` rows have any. */
  faults: RowFault[];
  faulty: number;
}

/** What a list is thought to cost. */
export interface ImportEstimate {
  /** Calls that are not here yet and that no rule leaves out. */
  calls: number;
  /** Rows that the rules of the source leave out, by the code of the reason. */
  skipped: Record<string, number>;
  /** Minutes of a call that are reckoned with. */
  minutesPerCall: number;
  /** Whether the minutes are those that the rows tell, those of the calls that are here, or an assumption. */
  basis: "told" | "average" | "assumed";
  usd: number;
}

/** Where a list stands. */
export type ImportStatus = "checked" | "running" | "stopped" | "done";

/** A list as it was checked. */
export interface ImportHead {
  id: string;
  source: string;
  fileName: string | null;
  status: ImportStatus;
  reportLanguage: ReportLanguage | null;
  rows: number;
  repeated: number;
  faulty: number;
  faults: RowFault[];
  estimate: ImportEstimate;
  createdAt: Date;
}

/** How many rows of a list stand where. */
export interface ImportCounts {
  /** Nobody has begun with them. */
  waiting: number;
  working: number;
  /** Judged, with or without a score. */
  done: number;
  failed: number;
  skipped: number;
  /** Their call was here before. */
  known: number;
  /** They could not be taken. */
  refused: number;
}

/** The same with reasons, by their codes. */
export interface CountedRows {
  counts: ImportCounts;
  /** Calls that were skipped. */
  skippedBy: Record<string, number>;
  /** Rows that could not be taken. */
  refusedBy: Record<string, number>;
}

/** Queue of the work on lists; its payload is an `ImportWork`. */
export const FEED_IMPORT = "feed-import";

/** One list whose rows become calls, little by little. */
export interface ImportWork {
  importId: string;
}
