import { rulesFormOf } from "../../src/crm/sources/source-forms.ts";
import { SourceRules } from "../../src/crm/sources/source-rules.ts";
import type { PageProps } from "../../views/parts/layout.tsx";
import { SourcePage, type SourcePageProps } from "../../views/source-page.tsx";
import { SourcesPage, type SourcesPageProps } from "../../views/sources-page.tsx";
import type { Scene } from "./scenes.tsx";

type Source = SourcePageProps["source"];

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 9, minute));

function source(parts: Partial<Source> = {}): Source {
  return {
    key: "pbx",
    kind: "webhook",
    name: "Офисная АТС",
    rules: SourceRules.parse({
      scorecards: ["manager-plus", "client-plus"],
      skip: { talkSecondsMin: 20, directions: ["outbound"], managers: ["7", "<b>8</b>"], tags: ["спам"] },
    }),
    credentialHosts: ["pbx.example:8080"],
    disabledAt: null,
    createdAt: at(0),
    secrets: { signingSecrets: 2, tokens: 1, recordingHeaders: ["authorization"] },
    secretsVersion: "0011223344556677",
    ...parts,
  };
}

const OPEN = { signingSecrets: 0, tokens: 0, recordingHeaders: [] };
const NEW = source({ key: "default", name: null, secrets: OPEN, credentialHosts: [], rules: SourceRules.parse({}) });

const DELIVERIES: SourcePageProps["deliveries"] = (
  [
    ["accepted", null],
    ["repeated", null],
    ["awaiting", "awaiting_recording"],
    ["skipped", "too_short"],
    ["ignored", "erased"],
    ["unreadable", "field_missing"],
  ] as const
).map(([outcome, reason], index) => ({
  ...{ id: `0190-${index}`, outcome, reason, receivedAt: at(60 - index) },
  callId: outcome === "ignored" || outcome === "unreadable" ? null : "0190f3c2-7b1e-7cc3-98c4-dc0c0c07398f",
  pointer: outcome === "unreadable" ? "/call_id" : null,
  detail: outcome === "unreadable" ? "The input does not fit. /call_id: is required" : null,
  body: outcome === "unreadable" ? `{"name": "<script>alert(1)</script>", ${"x".repeat(3_000)}` : null,
}));

function one(parts: Partial<SourcePageProps> = {}): Scene {
  const shown = parts.source ?? source();
  return (page: PageProps) => (
    <SourcePage
      {...page}
      source={shown}
      origin="https://razbor.example"
      reach="closed"
      timeZone="Europe/Moscow"
      scorecards={[
        {
          key: "manager-plus",
          mode: "Manager+",
          title: page.locale === "ru" ? "Работа менеджера" : "The manager's work",
        },
        {
          key: "client-plus",
          mode: "Client+",
          title: page.locale === "ru" ? "Настрой клиента" : "The customer's attitude",
        },
        { key: "own", mode: "Диалог", title: page.locale === "ru" ? "Наша карта" : "Our own" },
      ]}
      rules={rulesFormOf(shown)}
      headers={{ hosts: shown.credentialHosts.join("\n"), headers: "", remove: false }}
      fault={null}
      secret={null}
      done={null}
      deliveries={[]}
      outcome={null}
      {...parts}
    />
  );
}

function list(parts: Partial<SourcesPageProps> = {}): Scene {
  const nothing = { today: {}, lastAt: null };
  const rows: SourcesPageProps["rows"] = [
    { source: NEW, arrivals: nothing },
    { source: source(), arrivals: { today: { accepted: 1_204, repeated: 3, unreadable: 1 }, lastAt: at(9) } },
    {
      source: source({ key: "old-crm", name: null, secrets: null, disabledAt: at(5) }),
      arrivals: { today: {}, lastAt: at(1) },
    },
  ];
  return (page: PageProps) => (
    <SourcesPage
      {...page}
      rows={rows}
      form={{ key: "", name: "", proof: "signing" }}
      fault={null}
      reach="closed"
      origin="https://razbor.example"
      timeZone="Europe/Moscow"
      {...parts}
    />
  );
}

/** The pages of sources in every state a person can meet. */
export const SOURCE_SCENES: Record<string, Scene> = {
  sources: list(),
  "sources-first": list({ rows: [{ source: NEW, arrivals: { today: {}, lastAt: null } }], reach: "house" }),
  "sources-error": list({
    form: { key: "Мой", name: "АТС", proof: "token" },
    fault: { field: "key", code: "key" },
    reach: "anyone",
  }),
  "source-new": one({ source: NEW, reach: "house" }),
  "source-unproven": one({ source: NEW, done: "dropped" }),
  "source-secret": one({ done: "added", secret: "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" }),
  "source-token": one({ done: "secret", secret: "q8Zr1mYB0cW3v6TnHs9KfLpXuEaDgJ2i", deliveries: DELIVERIES }),
  "source-error": one({
    rules: { ...rulesFormOf(source()), talkSecondsMin: "много" },
    fault: { field: "talk_seconds_min", code: "talk_seconds_min" },
  }),
  "source-sealed": one({
    source: source({ secrets: null, disabledAt: at(5) }),
    fault: { field: null, code: "sealed" },
    outcome: "unreadable",
  }),
};
