import { readdirSync, readFileSync } from "node:fs";
import type { Insertable } from "kysely";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database, Db } from "../../src/db/database.ts";
import type { Tables } from "../../src/db/tables.ts";
import { testDatabase } from "../helpers/database.ts";

const HASH = "a".repeat(64);
let database: Database;
let db: Db;

beforeAll(async () => {
  database = await testDatabase();
  ({ db } = database);
  await db
    .insertInto("scorecard_revisions")
    .values({ key: "card", revision: 1, mode: "Manager+", sha256: HASH, document: "{}" })
    .execute();
});
afterAll(() => database.close());

/** What a statement is refused by. */
function refusedBy(constraint: string) {
  return expect.objectContaining({ constraint });
}

async function insertCall(values: Partial<Insertable<Tables["calls"]>> = {}): Promise<string> {
  const id = newId();
  const row = {
    id,
    source: "api",
    origin: "text",
    status: "received",
    handling: "{}",
    primary_scorecard: "card",
  } as const;
  await db
    .insertInto("calls")
    .values({ ...row, ...values })
    .execute();
  return id;
}

/** A call with a transcript and its roles. */
async function insertInput() {
  const input = { call: await insertCall(), transcript: newId(), roles: newId() };
  await db
    .insertInto("transcripts")
    .values({ id: input.transcript, call_id: input.call, engine: "text", sha256: HASH, utterances: "[]" })
    .execute();
  const { input_sequence } = await db
    .insertInto("role_assignments")
    .values({
      id: input.roles,
      transcript_id: input.transcript,
      made_by: "label",
      confidence: 1,
      roles: "[]",
      sha256: HASH,
    })
    .returning("input_sequence")
    .executeTakeFirstOrThrow();
  return { ...input, inputSequence: input_sequence };
}

type Input = Awaited<ReturnType<typeof insertInput>>;

async function insertEvaluation(
  input: Input,
  values: Partial<Insertable<Tables["evaluations"]>> = {},
): Promise<string> {
  const id = newId();
  await db
    .insertInto("evaluations")
    .values({
      id,
      call_id: input.call,
      scorecard_key: "card",
      scorecard_revision: 1,
      transcript_id: input.transcript,
      role_assignment_id: input.roles,
      input_sequence: input.inputSequence,
      judge: "rules",
      status: "scored",
      total: 84.9,
      document: "{}",
      receipt: "{}",
      ...values,
    })
    .execute();
  return id;
}

describe("calls", () => {
  it("are one per source and external id, also after the id itself was erased", async () => {
    const known = { external_id: "7", external_id_hash: "b".repeat(64) };
    const id = await insertCall(known);
    await expect(insertCall(known)).rejects.toEqual(refusedBy("calls_external_id_key"));
    await db.updateTable("calls").set({ external_id: null, erased_at: new Date() }).where("id", "=", id).execute();
    await expect(insertCall(known)).rejects.toEqual(refusedBy("calls_external_id_key"));
    await insertCall({ ...known, source: "default" });
  });

  it("without an external id are as many as come", async () => {
    await insertCall();
    await expect(insertCall()).resolves.toBeDefined();
  });

  it("never carry an external id that could not be recognised after erasure", async () => {
    await expect(insertCall({ external_id: "8" })).rejects.toEqual(refusedBy("calls_external_id_hashed"));
  });

  it("have a total exactly when they are scored", async () => {
    await expect(insertCall({ status: "scored" })).rejects.toEqual(refusedBy("calls_scored_has_total"));
    await expect(insertCall({ total_score: 50 })).rejects.toEqual(refusedBy("calls_scored_has_total"));
    await insertCall({ status: "scored", total_score: 0 });
  });

  it("keep nothing of the sender's once erased", async () => {
    const erased = { erased_at: new Date(), metadata: '{"note": "left"}' };
    await expect(insertCall(erased)).rejects.toEqual(refusedBy("calls_erased_is_empty"));
  });
});

