import { CUTS } from "./cuts.ts";
import { FAULTS } from "./faults.ts";
import type { Outcome } from "./run-cut.ts";

/** One line of the table: all runs of one fault at one cut on one database. */
interface Line {
  cells: string[];
}

const HEAD = [
  "cut",
  "fault",
  "database",
  "runs",
  "lost",
  "paid twice",
  "ambiguous",
  "records ≠ 1",
  "again s",
  "done s",
  "violations",
];

/** All outcomes as a table of text; `markdown` with bars, for a README. */
export function tableOf(outcomes: readonly Outcome[], { markdown = false } = {}): string {
  const lines: Line[] = [];
  for (const { name: fault } of FAULTS)
    for (const { name: cut } of CUTS)
      for (const database of ["embedded", "postgres"]) {
        const runs = outcomes.filter((one) => one.fault === fault && one.cut === cut && one.database === database);
        if (runs.length > 0) lines.push({ cells: [cut, fault, database, ...figuresOf(runs)] });
      }
  for (const { name: fault } of FAULTS)
    for (const database of ["embedded", "postgres"]) {
      const runs = outcomes.filter((one) => one.fault === fault && one.database === database);
      if (runs.length > 0) lines.push({ cells: ["all", fault, database, ...figuresOf(runs)] });
    }
  return markdown ? markdownOf(lines) : textOf(lines);
}

function figuresOf(runs: readonly Outcome[]): string[] {
  const sum = (of: (one: Outcome) => number) => String(runs.reduce((total, one) => total + of(one), 0));
  const slowest = (of: (one: Outcome) => number | null) => {
    const known = runs.map(of).filter((ms) => ms !== null);
    return known.length === 0 ? "–" : (Math.max(...known) / 1_000).toFixed(1);
  };
  return [
    String(runs.length),
    sum(({ lost }) => lost),
    sum(({ paidTwice }) => paidTwice),
    sum(({ ambiguous }) => ambiguous),
    sum(({ records }) => Number(records !== 1)),
    slowest(({ againMs }) => againMs),
    slowest(({ doneMs }) => doneMs),
    sum(({ violations }) => violations.length),
  ];
}

function textOf(lines: readonly Line[]): string {
  const rows = [HEAD, ...lines.map(({ cells }) => cells)];
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")).join("\n");
}

function markdownOf(lines: readonly Line[]): string {
  const bar = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [bar(HEAD), bar(HEAD.map(() => "---")), ...lines.map(({ cells }) => bar(cells))].join("\n");
}
