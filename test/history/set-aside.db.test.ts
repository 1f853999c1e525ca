import { Hono } from "hono";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { discardQuarantined, markQuarantined } from "../../src/audit/steps/recording-upkeep.ts";
import { EVALUATE_CALL, type EvaluationWork } from "../../src/calls/recording.ts";
import { externalIdHash } from "../../src/calls/store.ts";
import { keepUnreadable } from "../../src/crm/sources/delivery-store.ts";
import type { Database } from "../../src/db/database.ts";
import { jobsCommand } from "../../src/history/commands.ts";
import { jobRoutes } from "../../src/history/job-routes.ts";
import { JobList, JobWire } from "../../src/history/job-schemas.ts";
import { setAsidePages } from "../../src/history/set-aside/pages.tsx";
import { unreadableRoutes } from "../../src/history/unreadable-routes.ts";
import { UnreadableList, UnreadableWire } from "../../src/history/unreadable-schemas.ts";
import { problemOf, problemResponse } from "../../src/http/problem.ts";
import { startServer } from "../../src/http/server.ts";
import type { Jobs } from "../../src/jobs/jobs.ts";
import { openJobs } from "../../src/jobs/open-jobs.ts";
import { testDatabase } from "../helpers/database.ts";

type Work = { [EVALUATE_CALL]: EvaluationWork };

let database: Database;
let jobs: Jobs<Work>;
beforeAll(async () => {
  database = await testDatabase();
  const { pool, kind } = database;
  jobs = await openJobs<Work>({
    ...{ pool, kind, queues: [EVALUATE_CALL], work: true },
    handlers: {
      [EVALUATE_CALL]: (job) => job.fail(database.db, "its process died 3 times while working on it"),
    },
  });
  await jobs.start();
});
beforeEach(async () => {
  await database.pool.query(
    "delete from jobs.job; delete from failed_evaluations; delete from recordings; delete from deliveries; delete from calls",
  );
});
afterAll(async () => {
  await jobs.stop(0);
  await database.close();
});

const setAside = () => ({
  db: database.db,
  jobs,
  discard: (id: string) => discardQuarantined({ db: database.db, jobs, wake: () => {} }, id),
});

async function addCall(status: "received" | "failed", status_reason: string | null, external_id: string) {
  const id = newId();
  await database.db
    .insertInto("calls")
    .values({
      ...{
        id,
        source: "api",
        origin: "text",
        status,
        status_reason,
        external_id,
        external_id_hash: externalIdHash(external_id),
      },
      handling: JSON.stringify({ scorecards: ["manager-plus"], managerChannel: null }),
      primary_scorecard: "manager-plus",
    })
    .execute();
  return id;
}

/** A call at work whose only job was just set aside; nobody has looked yet. */
async function addSetAside(externalId = "held"): Promise<{ callId: string; jobId: string }> {
  const callId = await addCall("received", null, externalId);
  const work = { callId, scorecard: "manager-plus", reportLanguage: null, again: false, round: 0 };
  const jobId = await jobs.enqueue(database.db, EVALUATE_CALL, work);
  await vi.waitFor(async () => expect((await jobs.find(jobId))?.state).toBe("quarantined"), { timeout: 10_000 });
  return { callId, jobId };
}

async function look(): Promise<void> {
  await markQuarantined({ db: database.db, wake: () => {} }, await jobs.list({ state: "quarantined" }));
}

/** What somebody sent and nobody could read. */
async function addUnreadable(reason: "malformed" | "field_missing", body = "{"): Promise<void> {
  const pointer = reason === "malformed" ? null : "/call_id";
  const fault = { reason, pointer, detail: `The sender was told of ${reason}.` };
  await keepUnreadable(database.db, { source: "default", fault, body: Buffer.from(body) });
}

const unread = async (path = "", init?: RequestInit) =>
  unreadableRoutes({ db: database.db }).request(`/api/v1/unreadable-deliveries${path}`, init);
const unreadList = async (query = "") => UnreadableList.parse(await (await unread(query)).json());

async function stateOf(callId: string) {
  const row = await database.db
    .selectFrom("calls")
    .select(["status", "status_reason"])
    .where("id", "=", callId)
    .executeTakeFirstOrThrow();
  return [row.status, row.status_reason];
}

const pages = (replayCall: (callId: string) => Promise<void> = async () => {}) =>
  setAsidePages({ ...setAside(), replayCall, timeZone: "Europe/Moscow" });
const page = async (query = "") => (await pages().request(`/set-aside${query}`)).text();
const post = (app: ReturnType<typeof pages>, path: string, fields: Record<string, string> = {}) =>
  app.request(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });

const command = (...args: string[]) => commandBy(null, ...args);

