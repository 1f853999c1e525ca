import { type Kysely, sql } from "kysely";

/** Calls, their words, their evaluations and the ledger of paid requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statements of [SOURCES, CALLS, TRANSCRIPTS, EVALUATIONS, LEDGER]) await sql.raw(statements).execute(db);
}

const SOURCES = `
create table sources (
  key text primary key check (key ~ '^[a-z][a-z0-9_-]{0,63}$'),
  kind text not null check (kind <> ''),
  rules jsonb not null default '{}' check (jsonb_typeof(rules) = 'object'),
  credentials_sealed bytea,
  credential_hosts text[] not null default '{}',
  created_at timestamptz(3) not null default now()
);
insert into sources (key, kind) values ('api', 'api'), ('default', 'form');

create table managers (
  id uuid primary key,
  source text not null references sources (key),
  external_id text not null check (external_id <> ''),
  name text check (name <> ''),
  team text check (team <> ''),
  created_at timestamptz(3) not null default now(),
  unique (source, external_id)
);
`;

const CALLS = `
create table calls (
  id uuid primary key,
  source text not null references sources (key),
  external_id text check (external_id <> ''),
  external_id_hash text check (external_id_hash ~ '^[0-9a-f]{64}$'),
  manager_id uuid references managers (id),
  origin text not null check (origin in ('text', 'upload', 'url', 'webhook', 'telephony')),
  status text not null check (status in ('received', 'stored', 'prepared', 'transcribed', 'scored', 'not_scorable',
    'needs_review', 'failed', 'skipped')),
  status_reason text check (status_reason <> ''),
  direction text check (direction in ('inbound', 'outbound')),
  started_at timestamptz(3),
  language text check (language <> ''),
  tags text[] not null default '{}',
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  handling jsonb not null check (jsonb_typeof(handling) = 'object'),
  primary_scorecard text not null check (primary_scorecard <> ''),
  total_score numeric(4, 1) check (total_score between 0 and 100),
  process_id uuid,
  created_at timestamptz(3) not null default now(),
  erased_at timestamptz(3),
  constraint calls_external_id_key unique (external_id_hash, source),
  constraint calls_external_id_hashed check (external_id is null or external_id_hash is not null),
  constraint calls_scored_has_total check ((status = 'scored') = (total_score is not null)),
  constraint calls_erased_is_empty check (erased_at is null or (external_id is null and metadata = '{}' and tags = '{}'))
);
create index calls_newest on calls (created_at desc, id desc) where erased_at is null;
create index calls_of_manager on calls (manager_id, created_at desc, id desc) include (total_score);
create index calls_in_process on calls (process_id) where process_id is not null;

create table recordings (
  id uuid primary key,
  call_id uuid not null references calls (id),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint check (size_bytes > 0),
  duration_ms integer check (duration_ms >= 0),
  channels smallint check (channels > 0),
  sanity jsonb check (jsonb_typeof(sanity) = 'object'),
  file_name text check (file_name <> ''),
  created_at timestamptz(3) not null default now(),
  removed_at timestamptz(3),
  constraint recordings_stored_has_size check ((sha256 is null) = (size_bytes is null))
);
create index recordings_of_call on recordings (call_id);
create index recordings_of_audio on recordings (sha256);
`;

const TRANSCRIPTS = `
create table transcripts (
  id uuid primary key,
  call_id uuid not null references calls (id),
  recording_id uuid references recordings (id),
  engine text not null check (engine <> ''),
  engine_version text check (engine_version <> ''),
  language text check (language <> ''),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  utterances jsonb not null check (jsonb_typeof(utterances) = 'array'),
  removed_characters integer not null default 0 check (removed_characters >= 0),
  created_at timestamptz(3) not null default now(),
  constraint transcripts_of_call unique (call_id, id)
);
create index transcripts_of_recording on transcripts (recording_id) where recording_id is not null;

create sequence input_sequence;
create table role_assignments (
  id uuid primary key,
  transcript_id uuid not null references transcripts (id),
  made_by text not null check (made_by in ('label', 'channel', 'content', 'person')),
  made_by_user uuid check (made_by_user is null or made_by = 'person'),
  confidence double precision not null check (confidence between 0 and 1),
  roles jsonb not null check (jsonb_typeof(roles) = 'array'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  input_sequence bigint not null default nextval('input_sequence'),
  created_at timestamptz(3) not null default now(),
  constraint role_assignments_newest unique (transcript_id, input_sequence, id)
);
alter sequence input_sequence owned by role_assignments.input_sequence;
`;

const EVALUATIONS = `
create table scorecard_revisions (
  key text not null check (key ~ '^[a-z][a-z0-9_-]{0,63}$'),
  revision integer not null check (revision > 0),
  mode text not null check (mode in ('Manager+', 'Client+', 'Диалог')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  document jsonb not null check (jsonb_typeof(document) = 'object'),
  created_at timestamptz(3) not null default now(),
  primary key (key, revision)
);

create table evaluations (
  id uuid primary key,
  call_id uuid not null references calls (id),
  scorecard_key text not null,
  scorecard_revision integer not null,
  transcript_id uuid not null,
  role_assignment_id uuid not null,
  input_sequence bigint not null,
  judge text not null check (judge <> ''),
  judge_user uuid check (judge_user is null or judge = 'person'),
  based_on uuid references evaluations (id),
  purpose text not null default 'score' check (purpose in ('score', 'calibration', 'shadow')),
  status text not null check (status in ('scored', 'not_scorable', 'needs_review')),
  reason text check (reason <> ''),
  total numeric(4, 1) check (total between 0 and 100),
  raw_total numeric(4, 1) check (raw_total between 0 and 100),
  preliminary numeric(4, 1) check (preliminary between 0 and 100),
  document jsonb not null check (jsonb_typeof(document) = 'object'),
  receipt jsonb not null check (jsonb_typeof(receipt) = 'object'),
  created_at timestamptz(3) not null default now(),
  foreign key (scorecard_key, scorecard_revision) references scorecard_revisions (key, revision),
  foreign key (call_id, transcript_id) references transcripts (call_id, id),
  foreign key (transcript_id, input_sequence, role_assignment_id)
    references role_assignments (transcript_id, input_sequence, id),
  constraint evaluations_of_call unique (call_id, scorecard_key, input_sequence, id),
  constraint evaluations_scored_has_total check ((status = 'scored') = (total is not null)),
  constraint evaluations_unscored_has_reason check ((status = 'scored') = (reason is null)),
  constraint evaluations_preliminary_is_open check (preliminary is null or status = 'needs_review')
);
create index evaluations_of_transcript on evaluations (transcript_id);
create index evaluations_based_on on evaluations (based_on) where based_on is not null;

create table current_evaluations (
  call_id uuid not null,
  scorecard_key text not null,
  evaluation_id uuid not null,
  input_sequence bigint not null,
  by_person boolean not null,
  changed_at timestamptz(3) not null default now(),
  primary key (call_id, scorecard_key),
  foreign key (call_id, scorecard_key, input_sequence, evaluation_id)
    references evaluations (call_id, scorecard_key, input_sequence, id)
);
`;

const LEDGER = `
create table paid_requests (
  id uuid primary key,
  subject text not null check (subject <> ''),
  stage text not null check (stage <> ''),
  input_hash text not null check (input_hash ~ '^[0-9a-f]{64}$'),
  vote smallint not null default 1 check (vote > 0),
  attempt smallint not null default 1 check (attempt > 0),
  status text not null default 'intent'
    check (status in ('intent', 'answered', 'unusable', 'free_failure', 'ambiguous', 'cancelled')),
  reason text check (reason <> ''),
  model text not null check (model <> ''),
  raw text,
  input_tokens integer check (input_tokens >= 0),
  cached_tokens integer check (cached_tokens between 0 and input_tokens),
  output_tokens integer check (output_tokens >= 0),
  cost_usd numeric(14, 8) check (cost_usd >= 0),
  process_id uuid not null,
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  settled_at timestamptz(3),
  constraint paid_requests_attempt unique (subject, stage, input_hash, vote, attempt),
  constraint paid_requests_open_is_unsettled check ((status = 'intent') = (settled_at is null))
);
create unique index paid_requests_one_in_flight on paid_requests (subject, stage, input_hash, vote)
  where status = 'intent';
create index paid_requests_in_flight on paid_requests (process_id) where status = 'intent';
create index paid_requests_newest on paid_requests (created_at desc, id desc);
`;
