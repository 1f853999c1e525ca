import { z } from "@hono/zod-openapi";
import type { ListedCall } from "./store.ts";

/** How a call goes over the wire. `status` and `total_score` (percent, null unless scored) are its primary scorecard's. */
export const CallWire = z
  .object({
    id: z.uuid(),
    external_id: z.string().nullable(),
    source: z.string(),
    manager_id: z.string().nullable(),
    origin: z.enum(["text", "upload", "url", "webhook", "telephony"]),
    status: z.enum([
      "received",
      "stored",
      "prepared",
      "transcribed",
      "scored",
      "not_scorable",
      "needs_review",
      "failed",
      "skipped",
    ]),
    status_reason: z.string().nullable(),
    total_score: z.number().min(0).max(100).nullable(),
    primary_scorecard: z.string(),
    direction: z.enum(["inbound", "outbound"]).nullable(),
    started_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), z.unknown()),
  })
  .openapi("CallFields");

/** Puts a call into its wire shape. */
export function callToWire(call: ListedCall): z.infer<typeof CallWire> {
  return {
    id: call.id,
    external_id: call.externalId,
    source: call.source,
    manager_id: call.managerId,
    origin: call.origin,
    status: call.status,
    status_reason: call.statusReason,
    total_score: call.totalScore,
    primary_scorecard: call.primaryScorecard,
    direction: call.direction,
    started_at: call.startedAt?.toISOString() ?? null,
    created_at: call.createdAt.toISOString(),
    tags: call.tags,
    metadata: call.metadata,
  };
}
