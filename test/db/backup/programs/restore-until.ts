/** Restores a backup and dies in the middle, right after the table named was written. Arguments: directory or URL, file, table. */
import { checkDump } from "../../../../src/db/backup/read-dump.ts";
import { restoreDump } from "../../../../src/db/backup/restore-dump.ts";
import { openDatabase } from "../../../../src/db/database.ts";

const [, , place = "", file = "", table = "", dataDir = ""] = process.argv;
const database = await openDatabase(place.startsWith("postgres:") ? { databaseUrl: place } : { dataDir: place });
await restoreDump({
  ...{ database, dataDir, secretKey: null, kept: [], firstRows: {}, isReplacing: true },
  dump: await checkDump(file),
  adapt: async () => {},
  onProgress: (step, { name }) => {
    if (step === "written" && name === table) process.kill(process.pid, "SIGKILL");
  },
});
