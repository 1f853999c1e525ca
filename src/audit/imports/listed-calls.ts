import type { CallStatus } from "../../calls/call.ts";
import type { ImportHead, ImportRow, ToldRow } from "./import.ts";

/** A source whose calls a list can hold; `name` null: it is called by its key. */
export interface ListSource {
  key: string;
  name: string | null;
}

/** What the rules of a source say of rows. */
export interface ListRules {
  /** Why a row is left out, as a code such as `internal`; null when it is not. */
  skipReason(told: ToldRow): string | null;
  /** How many scorecards are filled in for a row. */
  countScorecards(told: ToldRow): number;
}

/** The sources as lists need them: who they are, what their rules say, and how a row becomes a call of one. */
export interface ListedCalls {
  /** Those that take calls, the public API first. */
  sources(): Promise<ListSource[]>;
  /** The rules of one; null when there is none of this key that takes calls. */
  findRules(source: string): Promise<ListRules | null>;
  /**
   * Makes a call of a row, by the rules of the source of its list, or joins it to the one that the sender's id names. Its
   * work waits for anything fresh. `callId` is null when the call was erased. Throws `invalid_input` for a scorecard that is
   * not there, and `not_found` for a source that is not.
   */
  accept(
    list: Pick<ImportHead, "id" | "source" | "reportLanguage">,
    row: ImportRow,
  ): Promise<{ callId: string | null; status: CallStatus }>;
}
