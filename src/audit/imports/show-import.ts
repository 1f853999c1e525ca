import { validate as isId } from "uuid";
import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { CountedRows, ImportHead } from "./import.ts";
import { countRows } from "./row-store.ts";
import { findImport } from "./store.ts";

/** A list with where its rows stand. */
export interface ShownImport extends ImportHead, CountedRows {}

/** One list. Throws `not_found`. */
export async function showImport(db: Db, id: string): Promise<ShownImport> {
  const list = isId(id) ? await findImport(db, id) : null;
  if (list === null) throw new AppError("not_found", "There is no such list.");
  const [shown] = await showImports(db, [list]);
  if (shown === undefined) throw new Error("a list that is here is shown");
  return shown;
}

/** Lists in their order, counted all at once. */
export async function showImports(db: Db, lists: readonly ImportHead[]): Promise<ShownImport[]> {
  const counted = await countRows(
    db,
    lists.map(({ id }) => id),
  );
  return lists.flatMap((list) => {
    const rows = counted.get(list.id);
    return rows === undefined ? [] : [{ ...list, ...rows }];
  });
}
