import { fitText, terminalText } from "./terminal-text.ts";

/** A line on a terminal that says how far a run is; where there is no terminal it does nothing. */
export interface ProgressBar {
  /** Shows so many done and what is at work. */
  show(done: number, name: string): void;
  /** Takes the line away, so that other lines can be written. */
  clear(): void;
}

const BAR_WIDTH = 20;
const CLEAR_LINE = "\r\u001B[K";

/** Draws on `write` within `columns`; `total` is the count of all that is to be done. */
export function progressBar(
  { write, isTTY, columns }: { write: (text: string) => void; isTTY: boolean; columns: number },
  total: number,
): ProgressBar {
  if (!isTTY) return { show: () => {}, clear: () => {} };
  return {
    show(done, name) {
      const filled = total === 0 ? BAR_WIDTH : Math.floor((BAR_WIDTH * done) / total);
      const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
      write(CLEAR_LINE + fitText(`${bar} ${done}/${total} ${terminalText(name)}`, columns - 1).trimEnd());
    },
    clear: () => write(CLEAR_LINE),
  };
}
