import { sql } from "kysely";
import type { Db } from "../../db/database.ts";
import type { NewEvent } from "./event-store.ts";

/**
 * Keeps the managers of events before the events are joined: what is new or told anew of them is locked from here to the
 * transaction's end, in one order, so that the transactions of two processes do not wait for each other in a circle.
 */
export async function keepManagers(db: Db, events: NewEvent[]): Promise<void> {
  const told = events.flatMap(({ ids, source, event: { managerId, managerName: name, team } }) =>
    managerId === null ? [] : [{ id: ids.manager, source, external_id: managerId, name, team }],
  );
  if (told.length === 0) return;
  await sql`
    insert into managers as held (id, source, external_id, name, team)
    select distinct on (source, external_id) id, source, external_id, name, team
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      as told(id uuid, source text, external_id text, name text, team text)
    where not exists (
      select from managers as known where known.source = told.source and known.external_id = told.external_id
        and (told.name is null or known.name = told.name) and (told.team is null or known.team = told.team)
    )
    order by source, external_id
    on conflict (source, external_id) do update
      set name = coalesce(excluded.name, held.name), team = coalesce(excluded.team, held.team)
  `.execute(db);
}
