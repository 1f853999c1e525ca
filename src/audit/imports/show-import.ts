import { validate as isId } from "uuid";
import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { CountedRows, ImportHead } from "./import.ts";
import { countRows, findImport } from "./store.ts";

/** A list with where its rows stand. */
export interface ShownImport extends ImportHead, CountedRows {}

/** One list. Throws `not_found`. */
export async function showImport(db: Db, id: string): Promise<ShownImport> {
  const list = isId(id) ? await findImport(db, id) : null;
  if (list === null) throw new AppError("not_found", "There is no such list.");
  return { ...list, ...(await countRows(db, id)) };
}
