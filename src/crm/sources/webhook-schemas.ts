import { z } from "@hono/zod-openapi";
import { CALL_STATUSES } from "../../calls/call.ts";

/** Answer to an accepted webhook. */
export const WebhookAnswer = z
  .object({
    call_id: z.string().openapi({ description: "Your id of the call." }),
    id: z.uuid().nullable().openapi({ description: "Our id of the call; null when it was erased." }),
    status: z.enum(CALL_STATUSES).openapi({ description: "How the call stands after this." }),
    status_reason: z.string().nullable(),
    outcome: z.enum(["accepted", "repeated", "awaiting", "skipped", "ignored"]).openapi({
      description:
        "What became of this event, whatever the call's status: `accepted`: a recording to work on; `repeated`: nothing " +
        "new; `awaiting`: more must be told first; `skipped`: a rule of the source leaves it out; `ignored`: the call was " +
        "erased.",
    }),
    outcome_reason: z
      .string()
      .nullable()
      .openapi({ description: "Why, as a code, where the outcome does not say it." }),
    status_url: z.string().nullable().openapi({ description: "Where the call and its results are seen." }),
  })
  .openapi("WebhookAnswer", {
    example: {
      call_id: "123",
      id: "0193a0f0-0000-7000-8000-000000000000",
      status: "received",
      status_reason: null,
      outcome: "accepted",
      outcome_reason: null,
      status_url: "/api/v1/calls/0193a0f0-0000-7000-8000-000000000000",
    },
  });
export type WebhookAnswer = z.infer<typeof WebhookAnswer>;
