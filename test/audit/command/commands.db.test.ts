import { copyFileSync, renameSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listCalls } from "../../../src/calls/store.ts";
import { allMet, ScriptedJudge } from "../../fakes/scripted-judge.ts";
import { type TestApp, testApp } from "../../helpers/app.ts";
import { fixture } from "../../helpers/labelled.ts";
import { runAudit, tempFolder } from "./command-world.ts";

const KEY = "an-obviously-fake-key";
let app: TestApp;
let judge: ScriptedJudge;
let folder: ReturnType<typeof tempFolder>;
let file: string;

beforeEach(async () => {
  judge = new ScriptedJudge(allMet, allMet);
  app = await testApp({ judge, env: { ACCESS_KEY: KEY } });
  folder = tempFolder();
  file = join(folder.path, "call.txt");
  copyFileSync(fileURLToPath(fixture("dialogs/A02_fitness.txt")), file);
});
afterEach(async () => {
  folder.remove();
  await app.close();
});

const calls = () => listCalls(app.database.db, { limit: 10, after: null, externalId: null });

function opened(settled: unknown[] = []) {
  return async () => ({
    audit: app.audit,
    settle: async (settlements: unknown[]) => void settled.push(settlements),
    close: async () => {},
  });
}

it("--save keeps the call under the name and bytes of the file, and judges the same file once", async () => {
  const run = () => runAudit(["--json", "--save", file], { deps: { openAudit: opened() } });
  const first = await run();
  const second = await run();
  expect([first.code, second.code, judge.asked.length]).toEqual([0, 0, 1]);
  const answer = first.answer();
  expect(answer.call_id).toMatch(/^call\.txt [0-9a-f]{32}$/);
  expect(second.lines()[0]?.answer).toMatchObject({ evaluation_id: answer.evaluation_id });
  expect(await calls()).toMatchObject([
    { externalId: answer.call_id, status: "scored", metadata: { file: "call.txt" } },
  ]);
});

it("--save takes a file of another name for another call", async () => {
  await runAudit(["--save", file], { deps: { openAudit: opened() } });
  renameSync(file, join(folder.path, "other.txt"));
  await runAudit(["--save", folder.path], { deps: { openAudit: opened() } });
  expect((await calls()).map(({ externalId }) => externalId?.split(" ")[0])).toEqual(["other.txt", "call.txt"]);
});

it("a paid judge without --save keeps no call, and pays under the hash of the words", async () => {
  const settled: unknown[] = [];
  const run = await runAudit(["--json", file], { deps: { judge: "openai", openAudit: opened(settled) } });
  expect([run.code, judge.asked[0]?.subject]).toEqual([0, run.answer().evaluation.receipt.transcript_sha256]);
  expect(settled).toEqual([[]]);
  expect(await calls()).toEqual([]);
});

it("goes through the server that holds the data directory, which keeps the calls, and says so", async () => {
  const server = serve({
    fetch: async (request) => {
      const headers = new Headers(request.headers);
      headers.delete("host");
      const { pathname } = new URL(request.url);
      return app.request(pathname, { method: request.method, headers, body: await request.text() });
    },
    hostname: "127.0.0.1",
    port: 0,
  });
  try {
    await new Promise((done) => server.once("listening", done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const findServer = async () => ({ address });
    const run = await runAudit(["--json", file], { deps: { findServer, accessKey: KEY } });
    expect(run.err).toContain(`The server at ${address}`);
    const [call] = await calls();
    expect(run.lines()).toMatchObject([{ file, answer: { call_id: call?.id, status: "scored" }, problem: null }]);
    expect(call?.externalId).toBeNull();

    const refused = await runAudit(["--json", file], { deps: { findServer, accessKey: null } });
    expect([refused.code, refused.lines()[0]?.problem]).toMatchObject([1, { code: "unauthorized" }]);
  } finally {
    await new Promise((done) => server.close(done));
  }
});

it("a server that has just gone is a failure of each file, one that just starts of the whole run", async () => {
  const gone = { findServer: async () => ({ address: "http://127.0.0.1:9" }) };
  const run = await runAudit(["--json", file], { deps: gone });
  expect([run.code, run.lines()[0]?.problem]).toMatchObject([1, { code: "unavailable" }]);
  const starting = { findServer: async () => ({ address: null }) };
  await expect(runAudit([file], { deps: starting })).rejects.toMatchObject({ code: "conflict" });
});
