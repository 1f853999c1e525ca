import { createServer, type Server, type ServerOptions, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { AppError, type ErrorCode } from "../errors.ts";
import { type ListenAddress, listen } from "./listen.ts";
import { type Problem, problemOf } from "./problem.ts";

/** Slow and many clients must not keep honest ones out (times of bodies are limited where bodies are read). */
const OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 0,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
};
const CONNECTIONS_MAX = 8_192;
const HEADERS_MAX = 200;
/** An answer is read before its connection is cut, also by a sender who goes on sending. */
const LINGER_MS = 2_000;
/** How often a stopping server looks for connections that have nothing more to do. */
const IDLE_CHECK_MS = 100;

/** A server that listens. */
export interface HttpServer {
  /** Where, for example `http://127.0.0.1:8000`. */
  address: string;
  /** Takes no more connections, waits for the running requests, and after `waitMaxMs` cuts what is left. */
  stop(waitMaxMs: number): Promise<void>;
}

/** What answers requests, and where. */
export interface HttpServerOptions extends ListenAddress {
  fetch: (request: Request, env: unknown) => Response | Promise<Response>;
}

/** Listens. Throws `conflict` when the address is taken, not ours or not allowed. */
export async function startServer({ fetch, ...address }: HttpServerOptions): Promise<HttpServer> {
  const server = createServer(OPTIONS, getRequestListener(fetch as never, { errorHandler: answerBrokenRequest }));
  server.maxConnections = CONNECTIONS_MAX;
  server.maxHeadersCount = HEADERS_MAX;
  server.on("clientError", refuseBrokenMessage);
  await listen(server, address);
  // A connection that cannot be taken, as without a free file descriptor, is no reason to end the others.
  server.on("error", () => {});
  return { address: addressOf(server), stop: (waitMaxMs) => stopServer(server, waitMaxMs) };
}

function addressOf(server: Server): string {
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("the server has no network address");
  return `http://${at.family === "IPv6" ? `[${at.address}]` : at.address}:${at.port}`;
}

function stopServer(server: Server, waitMaxMs: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    const late = setTimeout(() => server.closeAllConnections(), waitMaxMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** A request whose address or host makes no sense never reaches the application. */
function answerBrokenRequest(error: unknown): Response {
  const problem = bareProblem(error instanceof Error && error.name === "RequestError" ? "malformed" : null);
  return new Response(JSON.stringify(problem), { status: problem.status, headers: BARE_HEADERS });
}

/** Node's codes. Headers that are too large have a status of their own (RFC 6585, section 5). */
const REFUSALS: Record<string, { code: ErrorCode; status?: number }> = {
  HPE_HEADER_OVERFLOW: { code: "too_large", status: 431 },
  ERR_HTTP_REQUEST_TIMEOUT: { code: "request_timeout" },
};

/** What is not even HTTP gets a problem too, as long as somebody listens and nothing was answered yet. */
function refuseBrokenMessage(error: NodeJS.ErrnoException, socket: Socket & { _httpMessage?: ServerResponse }): void {
  const answering = socket._httpMessage;
  if (answering?.req.complete && socket.writable) {
    endAfter(answering, socket);
    return;
  }
  if (error.code === "ECONNRESET" || !socket.writable || answering) {
    socket.destroy();
    return;
  }
  const refusal = REFUSALS[error.code ?? ""] ?? { code: "malformed" };
  const problem = bareProblem(refusal.code, refusal.status);
  const text = JSON.stringify(problem);
  const headers = { ...BARE_HEADERS, "content-length": Buffer.byteLength(text), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join("")}\r\n${text}`);
}

/** Connections whose last answer is on its way, although junk comes behind its request. */
const ending = new WeakSet<Socket>();

/** A request that came whole is answered, whatever follows it: a body that is longer than it was announced, for example. */
function endAfter(answer: ServerResponse, socket: Socket): void {
  if (ending.has(socket)) return;
  ending.add(socket);
  answer.shouldKeepAlive = false;
  answer.once("finish", () => socket.end().setTimeout(LINGER_MS, () => socket.destroy()));
}

const BARE_HEADERS = {
  "content-type": "application/problem+json",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** Code null: a fault of ours. */
function bareProblem(code: ErrorCode | null, status?: number): Problem {
  const error = code === null ? null : new AppError(code, "The request is not one this server can read.");
  const problem = problemOf(error, null);
  return status === undefined ? problem : { ...problem, status };
}
