import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import { databaseUrl, onServer, TEMPLATE_NAME } from "./database.ts";
import { startServer } from "./database-server.ts";

/** Uses the server of `TEST_DATABASE_URL` or starts one for this run, and makes the database that others are copied from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startServer();
  try {
    await onServer(server.url, `drop database if exists ${TEMPLATE_NAME} with (force)`);
    await onServer(server.url, `create database ${TEMPLATE_NAME}`);
    const database = await openDatabase({ databaseUrl: databaseUrl(server.url, TEMPLATE_NAME) });
    await migrate(database);
    await database.close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("databaseTemplate", "");
  project.provide("databaseServer", server.url);
  return async () => {
    await onServer(server.url, `drop database if exists ${TEMPLATE_NAME} with (force)`);
    await server.stop();
  };
}
