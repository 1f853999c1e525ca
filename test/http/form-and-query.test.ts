import { z } from "@hono/zod-openapi";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { readForm } from "../../src/http/bodies/form-body.ts";
import { type Problem, problemOf, problemResponse } from "../../src/http/problem.ts";
import { readQuery } from "../../src/http/query.ts";

const Query = z.object({ limit: z.coerce.number().int().max(200).default(50), external_id: z.string().optional() });

const app = new Hono();
app.post("/form", async (c) => c.json([...(await readForm(c, 1_000))]));
app.get("/query", (c) => c.json(readQuery(c, Query)));
app.onError((error, c) => problemResponse(c, problemOf(error, null)));

async function post(body: string | Uint8Array<ArrayBuffer>, type = "application/x-www-form-urlencoded") {
  const answer = await app.request("/form", { method: "POST", body, headers: { "content-type": type } });
  return { status: answer.status, body: await answer.json() };
}

async function ask(query: string) {
  const answer = await app.request(`/query?${query}`);
  return { status: answer.status, body: (await answer.json()) as Problem };
}

describe("a form", () => {
  it("is read with its plus signs, accents and repeated fields", async () => {
    expect(await post("a=1+2&b=%D0%B4%D0%B0&a=3&c=%2B")).toEqual({
      status: 200,
      body: [
        ["a", "1 2"],
        ["b", "да"],
        ["a", "3"],
        ["c", "+"],
      ],
    });
  });

  it("of another kind, too long or not UTF-8 is refused", async () => {
    expect((await post("{}", "application/json")).status).toBe(415);
    expect((await post("a=1", "multipart/form-data; boundary=x")).status).toBe(415);
    expect((await post(`a=${"x".repeat(1_000)}`)).status).toBe(413);
    expect((await post("a=%E4")).status).toBe(400);
    expect((await post("a=%ED%A0%80")).status).toBe(400);
    expect((await post(new Uint8Array([0x61, 0x3d, 0xff]))).status).toBe(400);
  });
});

describe("a query", () => {
  it("is checked against its schema; faults name the parameter", async () => {
    expect(await ask("limit=5&other=x")).toEqual({ status: 200, body: { limit: 5 } });
    const { status, body } = await ask("limit=x");
    expect([status, body.errors?.map(({ pointer }) => pointer)]).toEqual([422, ["?limit"]]);
  });

  it("that holds a NUL is refused before it reaches the database", async () => {
    const { status, body } = await ask("external_id=a%00b");
    expect([status, body.errors]).toEqual([422, [{ pointer: "?external_id", detail: "holds a NUL character" }]]);
  });

  it("pollutes nothing", async () => {
    expect((await ask("__proto__[admin]=1&__proto__=1&constructor=1")).status).toBe(200);
    expect(({} as { admin?: string }).admin).toBeUndefined();
  });
});
