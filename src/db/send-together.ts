import type { QueryExecutorProvider } from "kysely";
import type { Db } from "./database.ts";

/**
 * Sends statements of a transaction without waiting for each other's answers: one round trip where the query builder takes
 * one each. They run in the order in which `send` makes them; after one that fails those behind it fail too. Throws what
 * `send` throws.
 */
export function sendTogether<Result>(tx: Db, send: (db: QueryExecutorProvider) => Promise<Result>): Promise<Result> {
  const executor = tx.getExecutor();
  return executor.provideConnection((connection) => {
    const together = executor.withConnectionProvider({ provideConnection: (use) => use(connection) });
    return send({ getExecutor: () => together });
  });
}
