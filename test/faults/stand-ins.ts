import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FixtureEar } from "../fakes/fixture-ear.ts";
import { type OpenaiServer, startOpenaiServer } from "../fakes/openai-server.ts";
import { startTranscriptionServer, type TranscriptionServer } from "../fakes/transcription-server.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../fakes/webhook-receiver.ts";

/** A recording that was never sent before, though it sounds like every other. */
export interface NewRecording {
  path: string;
  sha256: string;
}

/** Everybody outside whom the service talks to, on loopback. */
export interface StandIns {
  speech: TranscriptionServer;
  judge: OpenaiServer;
  receiver: WebhookReceiver;
  /** Puts a recording where the telephone system has it; `url` is its address. */
  record(): NewRecording & { url: string };
  /** Settings that lead a service here. */
  env: Record<string, string>;
  close(): Promise<void>;
}

const HEADER_BYTES = 44;
const BYTES_PER_MS = 32;
/** Three turns, so `PIECES` pieces. */
const LENGTH_MS = 11_600;
const SOUND = readFileSync(new URL("../fixtures/audio/call1_flowers.wav", import.meta.url));
const SPEECH_KEY = "sk-fake-for-tests";

/** Starts them. */
export async function startStandIns(ear: FixtureEar): Promise<StandIns> {
  const [speech, judge, receiver, exchange] = await Promise.all([
    startTranscriptionServer({ ear }),
    startOpenaiServer(),
    startWebhookReceiver(),
    startExchange(),
  ]);
  return {
    speech,
    judge,
    receiver,
    record: () => exchange.record(),
    env: {
      JUDGE: "openai",
      OPENAI_API_KEY: judge.apiKey,
      OPENAI_BASE_URL: judge.url,
      TRANSCRIBE_BASE_URL: speech.url,
      TRANSCRIBE_API_KEY: SPEECH_KEY,
      FETCH_PRIVATE_HOSTS: `${exchange.host},${receiver.host}`,
    },
    close: async () => {
      receiver.answerSilent();
      await Promise.all([speech.close(), judge.close(), receiver.stop(), exchange.stop()]);
    },
  };
}

/** A telephone system that serves the recordings it made. */
async function startExchange() {
  const kept = new Map<string, Buffer>();
  let serial = Math.floor(Math.random() * 2 ** 31);
  const server: Server = createServer((request, response) => {
    const bytes = kept.get(request.url ?? "");
    if (bytes === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-length": bytes.byteLength, "content-type": "audio/wav" }).end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    record: () => {
      const bytes = soundOf(serial++);
      const path = `/recordings/${serial}.wav`;
      kept.clear();
      kept.set(path, bytes);
      return { path, url: `http://${host}${path}`, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The last bit of the first samples spells the number: other bytes, the same sound. */
function soundOf(serial: number): Buffer {
  const bytes = Buffer.from(SOUND.subarray(0, HEADER_BYTES + LENGTH_MS * BYTES_PER_MS));
  bytes.writeUInt32LE(bytes.byteLength - 8, 4);
  bytes.writeUInt32LE(bytes.byteLength - HEADER_BYTES, HEADER_BYTES - 4);
  for (let bit = 0; bit < 32; bit++) {
    const at = HEADER_BYTES + 2 * bit;
    bytes[at] = ((bytes[at] ?? 0) & 0xfe) | ((serial >>> bit) & 1);
  }
  return bytes;
}

/** How often each request was paid for, as the stand-in sees it: by what was asked. */
export function billOf(asked: readonly string[]): { distinct: number; paidTwice: number } {
  const distinct = new Set(asked).size;
  return { distinct, paidTwice: asked.length - distinct };
}
