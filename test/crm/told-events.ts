import type { CallEvent } from "../../src/crm/sources/call-event.ts";
import type { Source } from "../../src/crm/sources/source.ts";
import { SourceRules } from "../../src/crm/sources/source-rules.ts";

let serial = 0;

const NOTHING: Omit<CallEvent, "externalId"> = {
  managerId: null,
  managerName: null,
  team: null,
  direction: null,
  startedAt: null,
  languageHint: null,
  tags: [],
  metadata: {},
  talkSeconds: null,
  isInternal: null,
  isVoicemail: null,
  occurredAt: null,
  recording: null,
  contentMode: null,
  scorecard: null,
  reportLanguage: null,
};

/** Where a recording lies. */
export const RECORDING = { url: "https://pbx.example/r/1.mp3", sourceKey: null };

/** Events of one call that nobody knows yet. */
export function newCall(): (told: Partial<CallEvent>) => CallEvent {
  const externalId = `call-${serial++}`;
  return (told) => ({ ...NOTHING, ...told, externalId });
}

/** A source with rules. */
export function source(skip: Partial<SourceRules["skip"]> = {}, rules: Partial<SourceRules> = {}): Source {
  const parsed = SourceRules.parse({ ...rules, skip });
  const when = new Date("2026-11-24T09:00:00Z");
  return {
    key: "default",
    kind: "webhook",
    name: null,
    rules: parsed,
    credentialHosts: [],
    disabledAt: null,
    createdAt: when,
  };
}
