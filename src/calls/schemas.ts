import { z } from "@hono/zod-openapi";
import { CALL_STATUSES } from "./call.ts";
import type { ListedCall } from "./store.ts";

/** Longest `metadata`, in characters of its JSON. */
const METADATA_CHARACTERS_MAX = 16_384;

/** A sender's id: a text, or a whole number that is taken as its digits. */
export const ExternalId = z.union([z.string().trim().min(1).max(200), z.int().transform(String)]);

/** What any sender may tell of a call besides its id; null counts as absent. */
export const ToldFields = {
  manager_id: ExternalId.nullish().openapi({ type: "string", example: "m-42" }),
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, "a BCP 47 tag such as ru or en-GB")
    .nullish()
    .openapi({ description: "Spoken language (BCP 47), a hint.", example: "ru" }),
  started_at: z.iso
    .datetime({ offset: true })
    .refine(isNearTime, "a time between 1970 and 2199")
    .transform((time) => new Date(time).toISOString())
    .nullish()
    .openapi({ example: "2026-11-24T09:30:00+03:00" }),
  direction: z.enum(["inbound", "outbound"]).nullish().openapi({ example: "outbound" }),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).nullish(),
  metadata: z
    .record(z.string().max(100), z.unknown())
    .refine((value) => JSON.stringify(value).length <= METADATA_CHARACTERS_MAX, "at most 16,384 characters as JSON")
    .nullish()
    .openapi({ type: "object", additionalProperties: true }),
};

/** Calendars and databases agree on these years whatever the offset; no call lies beyond them. */
function isNearTime(time: string): boolean {
  const year = new Date(time).getUTCFullYear();
  return year >= 1970 && year < 2200;
}

/** How a call goes over the wire. `status` and `total_score` (percent, null unless scored) are its primary scorecard's. */
export const CallWire = z
  .object({
    id: z.uuid(),
    external_id: z.string().nullable(),
    source: z.string(),
    manager_id: z.string().nullable(),
    origin: z.enum(["text", "upload", "url", "webhook", "telephony"]),
    status: z.enum(CALL_STATUSES),
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
