import { describe, expect, it } from "vitest";
import { newWebhookSecret, readWebhookSecret, signWebhook, verifyWebhook } from "../../src/http/standard-webhooks.ts";
import vectors from "../fixtures/security/webhook-vectors.json" with { type: "json" };

interface Vector {
  id: string;
  expect: string;
  why: string;
  secret: string | string[];
  now: number;
  headers: Record<string, string>;
  body: string;
}

const SECRET = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";
const OTHER = "whsec_AgICAgICAgICAgICAgICAgICAgICAgIC";
const AT = 1_800_000_000;

function check(headers: Record<string, string>, body: string | Uint8Array, nowS: number, secrets: string[]) {
  return verifyWebhook({ header: (name) => headers[name] ?? null, body: Buffer.from(body), nowS }, secrets);
}

const sign = (body: string, secrets = [SECRET]) => ({ ...signWebhook({ id: "msg_1", timestampS: AT, body }, secrets) });

describe("a webhook's signature", () => {
  it.each(vectors.standardWebhooks as Vector[])(
    "$id: $why → $expect",
    ({ expect: expected, secret, now, headers, body }) => {
      expect(check(headers, body, now, [secret].flat()).ok).toBe(expected === "accept");
    },
  );

  it("is the one that the specification's own vector has", () => {
    const [official] = vectors.standardWebhooks as Vector[];
    if (official === undefined) throw new Error("no vector");
    const message = { id: official.headers["webhook-id"] ?? "", timestampS: official.now, body: official.body };
    expect(signWebhook(message, [official.secret].flat())).toEqual(official.headers);
  });

  it("is made with each secret of a rotation, so that either side's one fits", () => {
    const headers = sign("{}", [SECRET, OTHER]);
    expect(headers["webhook-signature"].split(" ")).toHaveLength(2);
    expect(check(headers, "{}", AT, [SECRET])).toEqual({ ok: true, id: "msg_1" });
    expect(check(headers, "{}", AT, [OTHER])).toEqual({ ok: true, id: "msg_1" });
  });

  it.each([
    ["a byte order mark", '\ufeff{"a":1e2}'],
    ["other line ends", '{"a":1e2}\r\n'],
    ["a trailing space", '{"a":1e2} '],
    ["the number written otherwise", '{"a":100}'],
    ["a key written as an escape", '{"\\u0061":1e2}'],
  ])("covers the bytes as they are: %s breaks it", (_, changed) => {
    expect(check(sign('{"a":1e2}'), changed, AT, [SECRET])).toEqual({ ok: false, fault: "wrong" });
  });

  it("covers the id and the time", () => {
    expect(check({ ...sign("{}"), "webhook-id": "msg_2" }, "{}", AT, [SECRET]).ok).toBe(false);
    expect(check({ ...sign("{}"), "webhook-timestamp": String(AT + 1) }, "{}", AT, [SECRET]).ok).toBe(false);
  });

  it.each([
    [-300, { ok: true, id: "msg_1" }],
    [-301, { ok: false, fault: "too_new" }],
    [300, { ok: true, id: "msg_1" }],
    [301, { ok: false, fault: "too_old" }],
  ])("holds five minutes both ways: %i s later", (laterS, expected) => {
    expect(check(sign("{}"), "{}", AT + laterS, [SECRET])).toEqual(expected);
  });

  it.each([
    ["v1,", "wrong"],
    ["v1", "wrong"],
    ["v1a,AAAA", "wrong"],
    ["v1,ключ", "wrong"],
    ["v1,AAAA ".repeat(15).trim(), "wrong"],
    ["v1,AAAA ".repeat(17).trim(), "unreadable"],
    [`v1,${"A".repeat(65_536)}`, "unreadable"],
  ])("that nobody can read is refused without an exception: %.20s", (signature, fault) => {
    expect(check({ ...sign("{}"), "webhook-signature": signature }, "{}", AT, [SECRET])).toEqual({ ok: false, fault });
  });

  it("is never right without a secret of ours", () => {
    expect(check(sign("{}"), "{}", AT, [])).toEqual({ ok: false, fault: "wrong" });
    expect(check({ ...sign("{}"), "webhook-signature": "" }, "{}", AT, [SECRET])).toEqual({
      ok: false,
      fault: "missing",
    });
  });
});

describe("a webhook's secret", () => {
  it("is fresh each time and readable", () => {
    expect(newWebhookSecret()).not.toBe(newWebhookSecret());
    expect(readWebhookSecret(newWebhookSecret()).byteLength).toBe(32);
  });

  it.each([24, 64])("may have %i bytes, with or without its prefix and padding", (bytes) => {
    const text = Buffer.alloc(bytes, 7).toString("base64");
    for (const secret of [text, `whsec_${text}`, text.replace(/=+$/, "")])
      expect(readWebhookSecret(secret).byteLength).toBe(bytes);
  });

  it.each([
    ["empty", ""],
    ["the prefix alone", "whsec_"],
    ["23 bytes", `whsec_${Buffer.alloc(23, 7).toString("base64")}`],
    ["65 bytes", `whsec_${Buffer.alloc(65, 7).toString("base64")}`],
    ["no base64", `whsec_${"!".repeat(40)}`],
    ["spaces around", ` ${SECRET} `],
  ])("that is no secret is refused, and not repeated: %s", (_, secret) => {
    const read = () => readWebhookSecret(secret);
    expect(read).toThrow(expect.objectContaining({ code: "invalid_input" }));
    if (secret.length > 8) expect(read).not.toThrow(secret.slice(6).trim());
  });
});
