import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { AcceptedAnswer } from "../../src/audit/audio-schemas.ts";
import { type OpenaiServer, startOpenaiServer } from "../fakes/openai-server.ts";
import { answerOf, fixture, idOf, RecordingWorld, SOON, stretch } from "./recording-world.ts";

/** Issue 4: what is in flight is cut within so long. */
const STILL_MS = 5_000;

let world: RecordingWorld;
let judge: OpenaiServer;
let files: Server;
let onAsked: (response: ServerResponse) => void;
beforeAll(async () => {
  judge = await startOpenaiServer();
  files = createServer((_, response) => onAsked(response));
  await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
  const { port } = files.address() as AddressInfo;
  world = await RecordingWorld.open({
    OPENAI_API_KEY: judge.apiKey,
    OPENAI_BASE_URL: judge.url,
    FETCH_PORTS: String(port),
    FETCH_PRIVATE_HOSTS: `127.0.0.1:${port}`,
  });
}, 120_000);
afterAll(async () => {
  await world?.close();
  await judge?.close();
  files?.close();
});
let before: { heard: number; judged: number; paid: number };
beforeEach(async () => {
  before = { heard: world.speech.received, judged: judge.received, paid: (await ledger()).length };
});
afterEach(() => {
  expect(world.speech.unused()).toEqual([]);
  expect(judge.unused()).toEqual([]);
});

const heard = () => world.speech.received - before.heard;
const judged = () => judge.received - before.judged;
const ledger = () =>
  world.rows<{ status: string; reason: string | null }>(
    "select status, reason from paid_requests order by created_at, id",
  );
const paid = async () =>
  (await ledger()).slice(before.paid).map(({ status, reason }) => (reason ? `${status} ${reason}` : status));

/** Cancels, and shows that the work stands still in time. */
async function cancel(callId: string): Promise<void> {
  const from = performance.now();
  expect(await world.act(callId, "cancel")).toBe(202);
  await world.idle();
  expect(await paid()).not.toContain("intent");
  expect(performance.now() - from).toBeLessThan(STILL_MS);
  expect(await world.progress(callId)).toMatchObject({ state: "cancelled", settled: true, status: "failed" });
}

/** Starts it again, to its end. */
async function replay(callId: string): Promise<void> {
  expect(await world.act(callId, "replay")).toBe(202);
  expect(await world.settled(callId)).toMatchObject({ state: "done" });
  await world.idle();
}

describe("a cancel", { timeout: 90_000 }, () => {
  it("while the file is fetched ends the connection; a replay fetches it anew", async () => {
    const address = `http://127.0.0.1:${(files.address() as AddressInfo).port}/record.wav`;
    const audio = stretch("call1_flowers", 0, 7_400);
    let response: ServerResponse | undefined;
    onAsked = (asked) => {
      response = asked;
      asked.writeHead(200, { "content-length": audio.bytes.length }).write(audio.bytes.subarray(0, 1_000));
    };
    const accepted = await world.sendUrl(address, {}, { prefer: "respond-async" });
    const callId = idOf(AcceptedAnswer.parse(await accepted.json()));
    await vi.waitFor(() => expect(response).toBeDefined(), SOON);
    const closed = once(response as ServerResponse, "close");
    await cancel(callId);
    await closed;
    expect(world.files()).toEqual([]);
    onAsked = (asked) => asked.end(audio.bytes);
    await replay(callId);
    expect(heard()).toBe(2);
  });

  it("while the sound is prepared ends that, and nothing is paid", async () => {
    const callId = await world.accept(fixture("long_32min.opus"));
    await vi.waitFor(async () => {
      const { steps } = await world.progress(callId);
      expect(steps.find(({ key }) => key === "prepared")?.count?.done).toBeGreaterThan(0);
    }, SOON);
    await cancel(callId);
    expect(heard()).toBe(0);
    expect(world.files().filter((path) => path.includes(".prepared"))).toEqual([]);
  });

  it("while a piece is transcribed cuts the request, whose outcome is never asked for again by itself", async () => {
    world.speech.script({ kind: "stall" });
    const callId = await world.accept(stretch("call2_ceilings", 0, 4_450));
    await world.speech.untilReceived(before.heard + 1);
    await cancel(callId);
    expect(await paid()).toEqual(["ambiguous cancelled"]);
    await world.restart({ OPENAI_API_KEY: judge.apiKey, OPENAI_BASE_URL: judge.url });
    await world.idle();
    expect(heard()).toBe(1);
    await replay(callId);
    expect(heard()).toBe(2);
    expect((await paid()).slice(0, 2)).toEqual(["ambiguous cancelled", "answered"]);
    expect(world.files().filter((path) => path.includes(".prepared"))).toEqual([]);
  });

  it("while it is judged cuts that request too; a replay transcribes nothing again", async () => {
    judge.script({ kind: "stall", at: "start" });
    const callId = await world.accept(stretch("call1_flowers", 0, 28_200));
    await judge.untilReceived(before.judged + 1);
    const transcribed = heard();
    await cancel(callId);
    expect((await paid()).filter((status) => status === "ambiguous cancelled")).toHaveLength(1);
    await replay(callId);
    expect(heard()).toBe(transcribed);
    expect(judged()).toBeGreaterThan(1);
  });

  it("of a call that is done, or was cancelled, or does not exist finds nothing to do", async () => {
    const callId = idOf(await world.analyze(stretch("call3_dentist", 0, 4_600)));
    expect(await world.act(callId, "cancel")).toBe(409);
    expect(await world.act(callId, "replay")).toBe(409);
    expect(await world.act("00000000-0000-7000-8000-000000000000", "cancel")).toBe(404);
    expect(await world.act("00000000-0000-7000-8000-000000000000", "replay")).toBe(404);
  });
});

