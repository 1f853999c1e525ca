import type { Turn } from "../turn.ts";

/**
 * Puts turns into the order in which they were said where their times leave no doubt: all have one, and they were
 * written newest first or one speaker after the other. Else they stay as written; times of two voices overlap.
 */
export function inTimeOrder(turns: Turn[]): Turn[] {
  if (turns.length < 3 || turns.some(({ mark }) => mark === null) || isAscending(turns)) return turns;
  if (isAscending(turns.toReversed())) return turns.toReversed();
  return isSideBySide(turns) ? turns.toSorted((a, b) => startOf(a) - startOf(b)) : turns;
}

function startOf({ mark }: Turn): number {
  return mark?.startMs ?? Number.NaN;
}

/** Every turn has a time, none earlier than the one before. */
function isAscending(turns: readonly Turn[]): boolean {
  return turns.every((turn, at) => startOf(turn) >= startOf(turns[at - 1] ?? turn));
}

/** Each speaker has one block of turns in order, and the later blocks begin again before the end of the first. */
function isSideBySide(turns: Turn[]): boolean {
  const blocks: Turn[][] = [];
  for (const turn of turns) {
    const block = blocks.at(-1);
    if (block && block[0]?.speaker === turn.speaker) block.push(turn);
    else blocks.push([turn]);
  }
  const speakers = new Set(blocks.map(([turn]) => turn?.speaker));
  if (blocks.length < 2 || speakers.size < blocks.length || speakers.has(null)) return false;
  return blocks.every((block) => block.length > 1 && isAscending(block));
}
