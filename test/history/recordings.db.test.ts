import { createHash } from "node:crypto";
import { mkdtemp, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OpenAPIHono } from "@hono/zod-openapi";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { recordingRoutes } from "../../src/history/recording-routes.ts";
import { TranscriptWire } from "../../src/history/schemas.ts";
import {
  findHeardRecording,
  findNewestWords,
  findStanding,
  showCall,
  showCalls,
  showKept,
} from "../../src/history/show-calls.ts";
import { problemOf, problemResponse } from "../../src/http/problem.ts";
import { startServer } from "../../src/http/server.ts";
import { testDatabase } from "../helpers/database.ts";

const SIZE = 1_000_000;
const BYTES = Buffer.alloc(
  SIZE,
  Uint8Array.from({ length: 251 }, (_, index) => index),
);
const SHA = createHash("sha256").update(BYTES).digest("hex");

let database: Database;
let dir: string;
let app: OpenAPIHono;
let heard: string;
let gone: string;
let textCall: string;

beforeAll(async () => {
  database = await testDatabase();
  dir = await mkdtemp(join(tmpdir(), "razbor-recordings-"));
  app = new OpenAPIHono();
  app.route("/", recordingRoutes({ db: database.db, recordingPath: (id) => join(dir, id) }));
  app.onError((error, c) => problemResponse(c, problemOf(error, null)));
  const call = await addCall("upload");
  heard = call;
  const recording = await addRecording(heard, { file_name: "../Звонок.MP3", media_type: "audio/mpeg" });
  await writeFile(join(dir, recording), BYTES);
  gone = await addCall("upload");
  await addRecording(gone, { removed_at: new Date() });
  textCall = await addCall("text");
  const transcript = await addTranscript(heard, [500, 2_000]);
  await addRoles(transcript, ["customer", "manager"]);
  await addRoles(transcript, ["manager", "customer"]);
  await addRoles(await addTranscript(textCall, [null, null]), ["manager", "customer"]);
});
afterAll(async () => {
  await database.close();
  await rm(dir, { recursive: true });
});