describe("evaluations", () => {
  it("give back the very total that was written", async () => {
    const id = await insertEvaluation(await insertInput());
    const row = await db.selectFrom("evaluations").select("total").where("id", "=", id).executeTakeFirstOrThrow();
    expect(row.total).toBe(84.9);
  });

  it("cannot mix the call of one input with the transcript or the roles of another", async () => {
    const [mine, other] = [await insertInput(), await insertInput()];
    await expect(insertEvaluation({ ...mine, transcript: other.transcript })).rejects.toMatchObject({ code: "23503" });
    await expect(insertEvaluation({ ...mine, roles: other.roles })).rejects.toMatchObject({ code: "23503" });
    await expect(insertEvaluation({ ...mine, inputSequence: other.inputSequence })).rejects.toMatchObject({
      code: "23503",
    });
  });

  it("have a total or a reason, never both and never neither", async () => {
    const input = await insertInput();
    await expect(insertEvaluation(input, { total: null })).rejects.toEqual(refusedBy("evaluations_scored_has_total"));
    await expect(insertEvaluation(input, { reason: "too_short" })).rejects.toEqual(
      refusedBy("evaluations_unscored_has_reason"),
    );
    await expect(insertEvaluation(input, { status: "not_scorable", total: null })).rejects.toEqual(
      refusedBy("evaluations_unscored_has_reason"),
    );
    await insertEvaluation(input, { status: "not_scorable", total: null, reason: "too_short" });
  });

  it("are current for their own call and scorecard only, one at a time", async () => {
    const [mine, other] = [await insertInput(), await insertInput()];
    const current = (input: Input, evaluation_id: string, scorecard_key = "card") =>
      db
        .insertInto("current_evaluations")
        .values({
          call_id: input.call,
          scorecard_key,
          evaluation_id,
          input_sequence: input.inputSequence,
          by_person: false,
        })
        .execute();
    const evaluation = await insertEvaluation(mine);
    await expect(current(other, evaluation)).rejects.toMatchObject({ code: "23503" });
    await expect(current(mine, evaluation, "other-card")).rejects.toMatchObject({ code: "23503" });
    await current(mine, evaluation);
    await expect(current(mine, await insertEvaluation(mine))).rejects.toEqual(refusedBy("current_evaluations_pkey"));
  });
});

describe("role_assignments", () => {
  it("draw a higher sequence each, so that the newer input is told", async () => {
    const [first, second] = [await insertInput(), await insertInput()];
    expect(second.inputSequence).toBeGreaterThan(first.inputSequence);
  });
});

describe("paid_requests", () => {
  const request = (values: Partial<Insertable<Tables["paid_requests"]>> = {}) =>
    db
      .insertInto("paid_requests")
      .values({
        id: newId(),
        subject: "call",
        stage: "judge",
        input_hash: HASH,
        model: "m",
        process_id: newId(),
        ...values,
      })
      .execute();

  it("are in flight once per subject, stage, input and vote", async () => {
    await request({ subject: "one" });
    await expect(request({ subject: "one" })).rejects.toEqual(refusedBy("paid_requests_attempt"));
    await expect(request({ subject: "one", attempt: 2 })).rejects.toEqual(refusedBy("paid_requests_one_in_flight"));
    await request({ subject: "one", vote: 2 });
    await db
      .updateTable("paid_requests")
      .set({ status: "free_failure", settled_at: new Date() })
      .where("subject", "=", "one")
      .execute();
    await request({ subject: "one", attempt: 2 });
  });

  it("are settled exactly when they are no longer an intent", async () => {
    const settled = refusedBy("paid_requests_open_is_unsettled");
    await expect(request({ subject: "two", status: "answered" })).rejects.toEqual(settled);
    await expect(request({ subject: "two", settled_at: new Date() })).rejects.toEqual(settled);
  });

  it("keep the cost to the eighth decimal", async () => {
    await request({ subject: "three", cost_usd: 0.00000123 });
    const row = await db
      .selectFrom("paid_requests")
      .select("cost_usd")
      .where("subject", "=", "three")
      .executeTakeFirst();
    expect(row?.cost_usd).toBe(0.00000123);
  });
});

describe("the column types in src/db/tables", () => {
  it("name the very columns that the migrations make", async () => {
    const { rows } = await database.pool.query(`select table_name, column_name from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely_%'`);
    const made = rows.map(({ table_name, column_name }) => `${table_name}.${column_name}`).sort();
    expect(declaredColumns().sort()).toEqual(made);
  });
});

/** `table.column` of every property of every `…Table` interface. */
function declaredColumns(): string[] {
  const folder = new URL("../../src/db/tables/", import.meta.url);
  const source = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
  return [...source.matchAll(/export interface (\w+)Table \{\n(.*?)\n\}/gs)].flatMap(([, name = "", body = ""]) => {
    const table = name.replace(/(?<=[a-z])[A-Z]/g, "_$&").toLowerCase();
    return [...body.matchAll(/^ {2}(\w+):/gm)].map(([, column]) => `${table}.${column}`);
  });
}
