import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { WriteBackMessage } from "../../src/crm/endpoints/write-back-message.ts";
import { verifyWebhook } from "../../src/http/standard-webhooks.ts";

/**
 * How a request is answered; `lose`: taken, and then the connection breaks before the answer; `keep`: taken, and the answer
 * waits for `answerSilent`.
 */
export type ScriptedAnswer =
  | { status: number; headers?: Record<string, string>; body?: string }
  | "take"
  | "lose"
  | "keep"
  | "silent"
  | "trickle"
  | "huge"
  | "bomb";

/** One request that verified. */
export interface ReceivedMessage {
  id: string;
  timestampS: number;
  signatures: string[];
  message: { type: string; data: Record<string, unknown> };
}

/** A receiver of Standard Webhooks on loopback that keeps one record for each key. */
export interface WebhookReceiver {
  url: string;
  /** As `FETCH_PRIVATE_HOSTS` takes it. */
  host: string;
  /** Secrets it knows; a message needs one good signature. */
  secrets: string[];
  /** Every message that verified, in the order of arrival. */
  messages: ReceivedMessage[];
  /** What the receiver keeps: the newest version of each key. */
  records: Map<string, WriteBackMessage["data"]>;
  /** What a sender must not do: a bad signature, an old timestamp, a wrong type, an older version, another body. */
  faults: string[];
  /** Answers to the next requests; afterwards everything is taken. */
  script(...answers: ScriptedAnswer[]): void;
  /** Most requests that were open at once. */
  atOnceMax(): number;
  /** Lets go of every request that is kept waiting, answered with 200. */
  answerSilent(): void;
  stop(): Promise<void>;
}

const BODY_BYTES_MAX = 1_000_000;
/** Three million bytes, once unpacked. */
const BOMB = gzipSync(Buffer.alloc(3_000_000));

/** Starts one; `now` in milliseconds, for a clock that a test moves. */
export async function startWebhookReceiver({ now = () => Date.now(), port = 0 } = {}): Promise<WebhookReceiver> {
  const answers: ScriptedAnswer[] = [];
  const silent = new Set<ServerResponse>();
  let [open, most] = [0, 0];
  const kept: Pick<WebhookReceiver, "secrets" | "messages" | "records" | "faults"> = {
    secrets: [],
    messages: [],
    records: new Map(),
    faults: [],
  };
  const server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on("close", () => {
      open -= 1;
      silent.delete(response);
    });
    receive(request, kept, now()).then(
      (take) => answer(answers.shift() ?? "take", { request, response, take, silent }),
      (error: Error) => {
        kept.faults.push(error.message);
        response.writeHead(400).end(error.message);
      },
    );
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...kept,
    url: `http://${host}/hooks/razbor`,
    host,
    script: (...more) => void answers.push(...more),
    atOnceMax: () => most,
    answerSilent: () => {
      for (const response of silent) response.writeHead(200).end("late");
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Checks a request as a strict receiver does; gives what takes its message over. Throws what is wrong with it. */
async function receive(
  request: IncomingMessage,
  kept: Pick<WebhookReceiver, "secrets" | "messages" | "records">,
  nowMs: number,
): Promise<() => string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces);
  if (request.method !== "POST") throw new Error(`asked by ${request.method}`);
  if (request.headers["content-type"] !== "application/json") throw new Error("not sent as JSON");
  if (request.headers["content-length"] !== String(body.byteLength)) throw new Error("sent without its length");
  if (body.byteLength > BODY_BYTES_MAX) throw new Error("too large");
  const header = (name: string) => (typeof request.headers[name] === "string" ? request.headers[name] : null);
  const verified = verifyWebhook({ header, body, nowS: nowMs / 1000 }, kept.secrets);
  if (!verified.ok) throw new Error(`signature: ${verified.fault}`);
  const message = JSON.parse(body.toString("utf8"));
  kept.messages.push({
    id: verified.id,
    timestampS: Number(header("webhook-timestamp")),
    signatures: (header("webhook-signature") ?? "").split(" "),
    message,
  });
  if (message.type === "ping") return () => "pong";
  const { data } = WriteBackMessage.parse(message);
  const earlier = kept.messages.findLast(({ id, message: other }) => other.data.key === data.key && id !== verified.id);
  if (earlier && earlier.message.data.version === data.version) throw new Error(`${data.key} under two ids`);
  const held = kept.records.get(data.key);
  if (held && held.version > data.version) throw new Error(`${data.key}: ${data.version} after ${held.version}`);
  if (held?.version === data.version && JSON.stringify(held) !== JSON.stringify(data))
    throw new Error(`${data.key}: version ${data.version} with two contents`);
  return () => {
    kept.records.set(data.key, data);
    return `record ${data.key}`;
  };
}

interface AnswerDeps {
  request: IncomingMessage;
  response: ServerResponse;
  take: () => string;
  silent: Set<ServerResponse>;
}

function answer(scripted: ScriptedAnswer, { request, response, take, silent }: AnswerDeps): void {
  if (typeof scripted === "object") response.writeHead(scripted.status, scripted.headers).end(scripted.body ?? "");
  else if (scripted === "take") response.writeHead(200).end(take());
  else if (scripted === "lose") {
    take();
    request.socket.destroy();
  } else if (scripted === "keep") {
    take();
    silent.add(response);
  } else if (scripted === "silent") silent.add(response);
  else if (scripted === "trickle") {
    response.writeHead(500);
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  } else if (scripted === "huge") response.writeHead(500).end(Buffer.alloc(10_000_000, "x"));
  else response.writeHead(500, { "content-encoding": "gzip" }).end(BOMB);
}
