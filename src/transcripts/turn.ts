import type { TimeMark } from "./text/time-marks.ts";

/** A turn while it is being read: more lines may follow. */
export interface Turn {
  /** The label as first written; null where there is none. */
  speaker: string | null;
  lines: string[];
  mark: TimeMark | null;
  /** A line that was taken for the time of the turn; it was said after all where no other words come. */
  timeLine?: string;
}
