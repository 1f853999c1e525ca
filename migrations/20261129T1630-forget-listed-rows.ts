import { type Kysely, sql } from "kysely";

/** Rows of lists that have ended keep nothing of what they told: neither addresses nor names. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update import_rows set told = '{}' where state not in ('waiting', 'accepted') and told <> '{}';
    alter table import_rows add constraint import_rows_ended_forget check (state in ('waiting', 'accepted') or told = '{}');
  `.execute(db);
}
