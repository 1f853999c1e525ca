/**
 * The provider of the bench, in a process of its own: `node upstream.ts LATENCY_MS`; prints where it listens. The strict
 * stand-in of the tests reads the first request of each form and makes its answer; the same answer then goes to every
 * request of that form, so that the provider, which runs on other machines in life, takes little of this one.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startOpenaiServer } from "../../test/fakes/openai-server.ts";

const latencyMs = Number(process.argv[2] ?? 0);
const strict = await startOpenaiServer({ keepsRequests: false });
/** Answers by the part of the request before the transcript: it is the same for all calls with one scorecard. */
const answers = new Map<string, Promise<Buffer>>();

const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(599).end(String(error)));
});
server.keepAliveTimeout = 30_000;
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1\n`);
});
process.once("SIGTERM", () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces);
  const form = body.toString("latin1", 0, body.indexOf("BEGIN TRANSCRIPT"));
  const made = answers.get(form) ?? ask(request, body);
  answers.set(form, made);
  const words = await made;
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
  response.writeHead(200, { "content-type": "application/json", "content-length": words.length }).end(words);
}

async function ask({ url = "", headers }: IncomingMessage, body: Buffer): Promise<Buffer> {
  const { authorization = "" } = headers;
  const answered = await fetch(new URL(url, strict.url), {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: new Uint8Array(body),
  });
  const words = Buffer.from(await answered.arrayBuffer());
  if (answered.status !== 200) throw new Error(`the provider refused: ${words}`);
  return words;
}
