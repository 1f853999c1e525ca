/**
 * What uploads are measured against: Node's server and busboy, each file to the disk with fsync, nothing checked and
 * nothing hashed. `node bare-upload.ts FOLDER`.
 */
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { v7 as newId } from "uuid";

const [dir = ""] = process.argv.slice(2);
const server = createServer((request, response) => {
  const parser = busboy({ headers: request.headers });
  parser.on("file", async (_name, file) => {
    const path = join(dir, newId());
    await pipeline(file, createWriteStream(path, { flush: true }));
    await rm(path);
    response.end("{}");
  });
  request.pipe(parser);
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once("SIGTERM", () => process.exit(0));
