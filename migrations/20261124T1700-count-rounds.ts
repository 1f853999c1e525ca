import { type Kysely, sql } from "kysely";

/** Which jobs of a call still count: those of its present round. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table calls add column round integer not null default 0 check (round >= 0)`.execute(db);
}
