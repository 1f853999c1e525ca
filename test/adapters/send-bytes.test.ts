import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import OpenAI from "openai";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openConnection } from "../../src/adapters/openai-connection.ts";

const BODY = Buffer.from(JSON.stringify({ input: "Добрый день 🙂", filler: "x".repeat(60_000) }));
const ANSWER = JSON.stringify({ words: "Ответ: «да» 🙂" });

interface Received {
  headers: IncomingMessage["headers"];
  path: string;
  body: Buffer;
}

let received: Received[] = [];
let answer: (response: ServerResponse) => void;
let close: () => Promise<void>;
let post: (signal?: AbortSignal) => Promise<Response>;

beforeEach(async () => {
  received = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, path: request.url ?? "", body: Buffer.concat(chunks) });
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const connection = openConnection({
    apiKey: "sk-test",
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    connectionsMax: 2,
    bodyIdleMs: 1_000,
  });
  post = (signal) =>
    connection.sdk
      .post("/responses", { body: BODY, headers: { "content-type": "application/json" }, signal })
      .asResponse();
  close = async () => {
    server.closeAllConnections();
    await connection.close();
    await new Promise((done) => server.close(done));
  };
});

afterEach(() => close());

const PACKED = {
  gzip: gzipSync(ANSWER),
  br: brotliCompressSync(ANSWER),
  deflate: deflateSync(ANSWER),
  identity: Buffer.from(ANSWER),
};

describe("a request whose body is there as bytes", () => {
  it("arrives byte by byte, once, with its length and the key, and asks for nothing packed", async () => {
    answer = (response) => response.writeHead(200, { "x-request-id": "req_1" }).end(ANSWER);
    const response = await post();
    expect([response.status, response.ok, response.headers.get("x-request-id")]).toEqual([200, true, "req_1"]);
    expect(await response.text()).toBe(ANSWER);
    expect(received.length).toBe(1);
    expect(received[0]?.path).toBe("/v1/responses");
    expect(received[0]?.body.equals(BODY)).toBe(true);
    expect(received[0]?.headers).toMatchObject({
      authorization: "Bearer sk-test",
      "content-length": String(BODY.length),
      "content-type": "application/json",
      "accept-encoding": "identity",
    });
  });

  it.each(Object.entries(PACKED))("is read although the answer comes packed: %s", async (encoding, bytes) => {
    answer = (response) => response.writeHead(200, { "content-encoding": encoding }).end(bytes);
    expect(await (await post()).text()).toBe(ANSWER);
  });

  it("is told what a packed refusal says", async () => {
    const error = JSON.stringify({ error: { message: "slow down", code: "rate_limit_exceeded" } });
    answer = (response) =>
      response.writeHead(429, { "content-encoding": "gzip", "retry-after": "3" }).end(gzipSync(error));
    const failure = await post().catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(OpenAI.RateLimitError);
    expect(failure).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    expect((failure as InstanceType<typeof OpenAI.APIError>).headers?.get("retry-after")).toBe("3");
  });

  it.each([
    ["large", () => Buffer.alloc(10_500_000, 0x20), {}],
    ["packed small and large within", () => gzipSync(Buffer.alloc(50_000_000)), { "content-encoding": "gzip" }],
  ] as const)("does not take an answer that is %s", async (_, make, headers) => {
    answer = (response) => response.writeHead(200, headers).end(make());
    await expect(post().then((response) => response.text())).rejects.toMatchObject({
      code: "UND_ERR_RES_EXCEEDED_MAX_SIZE",
    });
  });

  it("is not sent on where the answer points elsewhere", async () => {
    answer = (response) => response.writeHead(307, { location: "/v1/elsewhere" }).end();
    await expect(post()).rejects.toMatchObject({ status: 307 });
    expect(received.map(({ path }) => path)).toEqual(["/v1/responses"]);
  });

  it("ends with its caller, before the answer and within it", async () => {
    const early = new AbortController();
    answer = () => early.abort();
    await expect(post(early.signal)).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    const late = new AbortController();
    answer = (response) => {
      response.writeHead(200).write("{");
    };
    const text = (await post(late.signal)).text();
    late.abort();
    await expect(text).rejects.toThrow();
  });

  it("gives an answer up that falls silent", async () => {
    answer = (response) => {
      response.writeHead(200).write("{");
    };
    await expect(post().then((response) => response.text())).rejects.toMatchObject({ code: "UND_ERR_BODY_TIMEOUT" });
  });
});
