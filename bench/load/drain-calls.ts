import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { Pool } from "undici";
import { serverBinaries, startServer } from "../../test/helpers/database-server.ts";
import { RAZBOR, startChild } from "./child-server.ts";

/** What the stand-in of the speech provider takes for a piece. */
const LATENCY_MS = 500;
/** How many recordings one process works on at once (`src/recordings.ts`): more the stand-in never sees. */
const AT_ONCE = 4;
const CALLERS = 16;
/** Without any progress for so long the drain has failed. */
const STILL_MAX_MS = 60_000;

const FIXTURE = new URL(
  `${import.meta.url.includes("/dist/") ? "../../../" : "../../"}test/fixtures/audio/call1_flowers.wav`,
  import.meta.url,
);

/** How many calls are queued, and after how many minutes it is enough to tell the throughput. */
export interface DrainOptions {
  calls: number;
  minutesMax: number;
  out: (text: string) => void;
}

/**
 * Accepts so many calls by webhook while nobody works, then lets one worker work them off against a stand-in of the
 * telephone system and of the speech provider; prints the throughput beside what the stand-in's latency allows.
 */
export async function drainCalls({ calls, minutesMax, out }: DrainOptions): Promise<void> {
  if (serverBinaries() === null) return out("SKIPPED: drain (no PostgreSQL server binaries)");
  const dataDir = await mkdtemp(join(tmpdir(), "bench-razbor-"));
  const database = await startServer({ durable: true });
  const outside = await startOutside();
  const origin = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const env = {
    ...{ DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0", LOG_LEVEL: "warn", JUDGE: "rules" },
    ...{
      TRANSCRIBE_BASE_URL: `${origin}/v1`,
      TRANSCRIBE_API_KEY: "sk-fake",
      FETCH_PRIVATE_HOSTS: new URL(origin).host,
    },
  };
  const client = new pg.Client({ connectionString: database.url });
  try {
    const web = await startChild(RAZBOR, [], { ...env, ROLE: "web" });
    await tellAll(web.url, origin, calls);
    await web.stop();
    await client.connect();
    const from = performance.now();
    const worker = await startChild(RAZBOR, ["worker"], env);
    const startedMs = performance.now() - from;
    const { done, reasons } = await untilSettled(client, calls, minutesMax);
    const tookS = (performance.now() - from - startedMs) / 1_000;
    const used = worker.usage();
    await worker.stop();
    const limit = (AT_ONCE * 1_000) / LATENCY_MS;
    const rate = done / tookS;
    out(`\ndrain of ${calls} queued calls, ${AT_ONCE} at once, stand-in ${LATENCY_MS} ms a piece`);
    if (done < calls) out(`  ${done} of them were worked off when it ended`);
    out(
      `  ${rate.toFixed(1)} calls/s, ${(rate / limit).toFixed(2)} of the ${limit}/s that the stand-in allows; ` +
        `worker ${((used?.cpuMs ?? Number.NaN) / done).toFixed(0)} ms of processor a call, ${used?.rssMb.toFixed(0)} MB`,
    );
    out(`  ${reasons}`);
  } finally {
    await client.end().catch(() => {});
    outside.close();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The telephone system and the speech provider. */
async function startOutside(): Promise<Server> {
  const HEADER = 44;
  const whole = readFileSync(FIXTURE);
  // Eleven seconds of the manager's and the customer's channel.
  const sound = whole.subarray(HEADER, HEADER + 11 * 32_000);
  const header = Buffer.from(whole.subarray(0, HEADER));
  header.writeUInt32LE(sound.length + HEADER - 8, 4);
  header.writeUInt32LE(sound.length, HEADER - 4);
  const server = createServer((request, response) => {
    const number = /^\/recordings\/(\d+)\.wav$/.exec(request.url ?? "")?.[1];
    if (number === undefined) {
      request.resume().on("end", () => {
        const said = JSON.stringify({
          text: "Добрый день, салон цветов, меня зовут Анна. Чем могу помочь?",
          usage: null,
        });
        setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end(said), LATENCY_MS);
      });
      return;
    }
    // No two recordings are the same, so each is transcribed.
    const own = Buffer.from(sound);
    own.writeUInt32LE(Number(number), 0);
    response.writeHead(200, { "content-type": "audio/wav" }).end(Buffer.concat([header, own]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function tellAll(url: string, origin: string, calls: number): Promise<void> {
  const pool = new Pool(url, { connections: CALLERS, pipelining: 1 });
  let next = 0;
  const tell = async () => {
    while (next < calls) {
      const number = next++;
      const body = JSON.stringify({ call_id: `c-${number}`, recording_url: `${origin}/recordings/${number}.wav` });
      const headers = { "content-type": "application/json" };
      const answer = await pool.request({ path: "/webhook/new_call_recording", method: "POST", headers, body });
      await answer.body.dump();
      if (answer.statusCode !== 202) throw new Error(`a webhook was answered with ${answer.statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, tell));
  await pool.close();
}

async function untilSettled(client: pg.Client, calls: number, minutesMax: number) {
  const endsAt = performance.now() + minutesMax * 60_000;
  let [done, changedAt] = [0, performance.now()];
  while (done < calls && performance.now() < endsAt && performance.now() - changedAt < STILL_MAX_MS) {
    await delay(1_000);
    const { rows } = await client.query(
      "select count(*) from calls where status not in ('received', 'stored', 'prepared', 'transcribed')",
    );
    if (Number(rows[0].count) > done) [done, changedAt] = [Number(rows[0].count), performance.now()];
  }
  const { rows } = await client.query("select status, count(*) from calls group by status order by status");
  return { done, reasons: rows.map(({ status, count }) => `${count} ${status}`).join(", ") };
}
