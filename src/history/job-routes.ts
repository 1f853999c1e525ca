import { OpenAPIHono, z } from "@hono/zod-openapi";
import { AppError } from "../errors.ts";
import { problemResponses } from "../http/problem-schema.ts";
import { readQuery } from "../http/query.ts";
import { isId } from "./cursor.ts";
import { JobList, JobListQuery, JobWire, jobToWire } from "./job-schemas.ts";
import type { SetAsideDeps } from "./set-aside/set-aside.ts";
import { listShownJobs, showJob } from "./set-aside/show-jobs.ts";

/** `/api/v1/jobs`: work that was set aside, starting it again and giving it up. */
export function jobRoutes(deps: SetAsideDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);

  routes.get("/api/v1/jobs", async (c) => {
    const { cursor = null, ...filter } = readQuery(c, JobListQuery);
    const { jobs, next } = await listShownJobs(deps, { ...filter, after: cursor });
    return c.json({ items: jobs.map(jobToWire), next_cursor: next } satisfies z.infer<typeof JobList>);
  });

  routes.get("/api/v1/jobs/:id", async (c) => {
    const job = await showJob(deps, c.req.param("id"));
    return c.json(jobToWire(job) satisfies z.infer<typeof JobWire>);
  });

  routes.post("/api/v1/jobs/:id/replay", async (c) => {
    await deps.jobs.replay(idOf(c.req.param("id")));
    return c.body(null, 204);
  });

  routes.delete("/api/v1/jobs/:id", async (c) => {
    await deps.discard(idOf(c.req.param("id")));
    return c.body(null, 204);
  });

  return routes;
}

function idOf(text: string): string {
  if (!isId(text)) throw new AppError("not_found", "No such job is quarantined.");
  return text;
}

const Params = z.object({ id: z.uuid() });

const DOCUMENTS = [
  {
    method: "get" as const,
    path: "/api/v1/jobs",
    operationId: "listJobs",
    tags: ["Jobs"],
    summary: "List jobs in one state, newest first",
    description: "A job that failed in a way nobody foresaw, or whose process died three times, is quarantined.",
    request: { query: JobListQuery },
    responses: {
      200: { description: "The jobs.", content: { "application/json": { schema: JobList } } },
      ...problemResponses(422),
    },
  },
  {
    method: "get" as const,
    path: "/api/v1/jobs/{id}",
    operationId: "getJob",
    tags: ["Jobs"],
    summary: "Show one job",
    request: { params: Params },
    responses: {
      200: { description: "The job.", content: { "application/json": { schema: JobWire } } },
      ...problemResponses(404),
    },
  },
  {
    method: "post" as const,
    path: "/api/v1/jobs/{id}/replay",
    operationId: "replayJob",
    tags: ["Jobs"],
    summary: "Start a quarantined job again",
    request: { params: Params },
    responses: { 204: { description: "It waits for a worker." }, ...problemResponses(404, 409) },
  },
  {
    method: "delete" as const,
    path: "/api/v1/jobs/{id}",
    operationId: "discardJob",
    tags: ["Jobs"],
    summary: "Give a quarantined job up",
    description: "Its call stays, says that it failed and why, and can be started again.",
    request: { params: Params },
    responses: { 204: { description: "It is gone." }, ...problemResponses(404) },
  },
];