/** `address`: of a server that holds the database; null when none does. */
async function commandBy(address: string | null, ...args: string[]) {
  const [out, err]: string[][] = [[], []];
  const deps = {
    accessKey: null,
    findServer: async () => (address === null ? null : { address }),
    openJobs: async () => ({ ...setAside(), close: async () => {} }),
  };
  const code = await jobsCommand(deps, args, { out: (text) => out?.push(text), err: (text) => err?.push(text) });
  return { code, out: out?.join("") ?? "", err: err?.join("") ?? "" };
}

describe("the page of what failed", () => {
  it("says that everything worked while nothing failed, whatever was cancelled", async () => {
    await addCall("failed", "cancelled", "given-up");
    const html = await page();
    expect(html).toContain("Всё получилось");
    expect(html).not.toContain("given-up");
  });

  it("shows work that was set aside and failed calls in two groups, each call once and with the words of its page", async () => {
    const { callId } = await addSetAside();
    await look();
    const other = await addCall("failed", "download_failed", "plain");
    const [jobsPart = "", callsPart = ""] = (await page()).split('id="calls-title"');
    expect(jobsPart).toContain(`href="/calls/${callId}"`);
    expect(jobsPart).toContain("запись роняла обработку");
    expect(jobsPart).not.toContain(other);
    expect(callsPart).toContain(`href="/calls/${other}"`);
    expect(callsPart).toContain("запись не\u00a0скачалась");
    expect(callsPart).not.toContain(callId);
  });

  it("shows a job that is about no call, too", async () => {
    const { jobId } = await addSetAside();
    await database.pool.query("delete from failed_evaluations; delete from calls");
    const html = await page();
    expect(html).toContain(jobId);
    expect(html).toContain("its process died 3 times");
  });

  it("goes on to older rows without missing one", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 53; n++) ids.push(await addCall("failed", "judge_failed", `call-${n}`));
    const first = await page();
    const [, next = ""] = /href="(\/set-aside\?calls=[^"]+)"/.exec(first) ?? [];
    const second = await (await pages().request(next.replaceAll("&amp;", "&"))).text();
    for (const id of ids) expect([first, second].filter((html) => html.includes(id))).toHaveLength(1);
  });

  it("starts all failed calls of one reason, leaving those that nothing is left of", async () => {
    const replayed: string[] = [];
    const lost = await addCall("failed", "judge_failed", "lost");
    const wanted = await addCall("failed", "judge_failed", "wanted");
    const other = await addCall("failed", "download_failed", "other");
    for (const call_id of [wanted, other])
      await database.db.insertInto("recordings").values({ id: newId(), call_id }).execute();
    const app = pages(async (callId) => void replayed.push(callId));
    const answer = await post(app, "/set-aside/calls/replay", { reason: "judge_failed" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/set-aside?done=replay&count=1"]);
    expect(replayed).toEqual([wanted]);
    expect(await page()).toContain(lost);
  });

  it("gives all jobs of one reason up", async () => {
    await addSetAside("one");
    await addSetAside("two");
    await look();
    const answer = await post(pages(), "/set-aside/jobs/discard", { reason: "quarantined" });
    expect(answer.headers.get("location")).toBe("/set-aside?done=discard&count=2");
    expect(await jobs.list({ state: "quarantined" })).toEqual([]);
  });
});

describe("a job that is given up", () => {
  it("leaves its call failed with the reason, also where nobody had looked yet", async () => {
    const { callId, jobId } = await addSetAside();
    expect(await stateOf(callId)).toEqual(["received", null]);
    const answer = await post(pages(), `/set-aside/jobs/${jobId}/discard`);
    expect(answer.status).toBe(303);
    expect(await stateOf(callId)).toEqual(["failed", "quarantined"]);
    const [jobsPart = "", callsPart = ""] = (await page()).split('id="calls-title"');
    expect(jobsPart).not.toContain(callId);
    expect(callsPart).toContain(callId);
  });
});

describe("what nobody could read", () => {
  it("is a group of the page in its language, with its body and what its sender was told, until somebody has looked", async () => {
    await addUnreadable("field_missing", '{"name": "<b>Анна</b>"}');
    await addUnreadable("malformed");
    const html = (await page()).replaceAll("\u00a0", " ");
    expect(html).not.toContain("Всё получилось");
    const [, part = ""] = html.split('id="arrivals-title"');
    for (const words of [
      "Общий вебхук",
      "нет поля call_id",
      "содержимое не разобрать",
      "&lt;b&gt;Анна",
      "told of malformed",
    ])
      expect(part).toContain(words);
    const [first] = (await unreadList()).items;
    const answer = await post(pages(), `/set-aside/arrivals/${first?.id}/forget`);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/set-aside?done=forget&count=1"]);
    await addUnreadable("malformed");
    await post(pages(), "/set-aside/arrivals/forget", { reason: "field_missing" });
    expect((await unreadList()).items.map(({ reason_code }) => reason_code)).toEqual(["malformed"]);
    expect(await page("?done=forget&count=1")).toContain("Убрано: 1");
  });

  it("goes page by page over the API, is shown with all that is kept of it, and is forgotten once", async () => {
    for (const body of ["1", "2", `3${"x".repeat(9_000)}`]) await addUnreadable("malformed", body);
    const first = await unreadList("?limit=2");
    const second = await unreadList(`?limit=2&cursor=${first.next_cursor}`);
    const items = [...first.items, ...second.items];
    expect(new Set(items.map(({ body }) => body[0]))).toEqual(new Set(["1", "2", "3"]));
    expect(second.next_cursor).toBeNull();
    const long = items.find(({ body_bytes }) => body_bytes > 9_000);
    expect(long?.body).toHaveLength(8_192);
    expect(UnreadableWire.parse(await (await unread(`/${long?.id}`)).json()).body).toHaveLength(9_001);
    expect((await unread(`/${long?.id}`, { method: "DELETE" })).status).toBe(204);
    await expect(keptOf(long?.id ?? "")).resolves.toBe(0);
  });

  const keptOf = async (id: string) =>
    (await database.pool.query("select from deliveries where id = $1", [id])).rows.length;
});

