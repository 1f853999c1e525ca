import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../errors.ts";
import { newId } from "../new-id.ts";
import type { Db } from "./database.ts";
import { makeDirectory, notWritable } from "./make-directory.ts";
import { createSealer, type Sealer } from "./sealing.ts";

const KEY_FILE = "secret.key";
const ID_FILE = "installation.id";
const KEY_BYTES = 32;

/**
 * What seals the stored credentials here. The first start makes the secret key in `dataDir` where no setting gives it,
 * and ties key and directory to the database: a process with another key could open no credential, one with another
 * directory would find no recording. Throws `conflict` for such a process.
 */
export async function holdInstallation(
  db: Db,
  { dataDir, secretKey }: { dataDir: string; secretKey: string | null },
): Promise<Sealer> {
  await makeDirectory(dataDir);
  const key = secretKey ?? (await keep(join(dataDir, KEY_FILE), () => randomBytes(KEY_BYTES).toString("base64url")));
  const id = await keep(join(dataDir, ID_FILE), () => newId());
  const sealer = createSealer(key);
  await db
    .insertInto("installation")
    .values({ secret_key_fingerprint: sealer.fingerprint, data_dir_id: id })
    .onConflict((held) => held.doNothing())
    .execute();
  const held = await db.selectFrom("installation").selectAll().executeTakeFirstOrThrow();
  if (held.secret_key_fingerprint !== sealer.fingerprint)
    throw new AppError(
      "conflict",
      "This database was set up with another SECRET_KEY: set that one, or put its secret.key back into DATA_DIR.",
    );
  if (held.data_dir_id !== id)
    throw new AppError(
      "conflict",
      "This database belongs to another DATA_DIR: point DATA_DIR to the one that holds its recordings.",
    );
  return sealer;
}

/**
 * What ties a database to this `dataDir`: the fingerprint of the secret key, null where neither a setting nor the directory
 * has one, and the id of the directory, made where it is missing.
 */
export async function readTies({
  dataDir,
  secretKey,
}: {
  dataDir: string;
  secretKey: string | null;
}): Promise<{ fingerprint: string | null; dataDirId: string }> {
  await makeDirectory(dataDir);
  const key = secretKey ?? (await readIfThere(join(dataDir, KEY_FILE)));
  return {
    fingerprint: key === null ? null : createSealer(key).fingerprint,
    dataDirId: await keep(join(dataDir, ID_FILE), () => newId()),
  };
}

/** What the file holds, made once and whole: of two processes that make it at the same time both read the first one's. */
async function keep(path: string, make: () => string): Promise<string> {
  const found = await readIfThere(path);
  if (found !== null) return found;
  const draft = `${path}.${newId()}`;
  try {
    await writeFile(draft, `${make()}\n`, { mode: 0o600, flush: true });
    await link(draft, path).catch((error) => (error.code === "EEXIST" ? null : Promise.reject(error)));
  } catch (error) {
    throw notWritable(dirname(path), error);
  } finally {
    await rm(draft, { force: true });
  }
  return (await readIfThere(path)) ?? "";
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, "utf8").then(
    (text) => text.trim(),
    (error) => (error.code === "ENOENT" ? null : Promise.reject(error)),
  );
}
