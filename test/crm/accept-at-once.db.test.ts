import { afterAll, beforeAll, expect, it } from "vitest";
import type { EnqueueAll } from "../../src/calls/recording.ts";
import { type AcceptEvent, createAcceptEvent } from "../../src/crm/sources/accept-event.ts";
import type { Database, Db } from "../../src/db/database.ts";
import { loadScorecards } from "../../src/evaluations/load-scorecards.ts";
import type { Scorecard } from "../../src/evaluations/scorecard.ts";
import { testDatabase } from "../helpers/database.ts";
import { newCall, RECORDING, source } from "./told-events.ts";

let database: Database;
let scorecards: Map<string, Scorecard>;
beforeAll(async () => {
  database = await testDatabase();
  scorecards = new Map((await loadScorecards("/nonexistent")).map((card) => [card.key, card]));
});
afterAll(() => database.close());

const jobs: string[] = [];

/** One process's; the answers to these transactions are lost although they are committed, counted from 0. */
function acceptor(lost: number[] = []): AcceptEvent {
  let begun = 0;
  const transaction: Db["transaction"] = () => {
    const builder = database.db.transaction();
    return Object.assign(Object.create(builder), {
      execute: async (use: Parameters<typeof builder.execute>[0]) => {
        const number = begun++;
        const result = await builder.execute(use);
        if (lost.includes(number)) throw new Error("the connection broke");
        return result;
      },
    });
  };
  const db: Db = Object.assign(Object.create(database.db), { transaction });
  const enqueueAll: EnqueueAll<Db> = async (_, __, list) => {
    jobs.push(...list.map(({ key = "" }) => key));
  };
  return createAcceptEvent({ db, enqueueAll, scorecards, managerChannel: null, nudge: () => {} });
}

const count = async (table: "calls" | "recordings" | "deliveries") =>
  Number((await database.pool.query(`select count(*) from ${table}`)).rows[0].count);

it("events whose commit nobody heard of are accepted all the same, and kept once", async () => {
  // The first goes alone; the others share a transaction, and each is tried again by itself.
  for (const lost of [[1], [2]]) {
    const before = await Promise.all([count("calls"), count("recordings"), count("deliveries")]);
    const accept = acceptor(lost);
    const first = newCall();
    const events = [
      first({ managerId: "m" }),
      newCall()({ recording: RECORDING }),
      newCall()({}),
      first({ team: "Восток" }),
    ];
    const accepted = await Promise.all(events.map((event) => accept(source(), event)));
    expect(accepted.map(({ outcome }) => outcome)).toEqual(["awaiting", "accepted", "awaiting", "awaiting"]);
    const after = await Promise.all([count("calls"), count("recordings"), count("deliveries")]);
    expect(after.map((now, index) => now - (before[index] ?? 0))).toEqual([3, 1, 4]);
  }
  expect(new Set(jobs).size).toBe(2);
});

it("events of the same calls and managers told to several processes at once never wait for each other in a circle", async () => {
  const deadlocks = async () => {
    await database.pool.query("select pg_stat_force_next_flush()");
    const { rows } = await database.pool.query(
      "select deadlocks from pg_stat_database where datname = current_database()",
    );
    return Number(rows[0].deadlocks);
  };
  const before = await deadlocks();
  const processes = [acceptor(), acceptor(), acceptor()];
  for (let round = 0; round < 4; round++) {
    const calls = Array.from({ length: 12 }, newCall);
    const told = calls.flatMap((tell, index) => [
      tell({ managerId: `r${round}-${index % 3}`, managerName: `A${index % 2}` }),
      tell({ recording: RECORDING }),
      tell({ managerId: `r${round}-${(index + 1) % 3}`, managerName: `B${index % 2}`, direction: "inbound" }),
    ]);
    // Each hears of all, in its own order.
    const orders = [told, told.toReversed(), [...told.slice(17), ...told.slice(0, 17)]];
    const accepted = await Promise.all(
      processes.map((accept, number) => Promise.all((orders[number] ?? []).map((event) => accept(source(), event)))),
    );
    expect(new Set(accepted.flat().map(({ callId }) => callId)).size).toBe(calls.length);
  }
  expect(await deadlocks()).toBe(before);
});
