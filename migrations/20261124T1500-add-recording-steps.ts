import { type Kysely, sql } from "kysely";

/** What the steps of a recording leave behind, and how far the one at work is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
      alter table calls
        add column progress jsonb check (jsonb_typeof(progress) = 'object'),
        add column cancel_requested_at timestamptz(3);
      alter table recordings
        add column file_url text check (file_url <> ''),
        add column media_type text check (media_type <> ''),
        add column prepared jsonb check (jsonb_typeof(prepared) = 'object');
    `)
    .execute(db);
}
