import fc from "fast-check";
import { sql } from "kysely";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newEvent } from "../../src/crm/sources/accept-event.ts";
import type { CallEvent } from "../../src/crm/sources/call-event.ts";
import { type KeptEvent, keepEvent, type NewEvent } from "../../src/crm/sources/event-store.ts";
import { keepNewCalls } from "../../src/crm/sources/new-call-store.ts";
import type { Database } from "../../src/db/database.ts";
import { loadScorecards } from "../../src/evaluations/load-scorecards.ts";
import type { Scorecard } from "../../src/evaluations/scorecard.ts";
import { testDatabase } from "../helpers/database.ts";
import { newCall, RECORDING, source } from "./told-events.ts";

let database: Database;
let scorecards: Map<string, Scorecard>;
beforeAll(async () => {
  database = await testDatabase();
  scorecards = new Map((await loadScorecards("/nonexistent")).map((card) => [card.key, card]));
  await database.pool.query(
    "insert into managers (id, source, external_id, name) values ($1, 'default', 'm', 'Анна')",
    [newId()],
  );
});
afterAll(() => database.close());

const RULES = source({ talkSecondsMin: 30, directions: ["inbound"], internal: true, voicemail: true });

const made = (event: CallEvent): NewEvent => newEvent({ scorecards, managerChannel: null }, RULES, event);

/** Whatever a sender may tell of a call whose manager is known. */
const anyTold: fc.Arbitrary<Partial<CallEvent>> = fc.record({
  managerId: fc.constantFrom(null, "m"),
  managerName: fc.constantFrom(null, "Анна"),
  direction: fc.constantFrom(null, "inbound" as const, "outbound" as const),
  startedAt: fc.constantFrom(null, "2026-11-24T09:30:00.123Z"),
  languageHint: fc.constantFrom(null, "ru"),
  tags: fc.constantFrom([], ["new"], ['of "three", {parts}', "\\", "ё 😀"]),
  metadata: fc.constantFrom({}, { deal: 7, of: { a: [null, "'"] } }),
  talkSeconds: fc.constantFrom(null, 3, 300),
  isInternal: fc.constantFrom(null, true, false),
  isVoicemail: fc.constantFrom(null, true, false),
  occurredAt: fc.constantFrom(null, "2026-11-24T09:31:00.000Z"),
  recording: fc.constantFrom(null, RECORDING, { url: null, sourceKey: "r-1" }),
  contentMode: fc.constantFrom(null, "Client+" as const),
  reportLanguage: fc.constantFrom(null, "en" as const),
});

/** All that is stored of a call, without ids and times of ours. */
async function stored({ ids }: NewEvent): Promise<unknown> {
  const { rows } = await sql`
    select to_jsonb(calls) - array['id', 'external_id', 'external_id_hash', 'created_at', 'told_recordings'] as call,
      (select array_agg(key) from jsonb_each(told_recordings)) as references,
      (select jsonb_agg(to_jsonb(recordings) - array['id', 'call_id', 'created_at']) from recordings
        where call_id = calls.id) as recordings,
      (select jsonb_agg(to_jsonb(deliveries) - array['id', 'call_id', 'received_at']) from deliveries
        where call_id = calls.id) as deliveries
    from calls where id = ${ids.call}`.execute(database.db);
  return rows;
}

const shownOf = (kept: KeptEvent | null | undefined, { ids }: NewEvent) => ({
  ...kept,
  callId: kept?.callId === ids.call,
  recordingId: kept?.recordingId && kept.recordingId === ids.recording,
});

it("the first event of a call is kept in one of many as it is kept alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyTold, { minLength: 1, maxLength: 4 }), async (told) => {
      const alone = told.map((one) => made(newCall()(one)));
      const together = told.map((one) => made(newCall()(one)));
      const kept = await keepNewCalls(database.db, together);
      for (const [index, event] of alone.entries()) {
        const same = together[index] as NewEvent;
        expect(shownOf(kept.get(same), same)).toEqual(shownOf(await keepEvent(database.db, event), event));
        expect(await stored(same)).toEqual(await stored(event));
      }
    }),
    { numRuns: 40 },
  );
});

it("what is not plainly new is left out, and changes nothing", async () => {
  const tell = newCall();
  const known = made(tell({}));
  await keepEvent(database.db, known);
  const fresh = made(newCall()({ managerId: "m" }));
  const copy = made({ ...fresh.event, direction: "outbound" });
  const others = [
    made(tell({ direction: "inbound", recording: RECORDING })),
    made(newCall()({ managerId: "nobody knows" })),
    made(newCall()({ managerId: "m", managerName: "Мария" })),
    made(newCall()({ managerId: "m", team: "Восток" })),
  ];
  const before = await stored(known);
  const kept = await keepNewCalls(database.db, [...others, fresh, copy]);
  expect([...kept.keys()]).toEqual([fresh]);
  expect(await stored(known)).toEqual(before);
  for (const event of [...others, copy]) expect(await stored(event)).toEqual([]);
});
