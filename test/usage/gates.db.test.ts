import { describe, expect, it } from "vitest";
import { listGates, probeGateNow } from "../../src/usage/gate-store.ts";
import type { FaultReason } from "../../src/usage/paid-client.ts";
import type { PaidOrder, PayOnce } from "../../src/usage/paid-order.ts";
import { free, type ScriptedClient, said, scriptedClient, type Turn, unknown } from "../fakes/scripted-client.ts";
import { errorOf, LedgerWorld, OTHER_PROCESS } from "./ledger-world.ts";

const ledger = LedgerWorld.forThisFile();
const JOB = { patienceMs: 10_000 };

/** Asks one more question of a provider. */
async function ask(
  pay: PayOnce,
  client: ScriptedClient,
  subject: string,
  change: Partial<PaidOrder<string, string>> = {},
) {
  const order = ledger.order(client, { ...JOB, ...change });
  const { value, settlement } = await pay.pay({ ...order, key: { ...order.key, subject: ledger.subject + subject } });
  if (settlement) await pay.settle([settlement]);
  return value;
}

const heldAs = (reason: string) => ({ code: "unavailable", retryable: true, hold: { reason } });
const many = (count: number, turn: Turn): Turn[] => Array.from({ length: count }, () => turn);

describe("a provider that asks to wait", () => {
  it("is asked by nobody before, in any process, and by a fifth of what may run at once in the first five seconds", async () => {
    const client = scriptedClient(free("rate_limited", 60_000), ...many(16, said("good")));
    const [first, second] = [ledger.payer(), ledger.payer(OTHER_PROCESS)];
    expect(await errorOf(ask(first, client, "0"))).toMatchObject({
      ...heldAs("provider_paused"),
      retryAfterMs: 60_000,
    });
    expect(await errorOf(ask(second, client, "1"))).toMatchObject(heldAs("provider_paused"));
    expect(client.sent).toHaveLength(1);
    ledger.clock.skip(60_000);
    const until = ledger.clock.now();
    const asked = Array.from({ length: 16 }, (_, at) =>
      ask(first, client, `a${at}`, { patienceMs: 0 }).catch(() => null),
    );
    await Promise.all(asked);
    expect(client.sent).toHaveLength(1 + 3);
    expect(ledger.clock.now() - until).toBeLessThan(5_000);
    ledger.clock.skip(5_000);
    expect(await ask(first, client, "late")).toBe("GOOD");
  });

  it("without saying how long holds all for the first wait of its own", async () => {
    const client = scriptedClient(free("rate_limited"), said("good"));
    expect(await ask(ledger.payer(), client, "0")).toBe("GOOD");
    expect(await listGates(ledger.database.db, [client.provider])).toMatchObject([{ reason: "provider_paused" }]);
  });
});