const audio = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
  app.request(`/api/v1/calls/${heard}/audio`, { ...init, headers });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe("GET /api/v1/calls/{id}/audio", () => {
  it("gives the whole recording with its type, its hash as ETag, and to nobody else's cache", async () => {
    const response = await audio();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache",
      "content-length": String(SIZE),
      "content-type": "audio/mpeg",
      "content-disposition":
        "inline; filename=\"______.MP3\"; filename*=UTF-8''%D0%97%D0%B2%D0%BE%D0%BD%D0%BE%D0%BA.MP3",
      etag: `"${SHA}"`,
    });
    expect((await bytesOf(response)).equals(BYTES)).toBe(true);
  });

  it.each([
    ["bytes=0-0", 0, 1],
    ["bytes=65535-65537", 65_535, 65_538],
    ["bytes=999990-", 999_990, SIZE],
    ["bytes=-5", SIZE - 5, SIZE],
    ["bytes=100000-400000", 100_000, 400_001],
  ])("gives the range %s and nothing besides", async (range, from, to) => {
    const response = await audio({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${from}-${to - 1}/${SIZE}`);
    expect(response.headers.get("content-length")).toBe(String(to - from));
    expect((await bytesOf(response)).equals(BYTES.subarray(from, to))).toBe(true);
  });

  it.each([`bytes=${SIZE}-`, "bytes=-0", "bytes=0-1,3-4"])("refuses %s with the size", async (range) => {
    const response = await audio({ range });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe(`bytes */${SIZE}`);
    expect(await response.json()).toMatchObject({ code: "range_not_satisfiable", status: 416 });
  });

  it("gives a range of the version it is asked for, else all", async () => {
    expect((await audio({ range: "bytes=0-9", "if-range": `"${SHA}"` })).status).toBe(206);
    for (const other of ['"other"', `W/"${SHA}"`, "Tue, 24 Nov 2026 08:00:00 GMT"]) {
      const response = await audio({ range: `bytes=${SIZE}-`, "if-range": other });
      expect([response.status, response.headers.get("content-length")]).toEqual([200, String(SIZE)]);
      await response.body?.cancel();
    }
  });

  it("answers a copy that still holds without bytes", async () => {
    for (const tag of [`"${SHA}"`, `"x", W/"${SHA}"`, "*"]) {
      const response = await audio({ "if-none-match": tag });
      expect([response.status, response.body]).toEqual([304, null]);
    }
  });

  it("answers HEAD with the same headers and no bytes", async () => {
    const response = await audio({ range: "bytes=0-9" }, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length"), response.body]).toEqual([206, "10", null]);
  });

  it("is a file to save when asked for one", async () => {
    const response = await app.request(`/api/v1/calls/${heard}/audio?download`, { method: "HEAD" });
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; /);
  });

  it("is not found where there is none, none any more, or no such call", async () => {
    const lost = await addCall("url");
    await addRecording(lost, {});
    for (const id of [textCall, gone, lost, newId(), "x"]) {
      const response = await app.request(`/api/v1/calls/${id}/audio`);
      expect([id, response.status]).toEqual([id, 404]);
    }
  });

  it("never calls anything but sound by its name", async () => {
    const odd = await addCall("upload");
    const id = await addRecording(odd, { media_type: "text/html", file_name: "page.html" });
    await writeFile(join(dir, id), "<script>");
    const response = await app.request(`/api/v1/calls/${odd}/audio`);
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toContain('filename="page.html.audio"');
    await response.body?.cancel();
  });

  it.skipIf(process.platform !== "linux")("closes the file when the client goes away", async () => {
    const server = await startServer({ fetch: app.fetch as never, host: "127.0.0.1", port: 0 });
    try {
      const big = await addCall("upload");
      const id = await addRecording(big, {});
      await writeFile(join(dir, id), Buffer.alloc(40_000_000));
      const response = await new Promise<IncomingMessage>((resolve) =>
        get(`${server.address}/api/v1/calls/${big}/audio`, resolve),
      );
      await new Promise((resolve) => response.once("data", resolve));
      response.pause();
      await expect.poll(() => openTimes(join(dir, id))).toBe(1);
      response.destroy();
      await expect.poll(() => openTimes(join(dir, id))).toBe(0);
    } finally {
      await server.stop(100);
    }
  });
});

describe("GET /api/v1/calls/{id}/transcript", () => {
  const transcript = (query: string, id = heard, headers: Record<string, string> = {}) =>
    app.request(`/api/v1/calls/${id}/transcript?${query}`, { headers });

  it("gives JSON by the documented schema, under the newest roles", async () => {
    const answer = TranscriptWire.parse(await (await transcript("")).json());
    expect(answer.utterances).toEqual([
      { number: 1, role: "manager", speaker: "left", start_ms: 500, end_ms: 1_500, text: "Добрый день" },
      { number: 2, role: "customer", speaker: "right", start_ms: 2_000, end_ms: 3_000, text: "Алло" },
    ]);
    expect(answer).toMatchObject({ call_id: heard, engine: "text", roles_made_by: "channel" });
  });

  it.each([
    ["txt", "text/plain; charset=utf-8", "[0:00] Менеджер: Добрый день\n[0:02] Клиент: Алло\n"],
    ["srt", "application/x-subrip; charset=utf-8", /^1\n00:00:00,500 --> 00:00:01,500\nМенеджер: Добрый день\n\n2\n/],
    ["vtt", "text/vtt; charset=utf-8", /^WEBVTT\n\n1\n00:00:00\.500 --> 00:00:01\.500\n<v Менеджер>Добрый день\n/],
  ])("gives %s as a file named after the recording", async (format, type, text) => {
    const response = await transcript(`format=${format}`);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("content-disposition")).toMatch(
      new RegExp(`^attachment; .*%D0%97%D0%B2%D0%BE%D0%BD%D0%BE%D0%BA\\.${format}$`),
    );
    expect(await response.text()).toMatch(text);
  });

  it("names the roles in the language of the reader", async () => {
    expect(await (await transcript("format=txt", heard, { "accept-language": "en-GB" })).text()).toContain("Manager: ");
    expect(await (await transcript("format=txt&lang=en")).text()).toContain("Customer: ");
    const cookie = await transcript("format=txt", heard, { cookie: "lang=ru", "accept-language": "en" });
    expect(await cookie.text()).toContain("Клиент: ");
  });

  it("says that there are no subtitles where there are no times, and no words where there are none", async () => {
    for (const format of ["srt", "vtt"]) {
      const response = await transcript(`format=${format}`, textCall);
      expect([response.status, response.headers.get("content-disposition")]).toEqual([422, null]);
    }
    expect((await transcript("format=txt", textCall)).status).toBe(200);
    expect((await transcript("format=docx")).status).toBe(422);
    for (const id of [gone, newId(), "x"]) expect((await transcript("", id)).status).toBe(404);
  });
});

describe("a call", () => {
  it("is shown with its newest words before anybody judged them", async () => {
    const { shown, transcript, newest, recording } = await showCall(database.db, heard);
    expect(shown).toBeNull();
    expect(transcript?.roles.roles).toEqual(["manager", "customer"]);
    expect(newest?.isJudged).toBe(false);
    expect(recording).toMatchObject({ isHere: true, sha256: SHA, metrics: null, lanes: [] });
    expect((await findNewestWords(database.db, heard)).words.transcript.utterances).toHaveLength(2);
  });

  it("that came to nothing is shown with the sound and the words it has", async () => {
    const kept = (id: string, origin: "upload" | "text" = "upload") => showKept(database.db, { id, origin });
    expect(await kept(heard)).toMatchObject({
      recording: { isHere: true },
      transcript: { utterances: [{ text: "Добрый день" }, { text: "Алло" }] },
      roles: ["manager", "customer"],
    });
    expect(await kept(gone)).toMatchObject({ recording: { isHere: false }, transcript: null });
    expect([await kept(textCall, "text"), await kept(newId())]).toEqual([null, null]);
  });

  it("stands by its steps until it has a result; what is skipped after one is told beside it", async () => {
    const standingOf = async (id: string) => {
      const standing = await findStanding(database.db, id);
      return standing && [standing.progress.state, standing.progress.reason, standing.hasResult];
    };
    expect([await standingOf(heard), await standingOf(newId())]).toEqual([["working", null, false], null]);
    const judged = await addCall("upload");
    await addRecording(judged, {});
    await addEvaluation(judged, await addTranscript(judged, [500, 2_000]));
    expect(await standingOf(judged)).toEqual(["working", null, false]);
    const status = (values: object) => database.db.updateTable("calls").set(values).where("id", "=", judged).execute();
    await status({ status: "skipped", status_reason: "internal" });
    expect(await standingOf(judged)).toEqual(["skipped", "internal", true]);
    await status({ status: "scored", status_reason: null, total_score: 70 });
    expect(await standingOf(judged)).toBeNull();
  });

  it("is shown without a recording that was removed, and a text without any", async () => {
    expect((await showCall(database.db, gone)).recording?.isHere).toBe(false);
    expect((await showCall(database.db, textCall)).recording).toBeNull();
  });

  it("told of another recording is heard by the one its words are of, until that one is written down too", async () => {
    const twice = await addCall("upload");
    const first = await addRecording(twice, { file_name: "first.mp3", created_at: new Date("2026-11-24T08:00:00Z") });
    const second = await addRecording(twice, { ...{ file_name: "second.mp3", sha256: null, size_bytes: null } });
    const nameOf = async () => (await showCall(database.db, twice)).recording?.fileName;
    expect(await nameOf()).toBe("second.mp3");
    await addRoles(await addTranscript(twice, [0, 2_000], first), ["manager", "customer"]);
    expect(await nameOf()).toBe("first.mp3");
    expect((await findHeardRecording(database.db, twice)).id).toBe(first);
    await addRoles(await addTranscript(twice, [0, 2_000], second), ["manager", "customer"]);
    expect(await nameOf()).toBe("second.mp3");
  });

  it("is listed with the length of its recording", async () => {
    const { durations } = await showCalls(database.db, { limit: 50, after: null, externalId: null });
    expect(durations.get(heard)).toBe(42_810);
    expect(durations.has(textCall)).toBe(false);
  });
});

/** How often this process has a file open. */
async function openTimes(path: string): Promise<number> {
  const names = await readdir("/proc/self/fd");
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
  return targets.filter((target) => target === path).length;
}

async function addCall(origin: "text" | "upload" | "url"): Promise<string> {
  const id = newId();
  await database.db
    .insertInto("calls")
    .values({
      id,
      source: "api",
      external_id: null,
      external_id_hash: null,
      manager_id: null,
      origin,
      status: "transcribed",
      status_reason: null,
      direction: null,
      started_at: null,
      language: null,
      handling: JSON.stringify({ scorecards: ["manager-plus"], managerChannel: null }),
      primary_scorecard: "manager-plus",
      total_score: null,
      process_id: null,
    } as never)
    .execute();
  return id;
}

async function addRecording(callId: string, rest: Record<string, unknown>): Promise<string> {
  const id = newId();
  const facts = { sha256: SHA, size_bytes: SIZE, duration_ms: 42_810, channels: 2, ...rest };
  await database.db
    .insertInto("recordings")
    .values({ id, call_id: callId, ...facts } as never)
    .execute();
  return id;
}

async function addTranscript(
  callId: string,
  starts: [number | null, number | null],
  recordingId: string | null = null,
): Promise<string> {
  const id = newId();
  const utterances = starts.map((startMs, index) => ({
    number: index + 1,
    speaker: index === 0 ? "left" : "right",
    text: index === 0 ? "Добрый день" : "Алло",
    startMs,
    endMs: startMs === null ? null : startMs + 1_000,
  }));
  await database.db
    .insertInto("transcripts")
    .values({
      ...{ id, call_id: callId, recording_id: recordingId, engine: "text", sha256: SHA },
      utterances: JSON.stringify(utterances),
    } as never)
    .execute();
  return id;
}

async function addEvaluation(callId: string, transcriptId: string): Promise<void> {
  const roles = await addRoles(transcriptId, ["manager", "customer"]);
  await database.db
    .insertInto("scorecard_revisions")
    .values({ key: "manager-plus", revision: 1, mode: "Manager+", sha256: SHA, document: "{}" } as never)
    .execute();
  await database.db
    .insertInto("evaluations")
    .values({
      ...{ id: newId(), call_id: callId, scorecard_key: "manager-plus", scorecard_revision: 1 },
      ...{ transcript_id: transcriptId, role_assignment_id: roles.id, input_sequence: roles.input_sequence },
      ...{ judge: "rules", status: "scored", total: 70, document: "{}", receipt: "{}" },
    } as never)
    .execute();
}

async function addRoles(transcriptId: string, roles: string[]): Promise<{ id: string; input_sequence: number }> {
  return database.db
    .insertInto("role_assignments")
    .values({
      id: newId(),
      transcript_id: transcriptId,
      made_by: "channel",
      confidence: 1,
      roles: JSON.stringify(roles),
      sha256: SHA,
    } as never)
    .returning(["id", "input_sequence"])
    .executeTakeFirstOrThrow();
}
