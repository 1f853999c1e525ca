import { Kysely, sql } from "kysely";
import type pg from "pg";
import { expect, it } from "vitest";
import { PromptDialect } from "../../src/db/prompt-dialect.ts";

it("a transaction whose begin was refused on a connection that lives on is not taken for committed", async () => {
  const sent: string[] = [];
  const client = {
    query: async (text: string) => {
      sent.push(text);
      if (text === "begin") throw new Error("canceling statement due to statement timeout");
      return { command: text.toUpperCase(), rowCount: 0, rows: [] };
    },
    release: () => {},
  };
  const pool = { connect: async () => client, end: async () => {}, options: {} } as unknown as pg.Pool;
  const db = new Kysely<object>({ dialect: new PromptDialect({ pool }) });
  const done = db.transaction().execute((tx) => sql`select 1`.execute(tx));
  await expect(done).rejects.toThrow("canceling statement");
  expect(sent).toEqual(["begin", "select 1", "rollback"]);
});
