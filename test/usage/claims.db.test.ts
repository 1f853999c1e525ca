import { createHash } from "node:crypto";
import fc from "fast-check";
import { v7 as newId } from "uuid";
import { expect, it } from "vitest";
import { type ClaimedAttempt, claimAttempt, claimNewAttempts, type NewClaim } from "../../src/usage/claim-store.ts";
import { groupClaims } from "../../src/usage/claims.ts";
import { RAMP_MS } from "../../src/usage/provider-gate.ts";
import { endAttempt } from "../../src/usage/store.ts";
import { LedgerWorld, OTHER_PROCESS, PROCESS } from "./ledger-world.ts";

const ledger = LedgerWorld.forThisFile();
const NOW_MS = Date.UTC(2026, 10, 24, 12);
const ESTIMATE_USD = 0.25;

/** What is asked of a provider in a world of its own, and what its database knows of both. */
const anyAsked = fc.record({
  provider: fc.constantFrom("never closed", "open for long", "just opened", "paused", "down", "down, probe due"),
  before: fc.constantFrom(null, "answered", "free_failure", "ambiguous", "intent"),
  /** Which attempt that was; the ones before a second may have been removed. */
  attempt: fc.constantFrom(1, 2),
  vote: fc.integer({ min: 1, max: 3 }),
  isForCall: fc.boolean(),
  estimateUsd: fc.constantFrom(0, 0.25, 0.123456789),
});
type Asked = typeof anyAsked extends fc.Arbitrary<infer One> ? One : never;

interface World {
  name: string;
  /** Of its own, so that two worlds do not count together. */
  day: string;
}

function claimOf(change: Partial<Asked> & { subject?: string } = {}, world: World = { name: "", day: "2026-11-24" }) {
  const { provider = "never closed", vote = 1, isForCall = false, estimateUsd = ESTIMATE_USD } = change;
  const inputHash = createHash("sha256").update(world.name).digest("hex");
  return {
    key: { subject: change.subject ?? newId(), stage: "judge", inputHash, vote },
    made: {
      ...{ id: newId(), attempt: 1, model: "model-1", processId: PROCESS, callId: isForCall ? newId() : null },
      ...{ estimateUsd, day: world.day, budgetUsd: null, provider: world.name + provider, nowMs: NOW_MS, rampOf: null },
    },
  };
}

/** When the gates of a world open, or the next probe of them may pass, from now. */
const OPENING_MS = { "open for long": -RAMP_MS, "just opened": 1 - RAMP_MS, paused: 1 };
const PROBING_MS = { down: 1, "down, probe due": 0 };

/** Claims of a world, whose keys may have been asked for before; each key once, as one process does. */
async function claimsIn(world: World, asked: Asked[], isCounted: boolean): Promise<NewClaim[]> {
  const { db, pool } = ledger.database;
  const claims = asked.map((one, at) => claimOf({ ...one, subject: `${world.name}-${at}` }, world));
  const at = (ms: number) => new Date(NOW_MS + ms);
  const gates = [
    ...Object.entries(OPENING_MS).map(([name, ms]) => ({
      name,
      reason: "provider_paused",
      opens_at: at(ms),
      probe_at: null,
    })),
    ...Object.entries(PROBING_MS).map(([name, ms]) => ({
      name,
      reason: "provider_down",
      opens_at: null,
      probe_at: at(ms),
    })),
  ].map(({ name, ...gate }) => ({ provider: world.name + name, ...gate, closed_at: at(-60_000), probe_every_s: 5 }));
  await db.insertInto("provider_gates").values(gates).execute();
  const earlier = asked.flatMap(({ before, attempt }, index) => {
    const { key } = claims[index] as NewClaim;
    const ended = { status: before ?? "intent", settled_at: before === "intent" ? null : at(0) };
    const spent = { model: "of before", process_id: OTHER_PROCESS, spend_day: world.day };
    const { subject, stage, inputHash: input_hash, vote } = key;
    return before === null ? [] : { id: newId(), subject, stage, input_hash, vote, attempt, ...ended, ...spent };
  });
  if (earlier.length > 0) await db.insertInto("paid_requests").values(earlier).execute();
  if (isCounted) await pool.query("insert into spend_days values ($1, 1)", [world.day]);
  return claims;
}

/** All that claims of a world left, without ids and the time of writing. */
async function left({ name, day }: World): Promise<unknown> {
  const { pool } = ledger.database;
  const { rows: requests } = await pool.query(
    `select replace(subject, $1, '') as subject, vote, attempt, status, model, process_id, call_id is null as is_for_none,
      estimate_usd from paid_requests where subject like $1 || '%' and spend_day = $2 order by subject, vote, attempt`,
    [name, day],
  );
  const { rows: gates } = await pool.query(
    "select replace(provider, $1, '') as provider, probe_at from provider_gates where provider like $1 || '%' order by 1",
    [name],
  );
  const { rows: days } = await pool.query("select begun_usd from spend_days where day = $1", [day]);
  return { requests, gates, days };
}

