import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newWebhookSecret, signWebhook } from "../../src/http/standard-webhooks.ts";
import { NO_RECORDINGS, type TestApp, testApp } from "../helpers/app.ts";

const TOKEN = "a-token-of-the-sender-1";
const URL_1 = "https://pbx.example/r/1.mp3";
const [FIRST, SECOND, FOREIGN] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];

let app: TestApp;
let exposed: TestApp;
let jobs = 0;

beforeAll(async () => {
  const recordings = {
    ...NO_RECORDINGS,
    enqueueAll: async () => {
      jobs += 1;
    },
  };
  app = await testApp({ recordings });
  const { database } = app;
  exposed = await testApp({ recordings, database, env: { HOST: "0.0.0.0", PUBLIC_URL: "https://razbor.example" } });
  await addSource("signed", { signingSecrets: [SECOND, FIRST] });
  await addSource("tokened", { tokens: [TOKEN] });
});
afterAll(() => app.close());
beforeEach(() => {
  jobs = 0;
});

async function addSource(key: string, secrets: { signingSecrets?: string[]; tokens?: string[] }) {
  const { kinds, sealer } = app.sources;
  const sealed = sealer.seal(kinds.get("webhook")?.enrol(secrets, null) ?? "", `source:${key}`);
  await app.database.db.insertInto("sources").values({ key, kind: "webhook", credentials_sealed: sealed }).execute();
}

const event = (id: string) => JSON.stringify({ call_id: id, recording_url: URL_1 });

function signed(body: string, secret: string, timestampS = Date.now() / 1000): Record<string, string> {
  return { ...signWebhook({ id: "msg_1", timestampS, body }, [secret]) };
}

/** As a proxy passes it on. */
const HTTPS = { "x-forwarded-proto": "https" };

async function bodyOf(answer: Response): Promise<Record<string, unknown>> {
  return (await answer.json()) as Record<string, unknown>;
}

describe("a sender that signs", () => {
  it.each([FIRST, SECOND])("is taken by either of two secrets during a rotation", async (secret) => {
    const body = event("s-1");
    const answer = await exposed.post("/webhook/signed", body, { ...HTTPS, ...signed(body, secret) });
    expect(answer.status).toBe(202);
    const { status_url: url } = await bodyOf(answer);
    expect(url).toMatch(/^https:\/\/razbor\.example\/api\/v1\/calls\/[0-9a-f-]{36}$/);
  });

  it("is refused for another secret, an old or a coming time, and any change of the body", async () => {
    const body = event("s-2");
    const now = Date.now() / 1000;
    for (const [sent, headers] of [
      [body, signed(body, FOREIGN)],
      [body, signed(body, FIRST, now - 301)],
      [body, signed(body, FIRST, now + 302)],
      [`${body} `, signed(body, FIRST)],
      [body, {}],
      [body, { "x-webhook-token": TOKEN }],
    ] as const) {
      const answer = await exposed.post("/webhook/signed", sent, { ...HTTPS, ...headers });
      expect(answer.status).toBe(401);
      expect(JSON.stringify(await answer.json())).not.toContain("signed");
    }
    expect(jobs).toBe(0);
  });
});

