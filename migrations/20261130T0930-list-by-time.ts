import { type Kysely, sql } from "kysely";

/** What the page of calls is read by: when they were held, at the latest when they were accepted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index calls_by_time on calls ((least(started_at, created_at)) desc, id desc) where erased_at is null;
  `.execute(db);
}
