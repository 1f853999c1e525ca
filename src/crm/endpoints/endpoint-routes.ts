import { OpenAPIHono, z } from "@hono/zod-openapi";
import { AppError } from "../../errors.ts";
import { readJson } from "../../http/bodies/json-body.ts";
import { BODY_PROBLEMS, problemResponses } from "../../http/problem-schema.ts";
import {
  EndpointList,
  EndpointWire,
  EndpointWithSecret,
  endpointToWire,
  NewEndpointBody,
  outcomeToWire,
  ReplayedCount,
  RotatedSecret,
  TestOutcome,
} from "./endpoint-schemas.ts";
import { listEndpoints } from "./endpoint-store.ts";
import {
  addEndpoint,
  type EndpointDeps,
  removeEndpoint,
  rotateSecret,
  showEndpoint,
  switchEndpoint,
  testEndpoint,
} from "./manage-endpoints.ts";
import { replayExhausted } from "./replay-write-backs.ts";
import { PingMessage, WriteBackMessage } from "./write-back-message.ts";

const BODY_BYTES_MAX = 16_384;
const Params = z.object({ id: z.uuid() });

/** The resources under `/api/v1/endpoints`: where results go. */
export function endpointRoutes(deps: EndpointDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);
  for (const document of SENT) routes.openAPIRegistry.registerWebhook(document);

  routes.get("/api/v1/endpoints", async (c) => {
    const items = (await listEndpoints(deps.db)).map(endpointToWire);
    return c.json({ items, next_cursor: null } satisfies z.infer<typeof EndpointList>);
  });
  routes.post("/api/v1/endpoints", async (c) => {
    const { url, kind, ...rest } = await readJson(c, NewEndpointBody, { bytesMax: BODY_BYTES_MAX });
    const given = { url, kind, name: rest.name ?? null, secret: rest.secret ?? null, source: rest.source ?? null };
    const { endpoint, secret } = await addEndpoint(deps, given);
    c.header("cache-control", "no-store");
    c.header("location", `/api/v1/endpoints/${endpoint.id}`);
    return c.json({ ...endpointToWire(endpoint), secret }, 201);
  });
  routes.get("/api/v1/endpoints/:id", async (c) =>
    c.json(endpointToWire(await showEndpoint(deps, endpointId(c.req.param("id"))))),
  );
  routes.delete("/api/v1/endpoints/:id", async (c) => {
    await removeEndpoint(deps, endpointId(c.req.param("id")));
    return c.body(null, 204);
  });
  for (const to of ["on", "off"] as const)
    routes.post(`/api/v1/endpoints/:id/${to}`, async (c) =>
      c.json(endpointToWire(await switchEndpoint(deps, endpointId(c.req.param("id")), to))),
    );
  routes.post("/api/v1/endpoints/:id/rotate", async (c) => {
    const secret = await rotateSecret(deps, endpointId(c.req.param("id")));
    c.header("cache-control", "no-store");
    return c.json({ secret });
  });
  routes.post("/api/v1/endpoints/:id/test", async (c) =>
    c.json(outcomeToWire(await testEndpoint(deps, endpointId(c.req.param("id")), c.req.raw.signal))),
  );
  routes.post("/api/v1/endpoints/:id/replay", async (c) =>
    c.json({ replayed: await replayExhausted(deps, endpointId(c.req.param("id"))) }),
  );
  return routes;
}

/** An id out of an address. Throws `not_found` for what has not its form. */
export function endpointId(text: string): string {
  const id = Params.shape.id.safeParse(text);
  if (!id.success) throw new AppError("not_found", "There is no such endpoint.");
  return id.data;
}

function answer(description: string, schema: z.ZodType) {
  return { description, content: { "application/json": { schema } } };
}

