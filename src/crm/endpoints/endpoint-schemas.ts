import { z } from "@hono/zod-openapi";
import type { DeliveryOutcome } from "../write-back-target.ts";
import { ENDPOINT_NAME_CHARACTERS_MAX, type Endpoint } from "./endpoint.ts";

/** How an endpoint goes over the wire; nothing in it is secret. */
export const EndpointWire = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: z.string(),
    source: z.string().nullable().openapi({ description: "The source whose calls it hears of; null: all." }),
    address: z.string().openapi({ description: "Without its query, which may hold a secret." }),
    created_at: z.iso.datetime().openapi({ description: "It hears of what is evaluated from then on." }),
    off_since: z.iso.datetime().nullable().openapi({ description: "Null while results are sent." }),
    off_reason: z.enum(["gone", "failing", "person"]).nullable().openapi({
      description: "`gone`: it answered with 410; `failing`: five days of failures; `person`: somebody turned it off.",
    }),
    failing_since: z.iso.datetime().nullable(),
    failures: z.int().openapi({ description: "Failed attempts in a row." }),
    rests_until: z.iso.datetime().nullable().openapi({ description: "Nothing is sent before." }),
    pending: z.int().openapi({ description: "Write-backs that wait to be sent." }),
    exhausted: z.int().openapi({ description: "Write-backs whose whole schedule failed." }),
  })
  .openapi("Endpoint");

/** All endpoints: there are few. */
export const EndpointList = z.object({ items: z.array(EndpointWire), next_cursor: z.null() }).openapi("EndpointList");

/** An endpoint with its secret, which is told this once. */
export const EndpointWithSecret = EndpointWire.extend({
  secret: z.string().nullable().openapi({ description: "Told this once; null where you gave your own." }),
}).openapi("EndpointWithSecret");

/** What a new endpoint needs. */
export const NewEndpointBody = z
  .object({
    url: z.string().trim().min(1).max(4_096).openapi({ example: "https://crm.example/hooks/razbor" }),
    name: z.string().trim().min(1).max(ENDPOINT_NAME_CHARACTERS_MAX).nullish(),
    kind: z.string().max(64).default("webhook"),
    source: z.string().trim().min(1).max(64).nullish().openapi({ description: "Null: of the calls of all sources." }),
    secret: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .nullish()
      .openapi({ description: "Yours (`whsec_…`); null: one is made." }),
  })
  .openapi("NewEndpoint");

/** What a rotated secret is. */
export const RotatedSecret = z.object({ secret: z.string().nullable() }).openapi("RotatedSecret");

/** What came of a test message. */
export const TestOutcome = z
  .object({
    outcome: z.enum(["taken", "refused", "away", "gone"]),
    http_status: z.int().nullable(),
    fault: z.string().nullable(),
    answer: z.string().nullable().openapi({ description: "At most 1 KiB of it." }),
  })
  .openapi("TestOutcome");

/** How many write-backs are sent again. */
export const ReplayedCount = z.object({ replayed: z.int() }).openapi("ReplayedCount");

/** Puts an endpoint into its wire shape. */
export function endpointToWire(endpoint: Endpoint): z.infer<typeof EndpointWire> {
  return {
    id: endpoint.id,
    name: endpoint.name,
    kind: endpoint.kind,
    source: endpoint.source,
    address: endpoint.address,
    created_at: endpoint.createdAt.toISOString(),
    off_since: endpoint.off?.since.toISOString() ?? null,
    off_reason: endpoint.off?.reason ?? null,
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    failures: endpoint.failures,
    rests_until: endpoint.restsUntil?.toISOString() ?? null,
    pending: endpoint.pending,
    exhausted: endpoint.exhausted,
  };
}

/** Puts what came of a test message into its wire shape. */
export function outcomeToWire(outcome: DeliveryOutcome): z.infer<typeof TestOutcome> {
  const fault = outcome.kind === "refused" || outcome.kind === "away" ? outcome.fault : null;
  return { outcome: outcome.kind, http_status: outcome.httpStatus, fault, answer: outcome.answer };
}
