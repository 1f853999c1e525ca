import { readdirSync, readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { type HealthDeps, healthRoutes } from "../../src/http/health.ts";
import { createLogger } from "../../src/http/logger.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { problemOf, problemResponse } from "../../src/http/problem.ts";
import { requestLog } from "../../src/http/request-log.ts";
import { securityHeaders } from "../../src/http/security-headers.ts";
import { staticFiles } from "../../src/http/static-files.ts";
import { swaggerUi } from "../../src/http/swagger-ui.ts";
import { STYLES } from "../../views/styles.ts";

const STATIC = new URL("../../views/static/", import.meta.url);
const STYLE_URLS = STYLES.map((name) => new URL(`styles/${name}.css`, STATIC));
const SECRET = 'obviously-fake-"secret"';

/** The middleware of the application around a few routes, and what it logs. */
function serving({
  https = false,
  isReady = async () => true,
  listPaused = async () => [],
}: { https?: boolean } & Partial<HealthDeps> = {}) {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const logger = createLogger("debug", { secrets: [SECRET], destination });
  const metrics = createMetrics();
  const app = new Hono();
  app.use(requestLog(logger, metrics));
  app.use(securityHeaders({ https }));
  app.use(
    methodNotAllowed({ app, onMethodNotAllowed: (c, methods) => c.text("no", 405, { allow: methods.join(", ") }) }),
  );
  app.route("/", healthRoutes({ isReady, listPaused }, metrics));
  app.route("/static", staticFiles({ "/razbor.css": STYLE_URLS }));
  app.route("/", swaggerUi() as unknown as Hono);
  app.get("/calls/:id", (c) => c.text("a call"));
  app.post("/calls", (c) => c.text("taken"));
  app.get("/broken", () => {
    throw new Error("broken");
  });
  app.notFound((c) => problemResponse(c, problemOf(new AppError("not_found", "nothing here"), null)));
  app.onError((error, c) => problemResponse(c, problemOf(error, null)));
  return { app, logger, lines };
}

describe("the headers of every answer", () => {
  const STRICT =
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; " +
    "connect-src 'self'; script-src 'nonce-…'; base-uri 'none'; frame-ancestors 'none'";
  const policyOf = (answer: Response) =>
    (answer.headers.get("content-security-policy") ?? "").replace(/'nonce-[\w+/=]{22,}'/, "'nonce-…'");

  it.each(["/calls/1", "/nothing", "/broken", "/static/razbor.css", "/healthz", "/metrics"])(
    "hold the strict policy and forbid frames, sniffing and leaks at %s",
    async (path) => {
      const answer = await serving().app.request(path);
      expect(policyOf(answer)).toBe(STRICT);
      const header = (name: string) => answer.headers.get(name);
      expect(header("x-content-type-options")).toBe("nosniff");
      expect(header("x-frame-options")).toBe("DENY");
      expect(header("referrer-policy")).toBe("same-origin");
      expect(header("cross-origin-opener-policy")).toBe("same-origin");
      expect(header("cross-origin-resource-policy")).toBe("same-origin");
      expect(header("permissions-policy")).toContain("microphone=()");
      expect(header("x-powered-by")).toBeNull();
    },
  );

  it("allow inline styles at /docs alone, and scripts there by nonce too", async () => {
    const { app } = serving();
    const answer = await app.request("/docs");
    expect(policyOf(answer)).toBe(
      STRICT.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
        "img-src 'self'",
        "img-src 'self' data:",
      ),
    );
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1];
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  });

  it("carry a new nonce each time", async () => {
    const { app } = serving();
    const policies = await Promise.all(
      [1, 2, 3].map(async () => (await app.request("/docs")).headers.get("content-security-policy")),
    );
    expect(new Set(policies).size).toBe(3);
  });

  it("ask for TLS only when people come by TLS", async () => {
    expect((await serving().app.request("/calls/1")).headers.get("strict-transport-security")).toBeNull();
    expect((await serving({ https: true }).app.request("/calls/1")).headers.get("strict-transport-security")).toMatch(
      /max-age=\d{7}/,
    );
  });

  it("forbid to keep what may hold a call, and let keep what never does", async () => {
    const { app } = serving();
    expect((await app.request("/calls/1")).headers.get("cache-control")).toBe("no-store");
    expect((await app.request("/static/razbor.css")).headers.get("cache-control")).toBe("public, no-cache");
  });
});