describe("a sender with a token", () => {
  it.each([
    ["Authorization: Bearer", "/webhook/tokened", { authorization: `Bearer ${TOKEN}` }],
    ["X-Webhook-Token", "/webhook/tokened", { "x-webhook-token": TOKEN }],
    ["the path", `/webhook/tokened/${TOKEN}`, {}],
  ])("is taken with it in %s", async (_, path, headers) => {
    expect((await exposed.post(path, event("t-1"), { ...HTTPS, ...headers })).status).toBe(202);
  });

  it("is refused with a wrong one, and learns nothing of what sources there are", async () => {
    const wrong = { ...HTTPS, "x-webhook-token": `${TOKEN}x` };
    const known = await exposed.post("/webhook/tokened", event("t-2"), wrong);
    const unknown = await exposed.post("/webhook/nobody", event("t-2"), wrong);
    const impossible = await exposed.post("/webhook/%00", event("t-2"), wrong);
    const tell = async (answer: Response) => ({ ...(await bodyOf(answer)), request_id: null });
    const told = await tell(known);
    expect(told).toMatchObject({ status: 401, code: "unauthorized" });
    expect(await tell(unknown)).toEqual(told);
    expect(await tell(impossible)).toEqual(told);
  });

  it("is taken where the rest of the service needs a key", async () => {
    const keyed = await testApp({ database: app.database, env: { ACCESS_KEY: "k".repeat(20) }, recordings: NO_JOBS });
    const headers = { "x-webhook-token": TOKEN };
    expect((await keyed.post("/webhook/tokened", event("t-3"), headers)).status).toBe(202);
    expect((await keyed.request("/api/v1/calls", { headers })).status).toBe(401);
    const bare = await keyed.post("/webhook/new_call_recording", event("t-4"));
    expect(bare.status).toBe(503);
    const withKey = { authorization: `Bearer ${"k".repeat(20)}` };
    expect((await keyed.post("/webhook/new_call_recording", event("t-4"), withKey)).status).toBe(202);
  });
});

const NO_JOBS = { ...NO_RECORDINGS, enqueueAll: async () => {} };

describe("a source with nothing agreed", () => {
  it("is taken on this machine", async () => {
    expect((await app.post("/webhook/new_call_recording", event("o-1"))).status).toBe(202);
  });

  it("is refused with 503 that names what to set beyond it, and behind a proxy", async () => {
    const far = await exposed.post("/webhook/new_call_recording", event("o-2"), HTTPS);
    const proxied = await app.post("/webhook/new_call_recording", event("o-2"), { "x-forwarded-for": "203.0.113.9" });
    for (const answer of [far, proxied]) {
      expect(answer.status).toBe(503);
      expect((await bodyOf(answer)).detail).toContain("npm run source -- secret default");
    }
    expect(jobs).toBe(0);
  });

  it("is taken anywhere with ACCESS=open", async () => {
    const open = await testApp({
      database: app.database,
      env: { HOST: "0.0.0.0", ACCESS: "open", PUBLIC_URL: "https://razbor.example" },
      recordings: NO_JOBS,
    });
    expect((await open.post("/webhook/new_call_recording", event("o-3"), HTTPS)).status).toBe(202);
  });
});

