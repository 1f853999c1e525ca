import type { CallStatus } from "../../calls/call.ts";
import type { ImportHead, ImportRow, ToldRow } from "./import.ts";

/** A source whose calls a list can hold; `name` null: it is called by its key. */
export interface ListSource {
  key: string;
  name: string | null;
}

/** Why the rules of a source leave a row out, as a code such as `internal`; null when they do not. */
export type SkipRule = (told: ToldRow) => string | null;

/** The sources as lists need them: who they are, what their rules say, and how a row becomes a call of one. */
export interface ListedCalls {
  /** Those that take calls, the public API first. */
  sources(): Promise<ListSource[]>;
  /** The rules of one; null when there is none of this key that takes calls. */
  findRule(source: string): Promise<SkipRule | null>;
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
