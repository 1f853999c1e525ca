import { AppError } from "../../errors.ts";
import type { Database, Db } from "../database.ts";
import { withLongWork } from "../long-work.ts";
import { type Contents, readContents, withContents } from "./contents.ts";
import { type FillProgress, fillDatabase } from "./fill-database.ts";
import { type FirstRows, isUsed, refuseIfServed } from "./refuse-use.ts";
import { LineSum, type TableSum } from "./rows.ts";
import type { KeptRows } from "./tables.ts";

/** Two databases of one installation. The job queue of the target was opened before. */
export interface MoveOrder {
  source: Pick<Database, "kind" | "db" | "pool">;
  target: Pick<Database, "kind" | "db" | "pool">;
  kept: readonly KeptRows[];
  firstRows: FirstRows;
  onProgress: FillProgress;
}

/**
 * Copies everything into the target, all of it or nothing, and leaves the source as it is. What had come whole before is
 * only compared again (`isRepeated`). Throws `conflict` when the target is in use or holds anything else.
 */
export async function moveDatabase(order: MoveOrder): Promise<{ tables: TableSum[]; isRepeated: boolean }> {
  const { source, target, kept, firstRows, onProgress } = order;
  return withLongWork(target, (targetDb) =>
    withContents(source.db, kept, (contents) =>
      targetDb.transaction().execute(async (tx) => {
        await refuseIfServed(tx);
        if (!(await isUsed(tx, firstRows)))
          return {
            tables: await fillDatabase(tx, contents, { kept, adapt: async () => {}, onProgress }),
            isRepeated: false,
          };
        return { tables: await compareAgain(tx, contents, order), isRepeated: true };
      }),
    ),
  );
}

async function compareAgain(tx: Db, contents: Contents, { kept, onProgress }: MoveOrder): Promise<TableSum[]> {
  const there = await readContents(tx, kept);
  const isOurs =
    contents.installation !== null &&
    JSON.stringify(there.installation) === JSON.stringify(contents.installation) &&
    JSON.stringify(there.migrations) === JSON.stringify(contents.migrations);
  if (!isOurs) throw new AppError("conflict", "The target database is not empty: name an empty one.");
  const tables: TableSum[] = [];
  for (const shape of contents.tables) {
    const [here, moved] = [await sumOf(contents, shape), await sumOf(there, shape)];
    if (here.sha256 !== moved.sha256)
      throw new AppError(
        "conflict",
        `This installation was moved there before, and ${shape.name} has changed since: nothing was written.`,
      );
    onProgress("compared", moved);
    tables.push(moved);
  }
  return tables;
}

async function sumOf(contents: Contents, shape: Contents["tables"][number]): Promise<TableSum> {
  const sum = new LineSum();
  for await (const lines of contents.pages(shape)) sum.add(lines);
  return sum.end(shape.name);
}
