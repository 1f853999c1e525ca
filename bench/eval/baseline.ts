import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { LabelledDialogue, LabelledSet } from "../../test/helpers/labelled.ts";
import type { JudgedDialogue } from "./judge-dialogues.ts";

/** What a judge said of one dialogue with one scorecard; `total` in percent or null. */
const Said = z.object({ status: z.string(), total: z.number().nullable(), verdicts: z.record(z.string(), z.string()) });
/** By dialogue, then scorecard. */
const SaidBySet = z.record(z.string(), z.record(z.string(), Said));
const Baseline = z.object({ judges: z.record(z.string(), z.record(z.string(), SaidBySet)) });
export type Baseline = z.infer<typeof Baseline>;

/** One verdict (or, as criterion `status`, the standing of a call) that differs from the baseline. */
export interface Flip {
  set: LabelledSet;
  dialogue: string;
  scorecard: string;
  criterion: string;
  before: string;
  after: string;
  /** What the rater says; null where there is no label. */
  label: string | null;
}

/** The committed baseline; an empty one when there is no file. */
export function readBaseline(file: URL | string): Baseline {
  return existsSync(file) ? Baseline.parse(JSON.parse(readFileSync(file, "utf8"))) : { judges: {} };
}

/** Puts the results in place of what this judge said before of the same sets; what it said of others stays. */
export function updateBaseline(baseline: Baseline, judge: string, judged: JudgedDialogue[]): Baseline {
  const sets = { ...baseline.judges[judge] };
  for (const set of new Set(judged.map(({ dialogue }) => dialogue.set)))
    sets[set] = saidOf(judged.filter(({ dialogue }) => dialogue.set === set));
  return { judges: { ...baseline.judges, [judge]: sets } };
}

/** Writes it one verdict a line, so that a diff of the file shows the flips. */
export function writeBaseline(file: URL | string, baseline: Baseline): void {
  writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
}

/** What differs now, dialogue by dialogue; null when the baseline knows nothing of this judge and these sets. */
export function findFlips(baseline: Baseline, judge: string, judged: JudgedDialogue[]): Flip[] | null {
  const known = baseline.judges[judge];
  if (!known || judged.every(({ dialogue }) => known[dialogue.set] === undefined)) return null;
  return judged.flatMap((one) => {
    const before = known[one.dialogue.set]?.[one.dialogue.id]?.[one.scorecard];
    return before ? flipsOf(one, before) : [];
  });
}

/** Whether a flip moved towards the label, away from it, or neither. */
export function directionOf({ before, after, label }: Flip): "better" | "worse" | "neither" {
  if (label === null || distance(before, label) === distance(after, label)) return "neither";
  return distance(after, label) < distance(before, label) ? "better" : "worse";
}

/** 0 equal, 1 half an error (a neighbour of `partial`), 2 a full one. */
function distance(verdict: string, label: string): number {
  if (verdict === label) return 0;
  const scale = ["not_met", "partial", "met"];
  const [one, other] = [scale.indexOf(verdict), scale.indexOf(label)];
  return one !== -1 && other !== -1 && Math.abs(one - other) === 1 ? 1 : 2;
}

function saidOf(judged: JudgedDialogue[]): z.infer<typeof SaidBySet> {
  const said: z.infer<typeof SaidBySet> = {};
  for (const one of judged) said[one.dialogue.id] = { ...said[one.dialogue.id], [one.scorecard]: says(one) };
  return said;
}

function says({ evaluation }: JudgedDialogue): z.infer<typeof Said> {
  if (!evaluation) return { status: "failed", total: null, verdicts: {} };
  const reason = evaluation.notScorableReason ?? evaluation.reviewReason;
  return {
    status: reason ? `${evaluation.status} (${reason})` : evaluation.status,
    total: evaluation.total,
    verdicts: Object.fromEntries(evaluation.verdicts.map(({ criterion, verdict }) => [criterion, verdict])),
  };
}

function flipsOf(one: JudgedDialogue, before: z.infer<typeof Said>): Flip[] {
  const { dialogue, scorecard } = one;
  const after = says(one);
  const place = { set: dialogue.set, dialogue: dialogue.id, scorecard };
  const criteria = [...new Set([...Object.keys(before.verdicts), ...Object.keys(after.verdicts)])];
  const flips = criteria.map((criterion) => ({
    ...place,
    criterion,
    before: before.verdicts[criterion] ?? "none",
    after: after.verdicts[criterion] ?? "none",
    label: labelOf(dialogue, scorecard, criterion),
  }));
  const standing = { ...place, criterion: "status", before: before.status, after: after.status, label: null };
  return [standing, ...flips].filter((flip) => flip.before !== flip.after);
}

function labelOf(dialogue: LabelledDialogue, scorecard: JudgedDialogue["scorecard"], criterion: string): string | null {
  return dialogue.labels[scorecard][criterion]?.status ?? null;
}
