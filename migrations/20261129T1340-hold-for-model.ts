import { type Kysely, sql } from "kysely";

/** A gate may wait for another model; gates are named by their model too, so those that stand are no one's any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from provider_gates;
    alter table provider_gates drop constraint provider_gates_reason_check, add constraint provider_gates_reason_check
      check (reason in ('provider_paused', 'provider_down', 'quota_exhausted', 'key_refused', 'model_missing'));
  `.execute(db);
}
