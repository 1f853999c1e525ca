import type { ErrorCode } from "../errors.ts";
import type { Evaluation } from "./evaluation.ts";
import type { ReadTranscript } from "./read-transcript.ts";
import type { ReportLanguage, Scorecard } from "./scorecard.ts";

/** What a thread is for from its start: lexicons and tables of languages take memory, so it loads what it needs. */
export interface ThreadStart {
  judges: boolean;
  reads: boolean;
}

/** What it is told: a scorecard once, under a number of its own; dialogues to read, and read ones to judge. */
export type ToThread =
  | { kind: "scorecard"; scorecard: number; document: Scorecard }
  | { kind: "read"; task: number; text: string; languageHint: string | null }
  | { kind: "judge"; task: number; scorecard: number; read: ReadTranscript; reportLanguage: ReportLanguage };

/**
 * What it answers, by the task's number; `refused` is what is wrong with a dialogue, `fault` what was thrown and no
 * transcript should bring about.
 */
export type FromThread =
  | { kind: "ready" }
  | { kind: "done"; task: number; result: ReadTranscript | Evaluation }
  | { kind: "refused"; task: number; code: ErrorCode; detail: string }
  | { kind: "fault"; task: number; fault: Error };
