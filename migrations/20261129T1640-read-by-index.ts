import { type Kysely, sql } from "kysely";

/** What large lists and sums are read by: rare outcomes of a source, and what was paid without what was answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index deliveries_of_outcome on deliveries (source, outcome, received_at desc, id desc)
      where outcome <> 'accepted';
    drop index paid_requests_newest;
    create index paid_requests_spent on paid_requests (created_at)
      include (call_id, stage, model, status, cost_usd, estimate_usd, spend_day);
  `.execute(db);
}
