const NUMBER = /^\s*[#№]?\s?(\d{1,4})(?:[.)\]](?!\d)|\s)\s{0,3}(?=\S)/;
const LINES_MIN = 3;
/** From this share of lines on the numbers count the turns; the other lines are wrapped ones. */
const NUMBERED_SHARE_MIN = 0.6;

/**
 * Lines whose numbers count the turns of the whole text (1, 2, 3…), with a dash in place of the number; all others as
 * they are, since numbers inside speech are words.
 */
export function withoutNumbers(lines: string[]): string[] {
  const first = lines.find((line) => line !== "") ?? "";
  if (!/^\s*[#№\d]/.test(first)) return lines;
  let next: number | null = null;
  let numbered = 0;
  const dashed = lines.map((line) => {
    const match = NUMBER.exec(line);
    const number = match ? Number(match[1]) : null;
    const isNext = next === null ? number === 0 || number === 1 : number === next;
    if (!match || number === null || !isNext) return line;
    next = number + 1;
    numbered += 1;
    return `- ${line.slice(match[0].length)}`;
  });
  const worded = lines.filter((line) => line.trim() !== "").length;
  return numbered >= LINES_MIN && numbered >= worded * NUMBERED_SHARE_MIN ? dashed : lines;
}
