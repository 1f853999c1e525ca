import { validate as isId } from "uuid";
import { AppError } from "../../errors.ts";
import type { JobState, ListedJob } from "../../jobs/jobs.ts";
import type { SetAsideDeps, ShownJob } from "./set-aside.ts";
import { findConcerns } from "./store.ts";

/** Jobs in one state with what they were about, newest first. */
export async function listShownJobs(
  { db, jobs }: Pick<SetAsideDeps, "db" | "jobs">,
  filter: { state: JobState; limit: number; after: string | null },
): Promise<{ jobs: ShownJob[]; next: string | null }> {
  const found = await jobs.list({ ...filter, limit: filter.limit + 1 });
  const page = found.slice(0, filter.limit);
  const concerns = await findConcerns(db, page.map(idsOfJob));
  return {
    jobs: page.map((job) => ({ ...job, ...(concerns.get(job.id) ?? NOTHING_KNOWN) })),
    next: found.length > filter.limit ? (page.at(-1)?.cursor ?? null) : null,
  };
}

/** One job with what it was about. Throws `not_found`. */
export async function showJob({ db, jobs }: Pick<SetAsideDeps, "db" | "jobs">, id: string): Promise<ShownJob> {
  const job = isId(id) ? await jobs.find(id) : null;
  if (job === null) throw new AppError("not_found", "There is no such job (any more).");
  const concerns = await findConcerns(db, [idsOfJob(job)]);
  return { ...job, ...(concerns.get(id) ?? NOTHING_KNOWN) };
}

const NOTHING_KNOWN = { call: null, failure: null };

function idsOfJob({ id, payload }: ListedJob) {
  const { callId, recordingId } = (payload ?? {}) as { callId?: unknown; recordingId?: unknown };
  return { id, callId: idOrNull(callId), recordingId: idOrNull(recordingId) };
}

function idOrNull(value: unknown): string | null {
  return typeof value === "string" && isId(value) ? value : null;
}
