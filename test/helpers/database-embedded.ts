import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";

/** Makes, once per run, the migrated embedded database that every test of the project begins with. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "razbor-template-"));
  const template = join(directory, "template.tar");
  const database = await openDatabase();
  await migrate(database.db);
  if (database.dump) await writeFile(template, await database.dump());
  await database.close();
  project.provide("databaseTemplate", template);
  project.provide("databaseServer", "");
  return () => rm(directory, { recursive: true, force: true });
}