describe("cancel and replay", { timeout: 90_000 }, () => {
  it("one upon the other leave the call to the replay, with one further request and one transcript", async () => {
    world.speech.script({ kind: "stall" });
    const callId = await world.accept(stretch("call2_ceilings", 4_450, 8_000));
    await world.speech.untilReceived(before.heard + 1);
    expect(await world.act(callId, "cancel")).toBe(202);
    await replay(callId);
    expect(heard()).toBe(2);
    expect(await world.rows("select id from transcripts where call_id = $1", [callId])).toHaveLength(1);
  });

  it("many at once leave a call whose status, work and ledger agree", async () => {
    world.speech.script({ kind: "stall" });
    const callId = await world.accept(stretch("call2_ceilings", 8_000, 10_800));
    await world.speech.untilReceived(before.heard + 1);
    const actions = ["cancel", "replay", "cancel", "replay", "replay", "cancel"] as const;
    const statuses = await Promise.all(actions.map((action) => world.act(callId, action)));
    for (const status of statuses) expect([202, 409]).toContain(status);
    await world.idle();
    const progress = await world.settled(callId);
    expect(["done", "cancelled"]).toContain(progress.state);
    expect(await paid()).not.toContain("intent");
    if (progress.state === "cancelled") await replay(callId);
    expect((await paid()).filter((status) => status === "answered").length).toBeGreaterThan(0);
  });
});

describe("swapped roles", { timeout: 90_000 }, () => {
  it("stay swapped when the button is pressed twice", async () => {
    const callId = idOf(await world.analyze(stretch("call1_flowers", 0, 28_200), { call_id: "swapped twice" }));
    const said = await world.said(callId);
    const page = await (await world.service.request(`/calls/${callId}`)).text();
    const address = /action="(\/calls\/[^"]+\/swap-roles[^"]*)"/.exec(page)?.[1] ?? "";
    const press = () => world.service.request(address, { method: "POST", headers: { origin: "http://127.0.0.1" } });
    expect((await press()).status).toBe(303);
    expect((await press()).status).toBe(303);
    await world.settled(callId);
    expect((await press()).status).toBe(303);
    expect((await world.settled(callId)).state).toBe("done");
    const swapped = said.map((words) => ({ ...words, role: words.role === "manager" ? "customer" : "manager" }));
    expect(await world.said(callId)).toEqual(swapped);
  });

  it("that were in doubt are judged once a person says that they are right, and only once", async () => {
    const dialogText = [
      "Speaker 1: Да, слышу.",
      "Speaker 2: Хорошо, давайте обсудим поставку кирпича на объект.",
      "Speaker 1: Давайте. Сорок тонн к пятнице получится?",
      "Speaker 2: Получится, машина выйдет в четверг утром.",
      "Speaker 1: Тогда договорились, жду в четверг.",
      "Speaker 2: Спасибо, до четверга.",
    ].join("\n");
    const body = JSON.stringify({ dialog_text: dialogText, call_id: "in doubt" });
    const headers = { "content-type": "application/json" };
    const response = await world.service.request("/analyze_call", { method: "POST", headers, body });
    const callId = idOf(await answerOf(response));
    const current = () =>
      world.rows(
        `select evaluations.status, made_by from current_evaluations
         join evaluations on evaluations.id = evaluation_id
         join role_assignments on role_assignments.id = role_assignment_id
         where current_evaluations.call_id = $1`,
        [callId],
      );
    expect(await current()).toEqual([{ status: "needs_review", made_by: "content" }]);
    expect(await (await world.service.request(`/calls/${callId}`)).text()).toContain("/confirm-roles?seen=");
    for (const _ of ["", "again"]) {
      expect(await world.act(callId, "confirm-roles")).toBe(202);
      await world.settled(callId);
      await world.idle();
      expect(await current()).toEqual([{ status: "scored", made_by: "person" }]);
    }
    expect(judged()).toBe(1);
  });

  it("are a new assignment and new evaluations of every current scorecard, without a new transcription", async () => {
    const audio = stretch("call1_flowers", 0, 28_200);
    await world.analyze(audio, { call_id: "swap" });
    const callId = idOf(await world.analyze(audio, { call_id: "swap", content_mode: "Client+" }));
    const [said, asked] = [await world.said(callId), heard()];
    const files = world.files();
    expect(await world.act(callId, "swap-roles")).toBe(202);
    await world.settled(callId);
    await world.idle();
    const swapped = said.map((words) => ({ ...words, role: words.role === "manager" ? "customer" : "manager" }));
    expect(await world.said(callId)).toEqual(swapped);
    expect(heard()).toBe(asked);
    expect(world.files()).toEqual(files);
    expect(
      await world.rows(
        `select current.scorecard_key, made_by from current_evaluations current
         join evaluations on evaluations.id = evaluation_id
         join role_assignments on role_assignments.id = role_assignment_id
         where current.call_id = $1 order by 1`,
        [callId],
      ),
    ).toEqual([
      { scorecard_key: "client-plus", made_by: "person" },
      { scorecard_key: "manager-plus", made_by: "person" },
    ]);
    expect(await world.rows("select primary_scorecard from calls where id = $1", [callId])).toEqual([
      { primary_scorecard: "client-plus" },
    ]);
    expect(await world.act(callId, "swap-roles")).toBe(202);
    expect(await world.act(callId, "swap-roles")).toBe(409);
    await world.settled(callId);
    await world.idle();
    expect(await world.said(callId)).toEqual(said);
  });
});
