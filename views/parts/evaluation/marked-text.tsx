import type { Verdict } from "../../../src/evaluations/evaluation.ts";

/** A stretch of an utterance (UTF-16 offsets) that a quote marks; `verdict` null marks grounds of a call without score. */
export interface MarkedSpan {
  number: number;
  start: number;
  end: number;
  verdict: Verdict | null;
}

interface Piece {
  text: string;
  spans: MarkedSpan[];
  /** Numbers of the quotes that end with this piece. */
  ending: number[];
}

const CLASSES: Record<Verdict, string> = {
  not_met: "evidence evidence--not-met",
  unclear: "evidence evidence--unclear",
  partial: "evidence evidence--partial",
  met: "evidence",
  na: "evidence",
};
/** Where quotes overlap the line of the weightiest verdict is drawn. */
const WEIGHTIEST: Verdict[] = ["not_met", "unclear", "partial", "met", "na"];

/**
 * The words of an utterance with every quoted stretch marked. When several quotes share the utterance each stretch ends
 * with its number, so that one sees which mark is which; the links themselves stand in the gutter.
 */
export function MarkedText({ text, spans }: { text: string; spans: MarkedSpan[] }) {
  const numbered = spans.length > 1;
  return (
    <>
      {piecesOf(text, spans).map(({ text: words, spans: over, ending }) =>
        over.length === 0 ? (
          words
        ) : (
          <mark class={classOf(over)}>
            {words}
            {numbered && ending.length > 0 && (
              <sup class="evidence-which" aria-hidden="true">
                {ending.join(", ")}
              </sup>
            )}
          </mark>
        ),
      )}
    </>
  );
}

function piecesOf(text: string, spans: MarkedSpan[]): Piece[] {
  const held = spans.filter(({ start, end }) => start < end && start < text.length);
  const borders = new Set([0, text.length, ...held.flatMap(({ start, end }) => [start, Math.min(end, text.length)])]);
  const sorted = [...borders].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? text.length;
    return {
      text: text.slice(from, to),
      spans: held.filter(({ start, end }) => start <= from && to <= Math.min(end, text.length)),
      ending: held.filter(({ end }) => Math.min(end, text.length) === to).map(({ number }) => number),
    };
  });
}

function classOf(spans: MarkedSpan[]): string {
  const verdict = WEIGHTIEST.find((one) => spans.some((span) => span.verdict === one));
  return verdict ? CLASSES[verdict] : "evidence evidence--grounds";
}
