/** Writes a backup onto the small disk given that has no room for it, then one that fits; prints what happened. */
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Contents } from "../../../../src/db/backup/contents.ts";
import { writeDump } from "../../../../src/db/backup/write-dump.ts";

const [, , disk = ""] = process.argv;
const shape = { name: "noise", columns: [{ name: "id", type: "text" }], key: ["id"] };

/** Rows that no compression makes smaller. */
function noise(rows: number): Contents {
  const pages = async function* () {
    for (let row = 0; row < rows; row++) yield [JSON.stringify([randomBytes(10_000).toString("base64")])];
  };
  return { migrations: [], installation: null, tables: [shape], sequences: [], pages };
}

const failed = await writeDump(noise(200), join(disk, "one.gz"), new Date()).then(
  () => null,
  (error: NodeJS.ErrnoException) => error.code,
);
const left = await readdir(disk);
await writeDump(noise(5), join(disk, "two.gz"), new Date());
process.stdout.write(JSON.stringify({ failed, left, made: await readdir(disk) }));
