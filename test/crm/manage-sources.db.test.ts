import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { createWebhookSource } from "../../src/adapters/webhook-source.ts";
import {
  addSource,
  changeSource,
  dropSecrets,
  listShownSources,
  makeSecret,
  type SourceDeps,
  showSource,
} from "../../src/crm/sources/manage-sources.ts";
import { sourceCommand } from "../../src/crm/sources/source-commands.ts";
import { DeliveryList, type SourceList, type SourceWithSecret } from "../../src/crm/sources/source-schemas.ts";
import { createSealer } from "../../src/db/sealing.ts";
import { newWebhookSecret, signWebhook } from "../../src/http/standard-webhooks.ts";
import { type TestApp, testApp } from "../helpers/app.ts";

let app: TestApp;
let deps: SourceDeps;
let forgotten = 0;
let serial = 0;

beforeAll(async () => {
  app = await testApp();
  deps = { ...keepingWith("a secret key of this test only"), forget: () => forgotten++ };
});
afterAll(() => app.close());

function keepingWith(secretKey: string): SourceDeps {
  const webhook = createWebhookSource({ checkUrl: () => {} });
  return {
    ...{ db: app.database.db, sealer: createSealer(secretKey), kinds: new Map([[webhook.kind, webhook]]) },
    ...{ scorecards: [...app.audit.scorecards.keys()], now: () => new Date(), forget: () => {} },
  };
}

const newKey = () => `source-${serial++}`;
const add = (change: object = {}) => addSource(deps, { key: newKey(), kind: "webhook", ...change });
const sealedOf = async (key: string) =>
  (await app.database.pool.query("select credentials_sealed as sealed from sources where key = $1", [key])).rows[0]
    ?.sealed as Buffer | null;

