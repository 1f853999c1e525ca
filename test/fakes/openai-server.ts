import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CountedTokens, chatBody, type Ending, responsesBody, type ShapedAnswer } from "./openai-bodies.ts";
import { type AskedRequest, type ProviderFault, readRequest } from "./openai-request.ts";
import { type AnswerMaker, allMet, answerBy } from "./openai-verdicts.ts";

/** What happens to one request that the provider would take. Everything but `status` and `connectionClosed` is billed. */
export type Scenario =
  | { kind: "answer"; maker?: AnswerMaker; ending?: Ending; metadata?: Record<string, string> }
  /**
   * A fault of the provider, with its error body or, when given, another one such as a proxy's HTML; it comes when `until`
   * has resolved.
   */
  | {
      kind: "status";
      status: number;
      code?: string | null;
      headers?: Record<string, string>;
      body?: string;
      until?: Promise<void>;
    }
  /** A 200 whose body is not what it should be. */
  | { kind: "body"; body: string }
  /** The connection breaks after the request was read: before any byte, after the headers, or half-way. */
  | { kind: "cut"; at: "start" | "headers" | "half" }
  /** Nothing more comes until the server closes. */
  | { kind: "stall"; at: "start" | "half" };

/** How the stand-in behaves. */
export interface OpenaiServerOptions {
  /** The one key it takes. */
  apiKey?: string;
  /** Waits so long before it answers. */
  latencyMs?: number;
  /** What it says when nothing is scripted; null refuses unscripted requests. Default: everything is met. */
  maker?: AnswerMaker | null;
  /** Whether it keeps the requests; benches do not. */
  keepsRequests?: boolean;
}

/** A running stand-in of the provider on loopback. */
export interface OpenaiServer {
  /** Base address, `…/v1`. */
  url: string;
  apiKey: string;
  /** What happens to the next requests, in order. */
  script(...scenarios: Scenario[]): void;
  /** Scenarios that no request has met yet. */
  unused(): Scenario[];
  /** Requests the provider worked for and charges. */
  bills: { model: string; tokens: CountedTokens }[];
  /** Counts every HTTP request, refused ones too. */
  received: number;
  requests: AskedRequest[];
  latencyMs: number;
  /** Resolves as soon as so many requests have come. */
  untilReceived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** An obviously fake key. */
export const FAKE_KEY = "sk-fake-for-tests";

/** Starts a stand-in on a free port of 127.0.0.1. */
export async function startOpenaiServer(options: OpenaiServerOptions = {}): Promise<OpenaiServer> {
  const maker = options.maker === undefined ? answerBy(allMet) : options.maker;
  const queue: Scenario[] = [];
  const waiting: { count: number; wake: () => void }[] = [];
  const http = createServer((request, response) => {
    take(state, request, response).catch((error) => {
      response.writeHead(599, { "content-type": "text/plain" }).end(String(error));
    });
  });
  http.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: OpenaiServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    apiKey: options.apiKey ?? FAKE_KEY,
    script: (...scenarios) => void queue.push(...scenarios),
    unused: () => [...queue],
    bills: [],
    received: 0,
    requests: [],
    latencyMs: options.latencyMs ?? 0,
    untilReceived: (count) =>
      new Promise((wake) => {
        if (server.received >= count) wake();
        else waiting.push({ count, wake });
      }),
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  const state: State = {
    server,
    keepsRequests: options.keepsRequests ?? true,
    usual: maker ?? (() => JSON.stringify({ unscripted: true })),
    next: () => queue.shift() ?? (maker ? { kind: "answer", maker } : null),
    cameOne: () => {
      server.received += 1;
      for (const one of waiting) if (server.received >= one.count) one.wake();
    },
  };
  return server;
}

interface State {
  server: OpenaiServer;
  keepsRequests: boolean;
  /** What it says where a scenario names nothing else. */
  usual: AnswerMaker;
  next: () => Scenario | null;
  cameOne: () => void;
}

async function take(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { server } = state;
  const text = await readText(request);
  const api = request.url === "/v1/responses" ? "responses" : request.url === "/v1/chat/completions" ? "chat" : null;
  const fault = gate(server, request, api);
  const asked = fault ?? readRequest(api ?? "responses", text);
  if ("status" in asked) {
    state.cameOne();
    return sendFault(response, asked, server.apiKey);
  }
  if (state.keepsRequests) server.requests.push(asked);
  const scenario = state.next();
  if (!scenario) throw new Error("a request came that nobody scripted");
  const body = bill(state, asked, scenario);
  state.cameOne();
  if (server.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, server.latencyMs));
  if (scenario.kind === "status") await scenario.until;
  play(server, scenario, body, response);
}

