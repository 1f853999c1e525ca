import type { Citation } from "./citations.ts";

/** Quoted words at the end of a reason, with the number of their utterance. */
const QUOTED_END = /:? ?(?:«([^«»]*)»|“([^“”]*)”)(?: \((?:реплика|utterance) \d+\))?\.$/u;

/**
 * A reason without the words it ends with where they stand as a quote below it; it then ends with `end`. Words that no quote
 * below holds stay.
 */
export function leadTo(reason: string, citations: readonly Citation[], end: ":" | "." = ":"): string {
  const said = QUOTED_END.exec(reason);
  const words = said && lettersOf(said[1] ?? said[2] ?? "");
  if (!said || !words) return reason;
  const isBelow = citations.some(
    ({ absence, evidence: [first] }) => !absence && lettersOf(first.text).startsWith(words),
  );
  return isBelow ? `${reason.slice(0, said.index)}${end}` : reason;
}

/** Only letters and digits, so that marks and cuts make no difference. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, "");
}