const withoutIds = (claims: ClaimedAttempt[]) =>
  claims.map(({ earlier, ...rest }) => ({ ...rest, earlier: earlier.map(({ id: _, ...attempt }) => attempt) }));

it("claims in a group answer and leave what they do one by one", async () => {
  const { db } = ledger.database;
  let days = 0;
  const newWorld = (): World => {
    days += 1;
    return { name: newId(), day: new Date(days * 86_400_000).toISOString().slice(0, 10) };
  };
  await fc.assert(
    fc.asyncProperty(fc.array(anyAsked, { minLength: 1, maxLength: 8 }), fc.boolean(), async (asked, isCounted) => {
      const [alone, together] = [newWorld(), newWorld()];
      const one: ClaimedAttempt[] = [];
      for (const { key, made } of await claimsIn(alone, asked, isCounted)) one.push(await claimAttempt(db, key, made));
      const claims = await claimsIn(together, asked, isCounted);
      const many: ClaimedAttempt[] = [];
      for (const [at, begun] of (await claimNewAttempts(db, claims)).entries()) {
        const { key, made } = claims[at] as NewClaim;
        many.push(begun ?? (await claimAttempt(db, key, made)));
      }
      expect(withoutIds(many)).toEqual(withoutIds(one));
      expect(await left(together)).toEqual(await left(alone));
    }),
    { numRuns: 12 },
  );
});

it("what two processes ask for at once, in whatever order, is begun and counted once", async () => {
  const { db, pool } = ledger.database;
  const day = "2020-02-01";
  await pool.query("insert into spend_days values ($1, 0)", [day]);
  const subjects = Array.from({ length: 12 }, (_, at) => `${ledger.subject}-${at}`);
  const asked = [PROCESS, OTHER_PROCESS].map((processId, at) => {
    const claim = groupClaims(db);
    const ordered = at === 0 ? subjects : subjects.toReversed();
    return ordered.map((subject) => {
      const { key, made } = claimOf({ subject }, { name: "", day });
      return claim(key, { ...made, processId });
    });
  });
  const ended = await Promise.all(asked.flat());
  expect(ended.map(({ outcome }) => outcome).sort()).toEqual([...Array(12).fill("mine"), ...Array(12).fill("taken")]);
  expect(
    await ledger.database.db.selectFrom("spend_days").select("begun_usd").where("day", "=", day).execute(),
  ).toEqual([{ begun_usd: 12 * ESTIMATE_USD }]);
});

it("the same asked for twice in one group is begun once", async () => {
  const claims = [claimOf({ subject: ledger.subject }), claimOf({ subject: ledger.subject })];
  const begun = await claimNewAttempts(ledger.database.db, claims);
  expect(begun.filter((one) => one !== null)).toHaveLength(1);
});

it("what begins at once shares statements, sixteen in one; a claim that is not plainly new takes its own", async () => {
  let statements = 0;
  const db = ledger.database.db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const claim = groupClaims(db);
  const began = await Promise.all(Array.from({ length: 33 }, () => claimOf()).map(({ key, made }) => claim(key, made)));
  expect([new Set(began.map(({ outcome }) => outcome)), statements]).toEqual([new Set(["mine"]), 3]);
  const { key, made } = claimOf();
  const outcomes: string[] = [];
  for (const other of [{ budgetUsd: 0 }, { rampOf: NOW_MS }, { attempt: 3 }])
    outcomes.push((await claim(key, { ...made, id: newId(), ...other })).outcome);
  expect([outcomes, statements]).toEqual([["over_budget", "mine", "taken"], 6]);
});

it("an intent whose answer was lost is found as it stands and counted once; one that has ended is not begun again", async () => {
  const { db, pool } = ledger.database;
  const world = { name: ledger.subject, day: "2020-02-02" };
  await pool.query("insert into spend_days values ($1, 0)", [world.day]);
  const claims = [claimOf({}, world), claimOf({}, world)];
  const first = await claimNewAttempts(db, claims);
  expect(first).toMatchObject([{ outcome: "mine" }, { outcome: "mine" }]);
  expect(await claimNewAttempts(db, claims)).toEqual(first);
  expect(await db.selectFrom("spend_days").select("begun_usd").where("day", "=", world.day).execute()).toEqual([
    { begun_usd: 2 * ESTIMATE_USD },
  ]);
  await endAttempt(db, { id: claims[0]?.made.id ?? "", status: "ambiguous", reason: "interrupted", answer: null });
  expect(await claimNewAttempts(db, claims)).toEqual([null, first[1]]);
});

it("no caller suffers from another one's fault", async () => {
  const claim = groupClaims(ledger.database.db);
  const models = ["model-1", "model-1", "", "model-1"];
  const ended = await Promise.allSettled(
    models.map((model) => {
      const { key, made } = claimOf();
      return claim(key, { ...made, model });
    }),
  );
  expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
});
