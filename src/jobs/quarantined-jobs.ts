import { sql } from "kysely";
import { QUARANTINE, SCHEMA } from "./queues.ts";

/** The ids of all quarantined jobs, as a table with the column `id` for the queries of rooms. */
export function quarantinedJobs() {
  return sql<{
    id: string;
  }>`(select id from ${sql.table(`${SCHEMA}.job`)} where name = ${sql.lit(QUARANTINE)} and priority = 0 and state < 'active' and not blocked)`;
}
