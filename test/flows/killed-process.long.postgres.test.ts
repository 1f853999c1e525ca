import { readFileSync } from "node:fs";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, openDatabase } from "../../src/db/database.ts";
import { type OpenaiServer, startOpenaiServer } from "../fakes/openai-server.ts";
import { type TestPlace, testPlace } from "../helpers/place.ts";
import { build, type RunningServer, startRunningServer } from "../helpers/running-server.ts";

const FITNESS = readFileSync(new URL("../fixtures/dialogs/A02_fitness.txt", import.meta.url), "utf8");
/** DESIGN §10: what a killed process worked on can be done again after this. */
const FREE_AGAIN_MS = 15_000;

let place: TestPlace;
let database: Database;
let provider: OpenaiServer;
let servers: RunningServer[];

beforeAll(build, 90_000);
beforeEach(async () => {
  place = await testPlace();
  database = await openDatabase({ databaseUrl: place.env.DATABASE_URL });
  provider = await startOpenaiServer();
  servers = [];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.end("SIGKILL")));
  await provider.close();
  await database.close();
  await place.remove();
});

async function start(): Promise<RunningServer> {
  const server = await startRunningServer({
    ...place.env,
    OPENAI_API_KEY: provider.apiKey,
    OPENAI_BASE_URL: provider.url,
  });
  servers.push(server);
  return server;
}

const post = ({ address }: RunningServer) =>
  fetch(`${address}/analyze_call`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ dialog_text: FITNESS, call_id: "killed" }),
  });
const calls = async () => (await database.pool.query("select status, status_reason as reason from calls")).rows;
const ledger = async () =>
  (await database.pool.query("select attempt, status, reason from paid_requests order by attempt")).rows;

/** Makes a server wait for an answer that does not come; the sender of the call hears nothing either. */
async function keepJudging(server: RunningServer): Promise<void> {
  provider.script({ kind: "stall", at: "start" });
  post(server).catch(() => {});
  await provider.untilReceived(1);
}

describe("a process that was killed while it judged", () => {
  it("leaves a call that another server marks as interrupted within 15 s, and that then costs one more request", async () => {
    const [killed, living] = await Promise.all([start(), start()]);
    await keepJudging(killed);
    expect([await calls(), await ledger()]).toEqual([
      [{ status: "received", reason: null }],
      [{ attempt: 1, status: "intent", reason: null }],
    ]);
    await killed.end("SIGKILL");
    await vi.waitFor(async () => expect(await calls()).toEqual([{ status: "failed", reason: "interrupted" }]), {
      timeout: FREE_AGAIN_MS,
      interval: 100,
    });
    expect(await ledger()).toEqual([{ attempt: 1, status: "ambiguous", reason: "interrupted" }]);
    const response = await post(living);
    expect([response.status, await response.json()]).toMatchObject([200, { status: "scored" }]);
    expect(provider.received).toBe(2);
    expect(await calls()).toEqual([{ status: "scored", reason: null }]);
    expect(await ledger()).toMatchObject([{ status: "ambiguous" }, { attempt: 2, status: "answered" }]);
  }, 90_000);

  it("holds up nobody who sends the call again before that", async () => {
    const [killed, living] = await Promise.all([start(), start()]);
    await keepJudging(killed);
    await killed.end("SIGKILL");
    const response = await post(living);
    expect([response.status, await response.json()]).toMatchObject([200, { status: "scored" }]);
    expect(provider.received).toBe(2);
    expect(await ledger()).toMatchObject([{ reason: "interrupted" }, { attempt: 2, status: "answered" }]);
  }, 90_000);
});

describe("a process that lives", () => {
  it("keeps the call it judges when another one starts, however old the call is", async () => {
    await keepJudging(await start());
    await database.pool.query("update calls set created_at = now() - interval '1 day'");
    await start();
    expect(await calls()).toEqual([{ status: "received", reason: null }]);
    expect(await ledger()).toEqual([{ attempt: 1, status: "intent", reason: null }]);
  }, 90_000);
});