describe("static files", () => {
  it("are sent once and then confirmed by their tag", async () => {
    const { app } = serving();
    const first = await app.request("/static/razbor.css");
    const etag = first.headers.get("etag") ?? "";
    expect([first.status, first.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"])
      expect((await app.request("/static/razbor.css", { headers: { "if-none-match": tag } })).status).toBe(304);
    expect((await app.request("/static/razbor.css", { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  it("give the stylesheet as one, with every part once and in its order", async () => {
    expect(readdirSync(new URL("styles/", STATIC)).sort()).toEqual(STYLES.map((name) => `${name}.css`).sort());
    const given = await (await serving().app.request("/static/razbor.css")).text();
    expect(given).toBe(STYLE_URLS.map((url) => readFileSync(url, "utf8")).join(""));
  });

  it.each([
    "/static/",
    "/static/../package.json",
    "/static/%2e%2e/%2e%2e/package.json",
    "/static/..%2f..%2fpackage.json",
    "/static/golos-text-OFL.txt",
    "/static/razbor.css/",
    "/static/RAZBOR.CSS",
    "/docs/swagger-ui.css.map",
    "/.git/config",
  ])("are those of the list and nothing else: %s", async (path) => {
    expect((await serving().app.request(path)).status).toBe(404);
  });

  it("of Swagger UI stand under their version and are all there", async () => {
    const { app } = serving();
    const html = await (await app.request("/docs")).text();
    const addresses = [...html.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)].map(([, address]) => address ?? "");
    expect(addresses).toHaveLength(3);
    for (const address of addresses) {
      const answer = await app.request(address);
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([
        200,
        "public, max-age=31536000, immutable",
      ]);
    }
    expect(html).not.toMatch(/(?:src|href)="https?:/);
  });

  it("that are missing or of an unknown kind are found at start", () => {
    expect(() => staticFiles({ "/x.css": new URL("file:///nowhere/x.css") })).toThrow("ENOENT");
    expect(() => staticFiles({ "/x.exe": new URL(import.meta.url) })).toThrow("no content type");
  });
});

describe("health", () => {
  it("tells that the process lives without telling its version", async () => {
    expect(await (await serving().app.request("/healthz")).json()).toEqual({ status: "ok" });
  });

  it.each<[string, () => Promise<boolean>]>([
    ["says no", async () => false],
    ["throws", () => Promise.reject(new Error("password=x"))],
    ["never answers", () => new Promise(() => {})],
  ])("is not ready when the database %s, and says so within a second or so", async (_name, isReady) => {
    const answer = await serving({ isReady }).app.request("/readyz");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
    expect(await answer.text()).not.toContain("password");
  });

  it("is ready otherwise, also while a provider is paused, which it names", async () => {
    const paused = [{ stages: ["judge"], reason: "insufficient_quota", until: new Date("2026-11-29T21:00:00Z") }];
    const [answer, unknown] = [
      await serving({ listPaused: async () => paused }).app.request("/readyz"),
      await serving({ listPaused: () => Promise.reject(new Error("away")) }).app.request("/readyz"),
    ];
    expect([answer.status, unknown.status]).toEqual([200, 200]);
    expect(await answer.json()).toEqual({
      status: "ready",
      paused: [{ stages: ["judge"], reason: "insufficient_quota", until: "2026-11-29T21:00:00.000Z" }],
    });
    expect(await unknown.json()).toEqual({ status: "ready", paused: [] });
  });
});

describe("a wrong method", () => {
  it("at a known address is told the right ones", async () => {
    const { app } = serving();
    const answer = await app.request("/calls", { method: "PUT" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await app.request("/nothing", { method: "PUT" })).status).toBe(404);
  });
});

describe("metrics", () => {
  it("count by the pattern of the route, and all unknown addresses as one", async () => {
    const { app } = serving();
    for (const path of ["/calls/1", "/calls/2", "/a", "/b/c?x=1"]) await app.request(path);
    await app.request("/x", { method: "PROPFIND" });
    const text = await (await app.request("/metrics")).text();
    const routes = new Set(
      [...text.matchAll(/http_request_duration_seconds_count\{[^}]*route="([^"]*)"/g)].map(([, r]) => r),
    );
    expect(routes).toEqual(new Set(["/calls/:id", "unknown"]));
    expect(text).toMatch(/route="\/calls\/:id",status="200"\} 2/);
    expect(text).toContain("process_cpu_seconds_total");
  });
});

describe("the log", () => {
  it("has one line a request, with the id that the answer carries, and neither query nor body nor keys", async () => {
    const { app, lines } = serving();
    const answer = await app.request("/calls/1?token=canary", {
      headers: { authorization: "Bearer canary", cookie: "canary=1" },
    });
    await app.request("/calls", { method: "POST", body: "canary" });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ level: "info", method: "GET", path: "/calls/1", status: 200 });
    expect(lines[0]?.requestId).toBe(answer.headers.get("x-request-id"));
    expect(JSON.stringify(lines)).not.toContain("canary");
  });

  it("does not fill with probes", async () => {
    const { app, lines } = serving();
    await app.request("/healthz");
    expect(lines).toMatchObject([{ level: "debug" }]);
  });

  it("keeps hostile paths in one record of bounded length", async () => {
    const { app, lines } = serving();
    await app.request(`/%0a{"level":"fatal"}%1b[31m${"x".repeat(10_000)}`);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines).length).toBeLessThan(1_000);
  });

  it("never holds a known secret, wherever it stands and however it is escaped", () => {
    const { logger, lines } = serving();
    const error = new Error(`the provider says: bad key ${SECRET}`, { cause: new Error(`at ${SECRET}`) });
    logger.error({ err: error, note: SECRET, deep: { list: [SECRET] } }, `about ${SECRET}`);
    expect(JSON.stringify(lines)).not.toContain("obviously-fake");
    expect(JSON.stringify(lines)).toContain("[removed]");
  });

  it("writes of an error only what it is, never what libraries hang on it", () => {
    const { logger, lines } = serving();
    const error = Object.assign(new Error("x".repeat(100_000)), {
      code: "E1",
      headers: { key: "canary" },
      row: ["canary"],
    });
    error.cause = error;
    logger.error({ err: error }, "failed");
    logger.error({ err: "canary-free text" }, "failed");
    logger.error({ err: { message: "timeout exceeded", queue: "canary" } }, "failed");
    expect(lines[2]).toMatchObject({ err: { type: "object", message: "timeout exceeded" } });
    expect(lines[0]).toMatchObject({
      err: { type: "Error", code: "E1", cause: { cause: { cause: { type: "Error" } } } },
    });
    expect(JSON.stringify(lines)).not.toContain('"canary"');
    expect(JSON.stringify(lines[0]).length).toBeLessThan(32_000);
  });

  it("empties fields that hold a text or a key by their name", () => {
    const { logger, lines } = serving();
    logger.info({ text: "canary", call: { dialog_text: "canary" }, apiKey: "canary" }, "odd");
    expect(JSON.stringify(lines)).not.toContain("canary");
  });
});
