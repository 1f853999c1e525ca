import type { Endpoint } from "../../src/crm/endpoints/endpoint.ts";
import type { WriteBack, WriteBackAttempt } from "../../src/crm/endpoints/write-back.ts";
import { EndpointPage, type EndpointPageProps } from "../../views/endpoint-page.tsx";
import { EndpointsPage, type EndpointsPageProps } from "../../views/endpoints-page.tsx";
import type { PageProps } from "../../views/parts/layout.tsx";
import type { Scene } from "./scenes.tsx";

const NOW = new Date("2026-11-24T09:00:00Z");
const EARLIER = new Date("2026-11-23T06:30:00Z");
const LATER = new Date("2026-11-24T09:05:00Z");
const timeZone = "Europe/Moscow";
const HOSTILE = "<script>alert('x')</script> \u202e длинное".repeat(20);

let count = 0;
const id = () => `0193a0f0-0000-7000-8000-${String(++count).padStart(12, "0")}`;

function endpoint(parts: Partial<Endpoint> = {}): Endpoint {
  return {
    ...{ id: id(), name: "CRM", kind: "webhook", source: null, address: "https://crm.example/hooks/razbor" },
    ...{ createdAt: EARLIER, off: null, failingSince: null, failures: 0, restsUntil: null, pending: 0, exhausted: 0 },
    ...parts,
  };
}

function attempt(parts: Partial<WriteBackAttempt> = {}): WriteBackAttempt {
  const messageId = "0193a0f0-0000-7000-8000-00000000aaaa";
  return {
    ...{ id: id(), version: 1, messageId, startedAt: NOW, durationMs: 240, httpStatus: 200, fault: null, answer: "ok" },
    ...parts,
  };
}

/** One write-back as pages show it. */
export function writeBack(parts: Partial<WriteBack> = {}): WriteBack {
  return {
    ...{ id: id(), endpoint: { id: id(), name: "CRM", isOff: false, isRemoved: false, restsUntil: null } },
    ...{ call: { id: id(), externalId: "crm-77" }, scorecard: "manager-plus", evaluationId: id() },
    ...{ version: 1, deliveredVersion: 1, messageId: id(), status: "delivered", attempts: 0, nextAttemptAt: null },
    ...{ createdAt: EARLIER, changedAt: NOW, lastAttempt: attempt() },
    ...parts,
  };
}

const failed = attempt({ httpStatus: 503, fault: "status", answer: HOSTILE });
const unended = attempt({ durationMs: null, httpStatus: null, answer: null });
const waiting = { status: "pending", nextAttemptAt: LATER, deliveredVersion: 0 } as const;

/** One of every state. */
const WRITE_BACKS: readonly WriteBack[] = [
  writeBack(),
  writeBack({ ...waiting, lastAttempt: null, call: { id: id(), externalId: null } }),
  writeBack({ ...waiting, attempts: 2, version: 3, deliveredVersion: 2, lastAttempt: failed }),
  writeBack({
    ...{ ...waiting, attempts: 1, lastAttempt: attempt({ fault: "slow", httpStatus: null, answer: null }) },
    endpoint: {
      id: id(),
      name: "Мост",
      isOff: false,
      isRemoved: false,
      restsUntil: new Date(LATER.getTime() + 60_000),
    },
  }),
  writeBack({ ...waiting, endpoint: { id: id(), name: HOSTILE, isOff: true, isRemoved: false, restsUntil: null } }),
  writeBack({ status: "exhausted", attempts: 10, deliveredVersion: 0, lastAttempt: failed }),
  writeBack({ status: "withdrawn", endpoint: { ...writeBack().endpoint, isRemoved: true }, evaluationId: null }),
];

/** The same with their attempts. */
export const WRITE_BACK_LOG = WRITE_BACKS.map((back) => ({
  one: back,
  attempts: back.lastAttempt ? [back.lastAttempt, unended] : [],
}));

function list(parts: Partial<EndpointsPageProps>): Scene {
  const values = { url: "", name: "", source: "" };
  const sources = [{ key: "default", name: null }, ...(parts.sources ?? [])];
  return (page: PageProps) => (
    <EndpointsPage
      {...page}
      endpoints={[]}
      values={values}
      fault={null}
      now={NOW}
      timeZone={timeZone}
      {...{ ...parts, sources }}
    />
  );
}

function one(parts: Partial<EndpointPageProps>): Scene {
  const props = { sources: [], secret: null, done: null, log: [], status: null, nextCursor: null, older: false };
  return (page: PageProps) => (
    <EndpointPage
      {...page}
      endpoint={endpoint()}
      modeOf={(key) => (key === "manager-plus" ? "Manager+" : null)}
      now={NOW}
      timeZone={timeZone}
      {...props}
      {...parts}
    />
  );
}

const off = (reason: "gone" | "failing" | "person") => endpoint({ off: { since: EARLIER, reason }, pending: 12 });

/** The pages of endpoints in every state. */
export const ENDPOINT_SCENES: Record<string, Scene> = {
  endpoints: list({
    sources: [{ key: "pbx", name: "Телефония на Лиговском" }],
    endpoints: [
      endpoint(),
      endpoint({ source: "pbx", failingSince: EARLIER, failures: 3, exhausted: 2 }),
      endpoint({ name: HOSTILE.slice(0, 100), restsUntil: LATER, failures: 9, failingSince: EARLIER, pending: 1_204 }),
      ...[off("gone"), off("failing"), off("person")],
    ],
  }),
  "endpoints-empty": list({}),
  "endpoints-fault": list({ fault: "url", values: { url: "http://crm.example/", name: "CRM", source: "default" } }),
  "endpoints-secret-fault": list({ fault: "secret" }),
  "endpoints-many": list({ fault: "many", endpoints: [endpoint()] }),
  endpoint: one({
    endpoint: endpoint({ exhausted: 1, pending: 4 }),
    log: WRITE_BACK_LOG,
    nextCursor: "2026&x",
    older: true,
  }),
  "endpoint-new": one({ done: { act: "added" }, secret: "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=" }),
  "endpoint-off": one({ endpoint: off("gone"), done: { act: "tested", fault: "status", httpStatus: 404 } }),
  "endpoint-filtered": one({ status: "exhausted", done: { act: "replayed", count: 3 } }),
};
