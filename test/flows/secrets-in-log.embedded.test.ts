import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createLogger } from "../../src/http/logger.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../fakes/webhook-receiver.ts";
import { RecordingWorld, SOON, stretch } from "./recording-world.ts";

const AUDIO = stretch("call1_flowers", 0, 21_800).bytes;
const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** What is secret, each recognisable wherever it turns up. */
const SECRETS = {
  token: "tok-1f5a0c93b7e24d68",
  wrongToken: "tok-9e8d7c6b5a493827",
  recordingHeader: "Basic cGJ4OmhlYWRlci1zZWNyZXQ=",
  recordingQuery: "sig-5bd0a7c1e93f",
  signing: `whsec_${Buffer.from("a signing secret of this test !!").toString("base64")}`,
  endpointQuery: "key-77aa21fe30cb",
  endpoint: `whsec_${Buffer.from("an endpoint's secret of this one").toString("base64")}`,
  speechKey: "sk-fake-for-tests",
  words: "Пятнадцать",
};

const lines: string[] = [];
let pbx: Server;
let receiver: WebhookReceiver;
let world: RecordingWorld;
/** How often the recording was asked for with the header of its source. */
let shown = 0;

beforeAll(async () => {
  pbx = createServer((request, response) => {
    if (request.headers.authorization === SECRETS.recordingHeader) shown += 1;
    if (request.url?.startsWith("/gone")) response.writeHead(403).end();
    else if (request.url?.startsWith("/cut")) request.socket.destroy();
    else if (request.url?.startsWith("/moved"))
      response.writeHead(302, { location: `${urlOf("/gone")}&by=redirect` }).end();
    else response.writeHead(200, { "content-length": AUDIO.length }).end(AUDIO);
  });
  await new Promise<void>((resolve) => pbx.listen(0, "127.0.0.1", resolve));
  receiver = await startWebhookReceiver();
  const logger = createLogger("trace", { destination: { write: (line) => void lines.push(line) } });
  const env = { JUDGE: "rules", FETCH_PRIVATE_HOSTS: `${receiver.host},${host()}`, LOG_LEVEL: "trace" };
  world = await RecordingWorld.open(env, { logger });
});
afterAll(async () => {
  await world?.close();
  await receiver?.stop();
  await new Promise((resolve) => pbx?.close(resolve));
});

const host = () => `127.0.0.1:${(pbx.address() as AddressInfo).port}`;
const urlOf = (path: string) => `http://${host()}${path}?sig=${SECRETS.recordingQuery}`;
const tell = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const response = await world.post(path, body, headers);
  return { status: response.status, id: ((await response.json()) as { id?: string }).id ?? "" };
};

it("no secret of a sender, a recording or a receiver is ever in the log, whatever goes well or wrong", async () => {
  const made = await world.post("/api/v1/sources", {
    ...{ key: "pbx", name: "АТС", credential_hosts: [host()] },
    recording_headers: { Authorization: SECRETS.recordingHeader },
  });
  expect(made.status).toBe(201);
  for (const given of [
    { kind: "token", secret: SECRETS.token },
    { kind: "signing", secret: SECRETS.signing },
  ])
    expect((await world.post("/api/v1/sources/pbx/secrets", given)).status).toBe(200);
  const endpoint = { url: `${receiver.url}?key=${SECRETS.endpointQuery}`, name: "CRM", secret: SECRETS.endpoint };
  expect((await world.post("/api/v1/endpoints", endpoint)).status).toBe(201);
  receiver.secrets.push(SECRETS.endpoint);
  receiver.script({ status: 503, body: SECRETS.endpointQuery }, "lose");

  const call = (call_id: string, path: string) => ({ call_id, manager_id: "7", recording_url: urlOf(path) });
  const good = await tell(`/webhook/pbx/${SECRETS.token}`, call("good", "/r/1.wav"));
  const ends = [
    await tell("/webhook/pbx", call("gone", "/gone"), { authorization: `Bearer ${SECRETS.token}` }),
    await tell("/webhook/pbx", call("cut", "/cut"), { "x-webhook-token": SECRETS.token }),
    await tell(`/webhook/pbx/${SECRETS.token}`, call("moved", "/moved")),
    await tell(`/webhook/pbx/${SECRETS.token}/`, call("slash", "/r/1.wav")),
  ];
  expect([good, ...ends].map(({ status }) => status)).toEqual([202, 202, 202, 202, 404]);
  expect((await tell(`/webhook/pbx/${SECRETS.wrongToken}`, call("no", "/r/1.wav"))).status).toBe(401);
  expect((await tell(`/webhook/nobody/${SECRETS.wrongToken}`, call("no", "/r/1.wav"))).status).toBe(404);
  const signed = { "webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": SECRETS.signing };
  expect((await tell("/webhook/pbx", call("no", "/r/1.wav"), signed)).status).toBe(401);
  expect((await tell(`/webhook/pbx/${SECRETS.token}`, { recording_url: urlOf("/x") })).status).toBe(422);
  const typed = new URLSearchParams({ kind: "token", secret: `${SECRETS.wrongToken} ` }).toString();
  await world.service.request("/sources/pbx/secrets", { method: "POST", headers: FORM, body: typed });
  await tell("/analyze_audio_by_url", { file_url: urlOf("/cut") }, { prefer: "respond-async" });

  expect((await world.settled(good.id)).state).toBe("done");
  await vi.waitFor(async () => {
    for (const { id } of ends.slice(0, 3)) expect((await world.progress(id)).state).not.toBe("working");
  }, SOON);
  await world.rows("update write_backs set next_attempt_at = now() where status = 'pending'");
  await vi.waitFor(() => expect(receiver.messages.length).toBeGreaterThan(0), SOON);
  expect(shown).toBeGreaterThan(1);

  const log = lines.join("");
  expect(log).toContain('"path":"/webhook/pbx/***"');
  for (const [name, secret] of Object.entries(SECRETS)) expect(log.includes(secret), name).toBe(false);
  expect(log).not.toMatch(/whsec_|sig=|key=/);
});
