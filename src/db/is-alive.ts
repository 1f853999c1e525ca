import { sql } from "kysely";
import type { Db } from "./database.ts";

/** Whether the database answers; throws what the driver throws when it cannot even be asked. */
export async function isAlive(db: Db): Promise<boolean> {
  await sql`select 1`.execute(db);
  return true;
}
