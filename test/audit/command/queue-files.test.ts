import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ServiceApi } from "../../../src/audit/command/backfill-way.ts";
import { AppError } from "../../../src/errors.ts";
import { loadPrices } from "../../../src/usage/prices.ts";
import { runAudit, tempFolder } from "./command-world.ts";

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder.path, "inner"));
  writeFileSync(join(folder.path, "one.txt"), "Менеджер: Добрый день!\nКлиент: Здравствуйте.");
  writeFileSync(join(folder.path, "inner", "two.mp3"), "not really");
  writeFileSync(join(folder.path, "inner", "two.pdf"), "left out");
});
afterEach(() => folder.remove());

interface Sent {
  path: string;
  fields: Record<string, unknown>;
}

/** A service that keeps what it is sent, under ids of its own; any other question fails. */
function keepingService(stop?: AbortController) {
  const sent: Sent[] = [];
  const ids = new Map<string, string>();
  const api: ServiceApi = {
    isAtWork: true,
    close: async () => {},
    request: async (path, { body } = {}) => {
      const answer = (status: number, document: unknown) => ({ status, text: async () => JSON.stringify(document) });
      const asked = /^\/api\/v1\/calls\?external_id=([^&]+)&limit=1$/.exec(path)?.[1];
      if (asked !== undefined) {
        const id = ids.get(decodeURIComponent(asked.replaceAll("+", " ")));
        return answer(200, { items: id === undefined ? [] : [{ id, status: "stored" }] });
      }
      if (path.startsWith("/api/v1/calls/")) return answer(200, { id: path.slice(-36), status: "scored" });
      if (path !== "/analyze_call" && path !== "/analyze_audio_call") throw new Error(`${path} was asked for`);
      const fields = body instanceof FormData ? Object.fromEntries(body) : JSON.parse(String(body));
      const id = `01930000-0000-7000-8000-00000000000${sent.length}`;
      sent.push({ path, fields });
      ids.set(String(fields.call_id), id);
      stop?.abort();
      return answer(202, { links: { self: `/api/v1/calls/${id}` } });
    },
  };
  return { sent, api };
}

function run(
  api: ServiceApi,
  args: string[],
  { model = null as string | null, stopping = new AbortController() } = {},
) {
  const loadCosts = async () => ({ prices: await loadPrices("/nonexistent"), speechModel: model, judgeModel: null });
  return runAudit(["--queue", ...args, folder.path], {
    deps: { openApi: async () => api, loadCosts },
    stopping: stopping.signal,
  });
}

describe("audit --queue", () => {
  it("copies recordings and texts below a folder into the service, behind anything fresh, each once", async () => {
    const { sent, api } = keepingService();
    expect(await run(api, ["--mode", "Client+"])).toMatchObject({ code: 0 });
    expect(sent.map(({ path }) => path).sort()).toEqual(["/analyze_audio_call", "/analyze_call"]);
    for (const { fields } of sent) expect(fields).toMatchObject({ priority: "low", content_mode: "Client+" });
    const again = await run(api, ["--json"]);
    expect(again.code).toBe(0);
    expect(
      again.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).state),
    ).toEqual(["known", "known"]);
    expect(sent).toHaveLength(2);
  });

  it("knows a file by its path below the folder and its bytes", async () => {
    const { sent, api } = keepingService();
    await run(api, []);
    writeFileSync(join(folder.path, "inner", "one.txt"), "Менеджер: Добрый день!\nКлиент: Здравствуйте.");
    writeFileSync(join(folder.path, "one.txt"), "Менеджер: Добрый вечер!\nКлиент: Здравствуйте.");
    await run(api, []);
    expect(sent).toHaveLength(4);
  });

  it("spends nothing before somebody agreed to the cost it tells", async () => {
    const { sent, api } = keepingService();
    const refused = await run(api, [], { model: "whisper-1" });
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/2 to queue.*about \$0\.\d\d[\s\S]*--yes/) });
    expect(sent).toEqual([]);
    expect(await run(api, ["--yes"], { model: "whisper-1" })).toMatchObject({ code: 0 });
    expect(sent).toHaveLength(2);
  });

  it("goes on where it was stopped", async () => {
    for (let n = 0; n < 5; n++) writeFileSync(join(folder.path, `more-${n}.txt`), `Менеджер: Добрый день, это ${n}!`);
    const stopping = new AbortController();
    const { sent, api } = keepingService(stopping);
    expect(await run(api, [], { stopping })).toMatchObject({ code: 1, err: expect.stringContaining("to go on") });
    expect(sent.length).toBeLessThan(7);
    await run(api, []);
    expect(new Set(sent.map(({ fields }) => fields.call_id)).size).toBe(7);
    expect(sent).toHaveLength(7);
  });

  it("ends with the first file when the service is gone, and goes on when it is there again", async () => {
    const { sent, api } = keepingService();
    const gone = { ...api, request: () => Promise.reject(new AppError("unavailable", "The server does not answer.")) };
    await expect(run(gone, [])).rejects.toMatchObject({ detail: expect.stringContaining("to go on") });
    const full = {
      status: 507,
      text: async () => JSON.stringify({ code: "out_of_storage", detail: "The disk is full." }),
    };
    const filling: ServiceApi = { ...api, request: async (path, init) => (init ? full : api.request(path)) };
    await expect(run(filling, [])).rejects.toMatchObject({ detail: expect.stringContaining("The disk is full.") });
    expect(sent).toEqual([]);
    expect(await run(api, [])).toMatchObject({ code: 0 });
  });

  it("waits until all is judged where that is wished, and says that nobody is at work where nobody is", async () => {
    const { api } = keepingService();
    expect(await run(api, ["--wait"])).toMatchObject({
      code: 0,
      err: expect.stringContaining("2 of 2 done, 0 failed"),
    });
    await expect(run({ ...api, isAtWork: false }, ["--wait"])).rejects.toMatchObject({ code: "conflict" });
  });

  it("is refused where it makes no sense", async () => {
    for (const args of [
      ["--yes", "x"],
      ["--wait", "x"],
      ["--queue", "-"],
    ])
      expect(await runAudit(args)).toMatchObject({ code: 2 });
  });
});
