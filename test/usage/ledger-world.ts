import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { holdProcessSign, type ProcessSign } from "../../src/db/process-sign.ts";
import type { AppError } from "../../src/errors.ts";
import { type DailyBudget, NO_BUDGET } from "../../src/usage/budget.ts";
import type { PaidClient } from "../../src/usage/paid-client.ts";
import type { PaidOrder, PayOnce } from "../../src/usage/paid-order.ts";
import { createPayOnce } from "../../src/usage/pay-once.ts";
import { priceTable } from "../../src/usage/prices.ts";
import { type SkippingClock, skippingClock } from "../fakes/skipping-clock.ts";
import { testDatabase } from "../helpers/database.ts";

export const PROCESS = "0193f000-0000-7000-8000-00000000000a";
export const OTHER_PROCESS = "0193f000-0000-7000-8000-00000000000b";
/** Holds no sign of life. */
export const DEAD_PROCESS = "0193f000-0000-7000-8000-00000000000c";

const prices = priceTable({ "model-1": { input: 1, cached: 0.5, output: 10 } });

/** The ledger of a database of its own for the tests of one file; each test has a subject and a clock of its own. */
export class LedgerWorld {
  database!: Database;
  clock!: SkippingClock;
  subject = "";
  #signs: ProcessSign[] = [];
  #serial = 0;

  /** To be called while the file is collected. */
  static forThisFile(): LedgerWorld {
    const world = new LedgerWorld();
    beforeAll(async () => {
      world.database = await testDatabase();
      const held = [PROCESS, OTHER_PROCESS].map((processId) => holdProcessSign(world.database, processId));
      world.#signs = await Promise.all(held);
    });
    afterAll(async () => {
      await Promise.all(world.#signs.map((sign) => sign.close()));
      await world.database.close();
    });
    beforeEach(() => {
      world.clock = skippingClock();
      world.#serial += 1;
      world.subject = `call-${world.#serial}`;
    });
    return world;
  }

  /** What pays in a process. */
  payer(processId = PROCESS, db = this.database.db, budget: DailyBudget = NO_BUDGET): PayOnce {
    return createPayOnce({ db, processId, prices, clock: this.clock, random: () => 0, budget });
  }

  /** An order whose answer is usable when it begins with "good". */
  order(client: PaidClient<string>, change: Partial<PaidOrder<string, string>> = {}): PaidOrder<string, string> {
    return {
      key: { subject: this.subject, stage: "judge", inputHash: "a".repeat(64), vote: 1 },
      client,
      request: "what is it?",
      model: "model-1",
      read: (raw) => {
        if (!raw.startsWith("good")) throw new Error("off schema");
        return raw.toUpperCase();
      },
      deadlineMs: this.clock.now() + 24 * 3_600_000,
      signal: new AbortController().signal,
      again: false,
      ...change,
    };
  }

  /** The rows of the subject. */
  rows() {
    return this.database.db
      .selectFrom("paid_requests")
      .select(["attempt", "status", "reason", "raw", "cost_usd", "model"])
      .where("subject", "=", this.subject)
      .orderBy("vote")
      .orderBy("attempt")
      .execute();
  }

  /** Their statuses with their reasons. */
  async statuses(): Promise<string[]> {
    return (await this.rows()).map(({ status, reason }) => (reason ? `${status} ${reason}` : status));
  }
}

/** The public error that an order ends with. */
export async function errorOf(paid: Promise<unknown>): Promise<AppError> {
  const error = await paid.then(
    () => null,
    (thrown) => thrown,
  );
  if (error?.name !== "AppError") throw new Error("was expected to fail with a public error", { cause: error });
  return error;
}
