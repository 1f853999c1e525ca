import { OpenAPIHono, z } from "@hono/zod-openapi";
import { BODY_PROBLEMS, problemResponses } from "../../http/problem-schema.ts";
import { readQuery } from "../../http/query.ts";
import { discardImport, startImport, stopImport } from "./act-on-import.ts";
import { readImportCursor, writeImportCursor } from "./cursor.ts";
import { IMPORT_FORM, ImportList, ImportListQuery, ImportWire, importToWire } from "./schemas.ts";
import { showImport, showImports } from "./show-import.ts";
import { listImports } from "./store.ts";
import { type ImportDeps, takeUpload } from "./take-upload.ts";

/** `/api/v1/imports`: lists of recordings, checked first, then begun, stopped and gone on with. */
export function importRoutes(deps: ImportDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);
  const shown = async (id: string) => importToWire(await showImport(deps.db, id)) satisfies z.infer<typeof ImportWire>;

  routes.post("/api/v1/imports", async (c) => {
    const { id } = await takeUpload(deps, c);
    return c.json(await shown(id), 201, { location: `/api/v1/imports/${id}` });
  });

  routes.get("/api/v1/imports", async (c) => {
    const { limit, cursor } = readQuery(c, ImportListQuery);
    const found = await listImports(deps.db, { limit: limit + 1, after: cursor ? readImportCursor(cursor) : null });
    const lists = found.slice(0, limit);
    const items = (await showImports(deps.db, lists)).map(importToWire);
    const last = lists.at(-1);
    const next_cursor = found.length > limit && last ? writeImportCursor(last) : null;
    return c.json({ items, next_cursor } satisfies z.infer<typeof ImportList>);
  });

  routes.get("/api/v1/imports/:id", async (c) => c.json(await shown(c.req.param("id"))));

  routes.delete("/api/v1/imports/:id", async (c) => {
    const { id } = await showImport(deps.db, c.req.param("id"));
    await discardImport(deps, id);
    return c.body(null, 204);
  });

  for (const [word, act] of Object.entries({ start: startImport, stop: stopImport }))
    routes.post(`/api/v1/imports/:id/${word}`, async (c) => {
      const { id } = await showImport(deps.db, c.req.param("id"));
      await act(deps, id);
      return c.json(await shown(id));
    });

  return routes;
}

const Params = z.object({ id: z.uuid() });
const ONE = { description: "The list.", content: { "application/json": { schema: ImportWire } } };

const DOCUMENTS = [
  {
    method: "post" as const,
    path: "/api/v1/imports",
    operationId: "addImport",
    tags: ["Imports"],
    summary: "Check a list of recordings",
    description:
      "Reads a table of addresses and tells what is wrong, what is here already and what it will cost. Nothing begins until it is started.",
    requestBody: { required: true, content: { "multipart/form-data": { schema: IMPORT_FORM } } },
    responses: { 201: ONE, ...problemResponses(...BODY_PROBLEMS, 507) },
  },
  {
    method: "get" as const,
    path: "/api/v1/imports",
    operationId: "listImports",
    tags: ["Imports"],
    summary: "List them, newest first",
    request: { query: ImportListQuery },
    responses: {
      200: { description: "The lists.", content: { "application/json": { schema: ImportList } } },
      ...problemResponses(422),
    },
  },
  {
    method: "get" as const,
    path: "/api/v1/imports/{id}",
    operationId: "getImport",
    tags: ["Imports"],
    summary: "Show how far one is",
    request: { params: Params },
    responses: { 200: ONE, ...problemResponses(404) },
  },
  {
    method: "delete" as const,
    path: "/api/v1/imports/{id}",
    operationId: "discardImport",
    tags: ["Imports"],
    summary: "Throw one away that does not run",
    description: "The calls that it brought stay. A list that nobody starts goes by itself after a week.",
    request: { params: Params },
    responses: { 204: { description: "It is gone." }, ...problemResponses(404, 409) },
  },
  {
    method: "post" as const,
    path: "/api/v1/imports/{id}/start",
    operationId: "startImport",
    tags: ["Imports"],
    summary: "Begin with it, or go on",
    description: "Its calls wait for anything fresh: a new call never waits for them.",
    request: { params: Params },
    responses: { 200: ONE, ...problemResponses(404, 409) },
  },
  {
    method: "post" as const,
    path: "/api/v1/imports/{id}/stop",
    operationId: "stopImport",
    tags: ["Imports"],
    summary: "Stop it",
    description: "What nobody has begun with is withdrawn; what has begun goes on to its end.",
    request: { params: Params },
    responses: { 200: ONE, ...problemResponses(404, 409) },
  },
];
