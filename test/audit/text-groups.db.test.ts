import fc from "fast-check";
import { sql } from "kysely";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AcceptedCall, acceptTextCalls, type NewTextCall } from "../../src/audit/store.ts";
import { groupTexts } from "../../src/audit/text-groups.ts";
import { failCall } from "../../src/calls/store.ts";
import { isAnythingUntold } from "../../src/crm/endpoints/change-store.ts";
import { insertEndpoint } from "../../src/crm/endpoints/endpoint-store.ts";
import type { Database } from "../../src/db/database.ts";
import { registerScorecards } from "../../src/evaluations/load-scorecards.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";
import { storeEvaluations } from "../../src/evaluations/store.ts";
import { testDatabase } from "../helpers/database.ts";
import { newTextCall, scoredEvaluation } from "./new-text-call.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await registerScorecards(database.db, BUILT_IN_SCORECARDS);
});
afterAll(() => database.close());

type Told = typeof anyTold extends fc.Arbitrary<infer One> ? One : never;

/** Whatever a sender may tell; `sender` is which of a few calls it is, null one without an id. */
const anyTold = fc.record({
  sender: fc.constantFrom(null, 1, 2, 3),
  words: fc.constantFrom("a", "b"),
  scorecard: fc.constantFrom("manager-plus" as const, "dialog" as const),
  managerId: fc.constantFrom(null, "m-1", "m-2"),
  direction: fc.constantFrom(null, "inbound" as const, "outbound" as const),
  startedAt: fc.constantFrom(null, "2026-11-24T09:30:00.123Z"),
  languageHint: fc.constantFrom(null, "ru"),
  tags: fc.constantFrom<string[]>([], ['of "three", {parts}', "\\", "ё 😀"]),
  metadata: fc.constantFrom({}, { deal: 7, of: { a: [null, "'"] } }),
  fails: fc.boolean(),
});

/** Calls as told, each sender's id once; in a world of their own, so that two runs do not meet. */
function callsOf(told: Told[], world: string): NewTextCall[] {
  const met = new Set<number>();
  return told.flatMap(({ sender, words, scorecard, fails, managerId, ...rest }) => {
    if (sender !== null && met.has(sender)) return [];
    if (sender !== null) met.add(sender);
    return newTextCall({
      ...rest,
      externalId: sender === null ? null : `${world}-${sender}`,
      managerId: managerId === null ? null : `${world}-${managerId}`,
      scorecard: { key: scorecard, revision: 1 },
      transcriptSha256: words.repeat(64),
    });
  });
}

/** Accepts and, unless it is to fail, stores; `size` at a time. What was answered, without ids. */
async function auditAll(calls: NewTextCall[], fails: boolean[], size: number): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let from = 0; from < calls.length; from += size) {
    const some = calls.slice(from, from + size);
    const accepted = await acceptTextCalls(database.db, some);
    expect(accepted).toHaveLength(some.length);
    const made = accepted.flatMap((one, at) => {
      const { scorecard } = some[at] as NewTextCall;
      if (one.stored !== null || fails[from + at]) return [];
      const { callId, transcriptId, roleAssignmentId, inputSequence } = one;
      return { id: newId(), callId, transcriptId, roleAssignmentId, inputSequence, scorecard };
    });
    const current = await storeEvaluations(
      database.db,
      made.map((one) => ({
        made: { ...one, judge: "rules", evaluation: scoredEvaluation(70), createdAt: new Date() },
        settlements: [],
      })),
    );
    for (const [at, one] of accepted.entries())
      if (one.stored === null && fails[from + at]) await failCall(database.db, one.callId, "judge_failed");
    answers.push(
      ...accepted.map((one) => ({ stored: one.stored !== null, again: one.stored === null && one.again })),
      ...current,
    );
  }
  return answers.map((answer) => JSON.stringify(answer)).sort();
}

/** All that is stored of calls and their evaluations, without ids and times of ours. */
async function stored(calls: NewTextCall[], world: string): Promise<unknown> {
  const ids = calls.map(({ ids }) => ids.call);
  const { rows } = await sql<{ call: unknown }>`
    select to_jsonb(calls) - array['id', 'manager_id', 'external_id', 'external_id_hash', 'created_at', 'process_id'] as call,
      replace(calls.external_id, ${world}, '') as sender, replace(managers.external_id, ${world}, '') as manager,
      (select jsonb_agg(to_jsonb(transcripts) - array['id', 'call_id', 'created_at'] order by sha256)
        from transcripts where call_id = calls.id) as transcripts,
      (select jsonb_agg(to_jsonb(assigned) - array['id', 'transcript_id', 'input_sequence', 'created_at'])
        from role_assignments assigned join transcripts on transcripts.id = transcript_id where call_id = calls.id) as roles,
      (select jsonb_agg(scorecard_key order by scorecard_key) from current_evaluations where call_id = calls.id) as current,
      (select count(*)::int from evaluations where call_id = calls.id) as evaluations
    from calls left join managers on managers.id = calls.manager_id
    where calls.id = any (${ids}::uuid[]) or calls.external_id like ${`${world}%`}`.execute(database.db);
  return rows.map((row) => JSON.stringify(row)).sort();
}

