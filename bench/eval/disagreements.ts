import { isHeld } from "../../test/helpers/labelled.ts";
import type { JudgedDialogue } from "./judge-dialogues.ts";
import { labelledVerdicts } from "./verdict-measures.ts";

/**
 * Every verdict that differs from its label, and every total outside its interval, a line each. The held sets are
 * left out: whoever reads their labels can no longer measure with them.
 */
export function disagreements(all: JudgedDialogue[]): string {
  const lines: string[] = [];
  for (const one of all.filter(({ dialogue }) => !isHeld(dialogue.set))) {
    const { dialogue, scorecard, evaluation, failure } = one;
    const place = `${dialogue.id} ${scorecard}`;
    const expected = dialogue.expected[scorecard];
    const total = evaluation?.total ?? null;
    const standing = failure ?? evaluation?.notScorableReason ?? evaluation?.reviewReason ?? "scored";
    if (total === null ? expected !== null : !expected || total < expected[0] || total > expected[1])
      lines.push(`${place}: total ${total ?? "none"} (${standing}), labelled ${expected?.join("–") ?? "none"}`);
    for (const { criterion, label, verdict, cited } of labelledVerdicts([one]))
      if (verdict !== label.status)
        lines.push(
          `${place} ${criterion}: ${verdict}, labelled ${label.status} at ${label.turn ?? "–"}, cited ${cited.join(" ") || "–"}`,
        );
  }
  return lines.length > 0 ? `${lines.join("\n")}\n\n` : "";
}
