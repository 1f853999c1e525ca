import { z } from "@hono/zod-openapi";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseJson, readJson } from "../../src/http/bodies/json-body.ts";
import { type Problem, problemOf, problemResponse } from "../../src/http/problem.ts";
import { listen, type TestServer } from "./raw-request.ts";

const BYTES_MAX = 1_000_000;
const Body = z.object({
  dialog_text: z.string().min(1, "must hold words"),
  mode: z.enum(["a", "b"]).optional(),
  id: z.union([z.string(), z.int()]).optional(),
  tags: z.array(z.string()).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

const app = new Hono();
app.post("/read", async (c) => c.json(await readJson(c, Body, { bytesMax: BYTES_MAX })));
app.post("/impatient", async (c) =>
  c.json(await readJson(c, Body, { bytesMax: BYTES_MAX, pauseMaxMs: 200, totalMaxMs: 400 })),
);
app.onError((error, c) => problemResponse(c, problemOf(error, "test")));

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { "content-type": "application/json" },
) {
  const answer = await app.request("/read", { method: "POST", body, headers });
  return { status: answer.status, type: answer.headers.get("content-type"), body: (await answer.json()) as Problem };
}

describe("a JSON body", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/ld+json",
  ])("is read as %s", async (type) => {
    expect(await post('{"dialog_text":"да"}', { "content-type": type })).toMatchObject({
      status: 200,
      body: { dialog_text: "да" },
    });
  });

  it.each([
    ["text/plain", {}],
    ["application/jsonp", {}],
    ["application/json; charset=windows-1251", {}],
    ["application/x-www-form-urlencoded", {}],
    ["application/json", { "content-encoding": "gzip" }],
  ])("is refused with 415 as %s %o", async (type, more) => {
    const { status, body } = await post('{"dialog_text":"да"}', { "content-type": type, ...more });
    expect([status, body.code]).toEqual([415, "unsupported_media_type"]);
    expect(body.errors?.[0]?.pointer).toBe("");
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["nothing", ""],
    ["blanks", " \n"],
    ["a cut object", '{"dialog_text": "да'],
    ["two values", '{"dialog_text":"a"}{}'],
    ["a raw control character in a string", '{"dialog_text":"a\u0000b"}'],
    ["bytes that are not UTF-8", new Uint8Array([0x7b, 0x22, 0xe4, 0x22, 0x7d])],
    ["a surrogate encoded as bytes", new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["arrays 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000)],
    ["objects 100,000 deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["brackets deep in metadata only", `{"dialog_text":"a","metadata":{"x":${"[".repeat(70)}${"]".repeat(70)}}}`],
  ])("that holds %s is refused with 400", async (_name, bytes) => {
    const { status, type, body } = await post(bytes);
    expect([status, type, body.code]).toEqual([400, "application/problem+json", "malformed"]);
    expect(body.errors?.[0]?.pointer).toBe("");
  });

  it("may hold as many brackets as it likes inside its strings", async () => {
    expect((await post(JSON.stringify({ dialog_text: `\\"${"[{".repeat(1000)}` }))).status).toBe(200);
  });

  it("with a byte order mark is read", async () => {
    expect((await post('\ufeff{"dialog_text":"да"}')).status).toBe(200);
  });

  it("that is not JSON is not quoted in the answer, only the place is told where the engine knows it", async () => {
    const unquoted = await post('{\n "dialog_text": secret-words }');
    expect(JSON.stringify(unquoted.body)).not.toContain("secret");
    const unseparated = await post('{\n "dialog_text": "secret" "words" }');
    expect(unseparated.body.detail).toMatch(/^The body is not JSON \(line 2, column \d+\)\.$/);
  });

  it("names every faulty field by its pointer", async () => {
    const body = { dialog_text: 5, mode: "c", id: true, tags: ["a", 1], metadata: [] };
    const answer = await post(JSON.stringify(body));
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_input"]);
    expect(answer.body.errors).toEqual([
      { pointer: "/dialog_text", detail: "Invalid input: expected string, received number" },
      { pointer: "/mode", detail: 'Invalid option: expected one of "a"|"b"' },
      {
        pointer: "/id",
        detail:
          "Invalid input: expected string, received boolean, or: Invalid input: expected number, received boolean",
      },
      { pointer: "/tags/1", detail: "Invalid input: expected string, received number" },
      { pointer: "/metadata", detail: "Invalid input: expected record, received array" },
    ]);
  });

  it("that lacks a field says so in the detail as well", async () => {
    const { body } = await post("{}");
    expect(body.detail).toBe("The input does not fit. /dialog_text: is required");
    expect(body.errors).toEqual([{ pointer: "/dialog_text", detail: "is required" }]);
  });

  it.each(["null", "[]", '"text"', "5"])("that is %s and no object is refused with 422", async (text) => {
    const { status, body } = await post(text);
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, ""]);
  });

  it("names at most twenty faults", async () => {
    const { body } = await post(JSON.stringify({ dialog_text: "a", tags: Array(1000).fill(1) }));
    expect(body.errors).toHaveLength(20);
  });

  it.each([
    ['{"dialog_text":"a\\u0000b"}', "/dialog_text", "holds a NUL character"],
    ['{"dialog_text":"a\\ud83d"}', "/dialog_text", "holds half of a surrogate pair"],
    [
      '{"dialog_text":"a","metadata":{"a/b~c":["ok","\\udc00"]}}',
      "/metadata/a~1b~0c/1",
      "holds half of a surrogate pair",
    ],
    ['{"dialog_text":"a","metadata":{"\\u0000":1}}', "/metadata", "holds a NUL character"],
  ])("whose kept text cannot be stored (%s) is refused with a pointer", async (text, pointer, detail) => {
    const { status, body } = await post(text);
    expect([status, body.errors]).toEqual([422, [{ pointer, detail }]]);
  });

  it("may hold anything in keys that nobody reads", async () => {
    const answer = await post('{"dialog_text":"a","other":"\\u0000\\ud800"}');
    expect([answer.status, answer.body]).toEqual([200, { dialog_text: "a" }]);
  });

  it.each(['"__proto__"', '"\\u005f_proto__"', '"__\\u0070roto__"'])(
    "with the key %s pollutes nothing, however deep it stands",
    async (key) => {
      const text = `{"dialog_text":"a",${key}:{"admin":true},"metadata":{"x":{${key}:{"admin":true},"constructor":{"prototype":{"admin":true}}}}}`;
      const parsed = parseJson(text) as { metadata: { x: object } };
      expect(Object.hasOwn(parsed.metadata.x, "__proto__")).toBe(false);
      expect(Object.getPrototypeOf(parsed.metadata.x)).toBe(Object.prototype);
      const { status, body } = await post(text);
      expect([status, body]).toEqual([
        200,
        { dialog_text: "a", metadata: { x: { constructor: { prototype: { admin: true } } } } },
      ]);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );
});

