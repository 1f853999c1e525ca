import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AcceptedAnswer } from "../../src/audit/audio-schemas.ts";
import { createLogger } from "../../src/http/logger.ts";
import { answerOf, fixture, idOf, RecordingWorld, SOON, stretch } from "./recording-world.ts";

const AUDIO = stretch("call1_flowers", 0, 21_800);
/** Stands in every address that is asked for. */
const SECRET = "token-that-nobody-may-see";

let world: RecordingWorld;
let listed: Server;
let unlisted: Server;
let lines = "";
let connections = 0;

/** What the server in the same rack says, by path. */
const PAGES: Record<string, (response: ServerResponse) => void> = {
  "/call.wav": (response) => response.writeHead(200, { "content-length": AUDIO.bytes.length }).end(AUDIO.bytes),
  "/moved": (response) => response.writeHead(302, { location: `/call.wav?again=${SECRET}` }).end(),
  "/inside": (response) => response.writeHead(302, { location: at("/call.wav", unlisted) }).end(),
  "/named": (response) =>
    response
      .writeHead(200, { "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("звонок.mp3")}` })
      .end(SILENCE.bytes),
  "/html": (response) =>
    response.writeHead(200, { "content-type": "audio/mpeg" }).end("<!doctype html><title>Log in</title>"),
  "/204": (response) => response.writeHead(204, { "content-type": "audio/mpeg" }).end(),
  "/206": (response) => response.writeHead(206, { "content-type": "audio/wav" }).end(AUDIO.bytes.subarray(0, 9_000)),
  "/304": (response) => response.writeHead(304).end(),
  "/gzip": (response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
  "/large": (response) => response.writeHead(200, { "content-length": 900_000_000 }).write("x"),
  "/endless": (response) => {
    const zeros = new Readable({ read: () => void zeros.push(Buffer.alloc(65_536)) });
    response.writeHead(200).on("close", () => zeros.destroy());
    zeros.pipe(response);
  },
  "/short": (response) => {
    response.writeHead(200, { "content-length": AUDIO.bytes.length }).write(AUDIO.bytes.subarray(0, 5_000));
    setImmediate(() => response.destroy());
  },
};
const SILENCE = fixture("bad/silence_1s.wav");

function keepLine(line: string): void {
  lines += line;
}

async function serve(take: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(take);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const at = (path: string, server = listed) => `http://127.0.0.1:${portOf(server)}${path}?signature=${SECRET}`;

beforeAll(async () => {
  listed = await serve((request, response) => {
    const page = PAGES[new URL(request.url ?? "", "http://a.example").pathname];
    if (page) page(response);
    else response.writeHead(410).end();
  });
  unlisted = await serve((_, response) => response.end(AUDIO.bytes));
  unlisted.on("connection", () => connections++);
  world = await RecordingWorld.open(
    {
      FETCH_PORTS: `80,${portOf(listed)},${portOf(unlisted)}`,
      FETCH_PRIVATE_HOSTS: `127.0.0.1:${portOf(listed)}`,
      AUDIO_BYTES_MAX: "1000000",
    },
    { logger: createLogger("trace", { destination: { write: keepLine } }) },
  );
}, 120_000);
afterEach(async () => {
  await world.idle();
  expect(lines).not.toContain(SECRET);
  expect(world.files().filter((path) => /incoming|prepared/.test(path))).toEqual([]);
});
afterAll(async () => {
  await world?.close();
  listed?.closeAllConnections();
  listed?.close();
  unlisted?.close();
});

describe("a recording by its address", { timeout: 60_000 }, () => {
  it("from a host of FETCH_PRIVATE_HOSTS is fetched and scored, and the address forgotten", async () => {
    const answer = await answerOf(await world.sendUrl(at("/call.wav"), { call_id: "by url" }));
    expect(answer).toMatchObject({ call_id: "by url", status: "scored" });
    const kept = await world.rows("select * from recordings where call_id = $1", [idOf(answer)]);
    expect(kept).toMatchObject([{ file_url: null, file_name: "call.wav", size_bytes: AUDIO.bytes.length }]);
    const everything = await world.rows("select to_jsonb(calls)::text as call from calls");
    expect(JSON.stringify([kept, everything])).not.toContain(SECRET);
  });

  it("is followed where it moved; what was transcribed before is not paid again", async () => {
    const received = world.speech.received;
    const answer = await answerOf(await world.sendUrl(at("/moved")));
    expect(answer.status).toBe("scored");
    expect(world.speech.received).toBe(received);
  });

  it("that the call has already brings the stored answer and no second recording", async () => {
    const first = await answerOf(await world.sendUrl(at("/call.wav"), { call_id: "twice by url" }));
    const [files, received] = [world.files(), world.speech.received];
    const second = await answerOf(await world.sendUrl(at("/moved"), { call_id: "twice by url" }));
    expect(second).toEqual(first);
    await world.idle();
    expect(world.files()).toEqual(files);
    expect(world.speech.received).toBe(received);
    expect(await world.rows("select id from evaluations where call_id = $1", [idOf(first)])).toHaveLength(1);
    expect(await world.progress(idOf(first))).toMatchObject({ state: "done", recording: { file_name: "call.wav" } });
    const call = await (await world.service.request(`/api/v1/calls/${idOf(first)}`)).json();
    expect(call).toMatchObject({ status: "scored", total_score: first.total_score });
    expect((await world.service.request(`/api/v1/calls/${idOf(first)}/audio`)).status).toBe(200);
    const kept = await world.rows("select file_url from recordings where call_id = $1", [idOf(first)]);
    expect(kept).toEqual([{ file_url: null }, { file_url: null }]);
  });

  it("that the call has already is judged by another scorecard, and transcribed no second time", async () => {
    const first = await answerOf(await world.sendUrl(at("/call.wav"), { call_id: "other card by url" }));
    const received = world.speech.received;
    const fields = { call_id: "other card by url", content_mode: "Client+" };
    const second = await answerOf(await world.sendUrl(at("/call.wav"), fields));
    expect([idOf(second), second.scorecard]).toEqual([idOf(first), "client-plus"]);
    expect(world.speech.received).toBe(received);
    const call = await (await world.service.request(`/api/v1/calls/${idOf(first)}`)).json();
    expect(call).toMatchObject({ status: second.status, primary_scorecard: "client-plus" });
  });

  it("sent twice at once is one evaluation", async () => {
    const send = async () => answerOf(await world.sendUrl(at("/call.wav"), { call_id: "at once by url" }));
    const [first, second] = await Promise.all([send(), send()]);
    expect(second).toEqual(first);
    await world.idle();
    expect(await world.progress(idOf(first))).toMatchObject({ state: "done" });
    expect(await world.rows("select id from evaluations where call_id = $1", [idOf(first)])).toHaveLength(1);
  });

  it("bears the name its sender gives it", async () => {
    const answer = await answerOf(await world.sendUrl(at("/named")));
    expect(await world.rows("select file_name from recordings where call_id = $1", [idOf(answer)])).toEqual([
      { file_name: "звонок.mp3" },
    ]);
  });
});

describe("an address that brings no recording is a clear problem, costs nothing and leaves nothing:", {
  timeout: 60_000,
}, () => {
  it.each([
    ["/html", 415, "not_audio", /./],
    ["/204", 502, "download_failed", /status 204/],
    ["/206", 502, "download_failed", /status 206/],
    ["/304", 502, "download_failed", /status 304/],
    ["/gone", 502, "download_failed", /status 410/],
    ["/gzip", 502, "download_failed", /compressed/],
    ["/large", 413, "audio_too_large", /1000000 bytes/],
    ["/endless", 413, "audio_too_large", /1000000 bytes/],
  ])("%s", async (path, status, reason, detail) => {
    const [received, files] = [world.speech.received, world.files()];
    const response = await world.sendUrl(at(path));
    const problem = (await response.json()) as { detail: string; instance: string };
    expect([response.status, problem.detail]).toEqual([status, expect.stringMatching(detail)]);
    const callId = problem.instance.split("/").at(-1) ?? "";
    expect(await world.progress(callId)).toMatchObject({ state: "failed", reason });
    // The file goes right after the failure is written down.
    await expect.poll(() => world.files(), SOON).toEqual(files);
    expect(world.speech.received).toBe(received);
  });

  it("one that breaks off is tried again by itself, and waits meanwhile", async () => {
    const response = await world.sendUrl(at("/short"), {}, { prefer: "respond-async" });
    const callId = idOf(AcceptedAnswer.parse(await response.json()));
    await expect.poll(async () => (await world.progress(callId)).state, SOON).toBe("waiting");
    expect(await world.progress(callId)).toMatchObject({ reason: "download_failed", until: expect.any(String) });
    expect(await world.act(callId, "cancel")).toBe(202);
  });
});

describe("an address inside that is not listed", { timeout: 60_000 }, () => {
  it("is refused without a connection, in the words of a name that does not exist", async () => {
    const inside = await world.sendUrl(at("/call.wav", unlisted));
    const moved = await world.sendUrl(at("/inside"));
    const nowhere = await world.sendUrl(`http://nowhere.invalid/call.wav?signature=${SECRET}`);
    expect([inside.status, moved.status, nowhere.status]).toEqual([422, 502, 502]);
    const { errors } = (await inside.json()) as { errors: { detail: string }[] };
    const details = [errors[0], await moved.json(), await nowhere.json()] as { detail: string }[];
    expect(new Set(details.map(({ detail }) => detail)).size).toBe(1);
    expect(connections).toBe(0);
  });
});
