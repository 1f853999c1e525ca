import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { holdProcessSign, type ProcessSign } from "../../src/db/process-sign.ts";
import { type AppError, WorkInterrupted } from "../../src/errors.ts";
import type { PaidClient } from "../../src/usage/paid-client.ts";
import { INTENT_LEASE_MS } from "../../src/usage/paid-request.ts";
import { createPayOnce, type PaidOrder, type PayOnce } from "../../src/usage/pay-once.ts";
import { priceTable } from "../../src/usage/prices.ts";
import { markInterrupted } from "../../src/usage/store.ts";
import { free, said, scriptedClient, unknown, untilAborted } from "../fakes/scripted-client.ts";
import { type SkippingClock, skippingClock } from "../fakes/skipping-clock.ts";
import { testDatabase } from "../helpers/database.ts";

const PROCESS = "0193f000-0000-7000-8000-00000000000a";
const OTHER_PROCESS = "0193f000-0000-7000-8000-00000000000b";
const DEAD_PROCESS = "0193f000-0000-7000-8000-00000000000c";
/** On an embedded database, which lets one process in, every other is dead. */
const itBetweenProcesses = it.runIf(inject("databaseServer") !== "");

let database: Database;
let signs: ProcessSign[];
let clock: SkippingClock;
let subject: string;
let serial = 0;

beforeAll(async () => {
  database = await testDatabase();
  signs = await Promise.all([PROCESS, OTHER_PROCESS].map((processId) => holdProcessSign(database, processId)));
});
afterAll(async () => {
  await Promise.all(signs.map((sign) => sign.close()));
  await database.close();
});
beforeEach(() => {
  clock = skippingClock();
  serial += 1;
  subject = `call-${serial}`;
});

const prices = priceTable({ "model-1": { input: 1, cached: 0.5, output: 10 } });
const payer = (processId = PROCESS, db = database.db): PayOnce =>
  createPayOnce({ db, processId, prices, clock, random: () => 0 });

const read = (raw: string) => {
  if (!raw.startsWith("good")) throw new Error("off schema");
  return raw.toUpperCase();
};
function order(client: PaidClient<string>, change: Partial<PaidOrder<string, string>> = {}): PaidOrder<string, string> {
  return {
    key: { subject, stage: "judge", inputHash: "a".repeat(64), vote: 1 },
    client,
    request: "what is it?",
    model: "model-1",
    read,
    deadlineMs: clock.now() + 24 * 3_600_000,
    signal: new AbortController().signal,
    again: false,
    ...change,
  };
}
const rows = () =>
  database.db
    .selectFrom("paid_requests")
    .select(["attempt", "status", "reason", "raw", "cost_usd", "model"])
    .where("subject", "=", subject)
    .orderBy("vote")
    .orderBy("attempt")
    .execute();
const statuses = async () => (await rows()).map(({ status, reason }) => (reason ? `${status} ${reason}` : status));
const errorOf = async (paid: Promise<unknown>): Promise<AppError> => {
  const error = await paid.then(
    () => null,
    (thrown) => thrown,
  );
  if (error?.name !== "AppError") throw new Error("was expected to fail with a public error", { cause: error });
  return error;
};

describe("the intent", () => {
  it("is committed before the request is sent, in one statement, and stays open until the answer is stored", async () => {
    let seen: unknown;
    const client: PaidClient<string> = {
      send: async () => {
        seen = await statuses();
        return said("good");
      },
    };
    const { counter, db } = countingDb();
    const result = await payer(PROCESS, db).pay(order(client));
    expect(counter.statements).toBe(1);
    expect(seen).toEqual(["intent"]);
    expect(await statuses()).toEqual(["intent"]);
    expect(result).toMatchObject({ value: "GOOD", model: "model-1-2026-01-01", fingerprint: "fp_1", requests: 1 });
    expect(result.settlement).toMatchObject({ raw: "good", inputTokens: 100, cachedTokens: 40, outputTokens: 10 });
  });

  it("settled, holds the answer, its tokens and its cost", async () => {
    const pay = payer();
    const { settlement } = await pay.pay(order(scriptedClient(said("good"))));
    await pay.settle(settlement ? [settlement] : []);
    expect(await rows()).toEqual([
      { attempt: 1, status: "answered", reason: null, raw: "good", cost_usd: 0.00018, model: "model-1-2026-01-01" },
    ]);
  });
});

