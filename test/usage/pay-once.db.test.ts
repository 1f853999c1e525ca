import { describe, expect, inject, it } from "vitest";
import type { PaidClient } from "../../src/usage/paid-client.ts";
import type { PayOnce } from "../../src/usage/paid-order.ts";
import { INTENT_LEASE_MS } from "../../src/usage/paid-request.ts";
import { markInterrupted } from "../../src/usage/store.ts";
import { free, said, scriptedClient, scriptedProvider, unknown, untilAborted } from "../fakes/scripted-client.ts";
import { DEAD_PROCESS, errorOf, LedgerWorld, OTHER_PROCESS, PROCESS } from "./ledger-world.ts";

/** On an embedded database, which lets one process in, every other is dead. */
const itBetweenProcesses = it.runIf(inject("databaseServer") !== "");

const ledger = LedgerWorld.forThisFile();

describe("the intent", () => {
  it("is committed before the request is sent, in one statement, and stays open until the answer is stored", async () => {
    let seen: unknown;
    const client: PaidClient<string> = {
      ...scriptedProvider(),
      send: async () => {
        seen = await ledger.statuses();
        return said("good");
      },
    };
    const { counter, db } = countingDb();
    const result = await ledger.payer(PROCESS, db).pay(ledger.order(client));
    expect(counter.statements).toBe(1);
    expect(seen).toEqual(["intent"]);
    expect(await ledger.statuses()).toEqual(["intent"]);
    expect(result).toMatchObject({ value: "GOOD", model: "model-1-2026-01-01", fingerprint: "fp_1", requests: 1 });
    expect(result.settlement).toMatchObject({ raw: "good", inputTokens: 100, cachedTokens: 40, outputTokens: 10 });
  });

  it("is written while what must be ready is not, and nothing is sent before", async () => {
    const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();
    const client = scriptedClient(said("good"));
    const paying = ledger.payer().pay(ledger.order(client, { ready }));
    await expect.poll(() => ledger.statuses()).toEqual(["intent"]);
    expect(client.sent).toEqual([]);
    becomeReady();
    expect((await paying).value).toBe("GOOD");
    expect(client.sent).toHaveLength(1);
  });

  it("ends without cost when what must be ready fails, and that is what is thrown", async () => {
    const client = scriptedClient();
    const ready = Promise.reject(new Error("the call could not be kept"));
    ready.catch(() => {});
    await expect(ledger.payer().pay(ledger.order(client, { ready }))).rejects.toThrow("the call could not be kept");
    expect(client.sent).toEqual([]);
    expect(await ledger.rows()).toMatchObject([{ status: "free_failure", reason: "cancelled", cost_usd: null }]);
  });

  it("settled, holds the answer, its tokens and its cost", async () => {
    const pay = ledger.payer();
    const { settlement } = await pay.pay(ledger.order(scriptedClient(said("good"))));
    await pay.settle(settlement ? [settlement] : []);
    expect(await ledger.rows()).toEqual([
      { attempt: 1, status: "answered", reason: null, raw: "good", cost_usd: 0.00018, model: "model-1-2026-01-01" },
    ]);
  });
});

describe("the same request", () => {
  it("is never paid twice: the stored answer is given, with what it cost, to another process too", async () => {
    const pay = ledger.payer();
    const { settlement } = await pay.pay(ledger.order(scriptedClient(said("good"))));
    await pay.settle(settlement ? [settlement] : []);
    const repeated = await ledger.payer(OTHER_PROCESS).pay(ledger.order(scriptedClient()));
    expect(repeated).toMatchObject({ value: "GOOD", raws: ["good"], requests: 1, costUsd: 0.00018, settlement: null });
  });

  it("by 20 callers at once in one process is sent once", async () => {
    const client = scriptedClient(said("good"));
    const pay = ledger.payer();
    const results = await Promise.all(Array.from({ length: 20 }, () => pay.pay(ledger.order(client))));
    expect(client.sent.length).toBe(1);
    expect(new Set(results.map(({ settlement }) => settlement?.paidRequestId)).size).toBe(1);
  });

  itBetweenProcesses("by two processes at once is sent once; the second waits for the first", async () => {
    const first = ledger.payer();
    const second = ledger.payer(OTHER_PROCESS);
    const client = scriptedClient(said("good"));
    const settled = async (pay: PayOnce) => {
      const result = await pay.pay(ledger.order(client));
      await pay.settle(result.settlement ? [result.settlement] : []);
      return result.value;
    };
    expect(await Promise.all([settled(first), settled(second)])).toEqual(["GOOD", "GOOD"]);
    expect(client.sent.length).toBe(1);
  });

  itBetweenProcesses("in flight elsewhere beyond the deadline is given up without being sent", async () => {
    await ledger.payer().pay(ledger.order(scriptedClient(said("good"))));
    const client = scriptedClient();
    const error = await errorOf(
      ledger.payer(OTHER_PROCESS).pay(ledger.order(client, { deadlineMs: ledger.clock.now() + 60_000 })),
    );
    expect(error).toMatchObject({ code: "unavailable", retryable: true });
    expect(client.sent).toEqual([]);
  });

  it("whose answer could not be stored is answered again from memory", async () => {
    const pay = ledger.payer();
    const first = await pay.pay(ledger.order(scriptedClient(said("good"))));
    expect(await pay.pay(ledger.order(scriptedClient()))).toBe(first);
    await pay.settle(first.settlement ? [first.settlement] : []);
    expect((await pay.pay(ledger.order(scriptedClient()))).settlement).toBeNull();
  });

  it("is another one for another vote, input or subject", async () => {
    const client = scriptedClient(said("good 1"), said("good 2"), said("good 3"));
    const pay = ledger.payer();
    const { key } = ledger.order(client);
    await pay.pay(ledger.order(client));
    await pay.pay(ledger.order(client, { key: { ...key, vote: 2 } }));
    await pay.pay(ledger.order(client, { key: { ...key, inputHash: "b".repeat(64) } }));
    expect(client.sent.length).toBe(3);
  });

  it("whose answer was erased is not paid again by itself", async () => {
    const pay = ledger.payer();
    const { settlement } = await pay.pay(ledger.order(scriptedClient(said("good"))));
    await pay.settle(settlement ? [{ ...settlement }] : []);
    await ledger.database.db
      .updateTable("paid_requests")
      .set({ raw: null })
      .where("subject", "=", ledger.subject)
      .execute();
    expect((await errorOf(pay.pay(ledger.order(scriptedClient())))).code).toBe("conflict");
  });
});

