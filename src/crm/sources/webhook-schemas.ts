import { z } from "@hono/zod-openapi";
import { CALL_STATUSES } from "../../calls/call.ts";

/** Answer to an accepted webhook. */
export const WebhookAnswer = z
  .object({
    call_id: z.string().openapi({ description: "Your id of the call." }),
    id: z.uuid().nullable().openapi({ description: "Our id of the call; null when it was erased." }),
    status: z.enum(CALL_STATUSES),
    status_reason: z.string().nullable(),
    status_url: z.string().nullable().openapi({ description: "Where the call and its results are seen." }),
  })
  .openapi("WebhookAnswer", {
    example: {
      call_id: "123",
      id: "0193a0f0-0000-7000-8000-000000000000",
      status: "received",
      status_reason: null,
      status_url: "/api/v1/calls/0193a0f0-0000-7000-8000-000000000000",
    },
  });
export type WebhookAnswer = z.infer<typeof WebhookAnswer>;