describe("the same request", () => {
  it("is never paid twice: the stored answer is given, with what it cost, to another process too", async () => {
    const pay = payer();
    const { settlement } = await pay.pay(order(scriptedClient(said("good"))));
    await pay.settle(settlement ? [settlement] : []);
    const repeated = await payer(OTHER_PROCESS).pay(order(scriptedClient()));
    expect(repeated).toMatchObject({ value: "GOOD", raws: ["good"], requests: 1, costUsd: 0.00018, settlement: null });
  });

  it("by 20 callers at once in one process is sent once", async () => {
    const client = scriptedClient(said("good"));
    const pay = payer();
    const results = await Promise.all(Array.from({ length: 20 }, () => pay.pay(order(client))));
    expect(client.sent.length).toBe(1);
    expect(new Set(results.map(({ settlement }) => settlement?.paidRequestId)).size).toBe(1);
  });

  itBetweenProcesses("by two processes at once is sent once; the second waits for the first", async () => {
    const first = payer();
    const second = payer(OTHER_PROCESS);
    const client = scriptedClient(said("good"));
    const settled = async (pay: PayOnce) => {
      const result = await pay.pay(order(client));
      await pay.settle(result.settlement ? [result.settlement] : []);
      return result.value;
    };
    expect(await Promise.all([settled(first), settled(second)])).toEqual(["GOOD", "GOOD"]);
    expect(client.sent.length).toBe(1);
  });

  itBetweenProcesses("in flight elsewhere beyond the deadline is given up without being sent", async () => {
    await payer().pay(order(scriptedClient(said("good"))));
    const client = scriptedClient();
    const error = await errorOf(payer(OTHER_PROCESS).pay(order(client, { deadlineMs: clock.now() + 60_000 })));
    expect(error).toMatchObject({ code: "unavailable", retryable: true });
    expect(client.sent).toEqual([]);
  });

  it("whose answer could not be stored is answered again from memory", async () => {
    const pay = payer();
    const first = await pay.pay(order(scriptedClient(said("good"))));
    expect(await pay.pay(order(scriptedClient()))).toBe(first);
    await pay.settle(first.settlement ? [first.settlement] : []);
    expect((await pay.pay(order(scriptedClient()))).settlement).toBeNull();
  });

  it("is another one for another vote, input or subject", async () => {
    const client = scriptedClient(said("good 1"), said("good 2"), said("good 3"));
    const pay = payer();
    const { key } = order(client);
    await pay.pay(order(client));
    await pay.pay(order(client, { key: { ...key, vote: 2 } }));
    await pay.pay(order(client, { key: { ...key, inputHash: "b".repeat(64) } }));
    expect(client.sent.length).toBe(3);
  });

  it("whose answer was erased is not paid again by itself", async () => {
    const pay = payer();
    const { settlement } = await pay.pay(order(scriptedClient(said("good"))));
    await pay.settle(settlement ? [{ ...settlement }] : []);
    await database.db.updateTable("paid_requests").set({ raw: null }).where("subject", "=", subject).execute();
    expect((await errorOf(pay.pay(order(scriptedClient())))).code).toBe("conflict");
  });
});

describe("an answer that costs nothing", () => {
  it("is asked for again, each try a row of its own, with growing waits", async () => {
    const client = scriptedClient(free("connect_failed"), free("server_error"), free("overloaded"), said("good"));
    const result = await payer().pay(order(client));
    expect(result.requests).toBe(1);
    expect(await statuses()).toEqual([
      "free_failure connect_failed",
      "free_failure server_error",
      "free_failure overloaded",
      "intent",
    ]);
    expect(clock.waits).toEqual([188, 750, 12_000]);
  });

  it("waits as long as the provider says", async () => {
    await payer().pay(order(scriptedClient(free("rate_limited", 20_000), said("good"))));
    expect(clock.waits).toEqual([20_000]);
  });

  it("holds all callers of the provider back, not only the one that was told", async () => {
    const pay = payer();
    const client = scriptedClient(free("rate_limited", 3_600_000));
    const deadlineMs = clock.now() + 120_000;
    expect(await errorOf(pay.pay(order(client, { deadlineMs })))).toMatchObject({
      code: "upstream_failed",
      retryable: true,
    });
    subject = `${subject}-other`;
    expect(await errorOf(pay.pay(order(client, { deadlineMs })))).toMatchObject({ retryable: true });
    expect(client.sent.length).toBe(1);
    expect(await rows()).toEqual([]);
  });

  it("is given up after a bounded number of tries", async () => {
    const failures = Array.from({ length: 9 }, () => free("server_error"));
    const client = scriptedClient(...failures);
    expect(await errorOf(payer().pay(order(client)))).toMatchObject({ code: "upstream_failed", retryable: true });
    expect(client.sent.length).toBe(9);
  });

  it.each(["quota_exhausted", "key_refused", "model_missing", "request_refused"] as const)(
    "is final when it says %s, and asked again once the cause is gone",
    async (reason) => {
      const client = scriptedClient(free(reason));
      expect(await errorOf(payer().pay(order(client)))).toMatchObject({ code: "upstream_failed", retryable: false });
      expect(await statuses()).toEqual([`free_failure ${reason}`]);
      expect((await payer().pay(order(scriptedClient(said("good"))))).value).toBe("GOOD");
    },
  );
});