describe("an answer that costs nothing", () => {
  it("is asked for again, each try a row of its own, with growing waits", async () => {
    const client = scriptedClient(free("connect_failed"), free("server_error"), free("overloaded"), said("good"));
    const result = await ledger.payer().pay(ledger.order(client));
    expect(result.requests).toBe(1);
    expect(await ledger.statuses()).toEqual([
      "free_failure connect_failed",
      "free_failure server_error",
      "free_failure overloaded",
      "intent",
    ]);
    expect(ledger.clock.waits).toEqual([188, 750, 12_000]);
  });

  it("waits as long as the provider says", async () => {
    await ledger.payer().pay(ledger.order(scriptedClient(free("rate_limited", 20_000), said("good"))));
    expect(ledger.clock.waits).toEqual([20_000]);
  });

  it("holds all callers of the provider back, not only the one that was told", async () => {
    const pay = ledger.payer();
    const client = scriptedClient(free("rate_limited", 3_600_000));
    const deadlineMs = ledger.clock.now() + 120_000;
    expect(await errorOf(pay.pay(ledger.order(client, { deadlineMs })))).toMatchObject({
      code: "unavailable",
      retryable: true,
      retryAfterMs: 3_600_000,
    });
    ledger.subject = `${ledger.subject}-other`;
    expect(await errorOf(pay.pay(ledger.order(client, { deadlineMs })))).toMatchObject({ retryable: true });
    expect(client.sent.length).toBe(1);
    expect(await ledger.rows()).toEqual([]);
  });

  it("is given up after a bounded number of tries", async () => {
    const failures = Array.from({ length: 9 }, () => free("server_error"));
    const client = scriptedClient(...failures);
    expect(await errorOf(ledger.payer().pay(ledger.order(client)))).toMatchObject({
      code: "upstream_failed",
      retryable: true,
    });
    expect(client.sent.length).toBe(9);
  });

  it("is final when it refuses the request, and asked again once the cause is gone", async () => {
    const client = scriptedClient(free("request_refused"));
    expect(await errorOf(ledger.payer().pay(ledger.order(client)))).toMatchObject({
      code: "upstream_failed",
      retryable: false,
    });
    expect(await ledger.statuses()).toEqual(["free_failure request_refused"]);
    expect((await ledger.payer().pay(ledger.order(scriptedClient(said("good"))))).value).toBe("GOOD");
  });
});

