import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CallWithEvaluations } from "../../src/history/schemas.ts";
import { RecordingWorld, SOON, stretch } from "./recording-world.ts";

const AUDIO = stretch("call1_flowers", 0, 21_800);

let world: RecordingWorld;
let pbx: Server;
/** What the telephone system was asked for. */
let asked: IncomingMessage[] = [];
/** Recordings that are not there yet. */
const missing = new Set<string>();

beforeAll(async () => {
  pbx = createServer((request, response) => {
    asked.push(request);
    if (missing.has(request.url ?? "")) response.writeHead(404).end();
    else response.writeHead(200, { "content-length": AUDIO.bytes.length }).end(AUDIO.bytes);
  });
  await new Promise<void>((resolve) => pbx.listen(0, "127.0.0.1", resolve));
  world = await RecordingWorld.open({ JUDGE: "rules", FETCH_PRIVATE_HOSTS: host() });
});
afterAll(async () => {
  await world.close();
  await new Promise((resolve) => pbx.close(resolve));
});

const host = () => `127.0.0.1:${(pbx.address() as AddressInfo).port}`;
const urlOf = (path: string) => `http://${host()}${path}`;

async function tell(body: object): Promise<{ status: number; id: string; answer: Record<string, unknown> }> {
  const response = await world.post("/webhook/new_call_recording", body);
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, id: String(answer.id), answer };
}

async function callOf(id: string) {
  return CallWithEvaluations.parse(await (await world.service.request(`/api/v1/calls/${id}`)).json());
}

describe("a webhook of the origin's contract", () => {
  it("ends as a score of its call, once however often it is sent", async () => {
    asked = [];
    const body = { call_id: 123, manager_id: 7, recording_url: urlOf("/r/1.wav") };
    const answers = await Promise.all(Array.from({ length: 20 }, () => tell(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const [{ id, answer }] = answers as [(typeof answers)[0]];
    expect(answer).toMatchObject({ call_id: "123", status: "received", status_url: `/api/v1/calls/${id}` });
    expect((await world.settled(id)).state).toBe("done");
    expect(await tell(body)).toMatchObject({ status: 202, id });
    await world.idle();
    const call = await callOf(id);
    expect(call).toMatchObject({ origin: "webhook", source: "default", manager_id: "7", external_id: "123" });
    expect(call.evaluations).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it("under another id is a call of its own, whose words are not paid again", async () => {
    const paid = (await world.ledger()).length;
    const { id } = await tell({ call_id: "another", recording_url: urlOf("/r/1.wav") });
    expect((await world.settled(id)).state).toBe("done");
    expect((await callOf(id)).evaluations).toHaveLength(1);
    expect(await world.ledger()).toHaveLength(paid);
  });
});

describe("a source", () => {
  it("has its scorecards filled in, each as an evaluation of its own", async () => {
    await world.rows("update sources set rules = $1 where key = 'default'", [
      { scorecards: ["manager-plus", "client-plus", "dialog"] },
    ]);
    world.service.sources.book.forget();
    const { id } = await tell({ call_id: "three", recording_url: urlOf("/r/3.wav") });
    await world.settled(id);
    await world.idle();
    const { evaluations } = await callOf(id);
    expect(evaluations.map(({ scorecard }) => scorecard).toSorted()).toEqual(["client-plus", "dialog", "manager-plus"]);
    expect((await callOf(id)).evaluations.every(({ current }) => current)).toBe(true);
  });

  it("with a rule for talk has a call skipped by its sound, and pays nothing until a person wants it", async () => {
    await world.rows("update sources set rules = $1 where key = 'default'", [{ skip: { talkSecondsMin: 600 } }]);
    world.service.sources.book.forget();
    const paid = (await world.ledger()).length;
    const other = stretch("call1_flowers", 30_000, 45_000);
    const before = AUDIO.bytes;
    AUDIO.bytes = other.bytes;
    const { id } = await tell({ call_id: "short", recording_url: urlOf("/r/4.wav") });
    expect(await world.settled(id)).toMatchObject({ status: "skipped", reason: "too_short" });
    AUDIO.bytes = before;
    expect(await world.ledger()).toHaveLength(paid);
    const page = await world.service.request(`/calls/${id}`, { headers: { accept: "text/html" } });
    expect(await page.text()).toContain(`action="/calls/${id}/include"`);
    expect(await world.act(id, "include")).toBe(202);
    expect((await world.settled(id)).state).toBe("done");
    expect(await world.act(id, "include")).toBe(202);
    await world.idle();
    expect((await callOf(id)).evaluations).toHaveLength(1);
    await world.rows("update sources set rules = '{}' where key = 'default'");
    world.service.sources.book.forget();
  });

  it("shows its credentials to its own hosts only", async () => {
    const { book, kinds, sealer } = world.service.sources;
    const credentials = kinds.get("webhook")?.enrol({ recordingHeaders: { Authorization: "Basic pbx" } }, null) ?? "";
    const sealed = sealer.seal(credentials, "source:default");
    for (const [hosts, header] of [
      [["other.example"], undefined],
      [[host()], "Basic pbx"],
    ] as const) {
      await world.rows("update sources set credentials_sealed = $1, credential_hosts = $2 where key = 'default'", [
        sealed,
        hosts,
      ]);
      book.forget();
      asked = [];
      const { id } = await tell({ call_id: `sealed-${hosts[0]}`, recording_url: urlOf("/r/1.wav") });
      await world.settled(id);
      expect(asked.map(({ headers }) => headers.authorization)).toEqual([header]);
    }
    await world.rows("update sources set credentials_sealed = null, credential_hosts = '{}' where key = 'default'");
    book.forget();
  });
});

describe("a recording that is not there yet", () => {
  it("is looked for again, and the call says what it waits for", async () => {
    missing.add("/r/late.wav");
    const { id } = await tell({ call_id: "late", recording_url: urlOf("/r/late.wav") });
    const job = await vi.waitFor(async () => {
      const [waiting] = await world.service.recordings.jobs.list({ state: "waiting" });
      if (waiting?.reason !== "recording_not_ready") throw new Error("not put off yet");
      return waiting;
    }, SOON);
    expect(await world.progress(id)).toMatchObject({ state: "waiting", reason: "recording_not_ready" });
    expect(job.startAfter.getTime()).toBeGreaterThan(Date.now() + 10_000);
    missing.clear();
    await world.rows("update jobs.job set start_after = now() where id = $1", [job.id]);
    world.service.recordings.jobs.nudge();
    expect((await world.settled(id)).state).toBe("done");
  });

  it("after a day lets the call be skipped", async () => {
    missing.add("/r/never.wav");
    const { id } = await tell({ call_id: "never", recording_url: urlOf("/r/never.wav") });
    const job = await vi.waitFor(async () => {
      const [waiting] = await world.service.recordings.jobs.list({ state: "waiting" });
      if (waiting?.reason !== "recording_not_ready") throw new Error("not put off yet");
      return waiting;
    }, SOON);
    await world.rows("update recordings set created_at = now() - interval '25 hours' where call_id = $1", [id]);
    await world.rows("update jobs.job set start_after = now() where id = $1", [job.id]);
    world.service.recordings.jobs.nudge();
    expect(await world.settled(id)).toMatchObject({ status: "skipped", reason: "no_recording" });
    missing.clear();
  });
});
