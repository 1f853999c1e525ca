import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createOpenaiModelClient, type OpenaiModelClient } from "../../src/adapters/openai-model-client.ts";
import { strictJsonSchema } from "../../src/evaluations/model-answer.ts";
import type { ModelForm, ModelRequest } from "../../src/evaluations/model-client.ts";
import { type PaidAnswer, PaidRequestError } from "../../src/usage/paid-client.ts";
import { FAKE_KEY, type OpenaiServer, type Scenario, startOpenaiServer } from "../fakes/openai-server.ts";

const NOW_MS = Date.UTC(2026, 10, 24, 12);

let server: OpenaiServer;
const clients: OpenaiModelClient[] = [];

beforeEach(async () => {
  server = await startOpenaiServer({ maker: null });
});
afterEach(async () => {
  expect(server.unused()).toEqual([]);
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await server.close();
});

function client(options: Partial<Parameters<typeof createOpenaiModelClient>[0]> = {}) {
  const made = createOpenaiModelClient({
    apiKey: FAKE_KEY,
    baseUrl: server.url,
    api: "responses",
    now: () => NOW_MS,
    ownFields: true,
    ...options,
  });
  clients.push(made);
  return made;
}

const form: ModelForm = {
  model: "gpt-5.4-mini",
  instructions: "Say how it went.",
  schema: { name: "mood", document: strictJsonSchema(z.strictObject({ mood: z.enum(["good", "bad"]) })) },
  temperature: 0.4,
  outputTokensMax: 1_000,
  cacheKey: "mood-1",
  tokens: 40,
};
const request: ModelRequest = { form, input: 'It went well,\n"\u2028well" \\ ё 😀.' };
const changed = (change: Partial<ModelForm>): ModelRequest => ({ ...request, form: { ...form, ...change } });
const words = JSON.stringify({ mood: "good" });
const maker = () => words;

const send = (scenario: Scenario, api: "responses" | "chat" = "responses", change: Partial<ModelForm> = {}) => {
  server.script(scenario);
  return client({ api }).send(changed(change), AbortSignal.timeout(5_000));
};
const faultOf = async (sent: Promise<PaidAnswer>) => {
  const error = await sent.then(
    () => new Error("was expected to fail"),
    (thrown) => thrown,
  );
  if (!(error instanceof PaidRequestError)) throw error;
  return error.fault;
};

