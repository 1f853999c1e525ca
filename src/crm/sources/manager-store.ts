import { type QueryExecutorProvider, sql } from "kysely";
import type { NewEvent } from "./event-store.ts";

/**
 * Keeps the managers of events before the events are joined: those that are new and those of whom something is told are locked
 * from here to the transaction's end, in one order, so that the transactions of two processes do not wait in a circle.
 */
export async function keepManagers(db: QueryExecutorProvider, events: NewEvent[]): Promise<void> {
  const told = events.flatMap(({ ids, source, event: { managerId, managerName: name, team } }) =>
    managerId === null ? [] : [{ id: ids.manager, source, external_id: managerId, name, team }],
  );
  if (told.length === 0) return;
  await sql`
    insert into managers as held (id, source, external_id, name, team)
    select distinct on (source, external_id) id, source, external_id, name, team
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      as told(id uuid, source text, external_id text, name text, team text)
    where told.name is not null or told.team is not null or not exists (
      select from managers as known where known.source = told.source and known.external_id = told.external_id
    )
    order by source, external_id
    on conflict (source, external_id) do update
      set name = coalesce(excluded.name, held.name), team = coalesce(excluded.team, held.team)
      where held.name is distinct from coalesce(excluded.name, held.name)
        or held.team is distinct from coalesce(excluded.team, held.team)
  `.execute(db);
}