describe("what nobody can read", () => {
  it.each([
    ["no JSON", "{", 400, "malformed", null],
    ["a list", "[]", 422, "field_wrong", null],
    ["nothing", "null", 422, "field_wrong", null],
    ["no call", `{"recording_url":"${URL_1}"}`, 422, "field_missing", "/call_id"],
    ["a NUL", `{"call_id":"a\\u0000b"}`, 422, "field_wrong", "/call_id"],
    ["half a surrogate pair", `{"call_id":"\\ud800"}`, 422, "field_wrong", "/call_id"],
    ["too deep", `${"[".repeat(100)}${"]".repeat(100)}`, 400, "malformed", null],
    [
      "an address inside",
      `{"call_id":"x","recording_url":"http://169.254.169.254/latest"}`,
      422,
      "field_wrong",
      "/recording_url",
    ],
    [
      "an address of another scheme",
      `{"call_id":"x","recording_url":"file:///etc/passwd"}`,
      422,
      "field_wrong",
      "/recording_url",
    ],
    ["a scorecard that is not there", `{"call_id":"x","scorecard":"nope"}`, 422, "field_wrong", "/scorecard"],
    [
      "a contradiction",
      `{"call_id":"x","scorecard":"dialog","content_mode":"Client+"}`,
      422,
      "field_wrong",
      "/content_mode",
    ],
    ["a number beyond numbers", `{"call_id":"x","talk_seconds":1e400}`, 422, "field_wrong", "/talk_seconds"],
  ])("is refused and kept for study: %s", async (name, body, status, reason, pointer) => {
    const answer = await app.post("/webhook/new_call_recording", body);
    expect(answer.status, name).toBe(status);
    const [kept] = await app.database.db
      .selectFrom("deliveries")
      .select(["outcome", "reason", "pointer", "body", "call_id"])
      .orderBy("received_at", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    expect({ ...kept, body: kept?.body?.toString() }).toEqual({
      ...{ outcome: "unreadable", reason, pointer, body, call_id: null },
    });
    expect(jobs).toBe(0);
  });

  it("does not keep a body of a sender who proved nothing", async () => {
    const count = () => app.database.db.selectFrom("deliveries").select("id").execute();
    const before = (await count()).length;
    await exposed.post("/webhook/tokened", "{", HTTPS);
    expect(await count()).toHaveLength(before);
  });

  it("a body above 256 KiB, of a wrong type, in another charset or compressed is refused by its status", async () => {
    const big = JSON.stringify({ call_id: "x", pad: "x".repeat(262_144) });
    expect((await app.post("/webhook/new_call_recording", big)).status).toBe(413);
    for (const headers of [
      { "content-type": "text/plain" },
      { "content-type": "application/json; charset=utf-16" },
      { "content-encoding": "gzip" },
    ])
      expect((await app.post("/webhook/new_call_recording", event("x"), headers)).status).toBe(415);
  });

  it("keys that would poison an object are left out, and the rest is taken", async () => {
    const body = `{"call_id":"p-1","__proto__":{"isInternal":true},"constructor":{"prototype":{}},"recording_url":"${URL_1}"}`;
    expect((await app.post("/webhook/new_call_recording", body)).status).toBe(202);
    expect(({} as { isInternal?: boolean }).isInternal).toBeUndefined();
  });
});

describe("a form", () => {
  const form = (fields: string) =>
    app.post("/webhook/new_call_recording", fields, { "content-type": "application/x-www-form-urlencoded" });

  it("tells the same as JSON", async () => {
    const answer = await form(
      `call_id=f-1&manager_id=5&recording_url=${encodeURIComponent(URL_1)}&tags=vip,%20%D0%BD%D0%BE%D0%B2%D1%8B%D0%B9&internal=0&talk_seconds=75&content_mode=Client%2B&unknown=1&empty=`,
    );
    expect(answer.status).toBe(202);
    const { id } = await bodyOf(answer);
    const call = await app.database.db
      .selectFrom("calls")
      .selectAll()
      .where("id", "=", String(id))
      .executeTakeFirstOrThrow();
    expect(call).toMatchObject({ external_id: "f-1", tags: ["vip", "новый"], primary_scorecard: "client-plus" });
  });

  it("that gives a field twice is refused", async () => {
    expect((await form(`call_id=f-2&call_id=f-3`)).status).toBe(400);
  });
});

it.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("%s is not for this address", async (method) => {
  const answer = await app.request("/webhook/new_call_recording", { method });
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("POST");
});

it("a source that is switched off takes nothing", async () => {
  await app.database.db.updateTable("sources").set({ disabled_at: new Date() }).where("key", "=", "tokened").execute();
  exposed.sources.book.forget();
  const answer = await exposed.post(`/webhook/tokened/${TOKEN}`, event("off"), HTTPS);
  expect(answer.status).toBe(403);
  await app.database.db.updateTable("sources").set({ disabled_at: null }).where("key", "=", "tokened").execute();
});

it.each([
  ["a database that is away", "57P01"],
  ["a full disk of it", "53100"],
])("our own trouble is 503 with a wait, never the sender's fault: %s", async (_what, code) => {
  const away = await testApp({
    database: app.database,
    recordings: {
      ...NO_RECORDINGS,
      enqueueAll: () => Promise.reject(Object.assign(new Error("gone"), { code })),
    },
  });
  const answer = await away.post("/webhook/new_call_recording", event("away-1"));
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  const [call] = await app.database.db.selectFrom("calls").select("id").where("external_id", "=", "away-1").execute();
  expect(call).toBeUndefined();
});
