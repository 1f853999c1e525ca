import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { AcceptedAnswer } from "../../src/audit/audio-schemas.ts";
import { CallProgressWire } from "../../src/calls/progress-schema.ts";
import { openDatabase } from "../../src/db/database.ts";
import { FixtureEar } from "../fakes/fixture-ear.ts";
import { startTranscriptionServer, type TranscriptionServer } from "../fakes/transcription-server.ts";
import { type TestPlace, testPlace } from "../helpers/place.ts";
import { build, type RunningServer, startRunningServer } from "../helpers/running-server.ts";
import { fixture, idOf, type SentFile, SOON, speechAt, stretch } from "./recording-world.ts";

/** DESIGN §10: a killed job runs again after so long, the start of another process not counted. */
const AGAIN_MS = 15_000;
/** Six turns, so six pieces. */
const AUDIO = stretch("call1_flowers", 0, 21_800);

let speech: TranscriptionServer;
let place: TestPlace;
let servers: RunningServer[];
beforeAll(async () => {
  build();
  speech = await startTranscriptionServer({ ear: await FixtureEar.open() });
}, 120_000);
beforeEach(async () => {
  place = await testPlace();
  servers = [];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.end("SIGKILL")));
  await place.remove();
});
afterAll(() => speech?.close());

async function start(): Promise<RunningServer> {
  const server = await startRunningServer({ ...place.env, ...speechAt(speech) });
  servers.push(server);
  return server;
}

/** Ends the process as a crash does; gives another one. On PostgreSQL it may be there already, embedded it cannot. */
async function killAndGoOn(server: RunningServer): Promise<RunningServer> {
  await server.end("SIGKILL");
  return start();
}

async function accept({ address }: RunningServer, { bytes, name: fileName }: SentFile): Promise<string> {
  const body = new FormData();
  body.set("audio", new File([bytes as never], fileName));
  const headers = { prefer: "respond-async" };
  const response = await fetch(`${address}/analyze_audio_call`, { method: "POST", body, headers });
  expect(response.status).toBe(202);
  return idOf(AcceptedAnswer.parse(await response.json()));
}

async function progressOf({ address }: RunningServer, callId: string) {
  return CallProgressWire.parse(await (await fetch(`${address}/api/v1/calls/${callId}/progress`)).json());
}

async function jobsOf({ address }: RunningServer, state: string) {
  const { items } = (await (await fetch(`${address}/api/v1/jobs?state=${state}`)).json()) as {
    items: { queue: string; starts: number; crashes: number }[];
  };
  return items.filter(({ queue }) => queue === "process-recording");
}

/** The ledger, read once the last process has ended in peace. */
async function ledgerAfter(server: RunningServer): Promise<string[]> {
  expect(await server.end("SIGTERM")).toBe(0);
  servers = servers.filter((one) => one !== server);
  const { DATA_DIR: dataDir, DATABASE_URL: url } = place.env;
  const database = await openDatabase(url === undefined ? { dataDir } : { databaseUrl: url });
  try {
    const { rows } = await database.pool.query("select status, reason from paid_requests order by status, reason");
    return rows.map(({ status, reason }) => (reason === null ? status : `${status}: ${reason}`));
  } finally {
    await database.close();
  }
}

describe("a process that is killed", { timeout: 120_000 }, () => {
  it("while it prepares a recording leaves a job that begins again in time, and counts as a crash", async () => {
    const killed = await start();
    const callId = await accept(killed, fixture("long_32min.opus"));
    await vi.waitFor(async () => {
      const { steps } = await progressOf(killed, callId);
      expect(steps[1]?.count?.done).toBeGreaterThan(0);
    }, SOON);
    const living = await killAndGoOn(killed);
    await vi.waitFor(async () => expect(await jobsOf(living, "running")).toMatchObject([{ starts: 2, crashes: 1 }]), {
      timeout: AGAIN_MS,
      interval: 50,
    });
    expect((await progressOf(living, callId)).state).toBe("working");
    await fetch(`${living.address}/api/v1/calls/${callId}/cancel`, { method: "POST" });
    expect(await ledgerAfter(living)).toEqual([]);
  });

  it("while a piece is in flight leaves a job that pays for that piece once more, and for no other", async () => {
    speech.script({ kind: "stall" });
    const before = speech.received;
    const asked = speech.requests.length;
    const killed = await start();
    const callId = await accept(killed, AUDIO);
    await speech.untilReceived(before + 6);
    const stalledMs = lengthMsOf(speech.requests[asked]?.file.bytes ?? Buffer.alloc(0));
    await vi.waitFor(async () => {
      const count = (await progressOf(killed, callId)).steps[2]?.count;
      expect(count?.total).toBeGreaterThan(0);
      // Nothing but the piece in flight is left.
      expect((count?.total ?? 0) - (count?.done ?? 0)).toBeLessThanOrEqual(stalledMs);
    }, SOON);
    const living = await killAndGoOn(killed);
    await vi.waitFor(async () => expect(await progressOf(living, callId)).toMatchObject({ state: "done" }), SOON);
    expect(await progressOf(living, callId)).toMatchObject({ status: "scored" });
    expect(speech.received - before).toBe(7);
    expect(await ledgerAfter(living)).toEqual(["ambiguous: interrupted", ...Array(6).fill("answered")]);
  });
});

/** Of a piece as it is sent: 16-bit mono WAV. */
function lengthMsOf(wav: Buffer): number {
  const HEADER = 44;
  return ((wav.length - HEADER) * 1_000) / 2 / wav.readUInt32LE(24);
}
