import { OpenAPIHono, z } from "@hono/zod-openapi";
import { AppError } from "../../errors.ts";
import { problemResponses } from "../../http/problem-schema.ts";
import { readQuery } from "../../http/query.ts";
import { type ReplayDeps, replayWriteBack, showWriteBack } from "./replay-write-backs.ts";
import { showAttempts, showWriteBacks } from "./show-write-backs.ts";
import { readCursor, writeCursor } from "./write-back-cursor.ts";
import {
  attemptToWire,
  WriteBackList,
  WriteBackQuery,
  WriteBackWire,
  WriteBackWithAttempts,
  writeBackToWire,
} from "./write-back-schemas.ts";

const Params = z.object({ id: z.uuid() });

/** The resources under `/api/v1/write-backs`: what was sent, what waits, and sending it again. */
export function writeBackRoutes(deps: ReplayDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);

  routes.get("/api/v1/write-backs", async (c) => {
    const { limit, cursor, ...query } = readQuery(c, WriteBackQuery);
    const { endpoint_id: endpointId = null, call_id: callId = null, status = null } = query;
    const after = cursor === undefined ? null : readCursor(cursor);
    const { items, next } = await showWriteBacks(deps.db, { endpointId, callId, status }, { limit, after });
    return c.json({
      items: items.map(writeBackToWire),
      next_cursor: next && writeCursor(next),
    } satisfies z.infer<typeof WriteBackList>);
  });
  routes.get("/api/v1/write-backs/:id", async (c) => {
    const found = await showWriteBack(deps, writeBackId(c.req.param("id")));
    const log = (await showAttempts(deps.db, found.id)).map(attemptToWire);
    return c.json({ ...writeBackToWire(found), log } satisfies z.infer<typeof WriteBackWithAttempts>);
  });
  routes.post("/api/v1/write-backs/:id/replay", async (c) =>
    c.json(writeBackToWire(await replayWriteBack(deps, writeBackId(c.req.param("id")))), 202),
  );
  return routes;
}

/** An id out of an address. Throws `not_found` for what has not its form. */
export function writeBackId(text: string): string {
  const id = Params.shape.id.safeParse(text);
  if (!id.success) throw new AppError("not_found", "There is no such write-back.");
  return id.data;
}

const DOCUMENTS = [
  {
    method: "get" as const,
    path: "/api/v1/write-backs",
    operationId: "listWriteBacks",
    tags: ["Endpoints"],
    summary: "List what endpoints are told, newest first",
    description: "One for each endpoint, call and scorecard; a changed result raises its version.",
    request: { query: WriteBackQuery },
    responses: {
      200: { description: "A page of write-backs.", content: { "application/json": { schema: WriteBackList } } },
      ...problemResponses(422),
    },
  },
  {
    method: "get" as const,
    path: "/api/v1/write-backs/{id}",
    operationId: "getWriteBack",
    tags: ["Endpoints"],
    summary: "One write-back with its log",
    request: { params: Params },
    responses: {
      200: { description: "The write-back.", content: { "application/json": { schema: WriteBackWithAttempts } } },
      ...problemResponses(404),
    },
  },
  {
    method: "post" as const,
    path: "/api/v1/write-backs/{id}/replay",
    operationId: "replayWriteBack",
    tags: ["Endpoints"],
    summary: "Send a write-back again",
    description: "From the start of its schedule, at once, under its old message id; also one that was taken.",
    request: { params: Params },
    responses: {
      202: { description: "It is due.", content: { "application/json": { schema: WriteBackWire } } },
      ...problemResponses(404, 409),
    },
  },
];
