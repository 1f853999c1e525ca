import { type Kysely, sql } from "kysely";

/** Whether endpoints were told of a current evaluation. What was evaluated before this migration never is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TELL_CHANGES).execute(db);
}

const TELL_CHANGES = `
alter table current_evaluations add column is_told boolean not null default true;
alter table current_evaluations alter column is_told set default false;
drop index current_evaluations_newest;
create index current_evaluations_untold on current_evaluations (changed_at) where not is_told;
create index write_backs_of_endpoint on write_backs (endpoint_id, changed_at desc, id desc);
`;
