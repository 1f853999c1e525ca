import { PROBE, QUARANTINE, SCHEMA } from "./queues.ts";

/** Jobs that had not ended stand in a backup; one that was running waits there, as if it had been handed back. */
const SELECT = `select id, name, priority, singleton_key, start_after, created_on, output,
    case when state = 'active' then jsonb_set(data, '{open}', coalesce(data->'open', '[]') - -1) else data end as data
  from ${SCHEMA}.job where state < 'completed' and name <> '${PROBE}' and name not like '\\_\\_%'`;

/** What a job needs beside what is kept, its queue gives. A job of a queue that is gone goes where a person sees it. */
const INSERT = `
  insert into ${SCHEMA}.job (id, name, priority, singleton_key, start_after, created_on, output, data, expire_seconds,
    deletion_seconds, keep_until, retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter,
    heartbeat_seconds)
  select kept.id, queue.name, kept.priority, case when own.name is null then kept.id::text else kept.singleton_key end,
    kept.start_after, kept.created_on, kept.output,
    case when own.name is null then kept.data || jsonb_build_object('name', kept.name, 'createdAt', kept.created_on,
      'reason', 'There is no such work any more.') else kept.data end,
    queue.expire_seconds, queue.deletion_seconds, now() + queue.retention_seconds * interval '1 second',
    queue.retry_limit, queue.retry_delay, queue.retry_backoff, queue.retry_delay_max, queue.policy, queue.dead_letter,
    queue.heartbeat_seconds
  from (select (r->>0)::uuid as id, r->>1 as name, (r->>2)::int as priority, r->>3 as singleton_key,
      (r->>4)::timestamptz as start_after, (r->>5)::timestamptz as created_on, (r->>6)::jsonb as output,
      (r->>7)::jsonb as data from jsonb_array_elements($1::text::jsonb) r) kept
  left join ${SCHEMA}.queue own on own.name = kept.name
  join ${SCHEMA}.queue on queue.name = coalesce(own.name, '${QUARANTINE}')`;

/**
 * The jobs as a backup keeps them: what has not ended, in the queue's own words as few as possible. They come back into a
 * database whose queues were opened before.
 */
export const KEPT_JOBS = {
  shape: {
    name: `${SCHEMA}.job`,
    columns: [
      { name: "id", type: "uuid" },
      { name: "name", type: "text" },
      { name: "priority", type: "integer" },
      { name: "singleton_key", type: "text" },
      { name: "start_after", type: "timestamp with time zone" },
      { name: "created_on", type: "timestamp with time zone" },
      { name: "output", type: "jsonb" },
      { name: "data", type: "jsonb" },
    ],
    key: ["id"],
  },
  select: SELECT,
  insert: INSERT,
  clear: `delete from ${SCHEMA}.job`,
};
