import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProgressDeps, progressRoutes } from "../../src/audit/progress-routes.ts";
import { CallProgressWire } from "../../src/calls/progress-schema.ts";
import type { Database } from "../../src/db/database.ts";
import { problemOf, problemResponse } from "../../src/http/problem.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A call that came by URL and is not here yet. */
async function newCall(): Promise<string> {
  const id = newId();
  const handling = JSON.stringify({ scorecards: ["manager-plus"], managerChannel: null });
  await database.db
    .insertInto("calls")
    .values({ id, source: "default", origin: "url", status: "received", handling, primary_scorecard: "manager-plus" })
    .execute();
  await database.db.insertInto("recordings").values({ id: newId(), call_id: id, file_name: "call.mp3" }).execute();
  return id;
}

async function change(id: string, call: object, recording: object = {}): Promise<void> {
  await database.db.updateTable("calls").set(call).where("id", "=", id).execute();
  if (Object.keys(recording).length > 0)
    await database.db.updateTable("recordings").set(recording).where("call_id", "=", id).execute();
}

/** The routes with a bell per call and short looks; `listeners` counts who listens. */
function follow(parts: Partial<ProgressDeps> = {}) {
  const bells = new Map<string, Set<() => void>>();
  const errors: unknown[] = [];
  const app = progressRoutes({
    db: database.db,
    subscribe: (id, listener) => {
      const all = bells.get(id) ?? new Set();
      bells.set(id, all.add(listener));
      return () => all.delete(listener);
    },
    onError: (error) => errors.push(error),
    lookEveryMs: 60_000,
    lookGapMs: 0,
    ...parts,
  });
  app.onError((error, c) => problemResponse(c, problemOf(error, null)));
  return {
    errors,
    ring: (id: string) => bells.get(id)?.forEach((listener) => void listener()),
    listeners: (id: string) => bells.get(id)?.size ?? 0,
    get: (path: string, headers: Record<string, string> = {}) => app.request(path, { headers }),
  };
}

interface Seen {
  id: string;
  state: string;
  steps: string[];
}

/** Reads events one by one. */
function reader(response: Response) {
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!body) throw new Error("the answer has no body");
  let text = "";
  return {
    async next(): Promise<Seen | null> {
      for (;;) {
        const [, id = "", data = ""] = /event: progress\nid: (\S+)\ndata: (.*)\n\n/.exec(text) ?? [];
        if (data !== "") {
          text = text.slice(text.indexOf(data) + data.length);
          const progress = CallProgressWire.parse(JSON.parse(data));
          return { id, state: progress.state, steps: progress.steps.map(({ state }) => state) };
        }
        const { done, value } = await body.read();
        if (done) return null;
        text += value;
      }
    },
    leave: () => body.cancel(),
  };
}

const SHA = "a".repeat(64);
const PREPARED = JSON.stringify({
  layout: "stereo",
  durationMs: 60_000,
  pieces: [{ number: 0 }, { number: 1 }],
  piecesMs: 48_000,
});

describe("the progress of a call", () => {
  it("is what is stored, step by step", async () => {
    const id = await newCall();
    const { get } = follow();
    const progress = async () => CallProgressWire.parse(await (await get(`/api/v1/calls/${id}/progress`)).json());
    expect((await progress()).steps.map(({ state }) => state)).toEqual(["now", "wait", "wait", "wait"]);
    await change(id, { progress: JSON.stringify({ step: "stored", done: 40, total: 100, unit: "bytes" }) });
    expect((await progress()).steps[0]?.count).toEqual({ done: 40, total: 100, unit: "bytes" });
    await change(id, { status: "stored", progress: null }, { sha256: SHA, size_bytes: 100 });
    await change(id, { status: "prepared" }, { prepared: PREPARED, duration_ms: 60_000, channels: 2 });
    expect(await progress()).toMatchObject({
      state: "working",
      settled: false,
      recording: {
        file_name: "call.mp3",
        size_bytes: 100,
        duration_ms: 60_000,
        layout: "stereo",
        pieces: 2,
        pieces_ms: 48_000,
      },
      links: { page: `/calls/${id}`, evaluation: null },
    });
    await change(id, { status: "failed", status_reason: "cancelled" });
    expect(await progress()).toMatchObject({ state: "cancelled", settled: true, reason: "cancelled" });
  });

  it("of no call is not found, nor of what is no id", async () => {
    const { get } = follow();
    for (const id of [newId(), "x", "1;drop"])
      for (const end of ["progress", "events"]) expect((await get(`/api/v1/calls/${id}/${end}`)).status).toBe(404);
  });
});

describe("the events of a call", () => {
  it("come at once and with every change, and end with the call", async () => {
    const id = await newCall();
    const { get, ring, listeners } = follow();
    const response = await get(`/api/v1/calls/${id}/events`);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const events = reader(response);
    expect((await events.next())?.steps).toEqual(["now", "wait", "wait", "wait"]);
    await change(id, { status: "stored" }, { sha256: SHA, size_bytes: 100 });
    ring(id);
    expect((await events.next())?.steps).toEqual(["done", "now", "wait", "wait"]);
    ring(id);
    await change(id, { status: "failed", status_reason: "not_audio" });
    ring(id);
    expect(await events.next()).toMatchObject({ state: "failed", steps: ["done", "stopped", "wait", "wait"] });
    expect(await events.next()).toBeNull();
    expect(listeners(id)).toBe(0);
  });

  it("see what another process changed without being told", async () => {
    const id = await newCall();
    const { get } = follow({ lookEveryMs: 5 });
    const events = reader(await get(`/api/v1/calls/${id}/events`));
    await events.next();
    await change(id, { status: "failed", status_reason: "not_audio" });
    expect((await events.next())?.state).toBe("failed");
  });

  it("are not sent twice to a reader who comes back, and a settled call sends it away for good", async () => {
    const id = await newCall();
    const { get, ring } = follow();
    const path = `/api/v1/calls/${id}/events`;
    const before = reader(await get(path));
    const first = await before.next();
    await before.leave();
    const again = reader(await get(path, { "last-event-id": first?.id ?? "" }));
    await change(id, { status: "failed", status_reason: "not_audio" });
    ring(id);
    const last = await again.next();
    expect(last?.state).toBe("failed");
    expect((await get(path, { "last-event-id": last?.id ?? "" })).status).toBe(204);
    expect((await get(path, { "last-event-id": first?.id ?? "" })).status).toBe(200);
  });

  it("stop when the reader leaves, and leave nobody listening", async () => {
    const id = await newCall();
    const { get, listeners, errors } = follow();
    const events = reader(await get(`/api/v1/calls/${id}/events`));
    await events.next();
    expect(listeners(id)).toBe(1);
    await events.leave();
    await expect.poll(() => listeners(id)).toBe(0);
    expect(errors).toEqual([]);
  });

  it("stop when the server stops", async () => {
    const id = await newCall();
    const closing = new AbortController();
    const { get, listeners } = follow({ closing: closing.signal });
    const events = reader(await get(`/api/v1/calls/${id}/events`));
    await events.next();
    closing.abort();
    expect(await events.next()).toBeNull();
    await expect.poll(() => listeners(id)).toBe(0);
  });

  it("are refused when too many read, until one leaves", async () => {
    const id = await newCall();
    const { get } = follow({ streamsMax: 1 });
    const path = `/api/v1/calls/${id}/events`;
    const events = reader(await get(path));
    await events.next();
    const refused = await get(path);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    await events.leave();
    await expect.poll(async () => (await get(path)).status).toBe(200);
  });
});
