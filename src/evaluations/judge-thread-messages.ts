import type { Evaluation } from "./evaluation.ts";
import type { ReadTranscript } from "./read-transcript.ts";
import type { ReportLanguage, Scorecard } from "./scorecard.ts";

/** What a judging thread is told: a scorecard once, under a number of its own, then calls to judge with it. */
export type ToJudgeThread =
  | { kind: "scorecard"; scorecard: number; document: Scorecard }
  | { kind: "call"; call: number; scorecard: number; read: ReadTranscript; reportLanguage: ReportLanguage };

/** What it answers, by the call's number; `fault` is what was thrown, which no call should bring about. */
export type FromJudgeThread =
  | { kind: "ready" }
  | { kind: "evaluation"; call: number; evaluation: Evaluation }
  | { kind: "fault"; call: number; fault: Error };