describe.each(["responses", "chat"] as const)("a request by %s", (api) => {
  it("is one strict request whose answer comes back as it was said, with what it used", async () => {
    expect(await send({ kind: "answer", maker }, api)).toEqual({
      raw: words,
      model: "gpt-5.4-mini-2026-03-17",
      fingerprint: api === "chat" ? "fp_00000000aa" : null,
      usage: { inputTokens: 12, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 36 },
      flaw: null,
    });
    expect(server.received).toBe(1);
  });

  it("has the static part first, names the cache and keeps nothing at the provider", async () => {
    await send({ kind: "answer", maker }, api);
    const [asked] = server.requests;
    expect(asked).toMatchObject({ instructions: form.instructions, input: request.input });
    expect(asked?.body.prompt_cache_key).toBe("mood-1");
    if (api === "responses") expect(asked?.body.store).toBe(false);
  });

  it("carries its own words and number though its static part was written for an earlier one", async () => {
    const same = client({ api });
    const inputs = ["It went well.", 'Then: "no"}]}', ""];
    for (const input of inputs) {
      server.script({ kind: "answer", maker });
      expect((await same.send({ form, input }, AbortSignal.timeout(5_000))).flaw).toBeNull();
    }
    expect(server.requests.map(({ input }) => input)).toEqual(inputs);
    const numbers = server.requests.flatMap(({ body }) => (body.metadata ? [JSON.stringify(body.metadata)] : []));
    expect(new Set(numbers).size).toBe(api === "responses" ? inputs.length : 0);
  });

  it("sends a temperature only to models that take one", async () => {
    await send({ kind: "answer", maker }, api);
    await send({ kind: "answer", maker }, api, { model: "gpt-4o-mini" });
    expect(server.requests.map(({ body }) => body.temperature)).toEqual([undefined, 0.4]);
  });

  it("sends a compatible server nothing that only the provider itself knows", async () => {
    server.script({ kind: "answer", maker });
    const compatible = client({ api, ownFields: false });
    await compatible.send(request, AbortSignal.timeout(5_000));
    expect(Object.keys(server.requests[0]?.body ?? {})).not.toContain("prompt_cache_key");
    expect(Object.keys(server.requests[0]?.body ?? {})).not.toContain("metadata");
  });

  it.each([
    ["truncated", "truncated"],
    ["refusal", "refused"],
    ["content_filter", "content_filter"],
    ["empty", "empty"],
  ] as const)("tells an answer that ended by %s from a whole one, and what it cost", async (ending, flaw) => {
    const answer = await send({ kind: "answer", maker, ending }, api);
    expect(answer.flaw).toBe(flaw);
    expect(answer.usage.outputTokens).toBeGreaterThan(0);
  });

  it.each([
    ["a page of a proxy", "<html><body>502</body></html>"],
    ["half an answer", '{"id": "resp_1", "output": [{"ty'],
    ["another document", '{"hello": "world"}'],
    ["null", "null"],
  ])("never takes %s with status 200 for an answer", async (_name, body) => {
    server.script({ kind: "body", body });
    const answer = await client({ api }).send(request, AbortSignal.timeout(5_000));
    expect(answer).toMatchObject({ flaw: "garbled", raw: body });
    expect(answer.usage.inputTokens).toBeGreaterThan(0);
  });
});

describe("an answer", () => {
  it("to another request is recognised by the number it echoes", async () => {
    const answer = await send({ kind: "answer", maker, metadata: { request_id: "somebody-else" } });
    expect(answer.flaw).toBe("of_another_request");
  });

  it("that the provider itself calls failed is a fault of the server and free", async () => {
    expect(await faultOf(send({ kind: "answer", maker, ending: "failed" }))).toMatchObject({
      reason: "server_error",
      cost: "free",
    });
  });

  it("of a server that does not count is never free", async () => {
    const output = [{ type: "message", content: [{ type: "output_text", text: words }] }];
    const answer = await send({ kind: "body", body: JSON.stringify({ status: "completed", output }) });
    expect(answer).toMatchObject({ raw: words, flaw: null, model: "gpt-5.4-mini" });
    expect(answer.usage.inputTokens).toBeGreaterThan(0);
    expect(answer.usage.outputTokens).toBeGreaterThan(0);
  });

  it("larger than any real one is cut off", async () => {
    const fault = await faultOf(send({ kind: "body", body: `{"x": "${"x".repeat(10_100_000)}"}` }));
    expect(fault).toMatchObject({ cost: "unknown" });
  });
});