it("texts accepted and stored in one of many are kept as they are alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anyTold, { minLength: 1, maxLength: 6 }), { maxLength: 3 }), async (rounds) => {
      const [alone, together] = [newId(), newId()];
      for (const told of rounds) {
        const fails = told.map((one) => one.fails);
        const [one, many] = [callsOf(told, alone), callsOf(told, together)];
        expect(await auditAll(many, fails, many.length)).toEqual(await auditAll(one, fails, 1));
        expect(await stored(many, together)).toEqual(await stored(one, alone));
      }
    }),
    { numRuns: 25 },
  );
});

/** Adds an endpoint that hears of everything; gives what removes it. */
async function someoneListens(): Promise<() => Promise<unknown>> {
  const id = newId();
  const address = "https://crm.example/hook";
  const credentialsSealed = Buffer.from("sealed");
  await insertEndpoint(database.db, { id, name: "crm", kind: "webhook", source: null, address, credentialsSealed });
  return () => database.db.deleteFrom("endpoints").where("id", "=", id).execute();
}

it("a text whose answer was lost is found as it stands, and its evaluation stays the one that was stored", async () => {
  const stopListening = await someoneListens();
  const calls = [newTextCall(), newTextCall({ externalId: newId() })];
  const first = await acceptTextCalls(database.db, calls);
  expect(await acceptTextCalls(database.db, calls)).toEqual(first);
  const made = first.map((one) => {
    if (one.stored !== null) throw new Error("was stored already");
    const { callId, transcriptId, roleAssignmentId, inputSequence } = one;
    const scorecard = { key: "manager-plus", revision: 1 };
    const ids = { id: newId(), callId, transcriptId, roleAssignmentId, inputSequence };
    const evaluation = scoredEvaluation(70);
    return { made: { ...ids, scorecard, judge: "rules" as const, evaluation, createdAt: new Date() }, settlements: [] };
  });
  const untold = { isCurrent: true, isUntold: true };
  expect(await storeEvaluations(database.db, made)).toEqual([untold, untold]);
  const ids = calls.map(({ ids }) => ids.call);
  await sql`update current_evaluations set is_told = true where call_id = any (${ids}::uuid[])`.execute(database.db);
  const told = { isCurrent: true, isUntold: false };
  expect(await storeEvaluations(database.db, made), "what was told on is not told twice").toEqual([told, told]);
  await stopListening();
  const { rows } = await sql<{ count: number }>`
    select count(*) from evaluations where call_id = any (${ids}::uuid[])`.execute(database.db);
  expect(rows).toEqual([{ count: 2 }]);
});

it("what becomes current while nobody listens is told to nobody, also when somebody listens later", async () => {
  const [accepted] = await acceptTextCalls(database.db, [newTextCall()]);
  if (!accepted || accepted.stored !== null) throw new Error("was stored already");
  const { callId, transcriptId, roleAssignmentId, inputSequence } = accepted;
  const ids = { id: newId(), callId, transcriptId, roleAssignmentId, inputSequence };
  const scorecard = { key: "manager-plus", revision: 1 };
  const evaluation = scoredEvaluation(70);
  const made = { ...ids, scorecard, judge: "rules" as const, evaluation, createdAt: new Date() };
  expect(await storeEvaluations(database.db, [{ made, settlements: [] }])).toEqual([
    { isCurrent: true, isUntold: false },
  ]);
  const stopListening = await someoneListens();
  expect(await isAnythingUntold(database.db)).toBe(false);
  await stopListening();
});

it("no caller suffers from another one's fault", async () => {
  const texts = groupTexts(database.db);
  const faulty = newTextCall({ source: "nobody" });
  const results: PromiseSettledResult<AcceptedCall>[] = await Promise.allSettled(
    [newTextCall(), newTextCall(), faulty, newTextCall()].map((call) => texts.accept(call)),
  );
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
});
