import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { describe, expect, it } from "vitest";
import { AppError, type ErrorCode } from "../../src/errors.ts";
import { type Problem, problemOf, problemResponse, statusOf } from "../../src/http/problem.ts";

async function answerTo(error: unknown): Promise<{ response: Response; problem: Problem }> {
  const app = new Hono();
  app.get("/", () => {
    throw error;
  });
  app.onError((thrown, c) => problemResponse(c, problemOf(thrown, "id-1")));
  const response = await app.request("/");
  return { response, problem: (await response.json()) as Problem };
}

describe("a problem", () => {
  it("is a document of RFC 9457 with our code, the request's id and the faulty fields", async () => {
    const faults = [{ pointer: "/content_mode", detail: "unknown mode" }];
    const { response, problem } = await answerTo(new AppError("invalid_input", "The input does not fit.", { faults }));
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.status).toBe(422);
    expect(problem).toEqual({
      type: "about:blank",
      title: "Invalid input",
      status: 422,
      detail: "The input does not fit.",
      code: "invalid_input",
      request_id: "id-1",
      errors: faults,
    });
  });

  it.each<[ErrorCode | "internal", number]>([
    ["malformed", 400],
    ["unauthorized", 401],
    ["forbidden", 403],
    ["not_found", 404],
    ["method_not_allowed", 405],
    ["request_timeout", 408],
    ["conflict", 409],
    ["too_large", 413],
    ["unsupported_media_type", 415],
    ["misdirected", 421],
    ["invalid_input", 422],
    ["too_many_requests", 429],
    ["internal", 500],
    ["upstream_failed", 502],
    ["unavailable", 503],
    ["timeout", 504],
    ["out_of_storage", 507],
  ])("%s has the status %i", (code, status) => expect(statusOf(code)).toBe(status));

  it("tells nothing of a cause or of what was not expected", async () => {
    const secret = new Error("select * from users; key sk-obviously-fake at /srv/app");
    for (const error of [new AppError("upstream_failed", "The model failed.", { cause: secret }), secret]) {
      const { problem } = await answerTo(error);
      expect(JSON.stringify(problem)).not.toMatch(/select|sk-|srv/);
    }
    const { response, problem } = await answerTo(secret);
    expect([response.status, problem.code]).toEqual([500, "internal"]);
    for (const thrown of ["text", null, undefined, { code: 5 }]) expect(problemOf(thrown, null).status).toBe(500);
  });

  it("stands for the framework's own refusals too", async () => {
    const { response, problem } = await answerTo(new HTTPException(415, { message: "raw words" }));
    expect([response.status, problem.code, problem.detail]).toEqual([
      415,
      "unsupported_media_type",
      "Unsupported media type",
    ]);
    expect((await answerTo(new HTTPException(418))).response.status).toBe(500);
  });

  it.each([
    [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), 503],
    [Object.assign(new Error("connect"), { code: "ENOENT", syscall: "connect" }), 503],
    [Object.assign(new Error("lookup"), { code: "EAI_AGAIN", syscall: "getaddrinfo" }), 503],
    [Object.assign(new Error("open"), { code: "ENOENT", syscall: "open" }), 500],
    [Object.assign(new Error("terminating"), { code: "57P01" }), 503],
    [Object.assign(new Error("deadlock detected"), { code: "40P01" }), 503],
    [Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" }), 503],
    [Object.assign(new Error("idle in transaction"), { code: "25P03" }), 503],
    [new Error("timeout exceeded when trying to connect"), 503],
    [new Error("Client has encountered a connection error and is not queryable"), 503],
    [new Error("Query read timeout"), 503],
    [new Error("the embedded database has stopped"), 503],
    [Object.assign(new Error("full"), { code: "ENOSPC" }), 507],
    [Object.assign(new Error("over quota"), { code: "EDQUOT" }), 507],
    [Object.assign(new Error("read-only"), { code: "EROFS" }), 507],
    [Object.assign(new Error("full"), { code: "53100" }), 507],
    [Object.assign(new Error("duplicate key"), { code: "23505" }), 500],
  ])("says when the database is away or the disk full: %s", (error, status) => {
    expect(problemOf(error, null).status).toBe(status);
  });

  it("says when to ask again and how to authenticate", async () => {
    const header = async (code: ErrorCode, name: string) =>
      (await answerTo(new AppError(code, "x"))).response.headers.get(name);
    expect(Number(await header("unavailable", "retry-after"))).toBeGreaterThan(0);
    expect(Number(await header("too_many_requests", "retry-after"))).toBeGreaterThan(0);
    expect(await header("unauthorized", "www-authenticate")).toMatch(/^Bearer/);
    expect(await header("not_found", "retry-after")).toBeNull();
  });
});
