import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAKE_KEY, type OpenaiServer, startOpenaiServer } from "../fakes/openai-server.ts";
import { strictSchemaFault } from "../fakes/openai-strict-schema.ts";

let server: OpenaiServer;
beforeAll(async () => {
  server = await startOpenaiServer({ maker: null });
});
afterAll(() => server.close());

const object = (properties: Record<string, unknown>, more: object = {}) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const text = { type: "string" };

describe("strict mode", () => {
  it.each([
    ["a plain object", object({ a: text })],
    [
      "nested objects, lists, enums and nulls",
      object({ a: object({ b: { type: "array", items: { enum: ["x"] } } }), c: { type: ["string", "null"] } }),
    ],
    ["references", object({ a: { $ref: "#/$defs/one" } }, { $defs: { one: object({ b: text }) } })],
    ["a choice", object({ a: { anyOf: [text, { type: "null" }] } })],
  ])("takes %s", (_name, schema) => {
    expect(strictSchemaFault(schema)).toBeNull();
  });

  it.each([
    ["a property that is not required", object({ a: text, b: text }, { required: ["a"] }), "Missing 'b'"],
    ["a required one that does not exist", object({ a: text }, { required: ["a", "b"] }), "Extra required key 'b'"],
    ["open objects", object({ a: text }, { additionalProperties: true }), "additionalProperties"],
    ["objects that do not say", { type: "object", properties: { a: text }, required: ["a"] }, "additionalProperties"],
    [
      "open objects inside",
      object({ a: object({ b: text }, { additionalProperties: undefined }) }),
      "properties', 'a'",
    ],
    ["lengths", object({ a: { type: "string", minLength: 1 } }), "'minLength' is not permitted"],
    ["defaults", object({ a: { type: "string", default: "x" } }), "'default' is not permitted"],
    ["patterns of properties", object({ a: text }, { patternProperties: {} }), "'patternProperties' is not permitted"],
    ["allOf", object({ a: { allOf: [text] } }), "'allOf' is not permitted"],
    ["oneOf", object({ a: { oneOf: [text] } }), "'oneOf' is not permitted"],
    ["a dialect", object({ a: text }, { $schema: "https://json-schema.example" }), "'$schema' is not permitted"],
    ["unknown types", object({ a: { type: "date" } }), "is not known"],
    ["no type", object({ a: {} }), "must have a 'type'"],
    ["lists of nothing", object({ a: { type: "array" } }), "missing items"],
    ["references into nothing", object({ a: { $ref: "#/$defs/two" } }), "does not resolve"],
    ["a choice at the root", object({ a: text }, { anyOf: [object({})] }), "root schema"],
    ["a list at the root", { type: "array", items: text }, 'type: "object"'],
    [
      "too deep",
      Array.from({ length: 12 }).reduce<object>((inner) => object({ a: inner }), object({ a: text })),
      "deeper",
    ],
    [
      "too many properties",
      object(Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`p${n}`, text]))),
      "more than 5000",
    ],
    ["too many values", object({ a: { enum: Array.from({ length: 1_001 }, (_, n) => `v${n}`) } }), "more than 1000"],
  ])("refuses %s", (_name, schema, why) => {
    expect(strictSchemaFault(schema)).toContain(why);
  });
});

describe("a request", () => {
  const format = { type: "json_schema", name: "one", strict: true, schema: object({ a: text }) };
  const right = { model: "gpt-5.4-mini", input: "hello", text: { format } };
  const post = async (body: unknown, headers: Record<string, string> = {}, path = "/responses") => {
    const response = await fetch(server.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${FAKE_KEY}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const { error } = (await response.json()) as { error: { code: string | null; message: string } };
    return { status: response.status, code: error.code, message: error.message };
  };

  it.each([
    ["an unknown field", { ...right, seed: 1 }, 400, "unknown_parameter"],
    ["a field of the other interface", { ...right, messages: [] }, 400, "unknown_parameter"],
    ["keeping the answer", { ...right, store: true }, 400, "invalid_value"],
    ["a missing field", { model: "gpt-5.4-mini", input: "hello" }, 400, "missing_required_parameter"],
    ["a wrong model", { ...right, model: "gpt-9" }, 404, "model_not_found"],
    ["a temperature for a reasoning model", { ...right, temperature: 0 }, 400, "unsupported_parameter"],
    [
      "an effort for another model",
      { ...right, model: "gpt-4o-mini", reasoning: { effort: "low" } },
      400,
      "unsupported_parameter",
    ],
    [
      "a loose schema",
      { ...right, text: { format: { ...format, schema: { type: "object" } } } },
      400,
      "invalid_json_schema",
    ],
    ["a schema that is not strict", { ...right, text: { format: { ...format, strict: false } } }, 400, "invalid_value"],
    ["a name with blanks", { ...right, text: { format: { ...format, name: "a b" } } }, 400, "invalid_value"],
    ["no JSON", "{", 400, null],
  ])("with %s is refused and costs nothing", async (_name, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, code });
    expect(server.bills).toEqual([]);
  });

  it("without a key, with a wrong one, or to another address is refused", async () => {
    expect(await post(right, { authorization: "Basic x" })).toMatchObject({ status: 401, code: "invalid_api_key" });
    expect(await post(right, { authorization: "Bearer sk-fake-other" })).toMatchObject({ status: 401 });
    expect(await post(right, {}, "/completions")).toMatchObject({ status: 404 });
  });

  it("that nobody scripted fails loudly", async () => {
    const response = await fetch(`${server.url}/responses`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${FAKE_KEY}` },
      body: JSON.stringify(right),
    });
    expect([response.status, await response.text()]).toEqual([599, "Error: a request came that nobody scripted"]);
  });
});
