import type { Turn } from "../turn.ts";
import type { DialogueLine } from "./dialogue-lines.ts";
import { isHeading, isRule } from "./headings.ts";

const HEADING_LINES = 5;
/** A dash or bullet that opens a turn; it is punctuation of the page, not a word. */
const OPENING_DASH = /^(?:[-–—•*]\s+)+/;
/** From this share on dashes open the turns, and lines without one go on with the turn before. */
const DASHED_SHARE_MIN = 0.6;
/** A dash that opens a further turn inside a line that begins with one. */
const DASH_INSIDE = /(?<=[.!?…]["»”)]?) [-–—] (?=["«“(]?[\p{Lu}\d])/u;

/**
 * Without labels every line is a turn, or every dash where dashes open them; under time marks on lines of their own, all
 * lines up to the next mark, unless dashes tell two voices apart.
 */
export function unlabelledTurns(lines: DialogueLine[]): Turn[] {
  const first = lines.findIndex(({ line }) => !isHeading(line));
  const said = lines.slice(first <= HEADING_LINES ? Math.max(0, first) : 0);
  const [only] = said;
  if (only && said.length === 1 && OPENING_DASH.test(only.line)) return dashedTurns(only.line);
  const bare = lines.filter(({ isBareMark }) => isBareMark).length;
  const isMarked = bare >= 2 && bare >= lines.length * 0.25;
  const dashed = said.filter(({ line }) => OPENING_DASH.test(line)).length;
  const isDashed = dashed > 1 && dashed >= said.length * DASHED_SHARE_MIN && OPENING_DASH.test(only?.line ?? "");
  const turns: Turn[] = [];
  let cue: Turn | null = null;
  for (const { line, mark, isBareMark, unmarked } of said) {
    const counts = mark !== null && (!isBareMark || isMarked);
    const written = counts ? unmarked : line;
    const words = written.replace(OPENING_DASH, "");
    const current: Turn | null = cue ?? (isDashed && words === written ? (turns.at(-1) ?? null) : null);
    const isNextVoice = cue !== null && cue.lines.length > 0 && words !== written;
    if (counts && words === "") {
      cue = { speaker: null, lines: [], mark };
      turns.push(cue);
    } else if (isRule(words)) continue;
    else if (current && !counts && !isNextVoice) current.lines.push(words);
    else {
      const turn = { speaker: null, lines: [words], mark: counts ? mark : null };
      turns.push(turn);
      if (isNextVoice) cue = turn;
    }
  }
  return turns;
}

function dashedTurns(line: string): Turn[] {
  const parts = line.replace(OPENING_DASH, "").split(DASH_INSIDE);
  return parts.filter((part) => !isRule(part)).map((part) => ({ speaker: null, lines: [part.trim()], mark: null }));
}
