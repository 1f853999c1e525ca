import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { COPY } from "./make-dump.ts";
import { PART } from "./write-dump.ts";

/** Nightly backups by name; those that a person asked for are never removed. */
const NIGHTLY = /^nightly-.*\.ndjson\.gz$/;

/** File name of a backup that began at that time. */
export function dumpName(kind: "nightly" | "manual", madeAt: Date): string {
  return `${kind}-${madeAt.toISOString().replace(/\.\d+/, "").replaceAll(":", "")}.ndjson.gz`;
}

/** Removes all nightly backups but the newest ones; gives how many went. */
export async function keepNewest(directory: string, count: number): Promise<number> {
  const names = (await readdir(directory)).filter((name) => NIGHTLY.test(name)).sort();
  const old = names.slice(0, Math.max(0, names.length - count));
  for (const name of old) await rm(join(directory, name), { force: true });
  return old.length;
}

/** Removes what dead processes left half done, where it was last touched before that time. */
export async function removeUnfinished(directory: string, olderThanMs: number): Promise<void> {
  const before = Date.now() - olderThanMs;
  for (const name of await readdir(directory)) {
    if (!name.endsWith(PART) && !name.endsWith(COPY)) continue;
    const path = join(directory, name);
    const touched = await stat(path).catch(() => null);
    if (touched !== null && touched.mtimeMs < before) await rm(path, { recursive: true, force: true });
  }
}
