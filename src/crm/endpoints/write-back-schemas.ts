import { z } from "@hono/zod-openapi";
import { WRITE_BACK_STATUSES, type WriteBack, type WriteBackAttempt } from "./write-back.ts";

/** One request to an endpoint. */
export const AttemptWire = z
  .object({
    id: z.uuid(),
    version: z.int(),
    message_id: z.uuid(),
    started_at: z.iso.datetime(),
    duration_ms: z.int().nullable().openapi({ description: "Null when it was never seen to end." }),
    http_status: z.int().nullable().openapi({ description: "Null when nobody answered." }),
    fault: z.string().nullable().openapi({ description: "A code; null when it went well." }),
    answer: z.string().nullable().openapi({ description: "At most 1 KiB of it." }),
  })
  .openapi("WriteBackAttempt");

/** What an endpoint is told of one call and scorecard. */
export const WriteBackWire = z
  .object({
    id: z.uuid(),
    endpoint_id: z.uuid(),
    call_id: z.uuid().openapi({ description: "Our id of the call." }),
    external_id: z.string().nullable(),
    scorecard: z.string(),
    evaluation_id: z.uuid().nullable().openapi({ description: "Null when it was erased." }),
    version: z.int().openapi({ description: "Rises with every change of the result." }),
    delivered_version: z.int().openapi({ description: "The newest one that the endpoint took; 0 before the first." }),
    message_id: z.uuid().openapi({ description: "Of this version; the same over all its attempts." }),
    status: z.enum(WRITE_BACK_STATUSES),
    attempts: z.int().openapi({ description: "Failed attempts of this version." }),
    next_attempt_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    changed_at: z.iso.datetime(),
    last_attempt: AttemptWire.nullable(),
  })
  .openapi("WriteBackState");

/** A page of write-backs. */
export const WriteBackList = z
  .object({ items: z.array(WriteBackWire), next_cursor: z.string().nullable() })
  .openapi("WriteBackList");

/** One write-back with its attempts, newest first. */
export const WriteBackWithAttempts = WriteBackWire.extend({ log: z.array(AttemptWire) }).openapi(
  "WriteBackWithAttempts",
);

/** Which write-backs. */
export const WriteBackQuery = z.object({
  endpoint_id: z.uuid().optional(),
  call_id: z.uuid().optional().openapi({ description: "Our id of the call." }),
  status: z.enum(WRITE_BACK_STATUSES).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** Puts a write-back into its wire shape. */
export function writeBackToWire(one: WriteBack): z.infer<typeof WriteBackWire> {
  return {
    id: one.id,
    endpoint_id: one.endpoint.id,
    call_id: one.call.id,
    external_id: one.call.externalId,
    scorecard: one.scorecard,
    evaluation_id: one.evaluationId,
    version: one.version,
    delivered_version: one.deliveredVersion,
    message_id: one.messageId,
    status: one.status,
    attempts: one.attempts,
    next_attempt_at: one.nextAttemptAt?.toISOString() ?? null,
    created_at: one.createdAt.toISOString(),
    changed_at: one.changedAt.toISOString(),
    last_attempt: one.lastAttempt && attemptToWire(one.lastAttempt),
  };
}

/** Puts an attempt into its wire shape. */
export function attemptToWire(attempt: WriteBackAttempt): z.infer<typeof AttemptWire> {
  return {
    id: attempt.id,
    version: attempt.version,
    message_id: attempt.messageId,
    started_at: attempt.startedAt.toISOString(),
    duration_ms: attempt.durationMs,
    http_status: attempt.httpStatus,
    fault: attempt.fault,
    answer: attempt.answer,
  };
}
