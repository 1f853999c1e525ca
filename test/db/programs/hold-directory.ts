/** Takes a directory, says `held` and its process id, or `refused`, and holds it until it is killed or told to stop. */
import { once } from "node:events";
import { lockDirectory } from "../../../src/db/directory-lock.ts";
import { AppError } from "../../../src/errors.ts";

const [directory = "", startsAt] = process.argv.slice(2);
if (startsAt === "on-word") {
  console.log("ready");
  await once(process.stdin, "data");
}
try {
  await lockDirectory(directory);
  console.log(`held ${process.pid}`);
  process.stdin.resume();
} catch (error) {
  console.log(error instanceof AppError && error.code === "conflict" ? "refused" : `failed ${error}`);
  process.exit();
}
