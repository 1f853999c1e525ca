import { type Kysely, sql } from "kysely";

/** Webhooks in, results back: sources with secrets, arrivals, endpoints, write-backs and their attempts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statements of [SECRETS, ARRIVALS, WRITE_BACKS]) await sql.raw(statements).execute(db);
}

const SECRETS = `
create table installation (
  singleton boolean primary key default true check (singleton),
  secret_key_fingerprint text not null check (secret_key_fingerprint ~ '^[0-9a-f]{16}$'),
  data_dir_id uuid not null,
  created_at timestamptz(3) not null default now()
);

alter table sources
  add column name text check (name <> ''),
  add column disabled_at timestamptz(3);
update sources set kind = 'webhook' where key = 'default';
`;

const ARRIVALS = `
alter table recordings add column source_key text check (source_key <> '');
alter table calls
  add column told_at jsonb not null default '{}' check (jsonb_typeof(told_at) = 'object'),
  add column told_recordings jsonb not null default '{}' check (jsonb_typeof(told_recordings) = 'object');
create index calls_awaiting on calls (created_at)
  where status = 'received' and status_reason in ('awaiting_recording', 'awaiting_details');

create index recordings_to_fetch on recordings (created_at) where file_url is not null;

create table deliveries (
  id uuid primary key,
  source text not null references sources (key),
  received_at timestamptz(3) not null default now(),
  outcome text not null check (outcome in ('accepted', 'repeated', 'awaiting', 'skipped', 'ignored', 'unreadable')),
  reason text check (reason <> ''),
  call_id uuid references calls (id),
  body bytea,
  constraint deliveries_unreadable_is_kept check ((outcome = 'unreadable') = (body is not null))
);
create index deliveries_newest on deliveries (source, received_at desc, id desc);
create index deliveries_of_call on deliveries (call_id) where call_id is not null;
create index deliveries_by_age on deliveries (received_at);
`;

const WRITE_BACKS = `
create table endpoints (
  id uuid primary key,
  name text not null check (name <> ''),
  kind text not null check (kind <> ''),
  source text references sources (key),
  address text not null check (address <> ''),
  credentials_sealed bytea,
  created_at timestamptz(3) not null default now(),
  disabled_at timestamptz(3),
  disabled_reason text check (disabled_reason <> ''),
  failing_since timestamptz(3),
  failures integer not null default 0 check (failures >= 0),
  outages integer not null default 0 check (outages between 0 and failures),
  paused_until timestamptz(3),
  claimed_by text check (claimed_by <> ''),
  claimed_until timestamptz(3),
  removed_at timestamptz(3),
  constraint endpoints_off_has_reason check ((disabled_at is null) = (disabled_reason is null)),
  constraint endpoints_claim_ends check ((claimed_by is null) = (claimed_until is null)),
  constraint endpoints_removed_forget check (removed_at is null or credentials_sealed is null)
);

create table write_backs (
  id uuid primary key,
  endpoint_id uuid not null references endpoints (id),
  call_id uuid not null references calls (id),
  scorecard_key text not null check (scorecard_key <> ''),
  evaluation_id uuid references evaluations (id) on delete set null,
  version integer not null default 1 check (version > 0),
  delivered_version integer not null default 0 check (delivered_version between 0 and version),
  message_id uuid not null,
  remote_id text check (remote_id <> ''),
  status text not null default 'pending' check (status in ('pending', 'delivered', 'exhausted', 'withdrawn')),
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  changed_at timestamptz(3) not null default now(),
  unique (endpoint_id, call_id, scorecard_key),
  constraint write_backs_pending_is_due check ((status = 'pending') = (next_attempt_at is not null))
);
create index write_backs_due on write_backs (endpoint_id, next_attempt_at) where status = 'pending';
create index write_backs_exhausted on write_backs (endpoint_id) where status = 'exhausted';
create index write_backs_of_call on write_backs (call_id);
create index write_backs_of_evaluation on write_backs (evaluation_id);
create index write_backs_newest on write_backs (changed_at desc, id desc);
create index current_evaluations_newest on current_evaluations (changed_at);

create table write_back_attempts (
  id uuid primary key,
  write_back_id uuid not null references write_backs (id),
  message_id uuid not null,
  version integer not null check (version > 0),
  started_at timestamptz(3) not null default now(),
  duration_ms integer check (duration_ms >= 0),
  http_status smallint check (http_status between 100 and 599),
  fault text check (fault <> ''),
  answer text,
  constraint write_back_attempts_answer_is_cut check (octet_length(answer) <= 1024),
  constraint write_back_attempts_end check (duration_ms is not null or coalesce(fault, answer) is null and http_status is null)
);
create index write_back_attempts_of on write_back_attempts (write_back_id, started_at desc);
`;
