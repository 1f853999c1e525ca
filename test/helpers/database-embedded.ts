import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Database, openDatabase } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";

/**
 * Makes, once per run, the migrated embedded databases that every test of the project begins with: one to be read into
 * memory, and a data directory to be copied, which is made from that one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "razbor-template-"));
  const template = join(directory, "template.tar");
  const dataDir = join(directory, "data");
  const database = await openDatabase();
  await migrate(database);
  await dropSpareDatabases(database);
  if (database.dump) await writeFile(template, await database.dump());
  await database.close();
  await (await openDatabase({ dataDir, template })).close();
  project.provide("databaseTemplate", template);
  project.provide("directoryTemplate", dataDir);
  project.provide("databaseServer", "");
  return () => rm(directory, { recursive: true, force: true });
}

/** Half of a fresh database are two more for `create database`; without them every test starts sooner. */
async function dropSpareDatabases({ pool }: Database): Promise<void> {
  await pool.query("update pg_database set datistemplate = false");
  for (const name of ["template0", "template1"]) await pool.query(`drop database ${name}`);
}
