import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { problemResponses } from "../http/problem-schema.ts";
import { readQuery } from "../http/query.ts";
import { isId, readCursor, writeCursor } from "./cursor.ts";
import { discardUnreadable, findUnreadable, listUnreadable } from "./set-aside/unreadable-store.ts";
import { UnreadableList, UnreadableWire, unreadableToWire } from "./unreadable-schemas.ts";

const PATH = "/api/v1/unreadable-deliveries";
const Params = z.object({ id: z.uuid() });
const Query = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** The resources under `/api/v1/unreadable-deliveries`: what came and nobody could read, of every source. */
export function unreadableRoutes({ db }: { db: Db }): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);

  routes.get(PATH, async (c) => {
    const { limit, cursor } = readQuery(c, Query);
    const after = cursor === undefined ? null : readCursor(cursor);
    const { deliveries, next } = await listUnreadable(db, { limit, after });
    const next_cursor = next && writeCursor(next);
    return c.json({ items: deliveries.map(unreadableToWire), next_cursor } satisfies z.infer<typeof UnreadableList>);
  });
  routes.get(`${PATH}/:id`, async (c) => c.json(unreadableToWire(await findUnreadable(db, idOf(c.req.param("id"))))));
  routes.delete(`${PATH}/:id`, async (c) => {
    await discardUnreadable(db, idOf(c.req.param("id")));
    return c.body(null, 204);
  });
  return routes;
}

function idOf(text: string): string {
  if (!isId(text)) throw new AppError("not_found", "There is no such arrival.");
  return text;
}

const DOCUMENTS = [
  {
    method: "get" as const,
    path: PATH,
    operationId: "listUnreadableDeliveries",
    tags: ["Sources"],
    summary: "What came and nobody could read, newest first",
    description: "Of every source; kept for 30 days.",
    request: { query: Query },
    responses: {
      200: { description: "A page of them.", content: { "application/json": { schema: UnreadableList } } },
      ...problemResponses(422),
    },
  },
  {
    method: "get" as const,
    path: `${PATH}/{id}`,
    operationId: "getUnreadableDelivery",
    tags: ["Sources"],
    summary: "One of them with its body",
    request: { params: Params },
    responses: {
      200: { description: "The arrival.", content: { "application/json": { schema: UnreadableWire } } },
      ...problemResponses(404),
    },
  },
  {
    method: "delete" as const,
    path: `${PATH}/{id}`,
    operationId: "discardUnreadableDelivery",
    tags: ["Sources"],
    summary: "Forget one that was looked at",
    request: { params: Params },
    responses: { 204: { description: "It is gone." }, ...problemResponses(404) },
  },
];
