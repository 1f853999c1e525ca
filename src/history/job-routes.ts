import { OpenAPIHono, z } from "@hono/zod-openapi";
import { AppError } from "../errors.ts";
import { problemResponses } from "../http/problem-schema.ts";
import { readQuery } from "../http/query.ts";
import type { JobPayloads, Jobs } from "../jobs/jobs.ts";
import { isId } from "./cursor.ts";
import { JobList, JobListQuery, jobToWire } from "./job-schemas.ts";

/** What the job routes ask of the queue. */
export type JobRoutesDeps = Pick<Jobs<JobPayloads>, "list" | "replay">;

/** `GET /api/v1/jobs` and `POST /api/v1/jobs/{id}/replay`: work that was set aside, and starting it again. */
export function jobRoutes(jobs: JobRoutesDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);

  routes.get("/api/v1/jobs", async (c) => {
    const items = await jobs.list(readQuery(c, JobListQuery));
    return c.json({ items: items.map(jobToWire), next_cursor: null } satisfies z.infer<typeof JobList>);
  });

  routes.post("/api/v1/jobs/:id/replay", async (c) => {
    const id = c.req.param("id");
    if (!isId(id)) throw new AppError("not_found", "No such job is quarantined.");
    await jobs.replay(id);
    return c.body(null, 204);
  });

  return routes;
}

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
    method: "post" as const,
    path: "/api/v1/jobs/{id}/replay",
    operationId: "replayJob",
    tags: ["Jobs"],
    summary: "Start a quarantined job again",
    request: { params: z.object({ id: z.uuid() }) },
    responses: { 204: { description: "It waits for a worker." }, ...problemResponses(404, 409) },
  },
];
