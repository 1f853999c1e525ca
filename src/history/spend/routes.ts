import { OpenAPIHono, z } from "@hono/zod-openapi";
import { problemResponses } from "../../http/problem-schema.ts";
import { SpendWire, spendToWire } from "./schemas.ts";
import { showSpend } from "./show-spend.ts";
import { type SpendDeps, tryProviders } from "./try-providers.ts";

const PATH = "/api/v1/spend";
const Tried = z.object({ tried: z.int().min(0).openapi({ description: "How many providers may be asked once now." }) });

/** What is paid for, and trying providers again that may not be asked now. */
export function spendRoutes(deps: SpendDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);
  routes.get(PATH, async (c) => c.json(spendToWire(await deps.state(), await showSpend(deps, deps.now()))));
  routes.post(`${PATH}/try-now`, async (c) => c.json({ tried: await tryProviders(deps) }, 202));
  return routes;
}

const DOCUMENTS = [
  {
    method: "get" as const,
    path: PATH,
    operationId: "getSpend",
    tags: ["Spend"],
    summary: "What is paid for",
    description: "Today against the budget, the last thirty days, and which providers may not be asked now.",
    responses: {
      200: { description: "The spend.", content: { "application/json": { schema: SpendWire } } },
      ...problemResponses(),
    },
  },
  {
    method: "post" as const,
    path: `${PATH}/try-now`,
    operationId: "tryProviders",
    tags: ["Spend"],
    summary: "Ask providers again that may not be asked now",
    description: "One request is let through to each; when it succeeds, all that waits goes on.",
    responses: {
      202: { description: "They may be asked once.", content: { "application/json": { schema: Tried } } },
      ...problemResponses(),
    },
  },
];