describe.each(["quota_exhausted", "key_refused", "model_missing"] as const)("a provider that says %s", (reason) => {
  it("is asked nothing more by anybody but one probe in five minutes, and goes on by itself when that succeeds", async () => {
    const client = scriptedClient(free(reason), free(reason), ...many(3, said("good")));
    const [first, second] = [ledger.payer(), ledger.payer(OTHER_PROCESS)];
    const refused = async (pay: PayOnce, subject: string) =>
      expect(await errorOf(ask(pay, client, subject, { patienceMs: 3_600_000 }))).toMatchObject(heldAs(reason));
    await refused(first, "0");
    await refused(first, "1");
    await refused(second, "0");
    expect(client.sent).toHaveLength(1);
    ledger.clock.skip(5 * 60_000);
    await Promise.all([refused(first, "1"), refused(second, "2")]);
    expect(client.sent).toHaveLength(2);
    ledger.clock.skip(5 * 60_000);
    expect(await ask(second, client, "0")).toBe("GOOD");
    expect(await Promise.all([ask(first, client, "1"), ask(second, client, "2")])).toEqual(["GOOD", "GOOD"]);
  });

  it("is asked at once when a person says so, and by every process once it works, whatever each knew of it", async () => {
    const client = scriptedClient(free(reason), ...many(3, said("good")));
    const [first, second] = [ledger.payer(), ledger.payer(OTHER_PROCESS)];
    await errorOf(ask(first, client, "0"));
    expect(await errorOf(ask(second, client, "1"))).toMatchObject(heldAs(reason));
    ledger.clock.skip(2_000);
    expect(await probeGateNow(ledger.database.db, client.provider, ledger.clock.now())).toBe(true);
    expect(await ask(first, client, "0")).toBe("GOOD");
    expect(await ask(second, client, "1")).toBe("GOOD");
    expect(await ask(first, client, "2")).toBe("GOOD");
    expect(await probeGateNow(ledger.database.db, client.provider, ledger.clock.now())).toBe(false);
  });

  it("keeps that reason whatever requests that were in flight bring", async () => {
    const [sent, late] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const client = scriptedClient(async () => {
      sent.resolve();
      await late.promise;
      throw free("rate_limited", 1_000);
    }, free(reason));
    const pay = ledger.payer();
    const inFlight = errorOf(ask(pay, client, "0"));
    await sent.promise;
    await errorOf(ask(pay, client, "1"));
    late.resolve();
    expect(await inFlight).toMatchObject(heldAs(reason));
    expect(await listGates(ledger.database.db, [client.provider])).toMatchObject([{ reason, opensAtMs: null }]);
  });
});

describe("a provider that does not work", () => {
  it("is asked by one probe in five seconds after five failures, and by all again when one succeeds", async () => {
    const client = scriptedClient(...many(7, free("server_error")), ...many(4, said("good")));
    const [first, second] = [ledger.payer(), ledger.payer(OTHER_PROCESS)];
    const held = async (pay: PayOnce, subject: string) =>
      expect(await errorOf(ask(pay, client, subject, { patienceMs: 4_000 }))).toMatchObject(heldAs("provider_down"));
    await held(first, "0");
    expect(client.sent).toHaveLength(5);
    await Promise.all([held(second, "1"), held(second, "2")]);
    expect(client.sent).toHaveLength(5);
    for (const sent of [6, 7]) {
      ledger.clock.skip(5_000);
      await Promise.all([held(first, "0"), held(second, "1")]);
      expect(client.sent).toHaveLength(sent);
    }
    ledger.clock.skip(5_000);
    expect(await ask(second, client, "1")).toBe("GOOD");
    expect(await ask(first, client, "0")).toBe("GOOD");
    expect(await listGates(ledger.database.db, [client.provider])).toMatchObject([{ probeAtMs: null }]);
  });

  it("counts as such after timeouts too, each of which may have cost something", async () => {
    const client = scriptedClient(...many(5, unknown("timed_out")));
    const pay = ledger.payer();
    for (const subject of ["0", "1"]) await errorOf(ask(pay, client, subject));
    expect(await errorOf(ask(pay, client, "2", { patienceMs: 4_000 }))).toMatchObject(heldAs("provider_down"));
  });

  it("half of the time is not asked much more often than there are questions", async () => {
    const sent: number[] = [];
    const client: ScriptedClient = {
      ...scriptedClient(),
      send: async () => {
        sent.push(ledger.clock.now());
        const fails = sent.length % 5 < 2;
        // Answers come one after another, in the order of what was sent: two of five never close the gate.
        await new Promise((resolve) => setImmediate(resolve));
        if (fails) throw free("overloaded" satisfies FaultReason);
        return said("good");
      },
    };
    const pay = ledger.payer();
    const asked = Array.from({ length: 200 }, (_, at) => ask(pay, client, `q${at}`));
    const failed = (await Promise.allSettled(asked)).filter((one) => one.status === "rejected");
    // The waits of all add up on this clock, and a retry is earned by ten seconds too.
    const passedMs = ledger.clock.now() - (sent[0] ?? 0);
    expect(sent.length).toBeLessThanOrEqual(200 * 1.2 + 10 + passedMs / 10_000);
    for (const { reason } of failed) expect(reason).toMatchObject({ retryable: true });
    expect(await listGates(ledger.database.db, [client.provider])).toEqual([]);
  });
});
