import type { Agreement } from "../../src/evaluations/agreement.ts";
import { CONTENT_MODES } from "../../src/evaluations/scorecard.ts";
import { isHeld } from "../../test/helpers/labelled.ts";
import { directionOf, type Flip } from "./baseline.ts";
import type { InjectionMeasures } from "./injection-measures.ts";
import type { ModeMeasures } from "./mode-measures.ts";
import type { Share, VerdictMeasures } from "./verdict-measures.ts";

const LABEL_WIDTH = 38;
const COLUMN_WIDTH = 27;

/** The figures of one set, a column for each mode, then one line a criterion. */
export function setReport(title: string, modes: ModeMeasures[]): string {
  const rows: [string, (mode: ModeMeasures) => string][] = [
    ["dialogues to score", ({ dialogues }) => String(dialogues)],
    ["turns numbered as by the rater", ({ turnsAsLabelled }) => shareText(turnsAsLabelled)],
    ["got a total", ({ scored }) => shareText(scored)],
    ["pairs in the right order", ({ order }) => shareText(order)],
    ["total inside the interval", ({ inside }) => shareText(inside)],
    ["total at most 5 points outside", ({ nearly }) => shareText(nearly)],
    ["unscorable calls turned away", ({ turnedAway }) => shareText(turnedAway)],
    ["  for the labelled reason", ({ reason }) => shareText(reason)],
    ["scorable calls turned away", ({ wronglyTurnedAway }) => shareText(wronglyTurnedAway)],
    ["language not read, left to a person", ({ leftToPerson }) => shareText(leftToPerson)],
    ["breaches that capped the total", ({ breachCapped }) => shareText(breachCapped)],
    ["capped for a breach nobody labelled", ({ wronglyCapped }) => shareText(wronglyCapped)],
    ["verdicts equal to the label", ({ verdicts }) => rawText(verdicts.agreement)],
    ["  Cohen κ", ({ verdicts }) => decimals(verdicts.agreement.kappa)],
    ["  Gwet AC1 [95 % interval]", ({ verdicts }) => ac1Text(verdicts.agreement)],
    ["  unclear (counted as wrong)", ({ verdicts }) => String(verdicts.unclear)],
    ["met / not_met labels right", ({ verdicts }) => shareText(verdicts.firm)],
    ["  partial as half an error", ({ verdicts }) => shareText(verdicts.firmHalf)],
    ["not_met labels found", ({ verdicts }) => shareText(verdicts.notMet)],
    ["citations that are verbatim", ({ verbatim }) => shareText(verbatim)],
    ["cited within two turns of the label", ({ verdicts }) => shareText(verdicts.near)],
    ["judge failed", ({ failures }) => String(failures)],
    ["paid requests, cost", ({ cost }) => `${cost.requests}, $${cost.usd.toFixed(4)}`],
  ];
  const head = line(title, CONTENT_MODES.slice(0, modes.length));
  const body = rows.map(([label, figure]) => line(label, modes.map(figure)));
  return `${[head, ...body, "", ...criteriaReport(modes)].join("\n")}\n`;
}

function criteriaReport(modes: ModeMeasures[]): string[] {
  const head = line("criterion", ["equal, unclear", "κ, AC1 [interval]", "met / not_met; not_met"]);
  return [
    head,
    ...modes.flatMap(({ criteria }) => Object.entries(criteria).map(([key, one]) => criterionLine(key, one))),
  ];
}

function criterionLine(key: string, { agreement, unclear, firm, notMet }: VerdictMeasures): string {
  return line(key, [
    `${rawText(agreement)}${unclear > 0 ? `, ${unclear} ?` : ""}`,
    `${decimals(agreement.kappa)}, ${ac1Text(agreement)}`,
    `${firm.hits}/${firm.n}; ${notMet.hits}/${notMet.n}`,
  ]);
}

/** Recall of the injection detector on read and unread lines, and its false alarms. */
export function injectionReport({ read, unread, benign, dialogues }: InjectionMeasures): string {
  return [
    line("text that speaks to the judge", []),
    line("  withheld, lines read while tuning", [shareText(read)]),
    line("  withheld, lines never read", [shareText(unread)]),
    line("  honest look-alikes flagged", [shareText(benign)]),
    line("  utterances of the dialogues flagged", [shareText(dialogues)]),
    "",
  ].join("\n");
}

/**
 * What differs from the baseline: per criterion, then one line a dialogue. Of the held sets only counts are told, so
 * that they stay unread.
 */
export function flipReport(flips: Flip[] | null): string {
  if (flips === null) return "The baseline knows nothing of this judge and these sets.\n";
  if (flips.length === 0) return "No verdict differs from the baseline.\n";
  const groups = new Map<string, Flip[]>();
  for (const flip of flips) {
    const key = `${flip.scorecard} ${flip.criterion}`;
    groups.set(key, [...(groups.get(key) ?? []), flip]);
  }
  const lines = [`${flips.length} verdicts differ from the baseline:`];
  for (const [key, group] of groups) {
    const count = (direction: string) => group.filter((flip) => directionOf(flip) === direction).length;
    lines.push(`${key}: ${group.length} (${count("better")} better, ${count("worse")} worse)`);
    for (const flip of group.filter(({ set }) => !isHeld(set))) lines.push(`  ${flipText(flip)}`);
  }
  return `${lines.join("\n")}\n`;
}

function flipText(flip: Flip): string {
  const label = flip.label === null ? "" : `, label ${flip.label}: ${directionOf(flip)}`;
  return `${flip.dialogue}: ${flip.before} → ${flip.after}${label}`;
}

/** «17/20 85.0 %»; a dash where there is nothing to count. */
function shareText({ n, hits }: Share): string {
  return n === 0 ? "–" : `${hits}/${n}  ${((100 * hits) / n).toFixed(1)} %`;
}

function rawText({ n, raw }: Agreement): string {
  return raw === null ? "–" : shareText({ n, hits: Math.round(raw * n) });
}

function ac1Text({ ac1, ac1Interval }: Agreement): string {
  const interval = ac1Interval ? ` [${decimals(ac1Interval.low)}…${decimals(ac1Interval.high)}]` : "";
  return `${decimals(ac1)}${interval}`;
}

function decimals(figure: number | null): string {
  return figure === null ? "–" : figure.toFixed(2);
}

function line(label: string, columns: readonly string[]): string {
  return [label.padEnd(LABEL_WIDTH), ...columns.map((column) => column.padEnd(COLUMN_WIDTH))].join("").trimEnd();
}
