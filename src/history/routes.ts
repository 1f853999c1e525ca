import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Db } from "../db/database.ts";
import { EvaluationWire, evaluationToWire } from "../evaluations/schemas.ts";
import { problemResponses } from "../http/problem-schema.ts";
import { readQuery } from "../http/query.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { CallList, CallListQuery, CallWithEvaluations, callWithEvaluations } from "./schemas.ts";
import { findCallWithEvaluations, showCallHeads, showEvaluation } from "./show-calls.ts";

const Id = z.object({ id: z.uuid() });

/** The resources under `/api/v1`: calls and evaluations, read only. */
export function historyRoutes({ db }: { db: Db }): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);

  routes.get("/api/v1/calls", async (c) => {
    const { limit, cursor, external_id: externalId = null, import: importId = null } = readQuery(c, CallListQuery);
    const after = cursor === undefined ? null : readCursor(cursor);
    const { calls, heads, failures, next } = await showCallHeads(db, { limit, after, externalId, importId });
    const items = calls.map((call) => callWithEvaluations(call, heads.get(call.id) ?? [], failures.get(call.id) ?? []));
    return c.json({ items, next_cursor: next && writeCursor(next) } satisfies z.infer<typeof CallList>);
  });

  routes.get("/api/v1/calls/:id", async (c) => {
    const { call, evaluations, failures } = await findCallWithEvaluations(db, c.req.param("id"));
    const heads = evaluations.map(({ id, callId, scorecard, current, evaluation }) => ({
      id,
      callId,
      scorecard: scorecard.key,
      status: evaluation.status,
      total: evaluation.total,
      current,
    }));
    return c.json(callWithEvaluations(call, heads, failures));
  });

  routes.get("/api/v1/evaluations/:id", async (c) => {
    const { stored } = await showEvaluation(db, c.req.param("id"));
    return c.json(evaluationToWire(stored));
  });

  return routes;
}

const DOCUMENTS = [
  {
    method: "get" as const,
    path: "/api/v1/calls",
    operationId: "listCalls",
    tags: ["History"],
    summary: "List calls, newest first",
    request: { query: CallListQuery },
    responses: {
      200: { description: "A page of calls.", content: { "application/json": { schema: CallList } } },
      ...problemResponses(422),
    },
  },
  {
    method: "get" as const,
    path: "/api/v1/calls/{id}",
    operationId: "getCall",
    tags: ["History"],
    summary: "One call with its evaluations",
    request: { params: Id },
    responses: {
      200: { description: "The call.", content: { "application/json": { schema: CallWithEvaluations } } },
      ...problemResponses(404),
    },
  },
  {
    method: "get" as const,
    path: "/api/v1/evaluations/{id}",
    operationId: "getEvaluation",
    tags: ["History"],
    summary: "One evaluation in full detail",
    request: { params: Id },
    responses: {
      200: { description: "The evaluation.", content: { "application/json": { schema: EvaluationWire } } },
      ...problemResponses(404),
    },
  },
];