describe("an unusable answer", () => {
  it.each([
    [said("bad"), "off_schema"],
    [said("good", "truncated"), "truncated"],
    [said("", "empty"), "empty"],
    [said("<html>", "garbled"), "garbled"],
  ])("%# is kept and asked for once more, and both are counted", async (answer, reason) => {
    const client = scriptedClient(answer, said("good"));
    const result = await payer().pay(order(client));
    expect(result).toMatchObject({ value: "GOOD", requests: 2, inputTokens: 200, costUsd: 0.00036 });
    expect(result.raws).toEqual([answer.raw, "good"]);
    expect((await rows())[0]).toMatchObject({ status: "unusable", reason, raw: answer.raw, cost_usd: 0.00018 });
  });

  it("that comes twice ends it for good, also for later callers", async () => {
    const client = scriptedClient(said("bad 1"), said("bad 2"));
    expect(await errorOf(payer().pay(order(client)))).toMatchObject({ code: "upstream_failed", retryable: false });
    expect(await statuses()).toEqual(["unusable off_schema", "unusable off_schema"]);
    expect(await errorOf(payer().pay(order(scriptedClient())))).toMatchObject({ code: "upstream_failed" });
  });

  it.each(["refused", "content_filter"] as const)("that would come again (%s) is not asked for again", async (flaw) => {
    const client = scriptedClient(said("no", flaw));
    expect(await errorOf(payer().pay(order(client)))).toMatchObject({ code: "upstream_failed", retryable: false });
    expect(await statuses()).toEqual([`unusable ${flaw}`]);
  });

  it("is asked for once more when a person says so", async () => {
    await errorOf(payer().pay(order(scriptedClient(said("bad"), said("bad")))));
    const client = scriptedClient(said("good"));
    expect((await payer().pay(order(client, { again: true }))).value).toBe("GOOD");
    expect(client.sent.length).toBe(1);
  });

  it("may hold what no text column takes", async () => {
    await payer().pay(order(scriptedClient(said("b\0a\ud800d"), said("good"))));
    expect((await rows())[0]?.raw).toBe("b\ufffda\ufffdd");
  });
});

describe("an unknown outcome", () => {
  it("is written down as ambiguous and asked for once more", async () => {
    const client = scriptedClient(unknown("connection_reset"), said("good"));
    expect((await payer().pay(order(client))).value).toBe("GOOD");
    expect(await statuses()).toEqual(["ambiguous connection_reset", "intent"]);
  });

  it("that comes twice ends it for good", async () => {
    const client = scriptedClient(unknown("connection_reset"), unknown("connection_reset"));
    expect(await errorOf(payer().pay(order(client)))).toMatchObject({ code: "upstream_failed", retryable: false });
    expect(client.sent.length).toBe(2);
  });

  it("is also an error that nobody classified", async () => {
    const client = scriptedClient(new TypeError("surprise"), said("good"));
    await payer().pay(order(client));
    expect((await statuses())[0]).toBe("ambiguous connection_reset");
  });

  it("is what the deadline leaves of a request in flight", async () => {
    const client = scriptedClient((signal) => {
      setImmediate(() => clock.endLongWaits());
      return untilAborted(signal);
    });
    expect(await errorOf(payer().pay(order(client)))).toMatchObject({ code: "timeout" });
    expect(await statuses()).toEqual(["ambiguous timed_out"]);
  });

  it("is what a crash leaves: marked at the next start, asked for once more", async () => {
    await payer(DEAD_PROCESS).pay(order(scriptedClient(said("good, but never stored"))));
    expect(await markInterrupted(database.db, PROCESS)).toBeGreaterThan(0);
    expect((await payer().pay(order(scriptedClient(said("good"))))).value).toBe("GOOD");
    expect(await statuses()).toEqual(["ambiguous interrupted", "intent"]);
  });

  it("is what a crash leaves: asked for once more by whoever needs it, though nobody marked it", async () => {
    await payer(DEAD_PROCESS).pay(order(scriptedClient(said("good, but never stored"))));
    const deadlineMs = clock.now() + 1_000;
    expect((await payer().pay(order(scriptedClient(said("good")), { deadlineMs }))).value).toBe("GOOD");
    expect(await statuses()).toEqual(["ambiguous interrupted", "intent"]);
  });

  itBetweenProcesses("of a living process is left alone until its lease is over", async () => {
    await payer().pay(order(scriptedClient(said("good"))));
    await markInterrupted(database.db, OTHER_PROCESS);
    expect(await statuses()).toEqual(["intent"]);
    const created_at = new Date(Date.now() - INTENT_LEASE_MS - 1_000);
    await database.pool.query("update paid_requests set created_at = $1 where subject = $2", [created_at, subject]);
    expect((await payer(OTHER_PROCESS).pay(order(scriptedClient(said("good"))))).value).toBe("GOOD");
    expect(await statuses()).toEqual(["ambiguous interrupted", "intent"]);
  });
});

