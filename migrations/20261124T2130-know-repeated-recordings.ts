import { type Kysely, sql } from "kysely";

/** A recording that was fetched and turned out to be one that the call has already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw("alter table recordings add column repeats uuid references recordings (id) on delete cascade")
    .execute(db);
  await sql.raw("create index recordings_repeated on recordings (repeats) where repeats is not null").execute(db);
}
