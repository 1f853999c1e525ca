/** Fills the small disk that is mounted at the folder given, and prints what happens to recordings on it. */
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RecordingFiles } from "../../../src/calls/recording-files.ts";
import type { AppError } from "../../../src/errors.ts";
import { writeHashedFile } from "../../../src/http/bodies/hashed-file.ts";

/** The disk has room for fewer. */
const FILES_MAX = 50;
const [, , dir = ""] = process.argv;
const files = await RecordingFiles.open(dir);

async function* sound(bytes: number) {
  for (let left = bytes; left > 0; left -= 50_000) yield Buffer.alloc(Math.min(left, 50_000), 1);
}

const faultOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    ({ code, retryable }: AppError) => ({ code, retryable }),
  );

const written = await faultOf(writeHashedFile(files.newPartPath(), sound(5_000_000)));
const leftAfterwards = await readdir(dir, { recursive: true });

await rm(join(dir, "incoming"), { recursive: true });
for (let at = 0; at < FILES_MAX; at++) await writeFile(join(dir, `${at}`), "").catch(() => {});
const opened = await faultOf(RecordingFiles.open(dir));

for (const name of await readdir(dir)) await rm(join(dir, name), { recursive: true });
const again = await RecordingFiles.open(dir);
const part = again.newPartPath();
const { sizeBytes } = await writeHashedFile(part, sound(500_000));
await again.adopt(part, "01a20000-0000-7000-8000-000000000001");
process.stdout.write(JSON.stringify({ written, leftAfterwards, opened, afterRoomWasMade: sizeBytes }));
