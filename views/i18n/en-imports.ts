import { formatCount, formatNumber } from "./format.ts";
import type { ruImports } from "./ru-imports.ts";

const count = (value: number, one: string, other: string) => formatCount("en", value, { one, other });

/** English texts of lists of recordings. */
export const enImports: typeof ruImports = {
  importsTitle: "Import a list",
  importsLead:
    "A table of links to recordings: every row becomes a call. It is checked first, with what it will cost; nothing begins until you decide.",
  importFileTitle: "Table",
  importFileNote: "The archive gives way to new calls.",
  importFileLabel: "CSV or XLSX file",
  importFileHint:
    "Up to 20 MB and 100,000 rows. It needs a column recording_url; besides it may have call_id, manager_id, manager_name, started_at, direction, content_mode, scorecard, language, tags.",
  importModeNote: "For rows that do not say otherwise.",
  importCheck: "Check the table",
  importCheckNote: "Checking begins nothing.",
  importFaults: {
    missing: "Choose a file: there is none yet.",
    no_column: "The first row has no column recording_url. Add it and send the table again.",
    no_rows: "There are no rows below the head.",
    unreadable: "This is no CSV or XLSX table. Save it as one of them.",
    encoding: "The encoding could not be told. Save the table as CSV UTF-8 or XLSX.",
    too_large: "The table is larger than allowed: up to 20 MB and 100,000 rows. Share it among several.",
    cut: "The file did not arrive whole. Send it again.",
    storage: "The disk of the service is full. Tell whoever runs it.",
  },
  importListsTitle: "Lists that came",
  importListsEmpty: "No lists yet.",
  importHead: { file: "File", when: "When", status: "State", rows: "Rows" },
  importUnnamed: "a list without a name",
  importRows: (rows: number) => count(rows, "row", "rows"),
  importStatuses: { checked: "checked", running: "running", stopped: "stopped", done: "done" },
  importPreview: "What will happen",
  importProgress: "How far it is",
  importNotes: {
    checked: "Nothing has begun.",
    running: "The page can be closed: the work goes on without it.",
    stopped: "What had begun is finished; the rest waits.",
    done: "All rows were gone through.",
  },
  importFacts: {
    calls: "New calls",
    known: "Here already",
    repeated: "Repeated in the table",
    faulty: "Rows with faults",
    cost: "Cost, about",
  },
  importFree: "free",
  importBasis: {
    average: (minutes: string) => `Reckoned with the average length of your recordings: ${minutes}\u00a0min.`,
    assumed: (minutes: string) => `The lengths are not known; reckoned with ${minutes}\u00a0min a call.`,
  },
  importNothing: "There is nothing to start: no row is good.",
  importEnded: (ended: number, rows: number) => `${formatNumber("en", ended)} of ${count(rows, "row", "rows")} ended.`,
  importCounts: {
    waiting: "Waiting",
    working: "At work",
    done: "Done",
    failed: "Failed",
    skipped: "Skipped",
    known: "Here before",
    refused: "Not taken",
  },
  importActs: { start: "Start", stop: "Stop" },
  importContinue: "Go on",
  importActNotes: {
    start: "It can be stopped at any time.",
    stop: "What has not begun will wait; what has begun goes on to its end.",
  },
  importFaultsTitle: "Rows with faults",
  importFaultsAbout: (faulty: number, shown: number) =>
    `${count(faulty, "row is", "rows are")} left out.${shown < faulty ? ` The first ${formatNumber("en", shown)} faults are shown.` : ""}`,
  importFaultHead: { row: "Row", column: "Column", fault: "What is wrong", value: "What stands there" },
  importRow: (row: number) => `row ${row}`,
  importColumns: {
    recording_url: "recording_url",
    call_id: "call_id",
    manager_id: "manager_id",
    manager_name: "manager_name",
    started_at: "started_at",
    direction: "direction",
    content_mode: "content_mode",
    scorecard: "scorecard",
    language: "language",
    tags: "tags",
  },
  rowFaults: {
    missing: "empty, and must not be",
    bad_url: "no recording can be had from this address",
    bad_time: "no date: write 2026-11-24 10:30 or 24.11.2026 10:30",
    bad_direction: "must be inbound or outbound",
    bad_mode: "no such mode, or it contradicts the scorecard",
    bad_scorecard: "no such scorecard",
    bad_language: "must be a language code such as ru",
    bad_value: "too long, or not allowed",
  },
};
