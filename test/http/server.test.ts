import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HttpServer, startServer } from "../../src/http/server.ts";
import { openConnection } from "./raw-request.ts";

let server: HttpServer;
let port: number;
/** Resolves once `/slow` runs, with what ends it. */
let slow = Promise.withResolvers<() => void>();

const app = new Hono();
app.get("/", (c) => c.text("fine"));
app.get("/slow", async (c) => {
  await new Promise<void>((done) => slow.resolve(done));
  return c.text("finished");
});

beforeAll(async () => {
  server = await startServer({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
  port = Number(new URL(server.address).port);
});
afterAll(() => server.stop(0));

async function say(text: string): Promise<string> {
  const { socket, closed } = await openConnection(port);
  socket.write(text);
  return closed();
}

describe("the server", () => {
  it("answers", async () => {
    expect(await say("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 .*fine$/s);
  });

  it.each<[string, string, number]>([
    ["no HTTP at all", "hello\r\n\r\n", 400],
    ["a header without a name", "GET / HTTP/1.1\r\nhost: x\r\n: y\r\n\r\n", 400],
    ["a folded header", "GET / HTTP/1.1\r\nhost: x\r\nx: y\r\n z\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na", 400],
    [
      "a length beside chunks",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
      400,
    ],
    ["headers beyond the limit", `GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
    ["an unknown method", "BREW / HTTP/1.1\r\nhost: x\r\n\r\n", 400],
    ["a backslash in the path", "GET /\\evil HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", 400],
    ["a host that is none", "GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n", 400],
  ])("refuses %s with a problem and closes", async (_name, text, status) => {
    const heard = await say(text);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(heard.toLowerCase()).toContain("content-type: application/problem+json");
    expect(JSON.parse(heard.slice(heard.indexOf("\r\n\r\n") + 4))).toMatchObject({ status, request_id: null });
  });

  it("says when its address is taken", async () => {
    await expect(startServer({ fetch: app.fetch, host: "127.0.0.1", port })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("finishes what is running when it stops, lets idle connections go and takes no new ones", async () => {
    const other = await startServer({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
    const otherPort = Number(new URL(other.address).port);
    const idle = await openConnection(otherPort);
    idle.socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    await idle.until("fine");
    const busy = await openConnection(otherPort);
    busy.socket.write("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
    const finish = await slow.promise;
    const stopped = other.stop(10_000);
    await idle.closed();
    finish();
    expect(await busy.closed()).toMatch(/finished$/);
    await stopped;
    await expect(openConnection(otherPort)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("cuts what does not end when it stops", async () => {
    const other = await startServer({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
    const busy = await openConnection(Number(new URL(other.address).port));
    slow = Promise.withResolvers();
    busy.socket.write("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
    await slow.promise;
    await other.stop(50);
    expect(await busy.closed()).toBe("");
  });

  it("answers a request that came whole before it refuses the junk behind it", async () => {
    const { socket, until, closed } = await openConnection(port);
    slow = Promise.withResolvers();
    socket.write("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
    const finish = await slow.promise;
    socket.write("junk that is no request\r\n\r\nmore of it\r\n\r\n");
    // The junk is read before the next look at the network.
    await new Promise((done) => setImmediate(() => setImmediate(done)));
    finish();
    expect(await until("finished")).toMatch(/^HTTP\/1\.1 200 /);
    socket.end();
    expect(await closed()).toMatch(/finished$/);
  });
});
