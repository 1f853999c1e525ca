import { type Agreement, agreement, type RatingPair } from "../../src/evaluations/agreement.ts";
import type { CriterionLabel } from "../../test/helpers/labelled.ts";
import type { JudgedDialogue } from "./judge-dialogues.ts";

/** A count out of so many. */
export interface Share {
  n: number;
  hits: number;
}

/** How the judge's verdicts compare with the labels; shares are over labels. */
export interface VerdictMeasures {
  /** Over all labels, `na` included; a verdict that is `unclear` or missing differs from every label. */
  agreement: Agreement;
  unclear: number;
  /** Labels `met` and `not_met` met exactly. */
  firm: Share;
  /** The same labels, where a `partial` counts as half an error. */
  firmHalf: Share;
  /** Labels `not_met` that the judge found. */
  notMet: Share;
  /** Agreeing verdicts with evidence: does a cited utterance stand within `NEAR_TURNS` of the label's. */
  near: Share;
}

/** So far from the label's turn a citation may stand and still be about the same thing. */
export const NEAR_TURNS = 2;

/** One label and what the judge says of it. */
export interface LabelledVerdict {
  dialogue: string;
  criterion: string;
  label: CriterionLabel;
  verdict: string;
  cited: number[];
}

/** Every label of the readable, scorable dialogues with the judge's verdict; `unclear` where it gave none. */
export function labelledVerdicts(judged: JudgedDialogue[]): LabelledVerdict[] {
  return judged.flatMap(({ dialogue, scorecard, readable, evaluation }) => {
    if (!dialogue.scorable || !readable) return [];
    return Object.entries(dialogue.labels[scorecard]).map(([criterion, label]) => {
      const given = evaluation?.verdicts.find((verdict) => verdict.criterion === criterion);
      return {
        dialogue: dialogue.id,
        criterion,
        label,
        verdict: given?.verdict ?? "unclear",
        cited: given?.evidence.map(({ utterance }) => utterance) ?? [],
      };
    });
  });
}

/** Measures a list of verdicts, for example those of one criterion. */
export function measureVerdicts(verdicts: LabelledVerdict[]): VerdictMeasures {
  const firm = verdicts.filter(({ label }) => label.status === "met" || label.status === "not_met");
  const equal = (one: LabelledVerdict) => one.verdict === one.label.status;
  const notMet = firm.filter(({ label }) => label.status === "not_met");
  const held = verdicts.filter((one) => equal(one) && one.label.status !== "na" && one.label.turn !== null);
  const halves = firm.filter(({ verdict }) => verdict === "partial").length;
  return {
    agreement: agreement(verdicts.map(({ label, verdict }): RatingPair => [label.status, verdict])),
    unclear: verdicts.filter(({ verdict }) => verdict === "unclear").length,
    firm: { n: firm.length, hits: firm.filter(equal).length },
    firmHalf: { n: firm.length, hits: firm.filter(equal).length + halves / 2 },
    notMet: { n: notMet.length, hits: notMet.filter(equal).length },
    near: { n: held.length, hits: held.filter(isNear).length },
  };
}

function isNear({ label, cited }: LabelledVerdict): boolean {
  return cited.some((utterance) => label.turn !== null && Math.abs(utterance - label.turn) <= NEAR_TURNS);
}
