import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError } from "../../errors.ts";
import { readBytes } from "../../http/bodies/body.ts";
import { createBusyLimit } from "../../http/bodies/busy-limit.ts";
import { BODY_PROBLEMS, problemResponses } from "../../http/problem-schema.ts";
import { storageFault } from "../../http/storage-fault.ts";
import type { AcceptedEvent } from "./accept-event.ts";
import { type ReceiveWebhookDeps, receiveWebhook } from "./receive-webhook.ts";
import { DEFAULT_SOURCE, SOURCE_KEY } from "./source.ts";
import { WebhookAnswer } from "./webhook-schemas.ts";

/** What the routes need. */
export interface WebhookRoutesDeps extends ReceiveWebhookDeps {
  /** Whether nobody but people of this house can send a request this way (access rules of the service). */
  isTrusted(c: Context): boolean;
  /** Origin under which we are reached; null: answers hold paths. */
  publicUrl: string | null;
  /** Schema of the generic kind, for the description. */
  bodySchema: z.ZodType;
}

/** Longest body: events are short. */
const BODY_BYTES_MAX = 256 * 1024;
/** Deliveries being accepted at once: a quarter of a second's work, so that a burst is borne and nobody waits for long. */
const AT_ONCE_MAX = 128;
const RETRY_AFTER_MS = 2_000;

/** `POST /webhook/new_call_recording`, `/webhook/{source}` and `/webhook/{source}/{token}`. */
export function webhookRoutes(deps: WebhookRoutesDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of documents(deps.bodySchema)) routes.openAPIRegistry.registerPath(document);
  const limit = createBusyLimit(AT_ONCE_MAX, RETRY_AFTER_MS);

  async function take(c: Context, key: string, pathToken: string | null): Promise<Response> {
    if (!SOURCE_KEY.test(key)) throw new AppError("unauthorized", "The signature or token is missing or wrong.");
    const body = await readBytes(c, { bytesMax: BODY_BYTES_MAX });
    const received = { header: (name: string) => c.req.header(name) ?? null, pathToken, body };
    const isTrusted = () => deps.isTrusted(c);
    const accepted = await limit(() => receiveWebhook(deps, key, received, { isTrusted })).catch(refuseForNow);
    return c.json(answerOf(accepted, deps.publicUrl ?? ""), 202);
  }

  routes.post("/webhook/new_call_recording", (c) => take(c, DEFAULT_SOURCE, null));
  routes.post("/webhook/:source", (c) => take(c, c.req.param("source"), null));
  routes.post("/webhook/:source/:token", (c) => take(c, c.req.param("source"), c.req.param("token")));
  return routes;
}

/** A full disk is our own trouble like any other: every sender knows 503, and comes again. */
function refuseForNow(error: unknown): never {
  const fault = storageFault(error);
  if (!(fault instanceof AppError) || fault.code !== "out_of_storage") throw error;
  throw new AppError("unavailable", fault.message, { cause: error, retryable: true });
}

/** One event is answered as itself, as nearly every sender expects; several as a list. */
function answerOf(accepted: AcceptedEvent[], origin: string): WebhookAnswer | { items: WebhookAnswer[] } {
  const items = accepted.map(({ externalId, callId, status, statusReason, outcome, outcomeReason }) => ({
    call_id: externalId,
    id: callId,
    status,
    status_reason: statusReason,
    outcome,
    outcome_reason: outcomeReason,
    status_url: callId === null ? null : `${origin}/api/v1/calls/${callId}`,
  }));
  const [only] = items;
  return items.length === 1 && only ? only : { items };
}

function documents(bodySchema: z.ZodType) {
  const common = {
    method: "post" as const,
    tags: ["Webhooks"],
    responses: {
      202: {
        description: "Kept for good: whatever breaks from here on, the call ends as a result.",
        content: { "application/json": { schema: WebhookAnswer } },
      },
      ...problemResponses(...BODY_PROBLEMS, 401, 403, 503),
    },
  };
  const named = { ...common, responses: { ...common.responses, ...problemResponses(404) } };
  const body = {
    required: true,
    content: {
      "application/json": { schema: bodySchema },
      "application/x-www-form-urlencoded": { schema: bodySchema },
    },
  };
  const about =
    "The same call and recording bring nothing new, at once or a month later. A call may be told in several events, in any " +
    "order. Sign by Standard Webhooks, or send the source's token as `Authorization: Bearer`, `X-Webhook-Token` or the last " +
    "part of the path.";
  return [
    {
      ...common,
      path: "/webhook/new_call_recording",
      operationId: "newCallRecording",
      summary: "Tell of a recording of a call",
      description: `For the source \`default\`. ${about}`,
      request: { body },
    },
    {
      ...named,
      path: "/webhook/{source}",
      operationId: "webhookOfSource",
      summary: "Tell of a call, by the key of its source",
      description: `The body is in the words of the source's kind; here that of the kind \`webhook\`. ${about}`,
      request: { params: z.object({ source: z.string() }), body },
    },
    {
      ...named,
      path: "/webhook/{source}/{token}",
      operationId: "webhookOfSourceWithToken",
      summary: "The same, with the token of the source in the address",
      description: "For senders that can neither sign nor send a header. The token is masked in logs.",
      request: { params: z.object({ source: z.string(), token: z.string() }), body },
    },
  ];
}