describe("a cancel", () => {
  const cancelled = async (pay: PayOnce, change: Partial<PaidOrder<string, string>> = {}) => {
    const controller = new AbortController();
    const client = scriptedClient((signal) => {
      setImmediate(() => controller.abort(new Error("gone")));
      return untilAborted(signal);
    });
    return errorOf(pay.pay(order(client, { ...change, signal: controller.signal })));
  };

  it("in flight is never repeated by itself, only when a person asks again", async () => {
    expect((await cancelled(payer())).code).toBe("conflict");
    expect(await statuses()).toEqual(["cancelled cancelled"]);
    expect((await errorOf(payer().pay(order(scriptedClient())))).code).toBe("conflict");
    expect((await payer().pay(order(scriptedClient(said("good")), { again: true }))).value).toBe("GOOD");
  });

  it("of one caller does not take the answer from another", async () => {
    const pay = payer();
    let answer: (value: ReturnType<typeof said>) => void = () => {};
    const client = scriptedClient(() => new Promise((resolve) => (answer = resolve)));
    const controller = new AbortController();
    const first = errorOf(pay.pay(order(client, { signal: controller.signal })));
    const second = pay.pay(order(client));
    while (client.sent.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect((await first).code).toBe("conflict");
    answer(said("good"));
    expect((await second).value).toBe("GOOD");
    expect(client.sent.length).toBe(1);
  });

  it("before anything is sent leaves no row", async () => {
    const client = scriptedClient();
    expect((await errorOf(payer().pay(order(client, { signal: AbortSignal.abort() })))).code).toBe("conflict");
    expect(await rows()).toEqual([]);
  });
});

describe("work that is interrupted", () => {
  const interrupted = (pay: PayOnce) => {
    const controller = new AbortController();
    const client = scriptedClient((signal) => {
      setImmediate(() => controller.abort(new WorkInterrupted("the program stops")));
      return untilAborted(signal);
    });
    return pay.pay(order(client, { signal: controller.signal }));
  };

  it("leaves a request of unknown outcome, which whoever takes the work up again makes once more", async () => {
    await expect(interrupted(payer())).rejects.toThrow(WorkInterrupted);
    expect(await statuses()).toEqual(["ambiguous interrupted"]);
    expect((await payer().pay(order(scriptedClient(said("good"))))).value).toBe("GOOD");
  });

  it("twice in the same request is not repeated by itself any more", async () => {
    await expect(interrupted(payer())).rejects.toThrow(WorkInterrupted);
    await expect(interrupted(payer())).rejects.toThrow(WorkInterrupted);
    expect(await errorOf(payer().pay(order(scriptedClient())))).toMatchObject({ retryable: false });
  });

  it("while it waits leaves the way free", async () => {
    const waiting = new AbortController();
    const client = scriptedClient(() => {
      waiting.abort(new WorkInterrupted("the program stops"));
      throw free("server_error");
    });
    await expect(payer().pay(order(client, { signal: waiting.signal }))).rejects.toThrow(WorkInterrupted);
    expect((await payer().pay(order(scriptedClient(said("good"))))).value).toBe("GOOD");
  });
});

/** The same database, counting what is asked of it. */
function countingDb() {
  const counter = { statements: 0 };
  const db = database.db.withPlugin({
    transformQuery: ({ node }) => {
      counter.statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { counter, db };
}
