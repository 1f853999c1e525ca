/**
 * What uploads cost the built server (`npx tsc` first): memory and event loop delay for one stream of 2 GB and for 50 at
 * once, and how many a second it takes beside busboy to a file with fsync. The files are noise: they are received,
 * hashed, flushed and looked at, then refused as no audio, so that nothing but the upload is measured. Runs from the
 * source (`node bench/upload.ts`) and from `dist`; `--short` sends a tenth. Linux only: memory is read from /proc.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { Pool } from "undici";
import { besideScript, type ChildServer, RAZBOR, startChild } from "./load/child-server.ts";

const SHORT = process.argv.includes("--short");
const ONE_BYTES = SHORT ? 200_000_000 : 2_000_000_000;
const MANY = SHORT ? 10 : 50;
const MANY_BYTES = 24_000_000;
const RATE_BYTES = 5_000_000;
const CALLERS = 16;
const ROUND_MS = SHORT ? 1_500 : 5_000;
const ROUNDS = SHORT ? 2 : 4;
const WANTED = { oneMb: 100, manyMb: 250, delayMs: 50, ratio: 0.7 };
const SAMPLE_MS = 25;
const BOUNDARY = "----bench";
const PIECE = randomBytes(64 * 1024);

const folder = await mkdtemp(join(tmpdir(), "razbor-upload-"));
const env = {
  DATA_DIR: join(folder, "data"),
  PORT: "0",
  JUDGE: "rules",
  LOG_LEVEL: "silent",
  AUDIO_BYTES_MAX: "4000000000",
};
const ours = await startChild(RAZBOR, [], env);
const bare = await startChild(besideScript("bare-upload"), [folder], {});
try {
  await sendAll(ours, 4, RATE_BYTES);
  await measureMemory(`one of ${ONE_BYTES / 1e6} MB`, 1, ONE_BYTES, WANTED.oneMb);
  await measureMemory(`${MANY} of ${MANY_BYTES / 1e6} MB at once`, MANY, MANY_BYTES, WANTED.manyMb);
  await measureRate();
  const left = await readdir(join(folder, "data", "recordings"), { recursive: true });
  print(`files left: ${left.length - 1}`, "wanted 0", left.length === 1);
} finally {
  await Promise.all([ours.stop(), bare.stop()]);
  await rm(folder, { recursive: true, force: true });
}

/** Peak of the server's memory over what it had before, and how late its event loop was meanwhile. */
async function measureMemory(name: string, count: number, bytes: number, wantedMb: number): Promise<void> {
  const idleMb = ours.usage()?.rssMb ?? Number.NaN;
  let peakMb = idleMb;
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, ours.usage()?.rssMb ?? 0);
  }, SAMPLE_MS);
  await readDelayMs(ours);
  const from = performance.now();
  await sendAll(ours, count, bytes);
  const seconds = (performance.now() - from) / 1000;
  clearInterval(sampling);
  const delayMs = await readDelayMs(ours);
  const growthMb = peakMb - idleMb;
  print(
    `${name}: memory +${growthMb.toFixed(0)} MB over ${idleMb.toFixed(0)} MB`,
    `wanted ≤ ${wantedMb}, ${((count * bytes) / 1e6 / seconds).toFixed(0)} MB/s`,
    growthMb <= wantedMb,
  );
  print(
    `${name}: event loop delay p99 ${delayMs.toFixed(1)} ms`,
    `wanted ≤ ${WANTED.delayMs}`,
    delayMs <= WANTED.delayMs,
  );
}

/** Turns of both servers, so that a busy moment of the machine meets both. */
async function measureRate(): Promise<void> {
  const perSecond = { ours: 0, bare: 0 };
  await rateOf(bare, ROUND_MS / 2);
  for (let round = 0; round < ROUNDS; round++) {
    perSecond.bare += (await rateOf(bare, ROUND_MS)) / ROUNDS;
    perSecond.ours += (await rateOf(ours, ROUND_MS)) / ROUNDS;
  }
  const ratio = perSecond.ours / perSecond.bare;
  print(
    `${CALLERS} callers, 5 MB each: ${perSecond.ours.toFixed(1)} a second, bare ${perSecond.bare.toFixed(1)}`,
    `ratio ${ratio.toFixed(2)}, wanted ≥ ${WANTED.ratio}`,
    ratio >= WANTED.ratio,
  );
}

async function rateOf(server: ChildServer, durationMs: number): Promise<number> {
  const pool = new Pool(server.url, { connections: CALLERS });
  const from = performance.now();
  let answered = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() - from < durationMs) {
        await send(pool, RATE_BYTES);
        answered++;
      }
    }),
  );
  const rate = answered / ((performance.now() - from) / 1000);
  await pool.close();
  return rate;
}

async function sendAll(server: ChildServer, count: number, bytes: number): Promise<void> {
  const pool = new Pool(server.url, { connections: count });
  await Promise.all(Array.from({ length: count }, () => send(pool, bytes)));
  await pool.close();
}

async function send(pool: Pool, bytes: number): Promise<void> {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="audio"; filename="a.bin"\r\n\r\n`;
  const end = `\r\n--${BOUNDARY}--\r\n`;
  const { statusCode, body } = await pool.request({
    path: "/analyze_audio_call",
    method: "POST",
    headers: {
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
      "content-length": String(head.length + bytes + end.length),
    },
    body: Readable.from(pieces(head, bytes, end)),
  });
  const text = await body.text();
  if (statusCode !== 200 && statusCode !== 415 && statusCode !== 422) throw new Error(`${statusCode}: ${text}`);
}

async function* pieces(head: string, bytes: number, end: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  for (let left = bytes; left > 0; left -= PIECE.length) yield PIECE.subarray(0, Math.min(left, PIECE.length));
  yield Buffer.from(end);
}

/** Since it was read the last time. */
async function readDelayMs({ url }: ChildServer): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds ([\d.e-]+)/m.exec(text)?.[1]) * 1000;
}

function print(what: string, wanted: string, isRight: boolean): void {
  if (!isRight) process.exitCode = 1;
  process.stdout.write(`${isRight ? "ok  " : "LOW "} ${what.padEnd(64)} ${wanted}\n`);
}
