import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { RecordingWorld, SOON, stretch } from "./recording-world.ts";

const AUDIO = stretch("call1_flowers", 0, 21_800);
const OTHER = stretch("call1_flowers", 0, 20_000);
const BACKLOG = 300;
/** Half of the places of a process: what a backlog has at most. */
const PLACES = 2;

let world: RecordingWorld;
let pbx: Server;
/** Recordings of the archive that were asked for; none is ever answered. */
const held = new Map<string, IncomingMessage>();

beforeAll(async () => {
  pbx = createServer((request, response) => {
    if (request.url?.startsWith("/archive/")) held.set(request.url, request);
    else response.writeHead(200, { "content-length": AUDIO.bytes.length }).end(AUDIO.bytes);
  });
  await new Promise<void>((resolve) => pbx.listen(0, "127.0.0.1", resolve));
  world = await RecordingWorld.open({ JUDGE: "rules", FETCH_PRIVATE_HOSTS: host() });
});
afterAll(async () => {
  await world.close();
  pbx.closeAllConnections();
  await new Promise((resolve) => pbx.close(resolve));
});

const host = () => `127.0.0.1:${(pbx.address() as AddressInfo).port}`;

/** Begins with a list of so many recordings of the archive. */
async function startArchive(rows: number): Promise<string> {
  const lines = Array.from({ length: rows }, (_, index) => `old-${index},http://${host()}/archive/${index}.wav`);
  const form = new FormData();
  form.set("file", new File([["call_id,url", ...lines].join("\n")], "archive.csv"));
  form.set("source", "default");
  form.set("start", "true");
  const response = await world.service.request("/api/v1/imports", { method: "POST", body: form });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

describe("an archive of hundreds of calls", () => {
  it("lets a new webhook and a new upload by, though it holds every place that it may have", async () => {
    const secrets = { recording_headers: { "X-Key": "of-the-archive" }, credential_hosts: [host()] };
    const changed = await world.service.request("/api/v1/sources/default", {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(secrets),
    });
    expect(changed.status).toBe(200);
    const list = await startArchive(BACKLOG);
    await vi.waitFor(() => expect(held.size).toBe(PLACES), SOON);
    for (const { headers } of held.values()) expect(headers["x-key"]).toBe("of-the-archive");
    const told = await world.post("/webhook/new_call_recording", {
      call_id: "new",
      recording_url: `http://${host()}/new.wav`,
    });
    const { id: webhook } = (await told.json()) as { id: string };
    const upload = await world.accept(OTHER);
    for (const id of [webhook, upload]) expect((await world.settled(id)).state).toBe("done");
    const page = await (await world.service.request(`/api/v1/imports/${list}`)).json();
    expect(page).toMatchObject({ status: "running", counts: { done: 0, failed: 0 } });
    // A place may have given one up and taken the next; the rest has not begun.
    expect(held.size).toBeLessThan(BACKLOG / 10);
  });

  it("has a call that a webhook tells of too, once", async () => {
    const body = { call_id: "old-0", recording_url: `http://${host()}/archive/0.wav` };
    const told = await world.post("/webhook/new_call_recording", body);
    expect(told.status).toBe(202);
    const found = await world.rows("select origin from calls where external_id = 'old-0'");
    expect(found).toEqual([{ origin: "url" }]);
  });
});
