import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/db/database.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** File of a dumped, migrated embedded database; empty in other projects. */
    databaseTemplate: string;
    /** A data directory with a migrated embedded database; empty in other projects. */
    directoryTemplate: string;
    /** Address of the throw-away or given PostgreSQL server; empty in other projects. */
    databaseServer: string;
  }
}

/** Name of the migrated database that test databases are copied from. */
export const TEMPLATE_NAME = "razbor_test_template";

/**
 * A fresh migrated database, embedded or PostgreSQL by the project that runs the test; only for files named
 * `*.db.test.ts`, which run once on each, or `*.embedded.test.ts`. Close it at the end.
 */
export async function testDatabase(): Promise<Database> {
  const server = inject("databaseServer");
  return server === "" ? openDatabase({ template: inject("databaseTemplate") }) : copyOnServer(server);
}

async function copyOnServer(server: string): Promise<Database> {
  const name = `razbor_test_${randomBytes(6).toString("hex")}`;
  await onServer(server, `create database ${name} template ${TEMPLATE_NAME}`);
  const database = await openDatabase({ databaseUrl: databaseUrl(server, name) });
  return {
    ...database,
    close: async () => {
      await database.close();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** The address of one database on a server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement on the server's own database. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(server, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
