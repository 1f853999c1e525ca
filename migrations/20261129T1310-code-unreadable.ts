import { type Kysely, sql } from "kysely";

/** Why an arrival could not be read is a code and a field, so that every page says it in its own language. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(UNREADABLE).execute(db);
}

const UNREADABLE = `
alter table deliveries
  add column pointer text check (pointer <> ''),
  add column detail text check (detail <> '');
update deliveries set
  detail = reason,
  pointer = substring(reason from '^The input does not fit[.] (/[^:]*):'),
  reason = case
    when reason like 'The input does not fit.%: is required' then 'field_missing'
    when reason like 'The input does not fit.%' then 'field_wrong'
    when reason like 'Send %' then 'media_type'
    else 'malformed'
  end
where outcome = 'unreadable';
create index deliveries_unreadable on deliveries (received_at desc, id desc) include (reason)
  where outcome = 'unreadable';
`;
