import type { AppError } from "../../errors.ts";
import { invalidInput } from "../../http/faults.ts";
import type { RulesChange, SourceChange } from "./manage-sources.ts";
import type { Source } from "./source.ts";

/** A field of the forms by its name. */
export type SourceField =
  | "key"
  | "name"
  | "secret"
  | "scorecards"
  | "talk_seconds_min"
  | "skip_managers"
  | "skip_tags"
  | "credential_hosts"
  | "recording_headers";

/** What is wrong with a form that was sent; texts stand in `views/i18n`. */
export type SourceFaultCode = SourceField | "key_taken" | "many" | "sealed" | "meanwhile" | "other";

/** One fault; `field` null when it is of no field. */
export interface SourceFault {
  field: SourceField | null;
  code: SourceFaultCode;
}

/** The form of the rules as it is typed. */
export interface RulesForm {
  name: string;
  /** Key of the primary scorecard. */
  scorecard: string;
  /** Keys of the others. */
  also: readonly string[];
  managerChannel: string;
  reportLanguage: string;
  talkSecondsMin: string;
  /** The only direction that is audited; empty: both. */
  direction: string;
  internal: boolean;
  voicemail: boolean;
  /** One a line. */
  managers: string;
  tags: string;
}

/** The form of the way to the recordings as it is typed; headers are never given back. */
export interface HeadersForm {
  /** One a line. */
  hosts: string;
  headers: string;
  remove: boolean;
}

/** The rules of a source as the form shows them. */
export function rulesFormOf({ name, rules }: Source): RulesForm {
  const { skip } = rules;
  const [scorecard = "", ...also] = rules.scorecards;
  const [unwanted] = skip.directions;
  return {
    name: name ?? "",
    scorecard,
    also,
    managerChannel: rules.managerChannel ?? "",
    reportLanguage: rules.reportLanguage ?? "",
    talkSecondsMin: skip.talkSecondsMin === null ? "" : String(skip.talkSecondsMin),
    direction: unwanted === undefined ? "" : unwanted === "inbound" ? "outbound" : "inbound",
    internal: skip.internal,
    voicemail: skip.voicemail,
    managers: skip.managers.join("\n"),
    tags: skip.tags.join("\n"),
  };
}

/** Reads a sent form of the rules. */
export function readRulesForm(form: URLSearchParams): RulesForm {
  const text = (name: string) => (form.get(name) ?? "").trim();
  return {
    name: text("name"),
    scorecard: text("scorecard"),
    also: form.getAll("also"),
    managerChannel: text("manager_channel"),
    reportLanguage: text("report_language"),
    talkSecondsMin: text("talk_seconds_min"),
    direction: text("direction"),
    internal: form.has("internal"),
    voicemail: form.has("voicemail"),
    managers: lineEnds(form.get("skip_managers")),
    tags: lineEnds(form.get("skip_tags")),
  };
}

/** The change that a form of the rules asks for. What is out of its choices is refused by the rules themselves. */
export function changeOfRules(form: RulesForm): SourceChange {
  const unwanted = form.direction === "" ? [] : [form.direction === "inbound" ? "outbound" : "inbound"];
  const rules = {
    scorecards: [...new Set([form.scorecard, ...form.also])],
    managerChannel: form.managerChannel || null,
    reportLanguage: form.reportLanguage || null,
    skip: {
      talkSecondsMin: form.talkSecondsMin === "" ? null : Number(form.talkSecondsMin),
      directions: unwanted,
      internal: form.internal,
      voicemail: form.voicemail,
      managers: lines(form.managers),
      tags: lines(form.tags),
    },
  };
  return { name: form.name || null, rules: rules as RulesChange };
}

/** Reads a sent form of the way to the recordings. */
export function readHeadersForm(form: URLSearchParams): HeadersForm {
  return {
    hosts: lineEnds(form.get("credential_hosts")),
    headers: lineEnds(form.get("recording_headers")),
    remove: form.has("remove_headers"),
  };
}

/** The change that it asks for: without headers those that are there stay. Throws `invalid_input` for what is no header. */
export function changeOfHeaders({ hosts, headers, remove }: HeadersForm): SourceChange {
  const given = lines(headers).map((line) => {
    const [, name, value] = /^([^:\s]+)\s*:\s*(.+)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw invalidInput([{ pointer: "/recording_headers", detail: "one a line, like Authorization: Basic …" }]);
    return [name, value] as const;
  });
  return {
    credentialHosts: lines(hosts),
    ...(remove || given.length > 0 ? { recordingHeaders: remove ? {} : Object.fromEntries(given) } : {}),
  };
}

const FIELDS: [RegExp, SourceField][] = [
  [/^\/key$/, "key"],
  [/^\/name$/, "name"],
  [/^\/secret$/, "secret"],
  [/^\/rules\/scorecards/, "scorecards"],
  [/^\/rules\/skip\/talk_seconds_min/, "talk_seconds_min"],
  [/^\/rules\/skip\/managers/, "skip_managers"],
  [/^\/rules\/skip\/tags/, "skip_tags"],
  [/^\/credential_hosts/, "credential_hosts"],
  [/^\/recording_headers/, "recording_headers"],
];

/** The fault of a form whose change was refused; null for a failure that no person can mend there. */
export function faultOfSource({ code, faults }: AppError, form: "add" | "secret" | "other"): SourceFault | null {
  if (code === "invalid_input") {
    const pointer = faults[0]?.pointer ?? "";
    const field = FIELDS.find(([pattern]) => pattern.test(pointer))?.[1] ?? null;
    return { field, code: field ?? "other" };
  }
  if (code === "conflict" && form === "secret") return { field: null, code: "meanwhile" };
  if (code === "conflict" && form === "add")
    return faults.length > 0 ? { field: "key", code: "key_taken" } : { field: null, code: "many" };
  return code === "unavailable" ? { field: null, code: "sealed" } : null;
}

/** Browsers send line ends as CRLF. */
function lineEnds(text: string | null): string {
  return (text ?? "").replaceAll("\r\n", "\n");
}

function lines(text: string): string[] {
  return [...new Set(text.split("\n").flatMap((line) => line.trim() || []))];
}
