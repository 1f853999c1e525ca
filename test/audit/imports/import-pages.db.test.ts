import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptList } from "../../../src/audit/imports/accept-list.ts";
import type { ListRules } from "../../../src/audit/imports/listed-calls.ts";
import { estimateRecordingUsd } from "../../../src/usage/estimate.ts";
import { loadPrices } from "../../../src/usage/prices.ts";
import { NO_RECORDINGS, type TestApp, testApp } from "../../helpers/app.ts";

const LIST = [
  "url,call_id,internal,talk_seconds",
  "https://pbx.example/1.mp3,1,no,60",
  "https://pbx.example/2.mp3,2,yes,60",
  "https://pbx.example/3.mp3,3,no,180",
  "ftp://pbx.example/4.mp3,4,no,5",
].join("\n");

let app: TestApp;
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "razbor-incoming-"));
  app = await testApp({ recordings: { ...NO_RECORDINGS, files: { incomingDir: dir } as never } });
  await app.database.pool.query("insert into sources (key, kind, disabled_at) values ('old', 'webhook', now())");
});
afterAll(async () => {
  await app.close();
  await rm(dir, { recursive: true });
});

const setOff = (since: "now()" | "null") =>
  app.database.pool.query(`update sources set disabled_at = ${since} where key = 'old'`);

async function send(fields: Record<string, string>): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set("file", new File([LIST], "october.csv"));
  return app.request("/imports", { method: "POST", headers: { "accept-language": "en" }, body });
}

/** What stands in the middle of a page, with plain spaces. */
async function mainOf(response: Response): Promise<string> {
  return (/<main[\s\S]*<\/main>/.exec(await response.text())?.[0] ?? "").replaceAll("\u00a0", " ");
}

const page = async (path: string) => mainOf(await app.request(path, { headers: { "accept-language": "en" } }));

describe("the page of lists", () => {
  it("offers the sources that take calls, the only one of others chosen", async () => {
    expect(await page("/imports")).toMatch(
      /<option value="default" selected[^>]*>[\s\S]*as the rules of the source say/,
    );
    expect(await page("/imports")).not.toContain('value="old"');
    await setOff("null");
    expect(await page("/imports")).not.toMatch(/<option value="\w+" selected/);
  });

  it("takes nothing without a source, says so at the field and keeps what else was chosen", async () => {
    const response = await send({ source: "", content_mode: "Client+" });
    expect(response.status).toBe(422);
    const html = await mainOf(response);
    expect(html).toMatch(/id="source-error"[\s\S]*Choose a source/);
    expect(html).toMatch(/<option value="Client\+" selected/);
    expect(await readdir(dir)).toEqual([]);
  });

  it("shows what the rules leave out, what is wrong and what it costs, and throws the list away", async () => {
    const response = await send({ source: "default", content_mode: "" });
    expect(response.status).toBe(303);
    const path = response.headers.get("location") ?? "";
    const html = await page(path);
    expect(html).toMatch(/Left out by the rules<\/dt><dd>1 \(internal call: 1\)/);
    expect(html).toMatch(/New calls<\/dt><dd>2</);
    expect(html).toMatch(/average length that the table tells: 2\s*min/);
    expect(html).toMatch(/data-label="Row">5<\/th>/);
    const gone = await app.request(`${path}/discard`, { method: "POST" });
    expect([gone.status, gone.headers.get("location")]).toEqual([303, "/imports"]);
    expect((await app.request(path)).status).toBe(404);
  });

  it("begins with no list whose source was switched off meanwhile", async () => {
    await setOff("null");
    const path = (await send({ source: "old" })).headers.get("location") ?? "";
    await setOff("now()");
    expect(await page(path)).toContain("The source is switched off");
    expect((await app.request(`${path}/start`, { method: "POST" })).status).toBe(409);
    expect((await send({ source: "old" })).status).toBe(422);
    expect((await app.request(`/api/v1${path}`, { method: "DELETE" })).status).toBe(204);
  });
});

describe("what a list will cost", () => {
  it("is that of its new calls, of the length it tells, by every scorecard of the rules", async () => {
    const path = join(dir, "list.csv");
    const rows = [60, 120, 180, 240].map((seconds) => `https://pbx.example/${seconds}.mp3,${seconds},${seconds}`);
    await writeFile(path, ["url,call_id,talk_seconds", ...rows].join("\n"));
    const costs = { prices: await loadPrices("/nonexistent"), speechModel: null, judgeModel: "no-such-model" };
    const scorecards = 3;
    const rules: ListRules = {
      skipReason: ({ talkSeconds }) => ((talkSeconds ?? 0) < 100 ? "too_short" : null),
      countScorecards: () => scorecards,
    };
    const { estimate } = await acceptList(
      {
        ...{ db: app.database.db, costs, timeZone: "UTC", scorecards: app.audit.scorecards, checkUrl: () => {} },
        calls: { findRules: async () => rules },
      },
      { path, fileName: null, source: "default", reportLanguage: null, defaults: {} },
    );
    const usd = 3 * estimateRecordingUsd({ durationMs: 180_000 }, { ...costs, scorecards });
    expect(estimate).toEqual({
      ...{ calls: 3, skipped: { too_short: 1 }, minutesPerCall: 3, basis: "told" },
      usd: Math.round(usd * 100) / 100,
    });
    expect(estimate.usd).toBeGreaterThan(0);
  });
});
