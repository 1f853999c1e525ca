import { AppError } from "../../src/errors.ts";
import { evaluateTranscript } from "../../src/evaluations/evaluate-transcript.ts";
import type { Evaluation } from "../../src/evaluations/evaluation.ts";
import type { Judge } from "../../src/evaluations/judge.ts";
import { readTranscript } from "../../src/evaluations/read-transcript.ts";
import type { ReportLanguage } from "../../src/evaluations/scorecard.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";
import type { Settlement } from "../../src/usage/paid-request.ts";
import { BUILT_IN_KEYS, type BuiltInKey, type LabelledDialogue } from "../../test/helpers/labelled.ts";

/** One labelled dialogue as one scorecard of the judge sees it. */
export interface JudgedDialogue {
  dialogue: LabelledDialogue;
  scorecard: BuiltInKey;
  /** Whether the judge reads the language the label names; if not it must leave the call to a person. */
  readable: boolean;
  /** Null when the judge's model failed for good; `failure` then says why. */
  evaluation: Evaluation | null;
  failure: string | null;
  /** The utterances' texts as the parser gives them, for checking what was cited. */
  utterances: string[];
}

/** What judging needs; `settle` writes paid answers into the ledger. */
export interface EvalDeps {
  judge: Judge;
  reportLanguage: ReportLanguage;
  signal: AbortSignal;
  settle: (settlements: Settlement[]) => Promise<void>;
}

/** Judges each dialogue with the three built-in scorecards, one after the other; a failure is a result like others. */
export async function judgeDialogues(deps: EvalDeps, dialogues: LabelledDialogue[]): Promise<JudgedDialogue[]> {
  const judged: JudgedDialogue[] = [];
  for (const dialogue of dialogues) {
    const transcript = parseDialogue(dialogue.text);
    const read = readTranscript(transcript, null);
    for (const scorecard of BUILT_IN_KEYS) {
      deps.signal.throwIfAborted();
      const { evaluation, failure } = await evaluate(deps, read, scorecard);
      judged.push({
        dialogue,
        scorecard,
        readable: deps.judge.reads(dialogue.language),
        evaluation,
        failure,
        utterances: transcript.utterances.map(({ text }) => text),
      });
    }
  }
  return judged;
}

async function evaluate(
  { judge, reportLanguage, signal, settle }: EvalDeps,
  read: ReturnType<typeof readTranscript>,
  key: BuiltInKey,
): Promise<{ evaluation: Evaluation | null; failure: string | null }> {
  const scorecard = BUILT_IN_SCORECARDS.find((card) => card.key === key);
  if (!scorecard) throw new Error(`there is no built-in scorecard ${key}`);
  try {
    const subject = read.transcriptSha256;
    const made = await evaluateTranscript({ judge }, { subject, read, scorecard, reportLanguage, signal });
    await settle(made.settlements);
    return { evaluation: made.evaluation, failure: null };
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error;
    return { evaluation: null, failure: error.detail };
  }
}