describe("a JSON body on the wire", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await listen(app);
  });
  afterAll(() => server.stop());

  const head = (length: string, path = "/read") =>
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${length}\r\n\r\n`;

  it("that announces too much is refused before it is sent", async () => {
    const { socket, until } = await server.open();
    socket.write(head(`content-length: ${BYTES_MAX + 1}`));
    expect(await until("}]}")).toMatch(/^HTTP\/1\.1 413 .*"code":"too_large"/s);
    socket.destroy();
  });

  it("in chunks without an end is refused at the limit, then cut", async () => {
    const { socket, until, closed } = await server.open();
    socket.write(head("transfer-encoding: chunked"));
    const piece = `${(65_536).toString(16)}\r\n${"x".repeat(65_536)}\r\n`;
    const feeding = setInterval(() => socket.writable && socket.write(piece), 1);
    expect(await until("}]}")).toMatch(/^HTTP\/1\.1 413 .*"code":"too_large"/s);
    await closed();
    clearInterval(feeding);
  });

  it("that stops coming is refused with 408", async () => {
    const { socket, until } = await server.open();
    socket.write(`${head("content-length: 100", "/impatient")}{"dialog_text":`);
    expect(await until("}]}")).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
    socket.destroy();
  });

  it("that trickles for ever is refused with 408, though it never pauses", async () => {
    const { socket, until } = await server.open();
    socket.write(head("transfer-encoding: chunked", "/impatient"));
    const feeding = setInterval(() => socket.writable && socket.write("1\r\nx\r\n"), 20);
    expect(await until("}]}")).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
    clearInterval(feeding);
    socket.destroy();
  });

  it("that breaks off harms nobody: the next request on another connection is answered", async () => {
    const { socket } = await server.open();
    socket.write(`${head("content-length: 100")}{"dialog`);
    socket.destroy();
    const next = await server.open();
    next.socket.write(`${head("content-length: 19")}{"dialog_text":"a"}`);
    expect(await next.until("}")).toMatch(/^HTTP\/1\.1 200 /);
    next.socket.destroy();
  });

  it("leaves the connection usable after a refusal of what was read to its end", async () => {
    const { socket, until } = await server.open();
    socket.write(`${head("content-length: 2")}{}`);
    await until("422");
    socket.write(`${head("content-length: 19")}{"dialog_text":"a"}`);
    expect(await until('{"dialog_text":"a"}')).toMatch(/HTTP\/1\.1 200 /);
    socket.destroy();
  });
});
