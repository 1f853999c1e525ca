import { afterAll, beforeAll, expect, it } from "vitest";
import { RecordingWorld, SOON, stretch } from "./recording-world.ts";

const FIRST = stretch("call2_ceilings", 0, 4_450);
const SECOND = stretch("call2_ceilings", 4_450, 8_000);
const THIRD = stretch("call2_ceilings", 8_000, 10_800);
const FOURTH = stretch("call2_ceilings", 10_800, 15_700);

let world: RecordingWorld;
beforeAll(async () => {
  world = await RecordingWorld.open({ BUDGET_USD_PER_DAY: "0" });
}, 120_000);
afterAll(() => world?.close());

const waitsFor = (callId: string, reason: string) =>
  expect.poll(() => world.progress(callId), SOON).toMatchObject({ state: "waiting", reason });

it("over the budget a request is told until when, others wait, and all are done once the budget is raised", async () => {
  const response = await world.send(FIRST, { call_id: "first" });
  const problem = (await response.json()) as { code: string; instance: string };
  expect([response.status, problem.code]).toEqual([503, "budget_exhausted"]);
  const retryAfterS = Number(response.headers.get("retry-after"));
  expect(retryAfterS).toBeGreaterThan(0);
  expect(retryAfterS).toBeLessThanOrEqual(25 * 3_600);
  const first = problem.instance.split("/").at(-1) ?? "";
  const second = await world.accept(SECOND);
  await waitsFor(second, "budget_exhausted");
  const { until, steps } = await world.progress(first);
  expect(new Date(until ?? 0).getTime()).toBeGreaterThan(Date.now());
  expect(steps.map(({ state }) => state)).toEqual(["done", "done", "now", "wait"]);
  expect([world.speech.received, await world.ledger()]).toEqual([0, []]);
  await world.restart({ BUDGET_USD_PER_DAY: "1" });
  for (const callId of [first, second]) expect(await world.settled(callId)).toMatchObject({ state: "done" });
  const rows = await world.rows("select call_id from paid_requests order by created_at");
  expect(new Set(rows.map(({ call_id }) => call_id))).toEqual(new Set([first, second]));
}, 90_000);

it("a refused key stops all, nothing fails, and all go on by themselves with the next key", async () => {
  const before = world.speech.received;
  world.speech.script({ kind: "status", status: 401, code: "invalid_api_key" });
  const response = await world.send(THIRD);
  const problem = (await response.json()) as { code: string; detail: string; instance: string };
  expect([response.status, problem.code]).toEqual([503, "unavailable"]);
  expect(problem.detail).toContain("refused the key");
  const fourth = await world.accept(FOURTH);
  await waitsFor(fourth, "key_refused");
  expect(world.speech.received - before).toBe(1);
  world.speech.apiKey = "sk-fake-the-next";
  await world.restart({ TRANSCRIBE_API_KEY: "sk-fake-the-next" });
  const third = problem.instance.split("/").at(-1) ?? "";
  for (const callId of [third, fourth]) expect(await world.settled(callId)).toMatchObject({ state: "done" });
}, 90_000);
