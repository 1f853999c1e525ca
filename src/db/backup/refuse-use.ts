import { AppError } from "../../errors.ts";
import type { Db } from "../database.ts";
import { isAnySignShown } from "../process-sign.ts";
import { quoted, readMigrations, readShapes, sqlOn } from "./tables.ts";

/** What a first start writes, as SQL conditions on the rows that somebody added since; every other table begins empty. */
export type FirstRows = Readonly<Record<string, string>>;

/** Whether anything but what a first start writes is in the database. Throws `conflict` on somebody else's database. */
export async function isUsed(db: Db, firstRows: FirstRows): Promise<boolean> {
  const sql = sqlOn(db);
  const shapes = await readShapes(sql);
  if (shapes.length === 0) return false;
  if ((await readMigrations(sql)).length === 0)
    throw new AppError("conflict", `This database is not Razbor's: it holds tables such as ${shapes[0]?.name}.`);
  const added = shapes.map(({ name }) => `exists (select from ${quoted(name)} where ${firstRows[name] ?? "true"})`);
  const [found] = await sql.query<{ used: boolean }>(`select ${added.join(" or ")} as used`);
  return found?.used ?? false;
}

/** Throws `conflict` while a process works on the database. */
export async function refuseIfServed(db: Db): Promise<void> {
  if (await isAnySignShown(db))
    throw new AppError("conflict", "A server or worker is running on this database: stop it first.");
}