describe("an unusable answer", () => {
  it.each([
    [said("bad"), "off_schema"],
    [said("good", "truncated"), "truncated"],
    [said("", "empty"), "empty"],
    [said("<html>", "garbled"), "garbled"],
  ])("%# is kept and asked for once more, and both are counted", async (answer, reason) => {
    const client = scriptedClient(answer, said("good"));
    const result = await ledger.payer().pay(ledger.order(client));
    expect(result).toMatchObject({ value: "GOOD", requests: 2, inputTokens: 200, costUsd: 0.00036 });
    expect(result.raws).toEqual([answer.raw, "good"]);
    expect((await ledger.rows())[0]).toMatchObject({ status: "unusable", reason, raw: answer.raw, cost_usd: 0.00018 });
  });

  it("that comes twice ends it for good, also for later callers", async () => {
    const client = scriptedClient(said("bad 1"), said("bad 2"));
    expect(await errorOf(ledger.payer().pay(ledger.order(client)))).toMatchObject({
      code: "upstream_failed",
      retryable: false,
    });
    expect(await ledger.statuses()).toEqual(["unusable off_schema", "unusable off_schema"]);
    expect(await errorOf(ledger.payer().pay(ledger.order(scriptedClient())))).toMatchObject({
      code: "upstream_failed",
    });
  });

  it.each(["refused", "content_filter"] as const)("that would come again (%s) is not asked for again", async (flaw) => {
    const client = scriptedClient(said("no", flaw));
    expect(await errorOf(ledger.payer().pay(ledger.order(client)))).toMatchObject({
      code: "upstream_failed",
      retryable: false,
    });
    expect(await ledger.statuses()).toEqual([`unusable ${flaw}`]);
  });

  it("is asked for once more when a person says so", async () => {
    await errorOf(ledger.payer().pay(ledger.order(scriptedClient(said("bad"), said("bad")))));
    const client = scriptedClient(said("good"));
    expect((await ledger.payer().pay(ledger.order(client, { again: true }))).value).toBe("GOOD");
    expect(client.sent.length).toBe(1);
  });

  it("may hold what no text column takes", async () => {
    await ledger.payer().pay(ledger.order(scriptedClient(said("b\0a\ud800d"), said("good"))));
    expect((await ledger.rows())[0]?.raw).toBe("b\ufffda\ufffdd");
  });
});

describe("an unknown outcome", () => {
  it("is written down as ambiguous and asked for once more", async () => {
    const client = scriptedClient(unknown("connection_reset"), said("good"));
    expect((await ledger.payer().pay(ledger.order(client))).value).toBe("GOOD");
    expect(await ledger.statuses()).toEqual(["ambiguous connection_reset", "intent"]);
  });

  it("that comes twice ends it for good", async () => {
    const client = scriptedClient(unknown("connection_reset"), unknown("connection_reset"));
    expect(await errorOf(ledger.payer().pay(ledger.order(client)))).toMatchObject({
      code: "upstream_failed",
      retryable: false,
    });
    expect(client.sent.length).toBe(2);
  });

  it("is also an error that nobody classified", async () => {
    const client = scriptedClient(new TypeError("surprise"), said("good"));
    await ledger.payer().pay(ledger.order(client));
    expect((await ledger.statuses())[0]).toBe("ambiguous connection_reset");
  });

  it("is what the deadline leaves of a request in flight", async () => {
    const client = scriptedClient((signal) => {
      setImmediate(() => ledger.clock.endLongWaits());
      return untilAborted(signal);
    });
    expect(await errorOf(ledger.payer().pay(ledger.order(client)))).toMatchObject({ code: "timeout" });
    expect(await ledger.statuses()).toEqual(["ambiguous timed_out"]);
  });

  it("is what a crash leaves: marked at the next start, asked for once more", async () => {
    await ledger.payer(DEAD_PROCESS).pay(ledger.order(scriptedClient(said("good, but never stored"))));
    expect(await markInterrupted(ledger.database.db, PROCESS)).toBeGreaterThan(0);
    expect((await ledger.payer().pay(ledger.order(scriptedClient(said("good"))))).value).toBe("GOOD");
    expect(await ledger.statuses()).toEqual(["ambiguous interrupted", "intent"]);
  });

  it("is what a crash leaves: asked for once more by whoever needs it, though nobody marked it", async () => {
    await ledger.payer(DEAD_PROCESS).pay(ledger.order(scriptedClient(said("good, but never stored"))));
    const deadlineMs = ledger.clock.now() + 1_000;
    expect((await ledger.payer().pay(ledger.order(scriptedClient(said("good")), { deadlineMs }))).value).toBe("GOOD");
    expect(await ledger.statuses()).toEqual(["ambiguous interrupted", "intent"]);
  });

  itBetweenProcesses("of a living process is left alone until its lease is over", async () => {
    await ledger.payer().pay(ledger.order(scriptedClient(said("good"))));
    await markInterrupted(ledger.database.db, OTHER_PROCESS);
    expect(await ledger.statuses()).toEqual(["intent"]);
    const created_at = new Date(Date.now() - INTENT_LEASE_MS - 1_000);
    await ledger.database.pool.query("update paid_requests set created_at = $1 where subject = $2", [
      created_at,
      ledger.subject,
    ]);
    expect((await ledger.payer(OTHER_PROCESS).pay(ledger.order(scriptedClient(said("good"))))).value).toBe("GOOD");
    expect(await ledger.statuses()).toEqual(["ambiguous interrupted", "intent"]);
  });
});

/** The same database, counting what is asked of it. */
function countingDb() {
  const counter = { statements: 0 };
  const db = ledger.database.db.withPlugin({
    transformQuery: ({ node }) => {
      counter.statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { counter, db };
}