function gate(server: OpenaiServer, request: IncomingMessage, api: string | null): ProviderFault | null {
  if (request.method !== "POST" || api === null)
    return fault(404, `Invalid URL (${request.method} ${request.url})`, null);
  const authorization = request.headers.authorization;
  if (authorization === undefined) return fault(401, "Missing bearer authentication in header", null);
  if (authorization !== `Bearer ${server.apiKey}`)
    return fault(401, `Incorrect API key provided: ${authorization.slice(7)}.`, "invalid_api_key");
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
    return fault(400, "Unsupported content type", "unsupported_content_type");
  return null;
}

/** The provider charges before it knows whether anybody gets its answer. */
function bill({ server, usual }: State, asked: AskedRequest, scenario: Scenario): string {
  if (scenario.kind === "status") return scenario.body ?? "";
  if (scenario.kind === "answer" && scenario.ending === "failed") return shape(server, asked, scenario, "", NO_TOKENS);
  const maker = (scenario.kind === "answer" ? scenario.maker : undefined) ?? usual;
  const words = maker(asked);
  const text = scenario.kind === "answer" && scenario.ending === "truncated" ? words.slice(0, words.length / 2) : words;
  const input = Math.ceil((asked.instructions.length + asked.input.length) / 4);
  const tokens = { input, cached: 0, output: Math.ceil(text.length / 4) + 32, reasoning: 32 };
  server.bills.push({ model: asked.model, tokens });
  if (scenario.kind === "body") return scenario.body;
  return shape(server, asked, scenario, text, tokens);
}

const NO_TOKENS: CountedTokens = { input: 0, cached: 0, output: 0, reasoning: 0 };

function shape(
  server: OpenaiServer,
  asked: AskedRequest,
  scenario: Scenario,
  text: string,
  tokens: CountedTokens,
): string {
  const isAnswer = scenario.kind === "answer";
  const shaped: ShapedAnswer = {
    asked,
    serial: server.received + 1,
    text,
    tokens,
    ending: (isAnswer ? scenario.ending : undefined) ?? "complete",
    ...(isAnswer && scenario.metadata && { metadata: scenario.metadata }),
  };
  return JSON.stringify(asked.api === "responses" ? responsesBody(shaped) : chatBody(shaped));
}

function play(server: OpenaiServer, scenario: Scenario, body: string, response: ServerResponse): void {
  const headers = { "content-type": "application/json", "x-request-id": `req_${server.received}` };
  switch (scenario.kind) {
    case "status":
      if (scenario.body === undefined) {
        const refused = fault(scenario.status, "The request was not served.", scenario.code ?? null);
        sendFault(response, refused, server.apiKey, scenario.headers);
      } else response.writeHead(scenario.status, { "content-type": "text/html", ...scenario.headers }).end(body);
      return;
    case "cut":
      cut(response, scenario.at, body, headers);
      return;
    case "stall":
      if (scenario.at === "half") response.writeHead(200, headers).write(body.slice(0, body.length / 2));
      return;
    default:
      response.writeHead(200, headers).end(body);
  }
}

function cut(response: ServerResponse, at: "start" | "headers" | "half", body: string, headers: object): void {
  if (at === "start") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(200, { ...headers, "content-length": Buffer.byteLength(body) });
  if (at === "headers") {
    response.flushHeaders();
    setImmediate(() => response.socket?.destroy());
  } else response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
}

function fault(status: number, message: string, code: string | null): ProviderFault {
  const type = status >= 500 ? "server_error" : status === 429 ? "requests" : "invalid_request_error";
  return { status, error: { message, type, param: null, code } };
}

/** Messages of the provider may quote the key; the real one shortens it, this one does not, so that leaks show. */
function sendFault(response: ServerResponse, { status, error }: ProviderFault, key: string, headers = {}): void {
  const message = status === 401 ? error.message : `${error.message} (key ${key})`;
  response
    .writeHead(status, { "content-type": "application/json", "x-request-id": "req_fault", ...headers })
    .end(JSON.stringify({ error: { ...error, message } }));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
