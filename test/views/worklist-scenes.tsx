import type { ImportHead, RowFault } from "../../src/audit/imports/import.ts";
import type { ShownImport } from "../../src/audit/imports/show-import.ts";
import type { ShownJob } from "../../src/history/set-aside/set-aside.ts";
import { ImportPage } from "../../views/import-page.tsx";
import { ImportsPage, type ImportsPageProps } from "../../views/imports-page.tsx";
import { SetAsidePage, type SetAsidePageProps } from "../../views/set-aside-page.tsx";
import type { Scene } from "./scenes.tsx";

const timeZone = "Europe/Moscow";
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 9, minute));
const id = (n: number) => `01930000-0000-7000-8000-0000000000${String(n).padStart(2, "0")}`;

function job(n: number, parts: Partial<ShownJob> = {}): ShownJob {
  return {
    ...{ id: id(n), name: "process-recording", state: "quarantined", payload: {}, starts: 4, crashes: 3 },
    ...{ reason: "its process died 3 times while working on it", cursor: `1-${id(n)}` },
    ...{ createdAt: at(0), startAfter: at(0), startedAt: null, endedAt: at(n) },
    call: { id: id(n + 10), externalId: "2026/11/24-<b>77</b>", managerId: "m-7", managerName: "Смирнова Анна" },
    failure: { scorecard: "manager-plus", reason: "quarantined", detail: "The work broke off again and again." },
    ...parts,
  };
}

const NOTHING: SetAsidePageProps["jobs"] = { rows: [], next: null, reasons: [] };

function setAside(parts: Partial<SetAsidePageProps> = {}): Scene {
  return (page) => (
    <SetAsidePage
      {...page}
      {...{ timeZone, older: false, done: null }}
      jobs={NOTHING}
      calls={{ ...NOTHING, rows: [] }}
      arrivals={{ ...NOTHING, rows: [] }}
      {...parts}
    />
  );
}

const FAULTS: RowFault[] = [
  { row: 3, column: "recording_url", fault: "bad_url", value: `ftp://${"a".repeat(74)}` },
  { row: 7, column: "started_at", fault: "bad_time", value: "31.04.2026" },
  { row: 12, column: "recording_url", fault: "missing", value: "" },
];

function head(parts: Partial<ImportHead> = {}): ImportHead {
  return {
    ...{ id: id(30), source: "api", fileName: "звонки-за-октябрь.xlsx", status: "checked", reportLanguage: null },
    ...{ rows: 10_000, repeated: 12, faulty: 3, faults: FAULTS, createdAt: at(5) },
    estimate: { calls: 9_400, minutesPerCall: 4.2, skipped: {}, basis: "average", usd: 312.4 },
    ...parts,
  };
}

const REASONS = { skippedBy: { internal: 8, too_short: 2 }, refusedBy: { invalid_input: 10 } };

function list(parts: Partial<ShownImport> = {}): Scene {
  const counts = { waiting: 9_000, working: 50, done: 700, failed: 40, skipped: 10, known: 190, refused: 10 };
  const shown = { ...head(), counts, ...REASONS, ...parts };
  return (page) => <ImportPage {...page} timeZone={timeZone} source={{ key: "api", name: null }} list={shown} />;
}

const SOURCES = [
  { key: "api", name: null },
  { key: "default", name: null },
  { key: "pbx", name: "АТС на Лесной" },
];

function lists(parts: Partial<ImportsPageProps> = {}): Scene {
  const given = {
    lists: [],
    next: null,
    older: false,
    fault: null,
    values: { source: "", mode: "" },
    sources: SOURCES,
    timeZone,
  };
  return (page) => <ImportsPage {...page} {...given} {...parts} />;
}

/** The pages on which a person works through lists. */
export const WORKLIST_SCENES: Record<string, Scene> = {
  "set-aside-empty": setAside(),
  "set-aside": setAside({
    jobs: {
      rows: [job(1), job(2, { name: "sweep-recordings", call: null, failure: null, reason: "no space", crashes: 0 })],
      next: `1-${id(2)}`,
      reasons: [
        { reason: "quarantined", count: 1 },
        { reason: null, count: 1 },
      ],
    },
    calls: {
      rows: [
        {
          ...{ id: id(20), externalId: null, managerId: null, managerName: null },
          reason: "code_without_words",
          createdAt: at(3),
          canReplay: false,
        },
        {
          ...{ id: id(21), externalId: "7", managerId: "m-1", managerName: null },
          reason: "download_failed",
          createdAt: at(2),
          canReplay: true,
        },
      ],
      next: "2026&x",
      reasons: [
        { reason: "download_failed", count: 12_345 },
        { reason: "not_audio", count: 2 },
      ],
    },
    arrivals: {
      rows: [
        {
          ...{ id: id(22), source: "default", sourceName: null, receivedAt: at(4), reason: "field_missing" },
          ...{ pointer: "/call_id", detail: "The input does not fit. /call_id: is required" },
          ...{ body: `{"name": "<script>alert(1)</script>", ${"x".repeat(3_000)}`, bodyBytes: 20_000 },
        },
        {
          ...{ id: id(23), source: "pbx", sourceName: "Офисная АТС", receivedAt: at(3), reason: "malformed" },
          ...{ pointer: null, detail: null, body: "", bodyBytes: 0 },
        },
      ],
      next: "2026&x",
      reasons: [
        { reason: "field_missing", count: 12_345 },
        { reason: "malformed", count: 1 },
      ],
    },
    done: { act: "replay", done: 5, left: 2 },
    older: true,
  }),
  imports: lists({
    lists: [head(), head({ id: id(31), fileName: null, status: "running" })],
    next: "1-x",
    older: true,
  }),
  "imports-empty": lists(),
  "imports-fault": lists({ fault: "no_column" }),
  "imports-source-fault": lists({ fault: "no_source", values: { source: "", mode: "Client+" } }),
  "import-checked": list(),
  "import-checked-by-rules": list({
    estimate: { ...head().estimate, skipped: { internal: 41, voicemail: 7 }, basis: "told" },
  }),
  "import-running": list({ status: "running" }),
  "import-stopped": list({ status: "stopped", faulty: 0, faults: [] }),
  "import-done": list({ status: "done", faulty: 0, faults: [] }),
};
