import { isObject, strictSchemaFault } from "./openai-strict-schema.ts";

/** What a request asked for, whichever of the two interfaces it came by. */
export interface AskedRequest {
  api: "responses" | "chat";
  model: string;
  instructions: string;
  input: string;
  schema: Record<string, unknown>;
  schemaName: string;
  body: Record<string, unknown>;
}

/** A refusal in the provider's words. */
export interface ProviderFault {
  status: number;
  error: { message: string; type: string; param: string | null; code: string | null };
}

/** Models the stand-in offers, with the snapshot that answers for them. */
export const FAKE_MODELS: Record<string, string> = {
  "gpt-5.4-mini": "gpt-5.4-mini-2026-03-17",
  "gpt-5.4-mini-2026-03-17": "gpt-5.4-mini-2026-03-17",
  "gpt-5.4": "gpt-5.4-2026-03-05",
  "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
};

const isText = (value: unknown) => typeof value === "string";
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) > 0;
const isNumberTo = (max: number) => (value: unknown) => typeof value === "number" && value >= 0 && value <= max;
const isEffort = (value: unknown) => ["none", "minimal", "low", "medium", "high", "xhigh"].includes(value as string);
const isMetadata = (value: unknown) =>
  isObject(value) && Object.keys(value).length <= 16 && Object.values(value).every(isText);
const keysAre = (keys: string[], checks: Record<string, (value: unknown) => boolean>) => (value: unknown) =>
  isObject(value) &&
  keys.every((key) => key in value) &&
  Object.entries(value).every(([key, inner]) => checks[key]?.(inner) ?? false);

const isFormat = keysAre(["type", "name", "schema", "strict"], {
  type: (value) => value === "json_schema",
  name: isText,
  schema: isObject,
  strict: (value) => value === true,
});

/** The fields this product may send, and what they may hold; whatever else comes is refused. */
const RESPONSES_FIELDS: Record<string, (value: unknown) => boolean> = {
  model: isText,
  instructions: isText,
  input: isText,
  text: keysAre(["format"], { format: isFormat }),
  max_output_tokens: (value) => isCount(value) && (value as number) >= 16,
  store: (value) => value === false,
  temperature: isNumberTo(2),
  reasoning: keysAre([], { effort: isEffort }),
  prompt_cache_key: (value) => isText(value) && (value as string).length <= 64,
  metadata: isMetadata,
};
const CHAT_FIELDS: Record<string, (value: unknown) => boolean> = {
  model: isText,
  messages: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      keysAre(["role", "content"], { role: (role) => role === "system" || role === "user", content: isText }),
    ),
  response_format: keysAre(["type", "json_schema"], {
    type: (value) => value === "json_schema",
    json_schema: keysAre(["name", "schema", "strict"], {
      name: isText,
      schema: isObject,
      strict: (value) => value === true,
    }),
  }),
  max_completion_tokens: isCount,
  temperature: isNumberTo(2),
  reasoning_effort: isEffort,
  prompt_cache_key: isText,
};

/** Reads a request as strictly as the provider would, and a little more. */
export function readRequest(api: AskedRequest["api"], text: string): AskedRequest | ProviderFault {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return invalid("We could not parse the JSON body of your request.", null, null);
  }
  if (!isObject(body)) return invalid("The body must be an object.", null, null);
  const fields = api === "responses" ? RESPONSES_FIELDS : CHAT_FIELDS;
  for (const [name, value] of Object.entries(body)) {
    const isRight = fields[name];
    if (!isRight) return invalid(`Unknown parameter: '${name}'.`, name, "unknown_parameter");
    if (!isRight(value)) return invalid(`Invalid value for '${name}'.`, name, "invalid_value");
  }
  const needed = api === "responses" ? ["model", "input", "text"] : ["model", "messages", "response_format"];
  const missing = needed.find((name) => !(name in body));
  if (missing) return invalid(`Missing required parameter: '${missing}'.`, missing, "missing_required_parameter");
  return check(api === "responses" ? fromResponses(body) : fromChat(body));
}

function check(asked: AskedRequest): AskedRequest | ProviderFault {
  const { model, body } = asked;
  if (!(model in FAKE_MODELS))
    return {
      status: 404,
      error: {
        message: `The model '${model}' does not exist or you do not have access to it.`,
        type: "invalid_request_error",
        param: null,
        code: "model_not_found",
      },
    };
  const isReasoning = model.startsWith("gpt-5");
  if (isReasoning && "temperature" in body)
    return invalid(
      "Unsupported parameter: 'temperature' is not supported with this model.",
      "temperature",
      "unsupported_parameter",
    );
  if (!isReasoning && ("reasoning" in body || "reasoning_effort" in body))
    return invalid(
      "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
      "reasoning.effort",
      "unsupported_parameter",
    );
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(asked.schemaName))
    return invalid("Invalid 'name'.", "text.format.name", "invalid_value");
  const fault = knownFault(asked.schema);
  if (fault === null) return asked;
  return invalid(
    `Invalid schema for response_format '${asked.schemaName}': ${fault}`,
    "text.format.schema",
    "invalid_json_schema",
  );
}

/** Schemas repeat from request to request; each is checked once. */
const checked = new Map<string, string | null>();

function knownFault(schema: Record<string, unknown>): string | null {
  const text = JSON.stringify(schema);
  const known = checked.get(text);
  if (known !== undefined) return known;
  const fault = strictSchemaFault(schema);
  checked.set(text, fault);
  return fault;
}

function fromResponses(body: Record<string, unknown>): AskedRequest {
  const { format } = body.text as { format: { name: string; schema: Record<string, unknown> } };
  return {
    api: "responses",
    model: body.model as string,
    instructions: (body.instructions as string | undefined) ?? "",
    input: body.input as string,
    schema: format.schema,
    schemaName: format.name,
    body,
  };
}

function fromChat(body: Record<string, unknown>): AskedRequest {
  const messages = body.messages as { role: string; content: string }[];
  const { json_schema: format } = body.response_format as {
    json_schema: { name: string; schema: Record<string, unknown> };
  };
  const of = (role: string) => messages.filter((message) => message.role === role).map(({ content }) => content);
  return {
    api: "chat",
    model: body.model as string,
    instructions: of("system").join("\n"),
    input: of("user").join("\n"),
    schema: format.schema,
    schemaName: format.name,
    body,
  };
}

function invalid(message: string, param: string | null, code: string | null): ProviderFault {
  return { status: 400, error: { message, type: "invalid_request_error", param, code } };
}
