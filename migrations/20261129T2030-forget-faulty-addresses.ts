import { type Kysely, sql } from "kysely";

/** What is wrong with rows of lists keeps no address: it may hold secrets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update imports set faults = (
      select jsonb_agg(
        case when one ->> 'column' = 'recording_url' or one ->> 'value' ~ ${ADDRESS}
          then one || '{"value": ""}' else one end order by place)
      from jsonb_array_elements(faults) with ordinality as each (one, place)
    )
    where faults <> '[]'
  `.execute(db);
}

/** What may be an address, or part of one, in a cell of any column. */
const ADDRESS = String.raw`//|@|[?&#][^[:space:]=]*=|\.[[:alpha:]]{2,}(:[0-9]+)?/`;
