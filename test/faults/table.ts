import { CUTS } from "./cuts.ts";
import { FAULTS } from "./faults.ts";
import type { Outcome } from "./run-cut.ts";

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
  "past start s",
  "done s",
  "violations",
];

const KINDS = ["embedded", "postgres"] as const;

/** All outcomes: a line for each fault, cut and database, then one for each fault and database. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const lines: string[][] = [];
  const add = (cut: string, fault: string, isOfLine: (one: Outcome) => boolean) => {
    for (const database of KINDS) {
      const runs = outcomes.filter((one) => one.fault === fault && one.database === database && isOfLine(one));
      if (runs.length > 0) lines.push([cut, fault, database, ...figuresOf(runs)]);
    }
  };
  for (const { name: fault } of FAULTS) for (const { name } of CUTS) add(name, fault, ({ cut }) => cut === name);
  for (const { name: fault } of FAULTS) add("all", fault, () => true);
  return aligned([HEAD, ...lines]);
}

/** The same by cuts for people, in Markdown: kills on both databases, and every other fault together. */
export function shortTableOf(outcomes: readonly Outcome[]): string {
  const bar = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const head = [
    "cut",
    "moment",
    "kills e / p",
    "other faults",
    "lost",
    "paid again e / p / o",
    "records ≠ 1",
    "past start s e / p",
  ];
  const lines = CUTS.map(({ name, moment }) => {
    const runs = outcomes.filter(({ cut }) => cut === name);
    const kills = KINDS.map((kind) => runs.filter(({ fault, database }) => fault === "kill" && database === kind));
    const others = runs.filter(({ fault }) => fault !== "kill");
    return [
      ...[name, moment, kills.map(({ length }) => length).join(" / "), String(others.length)],
      ...[
        total(runs, ({ lost }) => lost),
        [...kills, others].map((some) => total(some, (one) => one.paidTwice)).join(" / "),
      ],
      ...[
        total(runs, ({ records }) => Number(records !== 1)),
        kills.map((some) => slowest(some, pastStartMs)).join(" / "),
      ],
    ];
  });
  return [bar(head), bar(head.map(() => "---")), ...lines.map(bar)].join("\n");
}

function figuresOf(runs: readonly Outcome[]): string[] {
  return [
    String(runs.length),
    total(runs, ({ lost }) => lost),
    total(runs, ({ paidTwice }) => paidTwice),
    total(runs, ({ ambiguous }) => ambiguous),
    total(runs, ({ records }) => Number(records !== 1)),
    slowest(runs, ({ againMs }) => againMs),
    slowest(runs, pastStartMs),
    slowest(runs, ({ doneMs }) => doneMs),
    total(runs, ({ violations }) => violations.length),
  ];
}

function total(runs: readonly Outcome[], of: (one: Outcome) => number): string {
  return String(runs.reduce((sum, one) => sum + of(one), 0));
}

/** How long work stood still beyond the start of a process, which a crowded machine makes long; null but for kills. */
function pastStartMs({ againMs, startMs }: Outcome): number | null {
  return againMs === null ? null : Math.max(0, againMs - (startMs ?? 0));
}

function slowest(runs: readonly Outcome[], of: (one: Outcome) => number | null): string {
  const known = runs.map(of).filter((ms) => ms !== null);
  return known.length === 0 ? "–" : (Math.max(...known) / 1_000).toFixed(1);
}

function aligned(rows: readonly string[][]): string {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")).join("\n");
}