/** What is alike in the description of an action on one endpoint. */
function action(word: string, about: { operationId: string; summary: string; description: string }, schema: z.ZodType) {
  return {
    method: "post" as const,
    path: `/api/v1/endpoints/{id}/${word}`,
    tags: ["Endpoints"],
    ...about,
    request: { params: Params },
    responses: { 200: answer("What it came to.", schema), ...problemResponses(404, 409) },
  };
}

const ACTIONS = [
  action(
    "off",
    {
      operationId: "turnEndpointOff",
      summary: "Send nothing to an endpoint for now",
      description: "What it would hear waits, each call and scorecard with its newest result.",
    },
    EndpointWire,
  ),
  action(
    "on",
    {
      operationId: "turnEndpointOn",
      summary: "Send to an endpoint again",
      description: "Whatever turned it off is forgotten; what waits is sent.",
    },
    EndpointWire,
  ),
  action(
    "rotate",
    {
      operationId: "rotateEndpointSecret",
      summary: "Make a new secret",
      description: "For 24 hours every message bears two signatures, one with each secret.",
    },
    RotatedSecret,
  ),
  action(
    "test",
    {
      operationId: "testEndpoint",
      summary: "Send a test message",
      description: "A message of the type `ping`, signed as any other; within 15 seconds, sent once, in no log.",
    },
    TestOutcome,
  ),
  action(
    "replay",
    {
      operationId: "replayEndpoint",
      summary: "Send again whatever failed for good",
      description: "Every exhausted write-back starts its schedule anew, under its old message id.",
    },
    ReplayedCount,
  ),
];

const DOCUMENTS = [
  {
    method: "get" as const,
    path: "/api/v1/endpoints",
    operationId: "listEndpoints",
    tags: ["Endpoints"],
    summary: "List the endpoints that hear of results",
    responses: { 200: answer("All of them.", EndpointList), ...problemResponses() },
  },
  {
    method: "post" as const,
    path: "/api/v1/endpoints",
    operationId: "addEndpoint",
    tags: ["Endpoints"],
    summary: "Add an endpoint",
    description: "It hears of every result from now on, as the webhook `writeBack` tells.",
    request: { body: { required: true, content: { "application/json": { schema: NewEndpointBody } } } },
    responses: { 201: answer("The endpoint.", EndpointWithSecret), ...problemResponses(...BODY_PROBLEMS, 409) },
  },
  {
    method: "get" as const,
    path: "/api/v1/endpoints/{id}",
    operationId: "getEndpoint",
    tags: ["Endpoints"],
    summary: "One endpoint and how it does",
    request: { params: Params },
    responses: { 200: answer("The endpoint.", EndpointWire), ...problemResponses(404) },
  },
  {
    method: "delete" as const,
    path: "/api/v1/endpoints/{id}",
    operationId: "removeEndpoint",
    tags: ["Endpoints"],
    summary: "Remove an endpoint",
    description: "Its address and secrets are forgotten, what waits for it is withdrawn, its log stays.",
    request: { params: Params },
    responses: { 204: { description: "It is removed." }, ...problemResponses(404) },
  },
  ...ACTIONS,
];

/** What we send; signed by Standard Webhooks. */
const SENT = [
  {
    method: "post" as const,
    path: "writeBack",
    operationId: "writeBack",
    tags: ["Endpoints"],
    summary: "A result, sent to every endpoint that hears of it",
    description:
      "Signed by Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`). Answer with any 2xx within 15 " +
      "seconds. Any other answer is tried again ten times in three days; `Retry-After` is obeyed, 410 ends it. Keep one " +
      "record for each `key` and of two messages the one with the higher `version`.",
    request: { body: { required: true, content: { "application/json": { schema: WriteBackMessage } } } },
    responses: { 200: { description: "You have it." }, 410: { description: "Send nothing here any more." } },
  },
  {
    method: "post" as const,
    path: "ping",
    operationId: "ping",
    tags: ["Endpoints"],
    summary: "A test message",
    request: { body: { required: true, content: { "application/json": { schema: PingMessage } } } },
    responses: { 200: { description: "You have it." } },
  },
];
