import { z } from "@hono/zod-openapi";
import type { ShownJob } from "./set-aside/set-aside.ts";

/** States a job can be asked for by; finished ones are kept for an hour. */
export const JOB_STATES = ["waiting", "running", "finished", "quarantined"] as const;

/** How a job goes over the wire. `reason` is null when nothing happened to it, `call_id` when it is about no call. */
export const JobWire = z
  .object({
    id: z.uuid(),
    queue: z.string(),
    state: z.enum(JOB_STATES),
    payload: z.unknown().openapi({ type: "object", description: "Ids of what it works on." }),
    starts: z.int(),
    crashes: z.int().openapi({ description: "How many of the starts ended with the death of their process." }),
    reason: z.string().nullable(),
    call_id: z.uuid().nullable().openapi({ description: "Our id of the call it is about." }),
    scorecard: z.string().nullable(),
    reason_code: z.string().nullable().openapi({ description: "The code its call bears.", example: "quarantined" }),
    detail: z.string().nullable().openapi({ description: "The same as a sentence." }),
    created_at: z.iso.datetime(),
    start_after: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    ended_at: z.iso.datetime().nullable(),
  })
  .openapi("Job");

/** Jobs in one state, newest first. */
export const JobList = z.object({ items: z.array(JobWire), next_cursor: z.string().nullable() }).openapi("JobList");

/** Which jobs; the ones a person must look at unless asked otherwise. */
export const JobListQuery = z.object({
  state: z.enum(JOB_STATES).default("quarantined"),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(60).optional(),
});

/** Puts a job into its wire shape. */
export function jobToWire(job: ShownJob): z.infer<typeof JobWire> {
  return {
    id: job.id,
    queue: job.name,
    state: job.state,
    payload: job.payload,
    starts: job.starts,
    crashes: job.crashes,
    reason: job.reason,
    call_id: job.call?.id ?? null,
    scorecard: job.failure?.scorecard ?? null,
    reason_code: job.failure?.reason ?? null,
    detail: job.failure?.detail ?? null,
    created_at: job.createdAt.toISOString(),
    start_after: job.startAfter.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    ended_at: job.endedAt?.toISOString() ?? null,
  };
}
