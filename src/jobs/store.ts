import { AppError } from "../errors.ts";
import type { Sql } from "./connections.ts";
import type { JobState, ListedJob } from "./jobs.ts";
import { QUARANTINE, SCHEMA } from "./queues.ts";

/** A job as one worker claimed it; the attempt tells its claim from an earlier and a later one. */
export interface Claim {
  name: string;
  id: string;
  retryCount: number;
}

/** What we keep in a job beside its payload. */
export interface JobRecord {
  payload: unknown;
  /** The caller's key; null without one. */
  key: string | null;
  /** As in `EnqueueOptions`. */
  priority: number;
  /** How often work began. */
  starts: number;
  /** A mark for each start that has not ended; those of dead processes stay. */
  open: string[];
  /** How often it was put off in a row because of an error, by class of error. */
  waits: Record<string, number>;
}

/** What is kept of a job in quarantine. */
export interface QuarantineRecord extends JobRecord {
  name: string;
  reason: string;
  createdAt: string;
}

/** A job's record as it is first written. */
export function newRecord(payload: unknown, key: string | null, priority = 0): JobRecord {
  return { payload, key, priority, starts: 0, open: [], waits: {} };
}

const JOBS = `${SCHEMA}.job`;
const CLAIMED = "name = $1 and id = $2 and state = 'active' and retry_count = $3";
/** Nothing of a record is missing, whoever wrote the job. */
const RECORD = `'{"payload": null, "key": null, "priority": 0, "starts": 0, "open": [], "waits": {}}'::jsonb || coalesce(data, '{}')`;

/** Counts a start before the work, with a mark that stays if the process dies; null when the job is no longer ours. */
export async function countStart(
  db: Sql,
  { name, id, retryCount }: Claim,
  mark: string,
): Promise<{ record: JobRecord; createdAt: Date } | null> {
  const { rows } = await db.executeSql(
    `update ${JOBS} set data = ${RECORD} || jsonb_build_object(
       'starts', coalesce((data->>'starts')::int, 0) + 1, 'open', coalesce(data->'open', '[]') || to_jsonb($4::text))
     where ${CLAIMED} returning data as record, created_on as "createdAt"`,
    [name, id, retryCount, mark],
  );
  return rows[0] ?? null;
}

/** Takes a start's mark away: it ended without a crash. Whose the job is by now does not matter. */
export async function countEnd(db: Sql, { name, id }: Pick<Claim, "name" | "id">, mark: string): Promise<void> {
  await db.executeSql(
    `update ${JOBS} set data = jsonb_set(data, '{open}', (data->'open') - $3::text)
     where name = $1 and id = $2 and data->'open' ? $3::text`,
    [name, id, mark],
  );
}

/** Remembers how often a job has been put off. */
export async function countWaits(
  db: Sql,
  { name, id }: Pick<Claim, "name" | "id">,
  waits: Record<string, number>,
): Promise<void> {
  await db.executeSql(
    `update ${JOBS} set data = jsonb_set(data, '{waits}', $3::text::jsonb) where name = $1 and id = $2`,
    [name, id, JSON.stringify(waits)],
  );
}

/** The unfinished job of this key, which is from now on at least as urgent as that; null when there is none. */
export async function joinUnfinished(db: Sql, name: string, key: string, priority: number): Promise<string | null> {
  const unfinished = "name = $1 and singleton_key = $2 and state <= 'active'";
  const { rows } = await db.executeSql(
    `with raised as (
       update ${JOBS} set priority = $3, data = ${RECORD} || jsonb_build_object('priority', $3::int)
       where ${unfinished} and priority < $3)
     select id from ${JOBS} where ${unfinished}`,
    [name, key, priority],
  );
  return rows[0]?.id ?? null;
}

/** Every job that is claimed, by queue. */
export async function listClaimed(db: Sql): Promise<{ name: string; ids: string[] }[]> {
  const { rows } = await db.executeSql(
    `select name, array_agg(id) as ids from ${JOBS} where state = 'active' group by name`,
  );
  return rows;
}

const PUT_OFF = "name = any($1::text[]) and state = 'retry' and start_after > now()";

/** The reasons beginning like this for which jobs of these queues are put off to a later time, each once. */
export async function listPutOffReasons(db: Sql, queues: readonly string[], prefix: string): Promise<string[]> {
  const { rows } = await db.executeSql(
    `select distinct output->>'reason' as reason from ${JOBS} where ${PUT_OFF} and starts_with(output->>'reason', $2)`,
    [queues, prefix],
  );
  return rows.map(({ reason }) => reason);
}

/** Lets at most so many of the jobs that are put off for this reason start now; gives their count. */
export async function releaseJobs(
  db: Sql,
  queues: readonly string[],
  { reason, limit }: { reason: string; limit: number },
): Promise<number> {
  const { rows } = await db.executeSql(
    `update ${JOBS} set start_after = now() where name = any($1::text[]) and id in (
       select id from ${JOBS} where ${PUT_OFF} and output->>'reason' = $2
       order by priority desc, created_on limit $3 for update skip locked)
     returning id`,
    [queues, reason, limit],
  );
  return rows.length;
}