describe("a source", () => {
  it("is added with what was given and takes deliveries at once", async () => {
    const rules = { scorecards: ["client-plus", "dialog"], skip: { talkSecondsMin: 20, tags: ["спам"] } };
    const before = forgotten;
    const added = await add({ name: "  Офис ", rules, credentialHosts: ["PBX.Example:8080", "pbx.example:443"] });
    expect(added).toMatchObject({ kind: "webhook", name: "Офис", disabledAt: null });
    expect(added.rules).toMatchObject({ scorecards: ["client-plus", "dialog"], managerChannel: null });
    expect(added.rules.skip).toMatchObject({ talkSecondsMin: 20, internal: true, tags: ["спам"] });
    expect(added.credentialHosts).toEqual(["pbx.example:8080", "pbx.example"]);
    expect(added.secrets).toEqual({ signingSecrets: 0, tokens: 0, recordingHeaders: [] });
    expect(forgotten).toBe(before + 1);
  });

  it("of two at once with one key is added once, and the other hears of it", async () => {
    const key = newKey();
    const both = await Promise.allSettled([1, 2].map(() => addSource(deps, { key, kind: "webhook" })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(addSource(deps, { key, kind: "webhook" })).rejects.toMatchObject({ code: "conflict" });
  });

  it.each([
    ["/key", { key: "Büro" }],
    ["/key", { key: "1pbx" }],
    ["/key", { key: "new_call_recording" }],
    ["/key", { key: "api" }],
    ["/kind", { kind: "fax" }],
    ["/name", { name: "two\nlines" }],
    ["/rules/scorecards/1", { rules: { scorecards: ["dialog", "gone"] } }],
    ["/rules/scorecards", { rules: { scorecards: [] } }],
    ["/rules/skip/talk_seconds_min", { rules: { skip: { talkSecondsMin: 0 } } }],
    ["/credential_hosts/0", { credentialHosts: ["https://pbx.example/"] }],
    ["/credential_hosts/1", { credentialHosts: ["pbx.example", "u:p@pbx.example"] }],
    ["/recording_headers", { recordingHeaders: { Host: "elsewhere" } }],
  ])("with a fault at %s is refused, and nothing is left behind", async (pointer, change) => {
    const key = newKey();
    await expect(addSource(deps, { key, kind: "webhook", ...change })).rejects.toMatchObject({
      code: "invalid_input",
      faults: [{ pointer }],
    });
    expect((await listShownSources(deps)).some((source) => source.key === key)).toBe(false);
  });

  it("keeps what a change does not name, and both of two changes at once", async () => {
    const { key } = await add({ name: "Офис", rules: { skip: { talkSecondsMin: 20 } } });
    await Promise.all([
      changeSource(deps, key, { rules: { skip: { internal: false } } }),
      changeSource(deps, key, { rules: { managerChannel: "right" } }),
      changeSource(deps, key, { recordingHeaders: { Authorization: "Basic one" } }),
      makeSecret(deps, key, { kind: "token", given: null }),
      makeSecret(deps, key, { kind: "signing", given: null }),
    ]);
    const { name, rules, secrets } = await showSource(deps, key);
    expect(name).toBe("Офис");
    expect(rules).toMatchObject({ managerChannel: "right", skip: { internal: false, talkSecondsMin: 20 } });
    expect(secrets).toEqual({ signingSecrets: 1, tokens: 1, recordingHeaders: ["authorization"] });
    await changeSource(deps, key, { name: null, recordingHeaders: {} });
    expect(await showSource(deps, key)).toMatchObject({ name: null, secrets: { recordingHeaders: [], tokens: 1 } });
  });

  it("that carries the public API is none to look after", async () => {
    expect((await listShownSources(deps)).map(({ key }) => key)).not.toContain("api");
    const acts = [
      () => showSource(deps, "api"),
      () => changeSource(deps, "api", { enabled: false }),
      () => dropSecrets(deps, "no"),
      // What no key looks like is not asked for: the database takes no NUL.
      () => showSource(deps, "default\0"),
      () => changeSource(deps, "\0", { enabled: false }),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a secret", () => {
  it("is told once, holds beside the one before, and ends with the one after the next", async () => {
    const { key } = await add();
    const told = [];
    for (let turn = 0; turn < 3; turn++)
      told.push((await makeSecret(deps, key, { kind: "signing", given: null })).secret);
    expect(new Set(told).size).toBe(3);
    const statuses = [];
    for (const secret of told) statuses.push((await send(key, signed(secret ?? ""))).status);
    expect(statuses).toEqual([401, 202, 202]);
  });

  it("that a person gives is kept and not repeated, and an unfit one is refused without being repeated", async () => {
    const { key } = await add();
    const own = newWebhookSecret();
    expect((await makeSecret(deps, key, { kind: "signing", given: own })).secret).toBeNull();
    expect((await send(key, signed(own))).status).toBe(202);
    for (const [kind, given] of [
      ["signing", "whsec_short"],
      ["token", "short"],
    ] as const) {
      const refused = await makeSecret(deps, key, { kind, given }).catch((error) => error);
      expect(refused).toMatchObject({ code: "invalid_input", faults: [{ pointer: "/secret" }] });
      expect(JSON.stringify([refused.message, refused.faults])).not.toContain(given);
    }
  });

  it("is not made for a person who saw an older state", async () => {
    const { key, secretsVersion: seen } = await add();
    await makeSecret(deps, key, { kind: "token", given: null, seen });
    await expect(makeSecret(deps, key, { kind: "token", given: null, seen })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await showSource(deps, key)).secrets?.tokens).toBe(1);
  });

  it("goes with all others when they are dropped; recording headers stay", async () => {
    const { key } = await add({ recordingHeaders: { Authorization: "Basic one" } });
    const { secret } = await makeSecret(deps, key, { kind: "token", given: null });
    await makeSecret(deps, key, { kind: "signing", given: null });
    expect((await send(key, { "x-webhook-token": secret ?? "" })).status).toBe(202);
    const { secrets } = await dropSecrets(deps, key);
    expect(secrets).toEqual({ signingSecrets: 0, tokens: 0, recordingHeaders: ["authorization"] });
  });

  it("sealed with another SECRET_KEY is not shown as none, is not lost by a change, and can only be dropped", async () => {
    const { key } = await add();
    await makeSecret(deps, key, { kind: "token", given: null });
    const sealed = await sealedOf(key);
    const others = keepingWith("another secret key than that one");
    expect((await showSource(others, key)).secrets).toBeNull();
    await changeSource(others, key, { name: "Renamed" });
    expect(await sealedOf(key)).toEqual(sealed);
    const acts = [
      () => makeSecret(others, key, { kind: "token", given: null }),
      () => changeSource(others, key, { recordingHeaders: {} }),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "unavailable" });
    expect(await sealedOf(key)).toEqual(sealed);
    expect((await dropSecrets(others, key)).secrets).toMatchObject({ tokens: 0 });
  });

  it("sealed for one source does not open for another", async () => {
    const [one, other] = [await add(), await add()];
    await makeSecret(deps, one.key, { kind: "token", given: null });
    await app.database.pool.query("update sources set credentials_sealed = $1 where key = $2", [
      await sealedOf(one.key),
      other.key,
    ]);
    expect((await showSource(deps, other.key)).secrets).toBeNull();
    expect((await send(other.key)).status).toBe(503);
  });
});

describe("the API", () => {
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { "content-type": "application/json" };
    return app.request(`/api/v1/sources${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  };

  it("adds, changes, switches off, and tells a secret once and nowhere else", async () => {
    const key = newKey();
    const added = await ask("POST", "", { key, rules: { skip: { talk_seconds_min: 15 } } });
    expect([added.status, added.headers.get("location")]).toEqual([201, `/api/v1/sources/${key}`]);
    expect(await added.json()).toMatchObject({ address: `/webhook/${key}`, enabled: true });
    const headers = { Authorization: "Basic c2VjcmV0LWhlYWRlcg==" };
    expect(
      (await ask("PATCH", `/${key}`, { recording_headers: headers, credential_hosts: ["pbx.example"] })).status,
    ).toBe(200);
    const made = await ask("POST", `/${key}/secrets`, { kind: "token" });
    const { secret } = (await made.json()) as z.infer<typeof SourceWithSecret>;
    expect(made.headers.get("cache-control")).toBe("no-store");
    expect((await send(key, {}, `/${secret}`)).status).toBe(202);
    expect((await ask("PATCH", `/${key}`, { enabled: false })).status).toBe(200);
    expect((await send(key, {}, `/${secret}`)).status).toBe(403);
    const answers = await Promise.all(["", `/${key}`, `/${key}/deliveries`].map((path) => ask("GET", path)));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    const list = JSON.parse(texts[0] ?? "") as z.infer<typeof SourceList>;
    expect(list.items.find((source) => source.key === key)).toMatchObject({
      enabled: false,
      rules: { scorecards: ["manager-plus"], skip: { talk_seconds_min: 15 } },
      secrets: { signing: 0, tokens: 1, recording_headers: ["authorization"] },
    });
    for (const text of texts) expect(text).not.toMatch(new RegExp(`${secret}|c2VjcmV0`));
    expect((await ask("DELETE", `/${key}/secrets`)).status).toBe(200);
  });

  it("lists arrivals by outcome and page by page, with what nobody could read and why", async () => {
    const { key } = await add();
    await send(key);
    await send(key, {}, "", "{broken");
    const unread = await (await ask("GET", `/${key}/deliveries?outcome=unreadable`)).json();
    expect(unread).toMatchObject({
      items: [{ outcome: "unreadable", reason: "malformed", pointer: null, body: "{broken", call_id: null }],
      next_cursor: null,
    });
    const all = (await (await ask("GET", `/${key}/deliveries`)).json()) as { items: unknown[] };
    expect(all.items).toHaveLength(2);
    const page = async (query: string) =>
      DeliveryList.parse(await (await ask("GET", `/${key}/deliveries?limit=1${query}`)).json());
    const first = await page("");
    const second = await page(`&cursor=${first.next_cursor}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next_cursor).toBeNull();
    expect((await ask("GET", `/${key}/deliveries?cursor=odd`)).status).toBe(422);
    expect((await ask("GET", `/${key}/deliveries?outcome=lost`)).status).toBe(422);
    expect((await ask("GET", "/nobody/deliveries")).status).toBe(404);
  });
});

describe("the command", () => {
  const run = async (args: string[], parts: { server?: boolean; stdin?: string } = {}) => {
    let [out, err] = ["", ""];
    const code = await sourceCommand(
      {
        ...{ accessKey: null, publicUrl: "https://razbor.example", localUrl: "http://127.0.0.1:8000" },
        findServer: async () => (parts.server ? { address: null } : null),
        openSources: async () => ({ sources: deps, close: async () => {} }),
      },
      args,
      {
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        stdin: Readable.from(parts.stdin === undefined ? [] : [parts.stdin]),
      },
    );
    return { code, out, err };
  };

  it("adds a source with its rules and prints the whole address, with the token in it where there is one", async () => {
    const key = newKey();
    const rules = ["--scorecard", "dialog", "--talk-seconds-min", "20", "--direction", "inbound", "--internal", "keep"];
    const { code, out } = await run(["add", key, "--name", "Office", "--token", ...rules]);
    expect(code).toBe(0);
    const told = JSON.parse(out);
    expect(told).toMatchObject({
      ...{ key, name: "Office", address: `https://razbor.example/webhook/${key}` },
      address_with_token: `https://razbor.example/webhook/${key}/${told.secret}`,
      rules: { scorecards: ["dialog"], skip: { talk_seconds_min: 20, directions: ["outbound"], internal: false } },
    });
    const shown = await run(["show", key]);
    expect(JSON.parse(shown.out)).toMatchObject({ secrets: { tokens: 1 } });
    expect(shown.out).not.toContain(told.secret);
  });

  it("changes rules, headers and state, and takes secrets from standard input", async () => {
    const { key } = await add({ rules: { skip: { tags: ["спам"], talkSecondsMin: 20 } } });
    await run(["rules", key, "--talk-seconds-min", "none", "--skip-tag", "", "--manager-channel", "left"]);
    await run(["headers", key, "--header", "-", "--host", "PBX.example:8080"], {
      stdin: "Authorization: Basic abc:d\n",
    });
    const own = newWebhookSecret();
    const given = await run(["secret", key, "--given", "-"], { stdin: `${own}\n` });
    expect(given.out).not.toContain(own);
    await run(["off", key]);
    const { out } = await run(["list"]);
    const listed = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(listed.find((source) => source.key === key)).toMatchObject({
      ...{ enabled: false, credential_hosts: ["pbx.example:8080"] },
      secrets: { signing: 1, recording_headers: ["authorization"] },
      rules: { manager_channel: "left", skip: { talk_seconds_min: null, tags: [] } },
    });
    await run(["drop-secrets", key]);
    expect((await showSource(deps, key)).secrets?.signingSecrets).toBe(0);
  });

  it.each([
    [["show"]],
    [["list", "pbx"]],
    [["add", "pbx", "--signing", "--token"]],
    [["secret", "pbx", "--given", "whsec_in_the_history"]],
    [["rules", "pbx"]],
    [["headers", "pbx"]],
    [["headers", "pbx", "--none", "--header", "A: b"]],
    [["show", "pbx", "--token"]],
    [["constructor", "pbx"]],
    [["--nonsense"]],
  ])("does not guess what %j should mean", async (args) => {
    const { code, err } = await run(args);
    expect([code, err.slice(0, 6)]).toEqual([2, "Usage:"]);
  });

  it("helps when asked, names what does not fit, and says that a server is only starting", async () => {
    expect(await run(["add", "--help"])).toMatchObject({ code: 0, err: "" });
    expect(await run(["rules", "default", "--internal", "maybe"])).toMatchObject({
      ...{ code: 2, out: "" },
      err: expect.stringContaining("/rules/skip/internal"),
    });
    await expect(run(["list"], { server: true })).rejects.toMatchObject({ code: "unavailable" });
  });
});

/** A delivery of a call without a recording, which needs no job. */
function send(key: string, headers: Record<string, string> = {}, tail = "", body = BODY): Promise<Response> {
  return app.request(`/webhook/${key}${tail}`, {
    ...{ method: "POST", body },
    headers: { "content-type": "application/json", ...headers },
  });
}

const BODY = JSON.stringify({ call_id: "told-early" });

function signed(secret: string): Record<string, string> {
  return { ...signWebhook({ id: "msg_1", timestampS: Date.now() / 1000, body: BODY }, [secret]) };
}
