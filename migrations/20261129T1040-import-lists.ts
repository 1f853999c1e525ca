import { type Kysely, sql } from "kysely";

/** Lists of recordings that were uploaded, row by row, and the calls that came of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(IMPORTS).execute(db);
}

const IMPORTS = `
create table imports (
  id uuid primary key,
  source text not null references sources (key),
  file_name text,
  status text not null default 'checked' check (status in ('checked', 'running', 'stopped', 'done')),
  report_language text check (report_language in ('ru', 'en')),
  row_count integer not null check (row_count >= 0),
  repeated_count integer not null check (repeated_count >= 0),
  faulty_count integer not null check (faulty_count >= 0),
  faults jsonb not null default '[]' check (jsonb_typeof(faults) = 'array'),
  estimate jsonb not null check (jsonb_typeof(estimate) = 'object'),
  created_at timestamptz(3) not null default now(),
  changed_at timestamptz(3) not null default now()
);
create index imports_newest on imports (created_at desc, id desc);

create table import_rows (
  import_id uuid not null references imports (id) on delete cascade,
  row_number integer not null check (row_number > 0),
  told jsonb not null check (jsonb_typeof(told) = 'object'),
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'settled', 'known', 'refused')),
  call_id uuid references calls (id),
  fault text check (fault <> ''),
  primary key (import_id, row_number),
  constraint import_rows_refused_is_told check ((state = 'refused') = (fault is not null))
);
create index import_rows_open on import_rows (import_id, state, row_number) where state in ('waiting', 'accepted');
create index import_rows_of_call on import_rows (call_id) where call_id is not null;
`;
