import type { Db } from "../../db/database.ts";
import { SOURCE_KEY, type Source } from "./source.ts";
import { SourceRules } from "./source-rules.ts";

/** A source with its sealed credentials; null without any. */
export interface StoredSource extends Source {
  sealed: Buffer | null;
}

/** One source; null when there is none. Addresses bring any key, also such as the database could not read. */
export async function findSource(db: Db, key: string): Promise<StoredSource | null> {
  if (!SOURCE_KEY.test(key)) return null;
  const row = await db.selectFrom("sources").selectAll().where("key", "=", key).executeTakeFirst();
  return row ? toSource(row) : null;
}

/** The same, locked until the transaction ends. */
export async function lockSource(db: Db, key: string): Promise<StoredSource | null> {
  if (!SOURCE_KEY.test(key)) return null;
  const row = await db.selectFrom("sources").selectAll().where("key", "=", key).forUpdate().executeTakeFirst();
  return row ? toSource(row) : null;
}

/** Every source, the seeded ones first. */
export async function listSources(db: Db): Promise<StoredSource[]> {
  const rows = await db.selectFrom("sources").selectAll().orderBy("created_at").orderBy("key").execute();
  return rows.map(toSource);
}

/** Adds a source; false when there is one of that key. */
export async function insertSource(db: Db, source: Omit<StoredSource, "createdAt" | "disabledAt">): Promise<boolean> {
  const row = await db
    .insertInto("sources")
    .values({
      key: source.key,
      kind: source.kind,
      name: source.name,
      rules: JSON.stringify(source.rules),
      credentials_sealed: source.sealed,
      credential_hosts: source.credentialHosts,
    })
    .onConflict((held) => held.doNothing())
    .returning("key")
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes what may change of a source. */
export async function updateSource(db: Db, source: Omit<StoredSource, "createdAt" | "kind">): Promise<void> {
  await db
    .updateTable("sources")
    .set({
      name: source.name,
      rules: JSON.stringify(source.rules),
      credentials_sealed: source.sealed,
      credential_hosts: source.credentialHosts,
      disabled_at: source.disabledAt,
    })
    .where("key", "=", source.key)
    .execute();
}

function toSource(row: {
  key: string;
  kind: string;
  name: string | null;
  rules: unknown;
  credentials_sealed: Buffer | null;
  credential_hosts: string[];
  disabled_at: Date | null;
  created_at: Date;
}): StoredSource {
  return {
    key: row.key,
    kind: row.kind,
    name: row.name,
    rules: SourceRules.parse(row.rules),
    sealed: row.credentials_sealed,
    credentialHosts: row.credential_hosts,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  };
}