describe("a refusal of the provider", () => {
  const status = (code: number, more: object = {}) => ({ kind: "status", status: code, ...more }) as const;

  it.each([
    [status(429, { headers: { "retry-after": "20" } }), "rate_limited", 20_000],
    [status(429, { headers: { "retry-after": "0.5" } }), "rate_limited", 500],
    [status(429, { headers: { "retry-after-ms": "1500", "retry-after": "9" } }), "rate_limited", 1_500],
    [status(429, { headers: { "retry-after": "Tue, 24 Nov 2026 12:00:30 GMT" } }), "rate_limited", 30_000],
    [status(429, { headers: { "retry-after": "Tue, 24 Nov 2026 11:00:00 GMT" } }), "rate_limited", 0],
    [status(429, { headers: { "retry-after": "Mon, 24 Nov 2036 12:00:00 GMT" } }), "rate_limited", 86_400_000],
    [status(429, { headers: { "retry-after": "3600" } }), "rate_limited", 3_600_000],
    [status(429, { headers: { "retry-after": "-5" } }), "rate_limited", null],
    [status(429, { headers: { "retry-after": "NaN" } }), "rate_limited", null],
    [status(429), "rate_limited", null],
    [status(429, { code: "insufficient_quota", headers: { "retry-after": "1" } }), "quota_exhausted", 1_000],
    [status(429, { code: "credit_balance_exhausted" }), "quota_exhausted", null],
    [status(429, { code: "project_spend_limit_exceeded" }), "quota_exhausted", null],
    [status(429, { code: "organization_spend_limit_exceeded" }), "quota_exhausted", null],
    [status(429, { code: "organization_usage_limit_exceeded" }), "quota_exhausted", null],
    [status(429, { code: "slow_down" }), "overloaded", null],
    [status(503, { code: "server_is_overloaded" }), "overloaded", null],
    [status(503, { headers: { "retry-after": "7" } }), "overloaded", 7_000],
    [status(500), "server_error", null],
    [status(502, { body: "<html>Bad gateway</html>" }), "server_error", null],
    [status(504), "server_error", null],
    [status(520, { body: "<html>520</html>" }), "server_error", null],
    [status(408), "server_error", null],
    [status(409), "server_error", null],
    [status(400, { code: "context_length_exceeded" }), "request_too_large", null],
    [status(413), "request_too_large", null],
    [status(400), "request_refused", null],
    [status(422), "request_refused", null],
    [status(403), "key_refused", null],
    [status(307, { headers: { location: "http://127.0.0.1:9/elsewhere" } }), "request_refused", null],
  ] satisfies [Scenario, string, number | null][])(
    "%j is classified, free and asked once",
    async (scenario, reason, retryAfterMs) => {
      expect(await faultOf(send(scenario))).toEqual({ reason, cost: "free", retryAfterMs });
      expect(server.received).toBe(1);
      expect(server.bills).toEqual([]);
    },
  );

  it("of a wrong key is final and its message stays private", async () => {
    const wrong = client({ apiKey: "sk-fake-wrong" });
    const error = await wrong.send(request, AbortSignal.timeout(5_000)).catch((thrown) => thrown);
    expect(error.fault).toMatchObject({ reason: "key_refused", cost: "free" });
    expect(error.message).not.toContain("sk-fake-wrong");
  });

  it("of an unknown model, of a loose schema and of an unknown field is final", async () => {
    const strange = client();
    const ask = (change: Partial<ModelForm>) => faultOf(strange.send(changed(change), AbortSignal.timeout(5_000)));
    expect(await ask({ model: "gpt-0" })).toMatchObject({ reason: "model_missing" });
    const loose = { name: "mood", document: z.toJSONSchema(z.object({ mood: z.string().min(1).optional() })) };
    expect(await ask({ schema: loose as ModelForm["schema"] })).toMatchObject({ reason: "request_refused" });
  });
});

describe("a broken connection", () => {
  it.each(["start", "headers", "half"] as const)(
    "after the request was sent (%s) leaves the outcome open",
    async (at) => {
      expect(await faultOf(send({ kind: "cut", at }))).toMatchObject({ reason: "connection_reset", cost: "unknown" });
      expect(server.bills.length).toBe(1);
    },
  );

  it("that never stood is free", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.once("listening", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const nowhere = client({ baseUrl: `http://127.0.0.1:${port}/v1` });
    expect(await faultOf(nowhere.send(request, AbortSignal.timeout(5_000)))).toMatchObject({
      reason: "connect_failed",
      cost: "free",
    });
  });

  it.each(["start", "half"] as const)("is given up when the caller does (stalled at %s)", async (at) => {
    server.script({ kind: "stall", at });
    const controller = new AbortController();
    const sent = client().send(request, controller.signal);
    await server.untilReceived(1);
    controller.abort();
    expect(await faultOf(sent)).toMatchObject({ cost: "unknown" });
  });
});
