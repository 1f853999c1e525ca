import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fixture, idOf, RecordingWorld, type SentFile, SOON } from "./recording-world.ts";

/** What each file that is no good is answered with, as an upload and by its address. */
const BAD = [
  { name: "empty.mp3", upload: 422, url: 502, detail: /empty/ },
  { name: "text_renamed.mp3", upload: 415, url: 415, detail: /not a recording|no recording|not sound|no sound/i },
  { name: "truncated_header.wav", upload: 422, url: 422, detail: /cut off|broken/ },
  { name: "silence_3h.opus", upload: 413, url: 413, detail: /long/ },
] as const;

let world: RecordingWorld;
let files: Server;
let served: SentFile;
beforeAll(async () => {
  files = createServer((_, response) => {
    response.writeHead(200, { "content-type": "audio/mpeg", "content-length": served.bytes.length }).end(served.bytes);
  });
  await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
  const { port } = files.address() as AddressInfo;
  world = await RecordingWorld.open({
    FETCH_PORTS: String(port),
    FETCH_PRIVATE_HOSTS: `127.0.0.1:${port}`,
    AUDIO_DURATION_MAX_S: "60",
  });
}, 120_000);
afterAll(async () => {
  await world?.close();
  files?.close();
});

async function problemOf(response: Response) {
  return (await response.json()) as { status: number; detail: string; instance: string };
}

const address = () => `http://127.0.0.1:${(files.address() as AddressInfo).port}/record.mp3?token=secret`;

describe("a file that is no good is refused, costs nothing and leaves nothing:", () => {
  afterEach(async () => {
    await world.idle();
    await expect.poll(() => world.files(), SOON).toEqual([]);
    expect(world.speech.received).toBe(0);
    expect(await world.rows("select id from paid_requests")).toEqual([]);
  });

  it.each(BAD)("$name, uploaded", async ({ name, upload, detail }) => {
    const response = await world.send(fixture(`bad/${name}`), { call_id: name });
    const problem = await problemOf(response);
    expect([response.status, problem.status], JSON.stringify(problem)).toEqual([upload, upload]);
    expect(JSON.stringify(problem)).toMatch(detail);
  });

  it.each(BAD.filter(({ name }) => name !== "empty.mp3"))("$name, fetched", async ({ name, url, detail }) => {
    served = fixture(`bad/${name}`);
    const response = await world.sendUrl(address(), { call_id: `url ${name}` });
    const problem = await problemOf(response);
    expect([response.status, problem.status], JSON.stringify(problem)).toEqual([url, url]);
    expect(problem.detail).toMatch(detail);
    expect(problem.instance).toMatch(/^\/api\/v1\/calls\//);
    const id = problem.instance.split("/").at(-1) ?? "";
    expect(await world.progress(id)).toMatchObject({ state: "failed", settled: true });
    expect(
      await world.rows("select file_url, removed_at is null as here from recordings where call_id = $1", [id]),
    ).toEqual([{ file_url: null, here: false }]);
    expect(await world.act(id, "replay")).toBe(409);
  });
});

describe("a recording without speech", () => {
  it("is not scorable, which costs nothing, and is kept", async () => {
    const answer = await world.analyze(fixture("bad/silence_1s.wav"));
    expect(answer).toMatchObject({
      status: "not_scorable",
      not_scorable_reason: "no_speech",
      total_score: null,
      criteria: {},
    });
    expect(world.files()).toHaveLength(1);
    expect(world.speech.received).toBe(0);
    expect(await world.progress(idOf(answer))).toMatchObject({ state: "done", recording: { pieces: 0 } });
  });
});

describe("a header that lies about the length", () => {
  it("changes nothing: what is there is what is heard", async () => {
    world.speech.script({ kind: "json", body: { text: "Алло.", usage: { type: "duration", seconds: 1 } } });
    const answer = await world.analyze(fixture("bad/lying_size.wav"));
    const [row] = await world.rows(
      "select duration_ms, sanity->'faults' as faults from recordings where call_id = $1",
      [idOf(answer)],
    );
    expect(row).toMatchObject({ duration_ms: 3_000 });
  });
});
