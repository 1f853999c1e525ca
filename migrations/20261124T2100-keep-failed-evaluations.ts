import { type Kysely, sql } from "kysely";

/** Which scorecards could not be filled in, and why; a call has one status, but many scorecards. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(FAILED_EVALUATIONS).execute(db);
}

const FAILED_EVALUATIONS = `
create table failed_evaluations (
  job_id uuid primary key,
  call_id uuid not null references calls (id) on delete cascade,
  recording_id uuid references recordings (id) on delete cascade,
  scorecard_key text not null check (scorecard_key <> ''),
  reason text not null check (reason <> ''),
  code text not null check (code <> ''),
  detail text not null check (detail <> ''),
  failed_at timestamptz(3) not null default now(),
  asked_again_at timestamptz(3)
);
create index failed_evaluations_of_call on failed_evaluations (call_id) where asked_again_at is null;
create index failed_evaluations_of_recording on failed_evaluations (recording_id);
`;