describe("the API of jobs", () => {
  it("shows one with its call and reason, gives it up once, and knows it no more", async () => {
    const { callId, jobId } = await addSetAside();
    await look();
    const routes = jobRoutes(setAside());
    const list = JobList.parse(await (await routes.request("/api/v1/jobs")).json());
    expect(list).toMatchObject({ items: [{ id: jobId, call_id: callId }], next_cursor: null });
    const job = JobWire.parse(await (await routes.request(`/api/v1/jobs/${jobId}`)).json());
    expect(job).toMatchObject({
      state: "quarantined",
      call_id: callId,
      reason_code: "quarantined",
      scorecard: "manager-plus",
    });
    expect((await routes.request(`/api/v1/jobs/${jobId}`, { method: "DELETE" })).status).toBe(204);
    await expect(jobs.discard(database.db, jobId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the command jobs", () => {
  it("lists, shows and gives up, one by one or all of a reason", async () => {
    const { callId, jobId } = await addSetAside("one");
    await addSetAside("two");
    await look();
    const listed = await command();
    expect(listed.out.trim().split("\n")).toHaveLength(2);
    expect(JSON.parse((await command("show", jobId)).out)).toMatchObject({ call_id: callId });
    expect((await command("discard", jobId)).code).toBe(0);
    expect(await command("discard", jobId)).toMatchObject({ code: 1, err: expect.stringContaining("No such job") });
    expect(await command("discard", "--reason", "quarantined")).toMatchObject({ code: 0, out: "Given up: 1.\n" });
    expect((await command()).out).toBe("");
  });

  it("does the same through the server that holds the database", async () => {
    const app = new Hono().route("/", jobRoutes(setAside())).route("/", unreadableRoutes({ db: database.db }));
    app.onError((error, c) => problemResponse(c, problemOf(error, null)));
    const server = await startServer({ fetch: app.fetch as never, host: "127.0.0.1", port: 0 });
    const ask = (...args: string[]) => commandBy(server.address, ...args);
    const { jobId } = await addSetAside("one");
    await look();
    await addUnreadable("malformed");
    const listed = (await ask()).out.trim().split("\n");
    const { id } = JSON.parse(listed[1] ?? "");
    expect(listed).toHaveLength(2);
    expect(JSON.parse((await ask("show", id)).out)).toMatchObject({ reason_code: "malformed", body: "{" });
    expect((await ask("discard", id, jobId)).code).toBe(0);
    expect(await ask("discard", id)).toMatchObject({ code: 1, err: expect.stringContaining("No such job") });
    expect((await ask()).out).toBe("");
    await server.stop(0);
  });

  it("lists, shows and forgets what nobody could read beside the jobs", async () => {
    await addSetAside("one");
    await look();
    for (const reason of ["malformed", "field_missing", "field_missing"] as const) await addUnreadable(reason);
    const lines = (await command()).out.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).reason_code).toSorted()).toEqual([
      "field_missing",
      "field_missing",
      "malformed",
      "quarantined",
    ]);
    expect((await command("list", "waiting")).out).toBe("");
    const { id } = UnreadableWire.parse(
      lines.map((line) => JSON.parse(line)).find((one) => one.reason_code === "malformed"),
    );
    expect(JSON.parse((await command("show", id)).out)).toMatchObject({ body: "{", source: "default" });
    expect((await command("discard", id)).code).toBe(0);
    expect(await command("discard", id)).toMatchObject({ code: 1, err: expect.stringContaining("No such job") });
    expect(await command("discard", "--reason", "field_missing")).toMatchObject({ code: 0, out: "Given up: 2.\n" });
    expect(await command("replay", "--reason", "field_missing")).toMatchObject({ out: "Started again: 0.\n" });
  });

  it("says how it is used when it is used otherwise", async () => {
    for (const args of [["show"], ["replay"], ["discard", "x"], ["replay", newId(), "--reason", "x"], ["list", "odd"]])
      expect(await command(...args)).toMatchObject({ code: 2, err: expect.stringContaining("Usage") });
  });
});
