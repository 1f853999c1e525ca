import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build, type RunningServer, runProgram, startRunningServer } from "../helpers/running-server.ts";
import { openConnection } from "../http/raw-request.ts";

const FITNESS = new URL("../fixtures/dialogs/A02_fitness.txt", import.meta.url);
const dataDir = mkdtempSync(join(tmpdir(), "razbor-program-"));
const dialog_text = readFileSync(FITNESS, "utf8");

let server: RunningServer;
beforeAll(async () => {
  build();
  server = await startRunningServer({ DATA_DIR: dataDir });
}, 90_000);
afterAll(async () => {
  await server.end("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

const analyze = (call_id: string) =>
  fetch(`${server.address}/analyze_call`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ dialog_text, call_id }),
  });

describe("the program without any setting", () => {
  it("starts, says that the rules judge scores, and audits a dialogue", async () => {
    const notice = "No OPENAI_API_KEY: the built-in rules judge scores.";
    await vi.waitFor(() => expect(server.output()).toContain(notice));
    const response = await analyze("first");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ judge: "rules", status: "scored", call_id: "first" });
  });

  it("is ready and counts its requests", async () => {
    expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    expect(metrics).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/analyze_call"/);
  });

  it("keeps what it accepted over kill -9 and a new start", async () => {
    expect((await analyze("before the kill")).status).toBe(200);
    await server.end("SIGKILL");
    server = await startRunningServer({ DATA_DIR: dataDir });
    const list = await (await fetch(`${server.address}/api/v1/calls?external_id=before%20the%20kill`)).json();
    expect(list).toMatchObject({ items: [{ status: "scored" }] });
  });

  it("refuses a second server on its directory, which writes nothing", async () => {
    // What lies in the database's own folder, the server that holds it may change at any time.
    const files = () =>
      readdirSync(dataDir, { recursive: true, encoding: "utf8" }).filter((path) => !path.startsWith("postgres/"));
    const before = files();
    const second = await runProgram([], { DATA_DIR: dataDir, PORT: "0" });
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/in use|holds|another/i);
    expect(files()).toEqual(before);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  });

  it("audits files through the server that holds the directory", async () => {
    const { code, out, err } = await runProgram(["audit", "test/fixtures/dialogs/A02_fitness.txt"], {
      DATA_DIR: dataDir,
    });
    expect(code).toBe(0);
    expect(out).toContain("A02_fitness");
    expect(err).toContain(server.address);
  });

  it("adds a source through the server that holds the directory, and the server takes its calls at once", async () => {
    const { code, out } = await runProgram(["source", "add", "pbx", "--token"], { DATA_DIR: dataDir });
    expect(code).toBe(0);
    const { address_with_token: address } = JSON.parse(out);
    expect(address).toContain(`${server.address}/webhook/pbx/`);
    const headers = { "content-type": "application/json" };
    const told = await fetch(address, { method: "POST", headers, body: JSON.stringify({ call_id: "told" }) });
    expect(told.status).toBe(202);
    const arrived = await (await fetch(`${server.address}/api/v1/sources/pbx/deliveries`)).json();
    expect(arrived).toMatchObject({ items: [{ outcome: "awaiting", reason: "awaiting_recording" }] });
  });

  it("repeats in one line what that server says of an endpoint it refuses", async () => {
    const { code, out, err } = await runProgram(["endpoint", "add", "http://10.0.0.1/hooks"], { DATA_DIR: dataDir });
    expect([code, out, err.trimEnd().split("\n").length]).toEqual([1, "", 1]);
    expect(err).toContain("an https address");
  });

  it("stops with exit code 0, also by a Ctrl-C that comes from the terminal and once more from npm", async () => {
    const port = Number(new URL(server.address).port);
    const { socket } = await openConnection(port);
    socket.write("POST /analyze_call HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 2\r\n\r\n{");
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
    const stopped = server.end("SIGINT");
    await vi.waitFor(() => expect(openConnection(port)).rejects.toMatchObject({ code: "ECONNREFUSED" }));
    server.process.kill("SIGINT");
    socket.destroy();
    expect(await stopped).toBe(0);
    server = await startRunningServer({ DATA_DIR: dataDir });
  });
});

describe("the program with wrong settings", () => {
  it("says in one sentence that its port is taken", async () => {
    const folder = mkdtempSync(join(tmpdir(), "razbor-port-"));
    const { code, err } = await runProgram([], { DATA_DIR: folder, PORT: new URL(server.address).port });
    const written = readdirSync(folder);
    rmSync(folder, { recursive: true, force: true });
    // Told before a database is made, which takes seconds.
    expect(written).toEqual([]);
    expect(code).toBe(1);
    expect(err).toContain("another program listens there");
    expect(err).not.toContain("    at ");
  });

  it("names every fault at once by its variable, never its value, and ends with 2", async () => {
    const { code, err } = await runProgram([], { PORT: "99999", TIME_ZONE: "Mars/Base", ACCESS_KEY: "short-secret" });
    expect(code).toBe(2);
    for (const name of ["PORT", "TIME_ZONE", "ACCESS_KEY"]) expect(err).toContain(name);
    expect(err).not.toContain("short-secret");
  });
});
