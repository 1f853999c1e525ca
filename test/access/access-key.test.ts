import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { type AccessRules, createAccess } from "../../src/access/access-key.ts";
import { problemOf, problemResponse } from "../../src/http/problem.ts";

const KEY = "obviously-fake-key-0001";
const HOME: AccessRules = { key: null, open: false, loopback: true, publicUrl: null };
const EXPOSED: AccessRules = { ...HOME, loopback: false };
const KEYED: AccessRules = { ...EXPOSED, key: KEY };

/** An application behind the guard, whose clock is moved by hand. */
function serving(rules: AccessRules) {
  const clock = { ms: Date.UTC(2026, 10, 24) };
  const app = new Hono();
  const { guard, routes } = createAccess(
    rules,
    (c, form) => c.json(form, form.wrong ? 401 : 200),
    () => clock.ms,
  );
  app.use(guard);
  app.route("/", routes);
  app.all("*", (c) => c.text("inside"));
  app.onError((error, c) => problemResponse(c, problemOf(error, null)));
  const ask = async (path: string, headers: Record<string, string> = {}, method = "GET") =>
    app.request(path, { method, headers });
  const status = async (...given: Parameters<typeof ask>) => (await ask(...given)).status;
  const submit = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request("/access", {
      method: "POST",
      body: new URLSearchParams(fields).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });
  return { clock, ask, status, submit };
}

