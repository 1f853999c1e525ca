import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { AnalyzeCallAnswer } from "../../src/audit/schemas.ts";
import { addEndpoint } from "../../src/crm/endpoints/manage-endpoints.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../fakes/webhook-receiver.ts";
import { type TestService, testService } from "../helpers/service.ts";

const dialog = (name: string) => readFileSync(new URL(`../fixtures/dialogs/${name}.txt`, import.meta.url), "utf8");
const SOON = { timeout: 20_000, interval: 20 };

let receiver: WebhookReceiver;
let service: TestService;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  service = await testService({ FETCH_PRIVATE_HOSTS: receiver.host });
});
afterAll(async () => {
  await service?.close();
  await receiver?.stop();
});

async function analyze(text: string): Promise<AnalyzeCallAnswer> {
  const response = await service.request("/analyze_call", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ dialog_text: text, call_id: "crm-77", manager_id: "m-1" }),
  });
  return AnalyzeCallAnswer.parse(await response.json());
}

/** The one record that the receiver keeps. */
const record = () => [...receiver.records.values()][0];
/** What waits for its next attempt is due now, as if the time had passed. */
const letTimePass = () =>
  service.database.pool.query("update write_backs set next_attempt_at = now() where status = 'pending'");

it("the receiver ends with one record and the last score, after a lost reply, restarts and two changes", async () => {
  const { endpoint, secret } = await addEndpoint(service.writeBacks.endpoints, {
    ...{ name: null, kind: "webhook", source: null, secret: null },
    url: receiver.url,
  });
  receiver.secrets.push(secret ?? "");

  receiver.script("lose");
  const first = await analyze(dialog("A02_fitness"));
  await vi.waitFor(() => expect(receiver.messages).toHaveLength(1), SOON);
  expect(record()).toMatchObject({ version: 1, call_id: "crm-77", total_score: first.total_score });
  service = await service.restart();
  await letTimePass();
  await vi.waitFor(() => expect(receiver.messages).toHaveLength(2), SOON);
  const [lost, again] = receiver.messages;
  expect(again?.id).toBe(lost?.id);

  receiver.script({ status: 503 }, "silent");
  const second = await analyze(dialog("A04_kitchen"));
  await vi.waitFor(() => expect(receiver.messages).toHaveLength(3), SOON);
  const third = await analyze(dialog("A07_generator"));
  expect(new Set([first, second, third].map(({ total_score }) => total_score)).size).toBe(3);
  await vi.waitFor(() => expect(receiver.messages).toHaveLength(4), SOON);
  service = await service.restart();
  await letTimePass();
  await vi.waitFor(() => expect(record()).toMatchObject({ version: 3, total_score: third.total_score }), SOON);

  expect(receiver.faults).toEqual([]);
  expect(receiver.records.size).toBe(1);
  expect(record()?.evaluation_id).toBe(third.evaluation_id);
  const held = "select endpoint_id, status, version, delivered_version from write_backs";
  await vi.waitFor(async () => {
    const { rows } = await service.database.pool.query(held);
    expect(rows).toEqual([{ endpoint_id: endpoint.id, status: "delivered", version: 3, delivered_version: 3 }]);
  }, SOON);
});
