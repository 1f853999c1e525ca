import { randomBytes } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { databaseUrl, onServer, TEMPLATE_NAME } from "./database.ts";

/** Where a whole service of ours keeps everything: a data directory and, on a server, a database of its own. */
export interface TestPlace {
  /** The settings that lead a service there. */
  env: { DATA_DIR: string; DATABASE_URL?: string };
  /** Removes both; nothing may be open there any more, but in processes that were killed. */
  remove(): Promise<void>;
}

/**
 * A fresh place with a migrated database on the kind of the project that runs the test. In projects without a database
 * the directory is empty, as a stranger's is: the service makes its database there at the first start.
 */
export async function testPlace(): Promise<TestPlace> {
  const server = inject("databaseServer") ?? "";
  const dataDir = await mkdtemp(join(tmpdir(), "razbor-test-"));
  const removeDirectory = () => rm(dataDir, { recursive: true, force: true });
  if (server === "") {
    const template = inject("directoryTemplate") ?? "";
    if (template !== "") await cp(template, dataDir, { recursive: true });
    return { env: { DATA_DIR: dataDir }, remove: removeDirectory };
  }
  const name = `razbor_test_${randomBytes(6).toString("hex")}`;
  await onServer(server, `create database ${name} template ${TEMPLATE_NAME}`);
  return {
    env: { DATA_DIR: dataDir, DATABASE_URL: databaseUrl(server, name) },
    remove: async () => {
      await removeDirectory();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}
