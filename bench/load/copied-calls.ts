import type { Database } from "../../src/db/database.ts";

/** Calls written by one statement. */
const COPIED_AT_ONCE = 2_000;
/** Apart from each other by more than there are calls to begin with. */
const SEQUENCE_STEP = 1_000_000;

/**
 * Copies the calls that are there, with what belongs to them and a paid request each, until there are `count`. Ids are
 * hashes, so that neighbours are different calls and no compression sees through it.
 */
export async function copyCalls({ pool }: Pick<Database, "pool">, count: number): Promise<void> {
  await pool.query("create table copied_from as select id from calls");
  const { rows } = await pool.query("select count(*)::int as calls from copied_from");
  const different: number = rows[0].calls;
  const rounds = Math.ceil(count / different);
  const step = Math.max(1, Math.floor(COPIED_AT_ONCE / different));
  for (let from = 1; from < rounds; from += step) {
    const to = Math.min(rounds - 1, from + step - 1);
    for (const statement of STATEMENTS) await pool.query(statement, [from, to]);
  }
  await pool.query(PAID);
  await pool.query("drop table copied_from; analyze");
}

const copy = (table: string, call: string, changes: string) => `
  insert into ${table} select (jsonb_populate_record(held, jsonb_build_object(${changes}))).*
  from ${table} held join copied_from on copied_from.id = held.${call}, generate_series($1::int, $2::int) n`;
const other = (column: string) => `'${column}', md5(held.${column}::text || n)::uuid`;
const sequence = `'input_sequence', held.input_sequence + n * ${SEQUENCE_STEP}::bigint`;

const STATEMENTS = [
  copy("calls", "id", `${other("id")}, 'external_id', null, 'external_id_hash', null`),
  copy("transcripts", "call_id", `${other("id")}, ${other("call_id")}`),
  `insert into role_assignments
   select (jsonb_populate_record(held, jsonb_build_object(${other("id")}, ${other("transcript_id")}, ${sequence}))).*
   from role_assignments held join transcripts on transcripts.id = held.transcript_id
     join copied_from on copied_from.id = transcripts.call_id, generate_series($1::int, $2::int) n`,
  copy(
    "evaluations",
    "call_id",
    `${other("id")}, ${other("call_id")}, ${other("transcript_id")}, ${other("role_assignment_id")}, ${sequence}`,
  ),
  copy("current_evaluations", "call_id", `${other("call_id")}, ${other("evaluation_id")}, ${sequence}`),
];

const PAID = `
  insert into paid_requests (id, subject, stage, input_hash, status, model, raw, process_id, settled_at)
  select gen_random_uuid(), call_id::text, 'judge', repeat('a', 64), 'answered', 'model', document::text, id, now()
  from evaluations`;
