import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Hono } from "hono";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receiveUpload } from "../../src/http/bodies/upload.ts";
import { problemOf, problemResponse } from "../../src/http/problem.ts";
import { type HttpServer, startServer } from "../../src/http/server.ts";
import { hasChromium, launchChromium } from "../helpers/chromium.ts";

const FILE_BYTES_MAX = 1_000_000;
/** The first breaks the limit while it is sent, the second by what it announces. */
const SIZES = [1_300_000, 5_000_000];
const PROBLEM = { status: 413, code: "too_large", errors: [{ pointer: "/audio" }] };

const canBrowse = hasChromium("a refusal read by a browser");
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
if (!hasCurl) console.warn("SKIPPED: a refusal read by curl (there is none).");

/** What the form's script does. */
const SEND = `new Promise((done) => {
  const request = new XMLHttpRequest();
  let seen = 0;
  request.upload.onprogress = ({ loaded }) => { seen = loaded; };
  request.onloadend = () => done({ text: request.responseText, seen });
  const form = new FormData();
  form.set("audio", new Blob([new Uint8Array(BYTES)]), "call.mp3");
  request.open("POST", "/");
  request.send(form);
})`;

let browser: Browser | null = null;
let dir: string;
let server: HttpServer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "razbor-refusal-"));
  const app = new Hono();
  app.get("/", (c) => c.html("<title>form</title>"));
  app.post("/", async (c) => c.json(await receiveUpload(c, { dir, fileBytesMax: FILE_BYTES_MAX })));
  app.onError((error, c) => problemResponse(c, problemOf(error, "test")));
  if (canBrowse) browser = await launchChromium();
  server = await startServer({
    fetch: (request, env) => app.fetch(request, env as object),
    host: "127.0.0.1",
    port: 0,
  });
});
afterAll(async () => {
  await browser?.close();
  await server.stop(0);
  expect(await readdir(dir)).toEqual([]);
  await rm(dir, { recursive: true });
});

describe.each(SIZES)("a file of %i bytes that is too long", (bytes) => {
  it("is refused in words that fetch reads", async () => {
    const form = new FormData();
    form.set("audio", new Blob([new Uint8Array(bytes)]), "call.mp3");
    const answer = await fetch(server.address, { method: "POST", body: form });
    expect(await answer.json()).toMatchObject(PROBLEM);
  });

  it.skipIf(!hasCurl)("is refused in words that curl reads", async () => {
    const file = join(tmpdir(), `razbor-refusal-${process.pid}.mp3`);
    await writeFile(file, new Uint8Array(bytes));
    const { stdout } = await promisify(execFile)("curl", ["-sS", "-F", `audio=@${file}`, server.address]);
    await rm(file);
    expect(JSON.parse(stdout)).toMatchObject(PROBLEM);
  });

  it.skipIf(!canBrowse)("is refused in words that a page reads, which knows how far it came", async () => {
    const page = await (browser as Browser).newPage();
    await page.goto(server.address);
    const { text, seen } = await page.evaluate<{ text: string; seen: number }>(SEND.replace("BYTES", String(bytes)));
    expect(JSON.parse(text)).toMatchObject(PROBLEM);
    expect(seen).toBeGreaterThan(0);
    await page.close();
  });
});
