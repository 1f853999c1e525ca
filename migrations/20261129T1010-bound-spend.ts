import { type Kysely, sql } from "kysely";

/** What paid requests are for, what they may come to, what a day has begun, and which providers nobody may ask now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statements of [LEDGER, DAYS, GATES]) await sql.raw(statements).execute(db);
}

/** No foreign key: the ledger outlives what it paid for, and a check would wait for whoever holds the call. */
const LEDGER = `
alter table paid_requests
  add column call_id uuid,
  add column estimate_usd numeric(14, 8) check (estimate_usd >= 0),
  add column spend_day date;
update paid_requests set call_id = calls.id from calls where stage = 'judge' and subject = calls.id::text;
create index paid_requests_of_call on paid_requests (call_id) where call_id is not null;
create index paid_requests_of_day on paid_requests (spend_day);
`;

const DAYS = `
create table spend_days (
  day date primary key,
  begun_usd numeric(14, 8) not null,
  full_at_usd numeric(14, 8) check (full_at_usd >= 0)
);
`;

const GATES = `
create table provider_gates (
  provider text primary key check (provider <> ''),
  reason text not null check (reason in ('provider_paused', 'provider_down', 'quota_exhausted', 'key_refused')),
  closed_at timestamptz(3) not null,
  opens_at timestamptz(3),
  probe_at timestamptz(3),
  probe_every_s integer not null check (probe_every_s > 0),
  constraint provider_gates_open_by_time_or_probe check ((opens_at is null) = (probe_at is not null))
);
`;