const cookieOf = (answer: Response) => (answer.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
const INSIDE = ["/", "/calls", "/analyze_call", "/docs", "/openapi.json", "/metrics", "/healthz/x", "/access"];

describe("without a key", () => {
  it("everything is open on this machine", async () => {
    const { status } = serving(HOME);
    for (const path of INSIDE) expect([path, await status(path)]).toEqual([path, 200]);
  });

  it("only health answers beyond this machine, and the refusal says what to set", async () => {
    const { ask, status } = serving(EXPOSED);
    for (const path of INSIDE) expect([path, await status(path)]).toEqual([path, 403]);
    expect(await status("/healthz")).toBe(200);
    expect(await status("/readyz")).toBe(200);
    const { code, detail } = (await (await ask("/")).json()) as { code: string; detail: string };
    expect(code).toBe("forbidden");
    expect(detail).toMatch(/ACCESS_KEY.*ACCESS=open/);
  });

  it.each(["forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via"])(
    "a proxy that shows by %s closes the service on this machine too",
    async (header) => {
      expect(await serving(HOME).status("/", { [header]: "x" })).toBe(403);
      expect(await serving(HOME).status("/healthz", { [header]: "x" })).toBe(200);
    },
  );

  it("a public address closes the service, because a proxy must stand before it", async () => {
    expect(await serving({ ...HOME, publicUrl: "https://razbor.example" }).status("/")).toBe(403);
  });

  it("ACCESS=open opens it on purpose", async () => {
    const { status } = serving({ ...EXPOSED, open: true });
    for (const path of INSIDE) expect([path, await status(path)]).toEqual([path, 200]);
  });
});

describe("with a key", () => {
  it("everything but health and the form needs it, on this machine too", async () => {
    for (const rules of [KEYED, { ...KEYED, loopback: true }]) {
      const { status } = serving(rules);
      for (const path of INSIDE.slice(0, -1)) expect([path, await status(path)]).toEqual([path, 401]);
      for (const path of ["/healthz", "/readyz", "/access", "/static/razbor.css"])
        expect([path, await status(path)]).toEqual([path, 200]);
    }
  });

  it("the key opens as a bearer token, whatever the case of the scheme", async () => {
    const { status } = serving(KEYED);
    for (const scheme of ["Bearer", "bearer", "BEARER "])
      expect(await status("/calls", { authorization: `${scheme} ${KEY}` })).toBe(200);
  });

  it.each([KEY.slice(1), `${KEY}x`, KEY.toUpperCase(), "", `${KEY} ${KEY}`])("nothing else does: %j", async (key) => {
    expect(await serving(KEYED).status("/calls", { authorization: `Bearer ${key}` })).toBe(401);
  });

  it("the key does not open by another scheme, as a cookie or in the query", async () => {
    const { status } = serving(KEYED);
    expect(await status("/calls", { authorization: `Basic ${KEY}` })).toBe(401);
    expect(await status("/calls", { cookie: `razbor_access=${KEY}` })).toBe(401);
    expect(await status(`/calls?access_key=${KEY}`)).toBe(401);
  });

  it("a refusal says how to authenticate", async () => {
    expect((await serving(KEYED).ask("/calls")).headers.get("www-authenticate")).toMatch(/^Bearer/);
  });
});

describe("the form", () => {
  it("gives a cookie for the right key, unreadable to scripts and not sent along by other sites", async () => {
    const { submit, status } = serving(KEYED);
    const answer = await submit({ access_key: ` ${KEY} `, next: "/calls?cursor=1" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/calls?cursor=1"]);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^razbor_access=.*HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain(KEY);
    expect(await status("/calls", { cookie: cookieOf(answer) })).toBe(200);
  });

  it("binds the cookie to this host and to TLS when people come by https", async () => {
    for (const [rules, headers] of [
      [{ ...KEYED, publicUrl: "https://razbor.example" }, {}],
      [KEYED, { "x-forwarded-proto": "https" }],
    ] as const) {
      const { submit, status } = serving(rules);
      const answer = await submit({ access_key: KEY }, headers);
      expect(answer.headers.get("set-cookie")).toMatch(/^__Host-razbor_access=.*Path=\/.*Secure/);
      expect(await status("/calls", { cookie: cookieOf(answer) })).toBe(200);
    }
  });

  it("asks again after a wrong key and gives no cookie", async () => {
    const answer = await serving(KEYED).submit({ access_key: "wrong", next: "/calls" });
    expect([answer.status, await answer.json(), answer.headers.get("set-cookie")]).toEqual([
      401,
      { next: "/calls", wrong: true },
      null,
    ]);
  });

  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/./\\evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "calls",
    "",
  ])("leads only to paths of our own, not to %j", async (next) => {
    const { submit } = serving(KEYED);
    expect((await submit({ access_key: KEY, next })).headers.get("location")).toBe("/");
  });

  it("is not there without a key", async () => {
    expect(
      await serving({ ...EXPOSED, open: true })
        .ask("/access")
        .then((answer) => answer.text()),
    ).toBe("inside");
  });
});

describe("a cookie", () => {
  it("ends after thirty days by the server's clock", async () => {
    const { clock, submit, status } = serving(KEYED);
    const cookie = cookieOf(await submit({ access_key: KEY }));
    clock.ms += 30 * 24 * 3_600_000 - 2_000;
    expect(await status("/calls", { cookie })).toBe(200);
    clock.ms += 3_000;
    expect(await status("/calls", { cookie })).toBe(401);
  });

  it("does not open a service with another key, nor after its time was changed", async () => {
    const cookie = cookieOf(await serving(KEYED).submit({ access_key: KEY }));
    expect(await serving({ ...KEYED, key: "obviously-fake-key-0002" }).status("/", { cookie })).toBe(401);
    const later = cookie.replace(/=(\d+)/, (_all, time) => `=${Number(time) + 1}`);
    expect(await serving(KEYED).status("/", { cookie: later })).toBe(401);
  });

  it("changes something only when the browser says which page sent the request", async () => {
    const { submit, status } = serving(KEYED);
    const cookie = cookieOf(await submit({ access_key: KEY }));
    expect(await status("/web/analyze", { cookie }, "POST")).toBe(403);
    expect(await status("/web/analyze", { cookie, origin: "http://localhost" }, "POST")).toBe(200);
    expect(await status("/web/analyze", { cookie, "sec-fetch-site": "same-origin" }, "POST")).toBe(200);
    expect(await status("/analyze_call", { authorization: `Bearer ${KEY}` }, "POST")).toBe(200);
  });

  it.each([
    "razbor_access=",
    "razbor_access=1.2",
    `razbor_access=99999999999.${"A".repeat(43)}`,
    "razbor_access=%",
    "x".repeat(9_000),
  ])("that is odd opens nothing and breaks nothing: %.40s", async (cookie) =>
    expect(await serving(KEYED).status("/calls", { cookie })).toBe(401),
  );
});

describe("guessing", () => {
  const wrong = (n: number) => ({ authorization: `Bearer wrong-${n}` });

  it("is stopped after ten wrong keys, the right one included, until a quarter of an hour has passed", async () => {
    const { clock, status } = serving(KEYED);
    for (let n = 0; n < 10; n++) expect(await status("/calls", wrong(n))).toBe(401);
    expect(await status("/calls", wrong(10))).toBe(429);
    expect(await status("/calls", { authorization: `Bearer ${KEY}` })).toBe(429);
    clock.ms += 15 * 60_000;
    expect(await status("/calls", { authorization: `Bearer ${KEY}` })).toBe(200);
  });

  it("counts the form and the bearer token together", async () => {
    const { status, submit } = serving(KEYED);
    for (let n = 0; n < 5; n++) {
      await submit({ access_key: `wrong-${n}` });
      await status("/calls", wrong(n));
    }
    expect((await submit({ access_key: KEY })).status).toBe(429);
  });

  it("never locks out who already holds a cookie", async () => {
    const { status, submit } = serving(KEYED);
    const cookie = cookieOf(await submit({ access_key: KEY }));
    for (let n = 0; n < 20; n++) await status("/calls", wrong(n));
    expect(await status("/calls", { cookie })).toBe(200);
  });

  it("by one caller behind a proxy does not stop another, until the whole address has had a hundred", async () => {
    const { status } = serving(KEYED);
    const from = (address: string) => ({ "x-forwarded-for": `1.2.3.4, ${address}` });
    for (let n = 0; n < 11; n++) await status("/calls", { ...wrong(n), ...from("203.0.113.1") });
    expect(await status("/calls", { ...wrong(0), ...from("203.0.113.1") })).toBe(429);
    const right = { authorization: `Bearer ${KEY}` };
    expect(await status("/calls", { ...right, ...from("203.0.113.2") })).toBe(200);
    for (let n = 0; n < 90; n++) await status("/calls", { ...wrong(n), ...from(`198.51.100.${n}`) });
    expect(await status("/calls", { ...right, ...from("203.0.113.2") })).toBe(429);
  });

  it("is not helped by what the caller claims in front of the proxy's own entry", async () => {
    const { status } = serving(KEYED);
    for (let n = 0; n < 10; n++)
      await status("/calls", { ...wrong(n), "x-forwarded-for": `198.51.100.${n}, 203.0.113.1` });
    expect(await status("/calls", { ...wrong(10), "x-forwarded-for": "198.51.100.200, 203.0.113.1" })).toBe(429);
  });
});
