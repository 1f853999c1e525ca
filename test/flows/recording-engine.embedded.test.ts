import { mkdir, utimes, writeFile } from "node:fs/promises";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markQuarantined, sweepRecordings } from "../../src/audit/steps/recording-upkeep.ts";
import { AppError } from "../../src/errors.ts";
import { answerOf, fixture, RecordingWorld, SOON, stretch } from "./recording-world.ts";

const AUDIO = stretch("call1_flowers", 0, 21_800);
const NO_ENGINE = { TRANSCRIBE_BASE_URL: "", TRANSCRIBE_API_KEY: "" };

let world: RecordingWorld;
beforeAll(async () => {
  world = await RecordingWorld.open(NO_ENGINE);
}, 120_000);
afterAll(() => world?.close());

const callOf = async (externalId: string) =>
  (await world.rows<{ id: string }>("select id from calls where external_id = $1", [externalId]))[0]?.id ?? "";

describe("without a speech engine", { timeout: 60_000 }, () => {
  it("a recording is kept and waits, and whoever sent it learns what to set", async () => {
    const response = await world.send(AUDIO, { call_id: "waits" });
    const problem = (await response.json()) as { detail: string; instance: string };
    expect(response.status).toBe(503);
    expect(problem.detail).toMatch(/OPENAI_API_KEY.*TRANSCRIBE_BASE_URL/);
    const callId = await callOf("waits");
    expect(problem.instance).toBe(`/api/v1/calls/${callId}`);
    expect(await world.progress(callId)).toMatchObject({ state: "waiting", reason: "speech_not_configured" });
    expect(world.files()).toHaveLength(1);
    const other = await world.send(AUDIO, { call_id: "waits", content_mode: "Client+" });
    expect(other.status).toBe(503);
  });

  it("silence needs none", async () => {
    expect((await world.analyze(fixture("bad/silence_1s.wav"))).status).toBe("not_scorable");
  });

  it("what a set-aside job of an earlier round says is about that round only", async () => {
    const callId = await world.accept(AUDIO, { call_id: "set aside" });
    await expect.poll(async () => (await world.progress(callId)).state, SOON).toBe("waiting");
    const [recording] = await world.rows<{ id: string }>("select id from recordings where call_id = $1", [callId]);
    const payload = {
      recordingId: recording?.id,
      scorecard: "manager-plus",
      reportLanguage: null,
      again: false,
      round: 0,
    };
    const id = newId();
    const told: string[] = [];
    const deps = { db: world.service.database.db, wake: (id: string) => void told.push(id) };
    await markQuarantined(deps, [{ id, payload }]);
    expect(await world.progress(callId)).toMatchObject({ state: "quarantined", settled: true });
    expect(told).toEqual([callId]);
    expect(await world.act(callId, "replay")).toBe(202);
    await markQuarantined(deps, [{ id, payload }]);
    await expect.poll(async () => (await world.progress(callId)).state, SOON).toBe("waiting");
    await markQuarantined(deps, [{ id, payload: { ...payload, round: 1 } }]);
    expect((await world.progress(callId)).state).toBe("quarantined");
    const again = await world.send(AUDIO, { call_id: "set aside" });
    expect(again.status).toBe(503);
    await markQuarantined(deps, [{ id, payload: { ...payload, round: 1 } }]);
    expect((await world.progress(callId)).state).toBe("waiting");
    expect(await world.act(callId, "cancel")).toBe(202);
  });

  it("everything that was asked is done once there is one, except what was cancelled", async () => {
    const files = world.files();
    await world.restart();
    const callId = await callOf("waits");
    expect(await world.settled(callId)).toMatchObject({ state: "done", status: "scored" });
    await world.idle();
    expect(await world.rows("select scorecard_key from evaluations where call_id = $1 order by 1", [callId])).toEqual([
      { scorecard_key: "client-plus" },
      { scorecard_key: "manager-plus" },
    ]);
    expect(await world.progress(await callOf("set aside"))).toMatchObject({ state: "cancelled" });
    expect(world.speech.received).toBe(6);
    expect(world.files()).toEqual(files);
    expect((await answerOf(await world.send(AUDIO, { call_id: "waits" }))).status).toBe("scored");
  });
});

describe("a full disk", { timeout: 60_000 }, () => {
  const full = () => Promise.reject(new AppError("out_of_storage", "There is no space left.", { retryable: true }));

  it("refuses an upload and leaves nothing, and takes it once there is room", async () => {
    const { files } = world.service.recordings;
    const before = world.files();
    const adopt = files.adopt.bind(files);
    files.adopt = full;
    const response = await world.send(AUDIO, { call_id: "full" });
    expect([response.status, await callOf("full")]).toEqual([507, ""]);
    expect(world.files()).toEqual(before);
    files.adopt = adopt;
    expect((await world.analyze(AUDIO, { call_id: "full" })).status).toBe("scored");
  });
});

describe("what is left over", () => {
  it("goes with the sweep when it is old, and what a call needs stays", async () => {
    const { files } = world.service.recordings;
    const kept = world.files();
    const orphan = "01890000-0000-7000-8000-000000000001";
    const [live] = await world.rows<{ id: string }>("select id from recordings limit 1");
    const paths = [files.path(orphan), files.newPartPath(), `${files.preparedDir(live?.id ?? "")}/dead.1`];
    await mkdir(paths[2] as string, { recursive: true });
    await writeFile(paths[0] as string, "x");
    await writeFile(paths[1] as string, "x");
    await writeFile(`${paths[2]}/piece.wav`, "x");
    await sweepRecordings({ db: world.service.database.db, files });
    expect(world.files()).toHaveLength(kept.length + 3);
    const old = new Date(Date.now() - 25 * 60 * 60_000);
    for (const path of paths) await utimes(path, old, old);
    await sweepRecordings({ db: world.service.database.db, files });
    const left = world.files();
    expect(left.some((path) => path.includes("dead.1"))).toBe(false);
    for (const path of kept) expect(left).toContain(path);
  });
});

describe("a synchronous request that waits too long", { timeout: 60_000 }, () => {
  it("is answered 504 with the call's address, and the work goes on", async () => {
    await world.restart({}, { waitMaxMs: 300 });
    world.speech.script({ kind: "stall" });
    const before = world.speech.received;
    const response = await world.send(stretch("call3_dentist", 0, 4_600), { call_id: "slow" });
    expect(response.status).toBe(504);
    const { instance } = (await response.json()) as { instance: string };
    const callId = await callOf("slow");
    expect(instance).toBe(`/api/v1/calls/${callId}`);
    expect((await world.service.request(instance)).status).toBe(200);
    await world.speech.untilReceived(before + 1);
    expect(await world.progress(callId)).toMatchObject({ state: "working" });
    expect(await world.act(callId, "cancel")).toBe(202);
    await world.idle();
  });
});
