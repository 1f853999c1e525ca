import OpenAI from "openai";
import { Agent, interceptors } from "undici";
import { sendBytes } from "./send-bytes.ts";

/** Where requests go and how long silence is borne. */
export interface ConnectionOptions {
  apiKey: string;
  /** Null: the provider's own address. */
  baseUrl: string | null;
  connectionsMax: number;
  /** Longest silence within a body; a whole request is bounded by its caller's signal. */
  bodyIdleMs: number;
}

/** The SDK over connections of its own. */
export interface OpenaiConnection {
  sdk: OpenAI;
  /** Closes the connections once nothing is in flight. */
  close(): Promise<void>;
}

/** Where the provider itself is asked. */
export const PROVIDER_URL = "https://api.openai.com/v1";
const CONNECT_TIMEOUT_MS = 10_000;
/** Shorter than servers keep idle connections, so that a request seldom meets one that is being closed. */
const KEEP_ALIVE_MS = 4_000;
/** Largest answer read, far above any real one. */
const RESPONSE_BYTES_MAX = 10_000_000;
/** The SDK insists on a timeout of its own; the caller's signal always comes first. */
const SDK_TIMEOUT_MS = 24 * 60 * 60_000;

/** Opens one: no retry (`maxRetries: 0`), no redirects, no settings from the environment, no log. */
export function openConnection(options: ConnectionOptions): OpenaiConnection {
  const dispatcher = new Agent({
    connections: options.connectionsMax,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: 0,
    bodyTimeout: options.bodyIdleMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: RESPONSE_BYTES_MAX,
    allowH2: false,
  });
  const unpacking = dispatcher.compose(
    interceptors.decompress({ skipErrorResponses: false, maxSize: RESPONSE_BYTES_MAX }),
  );
  const sdk = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl ?? PROVIDER_URL,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: SDK_TIMEOUT_MS,
    logLevel: "off",
    fetchOptions: { dispatcher, redirect: "manual" } as NonNullable<
      ConstructorParameters<typeof OpenAI>[0]
    >["fetchOptions"],
    fetch: (url, init) =>
      init?.body instanceof Uint8Array && !(url instanceof Request)
        ? sendBytes(unpacking, url, { ...init, body: init.body })
        : fetch(url, init),
  });
  return { sdk, close: () => dispatcher.close() };
}
