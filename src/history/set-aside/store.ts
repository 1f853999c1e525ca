import { sql } from "kysely";
import { REASON_CANCELLED } from "../../calls/progress.ts";
import type { CallCursor } from "../../calls/store.ts";
import type { Db } from "../../db/database.ts";
import { quarantinedJobs } from "../../jobs/quarantined-jobs.ts";
import type { ConcernedCall, FailedCall, ReasonCount, ToldFailure } from "./set-aside.ts";

/** What jobs were about, by their ids; `callId` and `recordingId` are those of their payloads. */
export async function findConcerns(
  db: Db,
  jobs: readonly { id: string; callId: string | null; recordingId: string | null }[],
): Promise<Map<string, { call: ConcernedCall | null; failure: ToldFailure | null }>> {
  if (jobs.length === 0) return new Map();
  const failures = await db
    .selectFrom("failed_evaluations")
    .select(["job_id", "call_id", "scorecard_key as scorecard", "reason", "detail"])
    .where("job_id", "in", idsOf(jobs, "id"))
    .execute();
  const failureOf = new Map(failures.map((row) => [row.job_id, row]));
  const recordings = await db
    .selectFrom("recordings")
    .select(["id", "call_id"])
    .where("id", "in", idsOf(jobs, "recordingId"))
    .execute();
  const callOfRecording = new Map(recordings.map((row) => [row.id, row.call_id]));
  const callOf = (job: (typeof jobs)[number]) =>
    failureOf.get(job.id)?.call_id ?? job.callId ?? callOfRecording.get(job.recordingId ?? "") ?? null;
  const calls = await selectConcerned(db)
    .where("calls.id", "in", [NOBODY, ...jobs.flatMap((job) => callOf(job) ?? [])])
    .execute();
  const callById = new Map(calls.map((call) => [call.id, call]));
  return new Map(
    jobs.map((job) => {
      const { scorecard, reason, detail } = failureOf.get(job.id) ?? {};
      const failure = scorecard && reason && detail ? { scorecard, reason, detail } : null;
      return [job.id, { call: callById.get(callOf(job) ?? "") ?? null, failure }];
    }),
  );
}

/** An empty list is no list in SQL. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

function idsOf<Key extends "id" | "recordingId">(jobs: readonly Record<Key, string | null>[], key: Key): string[] {
  return [NOBODY, ...jobs.flatMap((job) => job[key] ?? [])];
}

/**
 * Calls that failed and whose work the queue does not hold, newest first; those of one reason, and those that something
 * is left to start from, where that is asked for.
 */
export async function listFailedCalls(
  db: Db,
  { limit, after, reason, startable }: FailedCallsQuery,
): Promise<FailedCall[]> {
  let query = selectFailed(selectConcerned(db))
    .select(["calls.created_at", "calls.status_reason"])
    .select(CAN_REPLAY.as("canReplay"))
    .orderBy("calls.created_at", "desc")
    .orderBy("calls.id", "desc")
    .limit(limit);
  if (reason !== undefined) query = query.where("calls.status_reason", "=", reason);
  if (startable) query = query.where(CAN_REPLAY);
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("calls.created_at", "calls.id"), "<", eb.tuple(after.createdAt, after.id)),
    );
  const rows = await query.execute();
  return rows.map(({ created_at: createdAt, status_reason: reason, canReplay, ...call }) => ({
    ...call,
    reason: reason ?? "",
    createdAt,
    canReplay,
  }));
}

interface FailedCallsQuery {
  limit: number;
  after: CallCursor | null;
  reason?: string;
  startable?: boolean;
}

/** The limit keeps the planner at the one call: it would hash all recordings for an `exists` that is selected. */
const CAN_REPLAY = sql<boolean>`coalesce(
  (select true from recordings where recordings.call_id = calls.id and recordings.removed_at is null limit 1),
  (select true from transcripts where transcripts.call_id = calls.id limit 1), false)`;

/** Failed calls by reason, most first. */
export async function countFailedCalls(db: Db): Promise<ReasonCount[]> {
  const rows = await selectFailed(db.selectFrom("calls"))
    .select(({ fn }) => ["calls.status_reason as reason", fn.countAll<string>().as("count")])
    .groupBy("calls.status_reason")
    .orderBy("count", "desc")
    .execute();
  return rows.map(({ reason, count }) => ({ reason, count: Number(count) }));
}

/** Quarantined jobs by the reason that is written down, most first. */
export async function countSetAside(db: Db): Promise<ReasonCount[]> {
  const rows = await selectSetAside(db)
    .select(({ fn }) => ["failed.reason", fn.countAll<string>().as("count")])
    .groupBy("failed.reason")
    .orderBy("count", "desc")
    .execute();
  return rows.map(({ reason, count }) => ({ reason, count: Number(count) }));
}

/** Ids of quarantined jobs of one reason, oldest first. */
export async function listSetAside(db: Db, reason: string | null, limit: number): Promise<string[]> {
  const rows = await selectSetAside(db)
    .select("job.id")
    .where("failed.reason", reason === null ? "is" : "=", reason)
    .orderBy("job.id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

function selectSetAside(db: Db) {
  return db.selectFrom(quarantinedJobs().as("job")).leftJoin("failed_evaluations as failed", "failed.job_id", "job.id");
}

function selectConcerned(db: Db) {
  return db
    .selectFrom("calls")
    .leftJoin("managers", "managers.id", "calls.manager_id")
    .select(["calls.id", "calls.external_id as externalId"])
    .select(["managers.external_id as managerId", "managers.name as managerName"]);
}

/** The condition of the index `calls_failed`, without what stands in quarantine. */
function selectFailed<Query extends { where(condition: never): Query }>(query: Query): Query {
  const failed = sql<boolean>`calls.status = 'failed' and calls.status_reason <> ${sql.lit(REASON_CANCELLED)}
    and calls.erased_at is null and not exists (
      select 1 from failed_evaluations held join ${quarantinedJobs()} job on job.id = held.job_id
      where held.call_id = calls.id and held.asked_again_at is null)`;
  return query.where(failed as never);
}
