import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { loadScorecards, registerScorecards, scorecardSha256 } from "../../src/evaluations/load-scorecards.ts";
import type { Scorecard } from "../../src/evaluations/scorecard.ts";
import { findScorecardRevision } from "../../src/evaluations/store.ts";
import { testDatabase } from "../helpers/database.ts";

let database: Database;
let cards: Scorecard[];

beforeAll(async () => {
  database = await testDatabase();
  cards = await loadScorecards("/nowhere");
});
afterAll(() => database.close());

const changed = (card: Scorecard): Scorecard => ({ ...card, title: "Something else" });

describe("registering scorecards", () => {
  it("writes each revision down once and gives it back unchanged", async () => {
    await registerScorecards(database.db, cards);
    await registerScorecards(database.db, cards);
    for (const card of cards) {
      const found = await findScorecardRevision(database.db, card);
      expect(found && scorecardSha256(found)).toBe(scorecardSha256(card));
    }
  });

  it("takes a changed document while no call was judged with it, and refuses it afterwards", async () => {
    const [card] = cards;
    if (!card) throw new Error("there are built-ins");
    await registerScorecards(database.db, [changed(card)]);
    expect((await findScorecardRevision(database.db, card))?.title).toBe("Something else");
    await registerScorecards(database.db, [card]);
    await judgeACallWith(card);
    await registerScorecards(database.db, cards);
    await expect(registerScorecards(database.db, [changed(card)])).rejects.toThrow(/manager-plus revision 1/);
    await registerScorecards(database.db, [{ ...changed(card), revision: 2 }]);
  });
});

async function judgeACallWith(card: Scorecard) {
  const id = "0193f000-0000-7000-8000-000000000001";
  const { db } = database;
  await db
    .insertInto("calls")
    .values({ id, source: "api", origin: "text", status: "received", handling: "{}", primary_scorecard: card.key })
    .execute();
  const sha256 = "a".repeat(64);
  await db.insertInto("transcripts").values({ id, call_id: id, engine: "text", sha256, utterances: "[]" }).execute();
  const { input_sequence } = await db
    .insertInto("role_assignments")
    .values({ id, transcript_id: id, made_by: "label", confidence: 1, roles: "[]", sha256 })
    .returning("input_sequence")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("evaluations")
    .values({
      id,
      call_id: id,
      scorecard_key: card.key,
      scorecard_revision: card.revision,
      transcript_id: id,
      role_assignment_id: id,
      input_sequence,
      judge: "rules",
      status: "not_scorable",
      reason: "too_short",
      document: "{}",
      receipt: "{}",
    })
    .execute();
}
