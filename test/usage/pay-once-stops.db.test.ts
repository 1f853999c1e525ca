import { describe, expect, it } from "vitest";
import { WorkInterrupted } from "../../src/errors.ts";
import type { PaidOrder, PayOnce } from "../../src/usage/paid-order.ts";
import { free, said, scriptedClient, untilAborted } from "../fakes/scripted-client.ts";
import { errorOf, LedgerWorld } from "./ledger-world.ts";

const ledger = LedgerWorld.forThisFile();

describe("a cancel", () => {
  const cancelled = async (pay: PayOnce, change: Partial<PaidOrder<string, string>> = {}) => {
    const controller = new AbortController();
    const client = scriptedClient((signal) => {
      setImmediate(() => controller.abort(new Error("gone")));
      return untilAborted(signal);
    });
    return errorOf(pay.pay(ledger.order(client, { ...change, signal: controller.signal })));
  };

  it("in flight is never repeated by itself, only when a person asks again", async () => {
    expect((await cancelled(ledger.payer())).code).toBe("conflict");
    expect(await ledger.statuses()).toEqual(["ambiguous cancelled"]);
    expect((await errorOf(ledger.payer().pay(ledger.order(scriptedClient())))).code).toBe("conflict");
    expect((await ledger.payer().pay(ledger.order(scriptedClient(said("good")), { again: true }))).value).toBe("GOOD");
  });

  it("that an earlier version stored under a status of its own is never repeated by itself either", async () => {
    await cancelled(ledger.payer());
    await ledger.database.db
      .updateTable("paid_requests")
      .set({ status: "cancelled" })
      .where("subject", "=", ledger.subject)
      .execute();
    expect((await errorOf(ledger.payer().pay(ledger.order(scriptedClient())))).code).toBe("conflict");
    expect((await ledger.payer().pay(ledger.order(scriptedClient(said("good")), { again: true }))).value).toBe("GOOD");
  });

  it("of one caller does not take the answer from another", async () => {
    const pay = ledger.payer();
    let answer: (value: ReturnType<typeof said>) => void = () => {};
    const client = scriptedClient(() => new Promise((resolve) => (answer = resolve)));
    const controller = new AbortController();
    const first = errorOf(pay.pay(ledger.order(client, { signal: controller.signal })));
    const second = pay.pay(ledger.order(client));
    while (client.sent.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect((await first).code).toBe("conflict");
    answer(said("good"));
    expect((await second).value).toBe("GOOD");
    expect(client.sent.length).toBe(1);
  });

  it("before anything is sent leaves no row", async () => {
    const client = scriptedClient();
    expect((await errorOf(ledger.payer().pay(ledger.order(client, { signal: AbortSignal.abort() })))).code).toBe(
      "conflict",
    );
    expect(await ledger.rows()).toEqual([]);
  });
});

describe("work that is interrupted", () => {
  const interrupted = (pay: PayOnce) => {
    const controller = new AbortController();
    const client = scriptedClient((signal) => {
      setImmediate(() => controller.abort(new WorkInterrupted("the program stops")));
      return untilAborted(signal);
    });
    return pay.pay(ledger.order(client, { signal: controller.signal }));
  };

  it("leaves a request of unknown outcome, which whoever takes the work up again makes once more", async () => {
    await expect(interrupted(ledger.payer())).rejects.toThrow(WorkInterrupted);
    expect(await ledger.statuses()).toEqual(["ambiguous interrupted"]);
    expect((await ledger.payer().pay(ledger.order(scriptedClient(said("good"))))).value).toBe("GOOD");
  });

  it("twice in the same request is not repeated by itself any more", async () => {
    await expect(interrupted(ledger.payer())).rejects.toThrow(WorkInterrupted);
    await expect(interrupted(ledger.payer())).rejects.toThrow(WorkInterrupted);
    expect(await errorOf(ledger.payer().pay(ledger.order(scriptedClient())))).toMatchObject({ retryable: false });
  });

  it("while it waits leaves the way free", async () => {
    const waiting = new AbortController();
    const client = scriptedClient(() => {
      waiting.abort(new WorkInterrupted("the program stops"));
      throw free("server_error");
    });
    await expect(ledger.payer().pay(ledger.order(client, { signal: waiting.signal }))).rejects.toThrow(WorkInterrupted);
    expect((await ledger.payer().pay(ledger.order(scriptedClient(said("good"))))).value).toBe("GOOD");
  });
});
