/**
 * How fast and how well bad input is refused by the built server (`npx tsc` first), rules judge, embedded database.
 * Runs from the source (`node bench/bad-input.ts`) and from `dist`. Wanted: p95 at most 50 ms when warm, nothing stored.
 * Exit code 1 when a case gets another status than it should, or when something was stored.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "undici";
import { percentiles } from "./load/callers.ts";
import { RAZBOR, startChild } from "./load/child-server.ts";

const ROUNDS = process.argv.includes("--short") ? 40 : 200;
const WARM_UP_ROUNDS = 20;
const P95_WANTED_MS = 50;
const SPOKEN = "Менеджер: Добрый день!\nКлиент: Здравствуйте, сколько стоит доставка?";

interface BadInput {
  name: string;
  /** What it should be answered with. */
  status: number;
  body: string | Uint8Array;
  headers?: Record<string, string>;
}

const json = (value: unknown) => JSON.stringify(value);
const CASES: BadInput[] = [
  { name: "empty text", status: 422, body: json({ dialog_text: "" }) },
  { name: "blank text", status: 422, body: json({ dialog_text: " \n\t " }) },
  { name: "no text", status: 422, body: json({ content_mode: "Manager+" }) },
  { name: "over-long text", status: 422, body: json({ dialog_text: `Менеджер: ${"а".repeat(400_001)}` }) },
  { name: "over-long body", status: 413, body: json({ dialog_text: "а".repeat(2_000_000) }) },
  { name: "text of a wrong type", status: 422, body: json({ dialog_text: 5 }) },
  { name: "unknown mode", status: 422, body: json({ dialog_text: SPOKEN, content_mode: "Boss+" }) },
  { name: "unknown scorecard", status: 422, body: json({ dialog_text: SPOKEN, scorecard: "none" }) },
  {
    name: "contradicting scorecard",
    status: 422,
    body: json({ dialog_text: SPOKEN, scorecard: "dialog", content_mode: "Client+" }),
  },
  { name: "malformed JSON", status: 400, body: '{"dialog_text": "Менеджер: ' },
  { name: "no JSON at all", status: 400, body: "" },
  { name: "an array", status: 422, body: json([SPOKEN]) },
  {
    name: "wrong content type",
    status: 415,
    body: json({ dialog_text: SPOKEN }),
    headers: { "content-type": "text/plain" },
  },
  { name: "bytes that are not UTF-8", status: 400, body: Buffer.from(json({ dialog_text: SPOKEN }), "utf16le") },
  { name: "NUL", status: 422, body: json({ dialog_text: `${SPOKEN}\u0000` }) },
  { name: "a lone surrogate", status: 422, body: `{"dialog_text":"${SPOKEN.replace("\n", "\\n")}\\ud83d"}` },
  { name: "JSON 100,000 deep", status: 400, body: `{"dialog_text":${"[".repeat(100_000)}${"]".repeat(100_000)}}` },
  { name: "a __proto__ key", status: 422, body: `{"__proto__":{"dialog_text":${json(SPOKEN)}}}` },
  { name: "a foreign host", status: 421, body: json({ dialog_text: SPOKEN }), headers: { host: "calls.example" } },
  {
    name: "a foreign origin",
    status: 403,
    body: json({ dialog_text: SPOKEN }),
    headers: { origin: "https://calls.example" },
  },
];

const dataDir = await mkdtemp(join(tmpdir(), "razbor-bench-"));
const server = await startChild(RAZBOR, [], { DATA_DIR: dataDir, PORT: "0", JUDGE: "rules", LOG_LEVEL: "silent" });
try {
  const client = new Client(server.url);
  process.stdout.write(`${ROUNDS} rounds of every case, wanted p95 ≤ ${P95_WANTED_MS} ms\n`);
  for (const bad of CASES) {
    // Encoded once: a client that writes four million bytes anew each time takes longer than the refusal does.
    const encoded = { ...bad, body: Buffer.from(bad.body) };
    await measure(bad, () => send(client, encoded));
  }
  await measure({ name: "a chunked body without end", status: 413 }, () => sendEndless(new URL(server.url)));
  const stored = (await (await client.request({ path: "/api/v1/calls", method: "GET" })).body.json()) as { items: [] };
  process.stdout.write(`calls stored: ${stored.items.length} (wanted 0)\n`);
  if (stored.items.length > 0) process.exitCode = 1;
  await client.close();
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measure({ name, status }: Pick<BadInput, "name" | "status">, once: () => Promise<number>) {
  const statuses = new Set<number>();
  const times: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const from = performance.now();
    statuses.add(await once());
    if (round >= 0) times.push(performance.now() - from);
  }
  const { p50, p95 } = percentiles(times.sort((a, b) => a - b));
  const isRight = statuses.size === 1 && statuses.has(status);
  if (!isRight) process.exitCode = 1;
  const got = `${[...statuses].join(", ")}${isRight ? "" : ` (wanted ${status})`}`;
  const ratio = (p95 / P95_WANTED_MS).toFixed(2);
  process.stdout.write(
    `${name.padEnd(28)} ${got.padEnd(18)} p50 ${p50.toFixed(1).padStart(6)} ms  p95 ${p95.toFixed(1).padStart(6)} ms  of wanted ${ratio}\n`,
  );
}

/** A refused body may close the connection; the client opens the next by itself. */
async function send(client: Client, { body, headers }: BadInput): Promise<number> {
  const answer = await client.request({
    path: "/analyze_call",
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  await answer.body.dump();
  return answer.statusCode;
}

/** Sends pieces until an answer comes; the status is read from its first line. */
function sendEndless({ hostname, port, host }: URL): Promise<number> {
  const piece = Buffer.alloc(64 * 1024, "a");
  const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.on("error", reject);
    const feed = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on("drain", feed);
    socket.once("data", (head) => {
      socket.removeAllListeners("error").on("error", () => {});
      socket.destroy();
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(head.toString("latin1"))?.[1]));
    });
    socket.write(
      `POST /analyze_call HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    feed();
  });
}
