import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SpendWire } from "../../src/history/spend/schemas.ts";
import { dayOf } from "../../src/usage/budget.ts";
import { closeGate, listGates } from "../../src/usage/gate-store.ts";
import { type TestApp, testApp } from "../helpers/app.ts";

const PROVIDER = "https://model.example#0123456789ab";
const PROCESS = "0193f000-0000-7000-8000-00000000000a";
const TIME_ZONE = "Europe/Moscow";
const env = { BUDGET_USD_PER_DAY: "2", TIME_ZONE };
const today = dayOf(Date.now(), TIME_ZONE);

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env, providers: [{ provider: PROVIDER, stages: ["judge", "transcribe"] }] });
});
afterAll(() => app?.close());

/** Another application on the same database: what it knows is not older than itself. */
const anew = () =>
  testApp({ env, database: app.database, providers: [{ provider: PROVIDER, stages: ["judge", "transcribe"] }] });

let serial = 0;
async function paid(row: {
  status: string;
  cost?: number;
  estimate?: number;
  call?: string;
  stage?: string;
  ago?: number;
}) {
  serial += 1;
  const at = new Date(Date.now() - (row.ago ?? 0) * 24 * 3_600_000);
  await app.database.pool.query(
    `insert into paid_requests (id, subject, stage, input_hash, status, model, process_id, created_at, settled_at,
       call_id, cost_usd, estimate_usd, spend_day)
     values (gen_random_uuid(), $1, $2, $3, $4, 'model-1', $5, $6, $6, $7, $8, $9, $10)`,
    [
      `subject-${serial}`,
      row.stage ?? "judge",
      "a".repeat(64),
      row.status,
      PROCESS,
      at,
      row.call ?? null,
      row.cost ?? null,
      row.estimate ?? 0.5,
      dayOf(at.getTime(), TIME_ZONE),
    ],
  );
}

async function accept(externalId: string): Promise<string> {
  const dialog_text = "Менеджер: Добрый день! Чем помочь?\nКлиент: Хочу окно.\nМенеджер: Какое?\nКлиент: Большое.";
  const response = await app.post("/analyze_call", { dialog_text, call_id: externalId });
  const { links } = (await response.json()) as { links: { self: string } };
  return links.self.split("/").at(-1) ?? "";
}

const spend = async () => {
  const response = await (await anew()).request("/api/v1/spend");
  expect(response.status, await response.clone().text()).toBe(200);
  return SpendWire.parse(await response.json());
};
/** A page as text whose words are not bound. */
const page = async (path: string, language = "en", shown: Promise<TestApp> = anew()) => {
  const headers = { accept: "text/html", "accept-language": language };
  const response = await (await shown).request(path, { headers });
  return (await response.text()).replaceAll("\u00a0", " ");
};

beforeEach(async () => {
  for (const table of ["paid_requests", "spend_days", "provider_gates"])
    await app.database.pool.query(`delete from ${table}`);
});

describe("the spend", () => {
  it("is told by day, source, model and call; what brought nothing and what nobody knows stand apart", async () => {
    const [one, two] = [await accept("spend-1"), await accept("spend-2")];
    await paid({ status: "answered", cost: 0.25, call: one });
    await paid({ status: "answered", cost: 0.5, call: one, stage: "transcribe" });
    await paid({ status: "unusable", cost: 0.125, call: two });
    await paid({ status: "ambiguous", estimate: 0.75, call: two });
    await paid({ status: "free_failure", call: two });
    await paid({ status: "answered", cost: 1, ago: 3 });
    await paid({ status: "answered", cost: 100, ago: 40 });
    const { days, sources, models, dearest_calls, all, calls, per_call_usd } = await spend();
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toMatchObject({ day: today, paid_usd: 0.875, unusable_usd: 0.125, unknown_usd: 0.75 });
    expect(days.at(-4)).toMatchObject({ paid_usd: 1, requests: 1 });
    expect(sources).toMatchObject([
      { source: null, calls: 0, paid_usd: 1 },
      { source: "api", calls: 2, paid_usd: 0.875 },
    ]);
    expect(models).toMatchObject([
      { stage: "judge", model: "model-1", paid_usd: 1.375, requests: 4 },
      { stage: "transcribe", paid_usd: 0.5, requests: 1 },
    ]);
    expect(dearest_calls).toMatchObject([
      { call_id: one, external_id: "spend-1", paid_usd: 0.75 },
      { call_id: two, paid_usd: 0.125, unknown_usd: 0.75 },
    ]);
    expect([all.paid_usd, all.unknown_usd, calls, per_call_usd]).toEqual([1.875, 0.75, 2, 0.4375]);
    const shown = await page("/spend");
    expect(shown).toContain(`href="/calls/${one}"`);
    expect(shown).toContain("$1.625 of $2.00");
    expect(await page(`/calls/${two}`)).toContain("$0.125, 2 requests, transcription included; perhaps $0.75 more");
  });

  it("of nothing says that rules cost nothing", async () => {
    const shown = await page("/spend", "ru", testApp({ database: app.database }));
    expect(shown).toContain("Судья по правилам ничего не стоит");
  });
});

describe("a provider that may not be asked", () => {
  const close = () =>
    closeGate(app.database.db, PROVIDER, {
      ...{ reason: "key_refused", opensAtMs: null, probeEveryMs: 300_000 },
      ...{ beganAtMs: Date.now(), nowMs: Date.now(), isProbe: false },
    });

  it("is told on every page, in the API and in the metrics, without the key", async () => {
    await close();
    expect(await page("/calls")).toContain("The model&#39;s service refused the key.");
    expect(await page("/", "ru")).toContain("Сервис модели не принял ключ.");
    expect((await spend()).closed_providers).toMatchObject([
      { reason: "key_refused", stages: ["judge", "transcribe"] },
    ]);
    const metrics = await (await anew()).request("/metrics");
    const text = await metrics.text();
    expect(text).toContain('razbor_provider_closed{host="model.example",stage="judge",reason="key_refused"} 1');
    expect(text).toContain("razbor_budget_left_usd 2");
  });

  it("is tried at once when a person says so", async () => {
    await close();
    const pressed = await (await anew()).request("/spend/try-now", { method: "POST" });
    expect([pressed.status, pressed.headers.get("location")]).toEqual([303, "/spend?tried"]);
    const [gate] = await listGates(app.database.db, [PROVIDER]);
    expect(gate?.probeAtMs).toBeLessThanOrEqual(Date.now());
    expect(await page("/spend?tried")).toContain("Trying");
  });
});

it("a budget that is used up is told on every page until the next day", async () => {
  await app.database.pool.query("insert into spend_days (day, begun_usd, full_at_usd) values ($1, 1.9, 2)", [today]);
  expect(await page("/calls")).toContain("Today&#39;s budget is used up.");
  expect((await spend()).today).toMatchObject({ budget_usd: 2, begun_usd: 1.9, is_used_up: true });
  await app.database.pool.query("update spend_days set full_at_usd = 1");
  expect((await spend()).today.is_used_up).toBe(false);
});
