import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { resolve } from "node:path";
import { serve } from "@hono/node-server";
import { type Config, isLoopback } from "./config.ts";
import { createLogger } from "./http/logger.ts";
import { createService } from "./service.ts";

/** Longest wait for running requests at a stop. */
const STOP_MAX_MS = 25_000;

/** Tells people on the terminal; `version` is the product's. */
export interface ServeOutput {
  out: (text: string) => void;
  err: (text: string) => void;
  nodeVersion: string;
  version: string;
}

/** Serves until asked to stop, then finishes what is running. Answers with the exit code. */
export async function serveUntil(stopping: AbortSignal, config: Config, io: ServeOutput): Promise<number> {
  const logger = createLogger(config.logLevel);
  if (config.databaseUrl === null) {
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
    io.err(`Data lies in ${resolve(config.dataDir)}\n`);
  }
  const service = await createService(config, { version: io.version, logger });
  const server = serve({
    fetch: service.app.fetch,
    hostname: config.host,
    port: config.port,
    createServer,
    serverOptions: { requestTimeout: 0, headersTimeout: 10_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 },
  });
  try {
    const address = await listening(server);
    await service.database.lock?.announce(address);
    announce(config, io, address);
    await new Promise<void>((done) => {
      if (stopping.aborted) done();
      stopping.addEventListener("abort", () => done(), { once: true });
    });
    await closed(server);
    return 0;
  } finally {
    await service.close();
  }
}

function announce(config: Config, io: ServeOutput, address: string): void {
  io.out(`Razbor ${io.version} on ${address}\n`);
  if (config.judge.name === "rules")
    io.out(
      config.judge.keyMissing
        ? "No OPENAI_API_KEY: the built-in rules judge scores.\n"
        : "The built-in rules judge scores (JUDGE=rules).\n",
    );
  if (!isLoopback(config.host) && config.access.key === null)
    io.out(
      config.access.open
        ? "ACCESS=open: whoever reaches this address can use the service.\n"
        : "Closed: set ACCESS_KEY (or ACCESS=open on purpose) to let anybody in.\n",
    );
}

function listening(server: ReturnType<typeof serve>): Promise<string> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    const tell = () => {
      const at = server.address();
      if (at === null || typeof at === "string") return fail(new Error("the server has no network address"));
      const host = at.family === "IPv6" ? `[${at.address}]` : at.address;
      done(`http://${host}:${at.port}`);
    };
    if (server.listening) tell();
    else server.once("listening", tell);
  });
}

/** Stops taking connections and waits for the running requests, but not for ever. */
function closed(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((done) => {
    const late = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), STOP_MAX_MS);
    server.close(() => {
      clearTimeout(late);
      done();
    });
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
