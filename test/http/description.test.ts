import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { AnalyzeCallAnswer } from "../../src/audit/schemas.ts";
import { parseConfig } from "../../src/config.ts";
import { CallWithEvaluations } from "../../src/history/schemas.ts";
import { createLogger } from "../../src/http/logger.ts";
import { sourceKinds } from "../../src/service.ts";
import { openSources } from "../../src/sources.ts";
import { openSpending } from "../../src/spending.ts";
import { SpendCounters } from "../../src/usage/spend-metrics.ts";
import { openWriteBacks } from "../../src/write-backs.ts";
import { NO_RECORDINGS } from "../helpers/app.ts";

interface Operation {
  operationId?: string;
  tags?: string[];
  summary?: string;
  requestBody?: { content: Record<string, { schema: unknown; example?: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown; example?: unknown }> }>;
}
interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { example?: unknown }> };
}

/** Nothing is asked of what the routes rest on: only how they are mounted and described. */
const [config, logger] = [parseConfig({}), createLogger("silent")];
const bare = { database: {} as never, sealer: {} as never, targets: [], now: () => new Date(), logger };
const app = createApp({
  config,
  version: "0.0.0-test",
  logger,
  database: { lock: null } as never,
  audit: { scorecards: new Map() } as never,
  recordings: NO_RECORDINGS,
  imports: {} as never,
  sources: openSources(bare, sourceKinds(config)),
  spending: openSpending(config, {
    db: {} as never,
    counters: new SpendCounters(),
    providers: [],
    release: async () => 0,
  }),
  writeBacks: openWriteBacks(config, bare),
});
const answer = await app.request("http://127.0.0.1/openapi.json");
const text = await answer.text();
const description = JSON.parse(text) as Description;
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);
/** Mounted routes as `GET /calls/{id}`, without middleware. */
const mounted = new Set(
  app.routes
    .filter(({ method, path }) => method !== "ALL" && !path.includes("*"))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`),
);

describe("the description of the API", () => {
  it("is OpenAPI 3.1, the same each time", async () => {
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(description.openapi).toMatch(/^3\.1\./);
    expect(await (await app.request("http://127.0.0.1/openapi.json")).text()).toBe(text);
  });

  it("describes what is mounted, and every mounted route of the API", () => {
    const described = operations.map(({ name }) => name);
    expect(described.filter((name) => !mounted.has(name))).toEqual([]);
    const api = [...mounted].filter((name) => / \/(?:api\/|analyze_|webhook\/)/.test(name));
    expect(api.length).toBeGreaterThan(3);
    expect(api.filter((name) => !described.includes(name))).toEqual([]);
  });

  it.each(operations)("names $name, says what it does and gives every error with an example", ({ name, operation }) => {
    expect(operation.operationId).toMatch(/^[a-z]+[A-Za-z]+$/);
    expect(operation.tags).toHaveLength(1);
    expect(operation.summary?.length).toBeGreaterThan(5);
    const statuses = Object.keys(operation.responses);
    expect(statuses.some((status) => /^20[0-9]$/.test(status))).toBe(true);
    for (const status of ["401", "403", "421", "429", "500", "503"]) expect(statuses).toContain(status);
    if (/\{\w+\}/.test(name)) expect(statuses).toContain("404");
    if (operation.requestBody)
      for (const status of ["400", "408", "413", "415", "422"]) expect(statuses).toContain(status);
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(response.description.length).toBeGreaterThan(5);
      if (/^[23]/.test(status)) continue;
      expect(response.content?.["application/problem+json"]?.example).toMatchObject({ status: Number(status) });
    }
  });

  it("names each operation once and resolves every reference", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [, name = ""] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
      expect(Object.keys(description.components.schemas)).toContain(name);
  });
});

describe("the README", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

  it("names no route that is not there", () => {
    const named = [...readme.matchAll(/`(GET|POST|PUT|PATCH|DELETE) (\/[^\s`?]*)/g)].map(
      ([, method, path = ""]) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`,
    );
    expect(named.length).toBeGreaterThan(5);
    const withAccess = new Set([...mounted, "GET /access", "POST /access"]);
    expect(named.filter((route) => !withAccess.has(route))).toEqual([]);
  });
});

describe("the examples of answers", () => {
  it("are answers", () => {
    const schemas = { AnalyzeCallAnswer, Call: CallWithEvaluations };
    for (const [name, schema] of Object.entries(schemas)) {
      const example = description.components.schemas[name]?.example;
      expect(schema.parse(example)).toEqual(example);
    }
  });
});