/** A job in quarantine; null when it is not there. */
export async function findQuarantined(db: Sql, id: string): Promise<QuarantineRecord | null> {
  const { rows } = await db.executeSql(`select data from ${JOBS} where name = $1 and id = $2`, [QUARANTINE, id]);
  return rows[0]?.data ?? null;
}

const STATES: Record<Exclude<JobState, "quarantined">, readonly string[]> = {
  waiting: ["created", "retry"],
  running: ["active"],
  finished: ["completed", "cancelled", "failed"],
};

/** The queue keeps microseconds, of which a `Date` would lose the last. */
const MICROSECONDS = "(extract(epoch from created_on) * 1000000)::bigint";
const COLUMNS = `id, name, state, data, output, created_on, start_after, started_on, completed_on,
  ${MICROSECONDS}::text as microseconds`;
/** Nobody works on the quarantine and all in it are equal, so that the index by which jobs are claimed has their order. */
const IN_QUARANTINE = `name = '${QUARANTINE}' and priority = 0 and state < 'active' and not blocked`;

/** Jobs of these queues in this state, newest first, from below the place `after` on. */
export async function listJobs(
  db: Sql,
  queues: readonly string[],
  state: JobState,
  { limit, after }: { limit: number; after: string | null },
): Promise<ListedJob[]> {
  const isQuarantined = state === "quarantined";
  const [microseconds, id] = after === null ? [null, null] : placeOf(after);
  const { rows } = await db.executeSql(
    `select ${COLUMNS} from ${JOBS}
     where ${isQuarantined ? IN_QUARANTINE : OF_QUEUES}
       and ($1::bigint is null or created_on <= timestamptz 'epoch' + $1::bigint * interval '1 microsecond'
         and (created_on, id) < (timestamptz 'epoch' + $1::bigint * interval '1 microsecond', $2::uuid))
     order by created_on desc, id desc limit $3`,
    [microseconds, id, limit, ...(isQuarantined ? [] : [queues, STATES[state]])],
  );
  return rows.map((row) => (isQuarantined ? quarantinedJob(row) : listedJob(row, state)));
}

const OF_QUEUES = `name = any($4::text[]) and state = any($5::text[]::${SCHEMA}.job_state[])`;

/** A job of these queues or the quarantine; null when there is none. */
export async function findJob(db: Sql, queues: readonly string[], id: string): Promise<ListedJob | null> {
  const { rows } = await db.executeSql(
    `select ${COLUMNS} from ${JOBS} where name = any($1::text[]) and id = $2::uuid`,
    [[...queues, QUARANTINE], id],
  );
  const [row] = rows as JobRow[];
  if (row === undefined) return null;
  return row.name === QUARANTINE ? quarantinedJob(row) : listedJob(row, stateOf(row));
}

function stateOf({ state }: JobRow): JobState {
  if (state === "active") return "running";
  return STATES.waiting.includes(state) ? "waiting" : "finished";
}

/** Throws `invalid_input` for what is no cursor of ours. */
function placeOf(cursor: string): [microseconds: string, id: string] {
  const [, microseconds, id] = /^(\d{1,18})-([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (microseconds !== undefined && id !== undefined) return [microseconds, id];
  throw new AppError("invalid_input", "The cursor is not one this service gave.", {
    faults: [{ pointer: "?cursor", detail: "take next_cursor of the page before" }],
  });
}

interface JobRow {
  id: string;
  name: string;
  state: string;
  microseconds: string;
  data: Partial<QuarantineRecord> | null;
  output: { reason?: string } | null;
  created_on: Date;
  start_after: Date;
  started_on: Date | null;
  completed_on: Date | null;
}

function listedJob(row: JobRow, state: JobState): ListedJob {
  const { payload = null, starts = 0, open = [] } = row.data ?? {};
  return {
    id: row.id,
    name: row.name,
    state,
    payload,
    starts,
    // The mark of the start that runs now is no crash.
    crashes: state === "running" ? Math.max(0, open.length - 1) : state === "finished" ? 0 : open.length,
    reason: row.output?.reason ?? null,
    createdAt: row.created_on,
    startAfter: row.start_after,
    startedAt: row.started_on,
    endedAt: row.completed_on,
    cursor: `${row.microseconds}-${row.id}`,
  };
}

function quarantinedJob(row: JobRow): ListedJob {
  const { name = "", reason = null, createdAt } = row.data ?? {};
  return {
    ...listedJob(row, "quarantined"),
    name,
    reason,
    createdAt: createdAt === undefined ? row.created_on : new Date(createdAt),
    startedAt: null,
    endedAt: row.created_on,
  };
}
