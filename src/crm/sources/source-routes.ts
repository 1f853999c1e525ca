import { OpenAPIHono, z } from "@hono/zod-openapi";
import { readJson } from "../../http/bodies/json-body.ts";
import { BODY_PROBLEMS, problemResponses } from "../../http/problem-schema.ts";
import { readQuery } from "../../http/query.ts";
import { readCursor, writeCursor } from "./delivery-cursor.ts";
import { listDeliveries } from "./delivery-store.ts";
import {
  addSource,
  changeSource,
  dropSecrets,
  listShownSources,
  makeSecret,
  type SourceDeps,
  showSource,
} from "./manage-sources.ts";
import {
  changeFromWire,
  DeliveryList,
  DeliveryWire,
  deliveryToWire,
  NewSecretBody,
  NewSourceBody,
  SourceList,
  SourcePatch,
  SourceWire,
  SourceWithSecret,
  sourceToWire,
} from "./source-schemas.ts";

/** What the routes need. */
export interface SourceRoutesDeps extends SourceDeps {
  /** Origin under which we are reached; null: answers hold paths. */
  publicUrl: string | null;
}

/** Rules may name a thousand managers and a thousand tags. */
const BODY_BYTES_MAX = 1024 * 1024;
const PATH = "/api/v1/sources";
const Params = z.object({ key: z.string() });
const DeliveriesQuery = z.object({
  outcome: DeliveryWire.shape.outcome.optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(50),
  cursor: z.string().max(200).optional(),
});

/** The resources under `/api/v1/sources`: where calls come from. */
export function sourceRoutes(deps: SourceRoutesDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);
  const toWire = (source: Parameters<typeof sourceToWire>[0]) => sourceToWire(source, deps.publicUrl ?? "");

  routes.get(PATH, async (c) => {
    const items = (await listShownSources(deps)).map(toWire);
    return c.json({ items, next_cursor: null } satisfies z.infer<typeof SourceList>);
  });
  routes.post(PATH, async (c) => {
    const { key, kind, ...rest } = await readJson(c, NewSourceBody, { bytesMax: BODY_BYTES_MAX });
    const source = await addSource(deps, { key, kind, ...changeFromWire(rest) });
    c.header("location", `${PATH}/${source.key}`);
    return c.json(toWire(source), 201);
  });
  routes.get(`${PATH}/:key`, async (c) => c.json(toWire(await showSource(deps, c.req.param("key")))));
  routes.patch(`${PATH}/:key`, async (c) => {
    const change = changeFromWire(await readJson(c, SourcePatch, { bytesMax: BODY_BYTES_MAX }));
    return c.json(toWire(await changeSource(deps, c.req.param("key"), change)));
  });
  routes.post(`${PATH}/:key/secrets`, async (c) => {
    const given = await readJson(c, NewSecretBody, { bytesMax: BODY_BYTES_MAX });
    const key = c.req.param("key");
    const { source, secret } = await makeSecret(deps, key, { kind: given.kind, given: given.secret ?? null });
    c.header("cache-control", "no-store");
    return c.json({ ...toWire(source), secret } satisfies z.infer<typeof SourceWithSecret>);
  });
  routes.delete(`${PATH}/:key/secrets`, async (c) => c.json(toWire(await dropSecrets(deps, c.req.param("key")))));
  routes.get(`${PATH}/:key/deliveries`, async (c) => {
    const { outcome = null, limit, cursor } = readQuery(c, DeliveriesQuery);
    const { key: source } = await showSource(deps, c.req.param("key"));
    const after = cursor === undefined ? null : readCursor(cursor);
    const found = await listDeliveries(deps.db, { source, outcome, limit: limit + 1, after });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    const next_cursor = last ? writeCursor(last) : null;
    return c.json({ items: items.map(deliveryToWire), next_cursor } satisfies z.infer<typeof DeliveryList>);
  });
  return routes;
}

function answer(description: string, schema: z.ZodType) {
  return { description, content: { "application/json": { schema } } };
}

function body(schema: z.ZodType) {
  return { required: true, content: { "application/json": { schema } } };
}

const DOCUMENTS = [
  {
    method: "get" as const,
    path: PATH,
    operationId: "listSources",
    tags: ["Sources"],
    summary: "List the sources that calls come from by webhook",
    responses: { 200: answer("All of them.", SourceList), ...problemResponses() },
  },
  {
    method: "post" as const,
    path: PATH,
    operationId: "addSource",
    tags: ["Sources"],
    summary: "Add a source",
    description: "It takes deliveries at once, at its `address`. Give it a secret next, so that nobody else can send.",
    request: { body: body(NewSourceBody) },
    responses: { 201: answer("The source.", SourceWire), ...problemResponses(...BODY_PROBLEMS, 409) },
  },
  {
    method: "get" as const,
    path: `${PATH}/{key}`,
    operationId: "getSource",
    tags: ["Sources"],
    summary: "One source",
    request: { params: Params },
    responses: { 200: answer("The source.", SourceWire), ...problemResponses(404) },
  },
  {
    method: "patch" as const,
    path: `${PATH}/{key}`,
    operationId: "changeSource",
    tags: ["Sources"],
    summary: "Change a source, or switch it on or off",
    description:
      "What is absent stays as it is; lists and `recording_headers` are given whole. Calls that were accepted before are " +
      "handled as the source said then.",
    request: { params: Params, body: body(SourcePatch) },
    responses: { 200: answer("The source.", SourceWire), ...problemResponses(...BODY_PROBLEMS, 404) },
  },
  {
    method: "post" as const,
    path: `${PATH}/{key}/secrets`,
    operationId: "makeSourceSecret",
    tags: ["Sources"],
    summary: "Make a signing secret or a token",
    description: "It is told this once. The one before holds on beside it, until the next is made.",
    request: { params: Params, body: body(NewSecretBody) },
    responses: {
      200: answer("The source and its secret.", SourceWithSecret),
      ...problemResponses(...BODY_PROBLEMS, 404),
    },
  },
  {
    method: "delete" as const,
    path: `${PATH}/{key}/secrets`,
    operationId: "dropSourceSecrets",
    tags: ["Sources"],
    summary: "Forget every signing secret and token of a source",
    description: "Recording headers stay. Without a secret only this machine, or who bears the access key, can send.",
    request: { params: Params },
    responses: { 200: answer("The source.", SourceWire), ...problemResponses(404) },
  },
  {
    method: "get" as const,
    path: `${PATH}/{key}/deliveries`,
    operationId: "listDeliveries",
    tags: ["Sources"],
    summary: "What arrived from a source and what became of it, newest first",
    description: "Kept for 30 days. What nobody could read comes with its body.",
    request: { params: Params, query: DeliveriesQuery },
    responses: { 200: answer("A page of arrivals.", DeliveryList), ...problemResponses(404, 422) },
  },
];
