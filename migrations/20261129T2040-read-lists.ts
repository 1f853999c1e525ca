import { type Kysely, sql } from "kysely";

/** What the calls of one list are read by, newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index calls_of_import on calls ((metadata ->> 'import_id'), created_at desc, id desc)
      where metadata ->> 'import_id' is not null and erased_at is null;
  `.execute(db);
}
