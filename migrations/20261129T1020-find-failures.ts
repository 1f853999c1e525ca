import { type Kysely, sql } from "kysely";

/** Calls that failed, newest first and by reason: a person looks through them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create index calls_failed on calls (created_at desc, id desc) include (status_reason)
      where status = 'failed' and status_reason <> 'cancelled' and erased_at is null`)
    .execute(db);
}
