import { type Band, bandOf } from "../../evaluations/score.ts";
import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import type { AuditedFile } from "./audit-ways.ts";
import { refusalText } from "./refusal-text.ts";
import { fitText, terminalText, textWidth } from "./terminal-text.ts";

interface TableTexts {
  head: [file: string, status: string, score: string, band: string, point: string];
  statuses: Record<"scored" | "not_scorable" | "needs_review" | "failed", string>;
  bands: Record<Band, string>;
}

const TEXTS: Record<ReportLanguage, TableTexts> = {
  ru: {
    head: ["Файл", "Состояние", "Балл", "Оценка", "Главное"],
    statuses: {
      scored: "оценён",
      not_scorable: "без оценки",
      needs_review: "ждёт проверки",
      failed: "не оценён",
    },
    bands: { poor: "плохо", weak: "слабо", good: "хорошо", strong: "сильно" },
  },
  en: {
    head: ["File", "State", "Score", "Band", "Main point"],
    statuses: {
      scored: "scored",
      not_scorable: "no score",
      needs_review: "waits for review",
      failed: "failed",
    },
    bands: { poor: "poor", weak: "weak", good: "good", strong: "strong" },
  },
};

const GAP = "  ";
/** Fewer columns than this say nothing; a narrower terminal goes without the main point. */
const POINT_WIDTH_MIN = 12;
const FILE_WIDTH_MIN = 8;
const FILE_SHARE_MAX = 0.4;

/** What the table shows of one file; texts are free of what a terminal would obey. */
export interface AuditRow {
  file: string;
  status: keyof TableTexts["statuses"];
  /** Percent; null without a score. */
  total: number | null;
  preliminary: number | null;
  point: string;
}

/** Takes what the table shows out of a result; the point is what to change first, or why there is no score. */
export function auditRow({ file, answer, problem }: AuditedFile, language: ReportLanguage): AuditRow {
  const name = terminalText(file);
  if (!answer) {
    const point = terminalText(refusalText(problem, language));
    return { file: name, status: "failed", total: null, preliminary: null, point };
  }
  const { status, total_score: total, preliminary, summary, evaluation } = answer;
  const point = (status === "scored" && evaluation.recommendations[0]?.text) || summary;
  return { file: name, status, total, preliminary, point: terminalText(point) };
}

/**
 * The results as a table that fits into `columns` (a very narrow terminal gets longer lines than it has). A
 * preliminary score stands in brackets. File names are cut in front, since their ends tell them apart.
 */
export function auditTable(audited: AuditRow[], columns: number, language: ReportLanguage): string {
  const rows = [TEXTS[language].head, ...audited.map((one) => cellsOf(one, TEXTS[language]))];
  const widest = (at: number) => Math.max(...rows.map((row) => textWidth(row[at] ?? "")));
  const fixed = [1, 2, 3].map(widest);
  const fixedWidth = fixed.reduce((sum, width) => sum + width + GAP.length, 0);
  const fileMax = Math.max(FILE_WIDTH_MIN, Math.floor(columns * FILE_SHARE_MAX));
  const fileWidth = Math.min(widest(0), fileMax);
  const pointWidth = columns - fileWidth - fixedWidth - GAP.length;
  const lines = rows.map(([file, status, score, band, point]) => {
    const cells = [
      fitText(file, fileWidth, "start"),
      fitText(status, fixed[0] ?? 0),
      " ".repeat((fixed[1] ?? 0) - textWidth(score)) + score,
      fitText(band, fixed[2] ?? 0),
    ];
    if (pointWidth >= POINT_WIDTH_MIN) cells.push(fitText(point, pointWidth));
    return cells.join(GAP).trimEnd();
  });
  return `${lines.join("\n")}\n`;
}

function cellsOf({ file, status, total, preliminary, point }: AuditRow, texts: TableTexts): TableTexts["head"] {
  const open = preliminary === null ? "–" : `(${preliminary.toFixed(1)})`;
  const score = total === null ? open : total.toFixed(1);
  return [file, texts.statuses[status], score, total === null ? "" : texts.bands[bandOf(total)], point];
}
