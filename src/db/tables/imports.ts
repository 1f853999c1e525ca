import type { ColumnType, Generated } from "kysely";
import type { CreatedAt, DefaultedJson, Json } from "./columns.ts";

/** Lists of recordings that were uploaded. */
export interface ImportsTable {
  id: string;
  /** Key of the source its calls are of. */
  source: string;
  /** As the sender called the file; null without a name. */
  file_name: string | null;
  /** `checked`: nothing has begun. `stopped`: a person stopped it and may go on. */
  status: Generated<"checked" | "running" | "stopped" | "done">;
  /** Language of the reports; null: the installation's. */
  report_language: "ru" | "en" | null;
  /** Rows that are taken, that name the call of an earlier row, and that are wrong. */
  row_count: number;
  repeated_count: number;
  faulty_count: number;
  /** The first of what is wrong: row, column, code, and the value without what may be secret in an address. */
  faults: DefaultedJson;
  /** What it was thought to cost when it was checked (an object). */
  estimate: Json;
  created_at: CreatedAt;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** The rows of a list that are taken. */
export interface ImportRowsTable {
  import_id: string;
  /** As a table program counts: the head is row 1. */
  row_number: number;
  /** What it tells of the call (an object); empty once the row has ended. */
  told: Json;
  /** `accepted`: at work. `settled`: its call is. `known`: its call was here before. `refused`: `fault` says why. */
  state: Generated<"waiting" | "accepted" | "settled" | "known" | "refused">;
  /** Null while nobody has begun with it. */
  call_id: string | null;
  /** Why, as a code (older rows: a sentence); null unless `refused`. */
  fault: string | null;
}
