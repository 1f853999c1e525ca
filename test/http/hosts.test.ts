import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guardHosts, type HostRules } from "../../src/http/hosts.ts";
import { problemOf, problemResponse } from "../../src/http/problem.ts";
import { listen, type TestServer } from "./raw-request.ts";

const OWN_MACHINE: HostRules = { loopback: true, keyless: true, publicUrl: null };
const OPEN_TO_ALL: HostRules = { loopback: false, keyless: true, publicUrl: null };

function serving(rules: HostRules) {
  const app = new Hono();
  app.use(guardHosts(rules));
  app.all("/thing", (c) => c.text("fine"));
  app.onError((error, c) => problemResponse(c, problemOf(error, null)));
  return (host: string, headers: Record<string, string> = {}, method = "GET") =>
    Promise.resolve(app.request(`http://${host}/thing`, { method, headers: { host, ...headers } })).then(
      ({ status }) => status,
    );
}

describe("a foreign Host", () => {
  const ask = serving(OWN_MACHINE);

  it.each(["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "127.3.2.1", "[::1]:8000", "localhost:9999"])(
    "is not %s on loopback",
    async (host) => expect(await ask(host)).toBe(200),
  );

  it.each([
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "10.0.0.1",
    "0.0.0.0:8000",
    "[::2]",
    "razbor",
  ])("is refused on loopback as DNS rebinding: %s", async (host) => expect(await ask(host)).toBe(421));

  it("is welcome when it is the public address", async () => {
    const behindProxy = serving({ ...OWN_MACHINE, publicUrl: "https://razbor.example" });
    expect(await behindProxy("razbor.example")).toBe(200);
    expect(await behindProxy("razbor.example:8443")).toBe(421);
    expect(await behindProxy("evil.example")).toBe(421);
  });

  it.each(["10.1.2.3:8000", "[2001:db8::1]", "razbor:8000", "server.local", "razbor.internal", "localhost:8000"])(
    "is none that a stranger can register, on an address open to all: %s",
    async (host) => expect(await serving(OPEN_TO_ALL)(host)).toBe(200),
  );

  it("is any name a stranger can register, on an address open to all", async () => {
    expect(await serving(OPEN_TO_ALL)("rebind.example")).toBe(421);
    expect(await serving({ ...OPEN_TO_ALL, publicUrl: "http://rebind.example" })("rebind.example")).toBe(200);
  });

  it("does not matter beyond loopback when a key guards the service", async () => {
    expect(await serving({ ...OPEN_TO_ALL, keyless: false })("any.example")).toBe(200);
  });
});

describe("a foreign Origin", () => {
  const ask = serving(OWN_MACHINE);
  const own = "127.0.0.1:8000";

  it.each(["GET", "POST", "OPTIONS", "DELETE"])("is refused with %s, whatever is sent", async (method) => {
    const headers = { origin: "https://evil.example", "content-type": "application/json" };
    expect(await ask(own, headers, method)).toBe(403);
  });

  it.each([
    "null",
    "",
    "file://",
    "https://127.0.0.1:8000.evil.example",
    "http://127.0.0.1:8001",
    "http://localhost:8000",
    "evil",
  ])("is %j", async (origin) => expect(await ask(own, { origin }, "POST")).toBe(403));

  it("is not the address asked for", async () => {
    expect(await ask(own, { origin: "http://127.0.0.1:8000" }, "POST")).toBe(200);
    expect(await ask("localhost", { origin: "http://localhost" }, "POST")).toBe(200);
  });

  it("is the public address in another scheme, but not in its own, even where a proxy rewrites Host", async () => {
    const behindProxy = serving({ ...OWN_MACHINE, publicUrl: "https://razbor.example" });
    expect(await behindProxy(own, { origin: "https://razbor.example" }, "POST")).toBe(200);
    expect(await behindProxy("razbor.example", { origin: "http://razbor.example" }, "POST")).toBe(403);
  });

  it.each(["cross-site", "same-site"])("is told by Sec-Fetch-Site %s when Origin is absent", async (site) => {
    expect(await ask(own, { "sec-fetch-site": site }, "POST")).toBe(403);
    expect(await ask(own, { "sec-fetch-site": site }, "GET")).toBe(200);
  });

  it("is absent from programs, which are let in", async () => {
    expect(await ask(own, {}, "POST")).toBe(200);
    expect(await ask(own, { "sec-fetch-site": "same-origin" }, "POST")).toBe(200);
  });
});

describe("a Host on the wire", () => {
  let server: TestServer;
  beforeAll(async () => {
    const app = new Hono();
    app.use(guardHosts(OWN_MACHINE));
    app.get("*", (c) => c.text("fine"));
    app.onError((error, c) => problemResponse(c, problemOf(error, null)));
    server = await listen(app);
  });
  afterAll(() => server.stop());

  it.each([
    ["GET / HTTP/1.1\r\nhost: 127.0.0.1", 200],
    ["GET / HTTP/1.1\r\nhost: evil.example", 421],
    ["GET http://evil.example/ HTTP/1.1\r\nhost: 127.0.0.1", 421],
    ["GET http://127.0.0.1/ HTTP/1.1\r\nhost: evil.example", 421],
    ["GET / HTTP/1.1\r\nhost: evil.example\r\nhost: 127.0.0.1", 421],
    ["GET / HTTP/1.1\r\nhost: user@127.0.0.1", 400],
    ["GET / HTTP/1.1\r\nhost: 127.0.0.1/..", 400],
    ["GET / HTTP/1.1\r\nhost: ", 400],
    ["GET / HTTP/1.1", 400],
  ])("is decided by both the request line and the header: %j", async (head, status) => {
    const { socket, closed } = await server.open();
    socket.write(`${head}\r\nconnection: close\r\n\r\n`);
    expect(await closed()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});
