import { describe, expect, it } from "vitest";
import { createStandardWebhookTarget, type WebhookTargetDeps } from "../../src/adapters/standard-webhook-target.ts";
import { pingMessage } from "../../src/crm/endpoints/write-back-message.ts";
import { secureWith, systemConnect } from "../../src/http/outbound/guarded-connect.ts";
import cases from "../fixtures/security/ssrf-cases.json" with { type: "json" };

const NOW = new Date("2026-11-29T10:00:00Z");
const SECRET = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";
const policy = { ports: [80, 443], privateHosts: ["bridge.internal:8080"] };

function target(parts: Partial<WebhookTargetDeps> = {}) {
  return createStandardWebhookTarget({ policy, connect: null, now: () => NOW, deliveryMaxMs: 2_000, ...parts });
}

const enrol = (url: string, secret: string | null = null) => target().enrol({ url, secret });

async function deliver(url: string, parts: Partial<WebhookTargetDeps>) {
  const { credentials } = enrol(url);
  const order = {
    credentials,
    messageId: "0193a0f0-0000-7000-8000-000000000001",
    message: pingMessage(NOW),
    remoteId: null,
  };
  return target(parts).deliver(order, new AbortController().signal);
}

describe("the address of an endpoint", () => {
  /** By https, since http is refused whatever it leads to. */
  const barred = (cases as { cat: string; url: string; expect: string }[])
    .filter((one) => one.expect === "block" && /^v[46]$/.test(one.cat) && one.url.startsWith("http://"))
    .map(({ url }) => url.replace("http://", "https://"));

  it("is https, or one that a setting opens", () => {
    expect(enrol("https://crm.example/hooks?token=s3cret").address).toBe("https://crm.example/hooks");
    expect(enrol("http://bridge.internal:8080/x").address).toBe("http://bridge.internal:8080/x");
    for (const url of [
      "http://crm.example/",
      "ftp://crm.example/",
      "",
      "crm.example",
      "https://user:pass@crm.example/",
    ])
      expect(() => enrol(url)).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });

  it("is refused when its text already leads inside", () => {
    expect(barred.length).toBeGreaterThan(10);
    for (const url of barred) expect(() => enrol(url)).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });

  it("is refused at sending too when its name leads inside by then", async () => {
    const dialled: unknown[] = [];
    const connect = {
      resolve: async () => ["10.0.0.5"],
      dial: async (to: unknown) => {
        dialled.push(to);
        throw new Error("nobody dials");
      },
      secure: secureWith({}),
    };
    const outcome = await deliver("https://crm.example/", { connect });
    expect(outcome).toMatchObject({ kind: "away", fault: "address_refused", httpStatus: null });
    expect(dialled).toEqual([]);
  });

  it("that has no address by then, or refuses connections, is away", async () => {
    const nowhere = { ...systemConnect, resolve: async () => [] };
    expect(await deliver("https://crm.example/", { connect: nowhere })).toMatchObject({ fault: "unresolved" });
    const closed = {
      ...systemConnect,
      resolve: async () => ["93.184.216.34"],
      dial: () => Promise.reject(new Error("no")),
    };
    expect(await deliver("https://crm.example/", { connect: closed })).toMatchObject({ fault: "unreachable" });
  });
});

describe("the secret of an endpoint", () => {
  it("is made and told once, or taken as given and not told again", () => {
    expect(enrol("https://crm.example/").secret).toMatch(/^whsec_/);
    expect(enrol("https://crm.example/", SECRET).secret).toBeNull();
  });

  it("that is none is refused without being repeated", () => {
    expect(() => enrol("https://crm.example/", "whsec_short")).toThrow(
      expect.objectContaining({ code: "invalid_input", message: expect.not.stringContaining("whsec_short") }),
    );
  });

  it("is at most one old beside one new", () => {
    const first = enrol("https://crm.example/", SECRET).credentials;
    const second = target().rotate(first, NOW).credentials;
    const third = JSON.parse(target().rotate(second, NOW).credentials);
    expect(third.secrets).toHaveLength(2);
    expect(JSON.stringify(third)).not.toContain(SECRET);
  });
});
