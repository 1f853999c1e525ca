import { v7 as newId } from "uuid";
import type { Database } from "../../../src/db/database.ts";
import { openJobs } from "../../../src/jobs/open-jobs.ts";

const HASH = "a".repeat(64);

/** The queues of these tests. */
export type Payloads = { work: { n: number } };

/** Makes the job queue's tables; with `handlers` missing nobody works. */
export async function openQueue({ pool, kind }: Pick<Database, "pool" | "kind">): Promise<void> {
  const jobs = await openJobs<Payloads>({ pool, kind, queues: ["work"], work: false, handlers: {} });
  await jobs.stop(0);
}

/** The ids of what `fillTables` wrote. */
export interface Filled {
  call: string;
  recording: string;
  earlier: string;
  later: string;
}

/**
 * Writes a row or more into most tables: rows that refer to each other against the order of their ids, bytes, arrays, numbers
 * of all kinds, text that JSON and SQL would like to change, and nulls.
 */
export async function fillTables({ pool }: Pick<Database, "pool">): Promise<Filled> {
  const [call, recording, transcript, roles, earlier, later, endpoint, writeBack] = Array.from({ length: 8 }, () =>
    newId(),
  );
  const put = async (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    await pool.query(
      `insert into ${table} (${names.join(", ")}) values (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
      Object.values(row),
    );
  };
  await put("installation", { secret_key_fingerprint: "0123456789abcdef", data_dir_id: newId() });
  await put("sources", {
    key: "pbx",
    kind: "webhook",
    credentials_sealed: Buffer.from([0, 1, 92, 255]),
    credential_hosts: ["a,b", 'c"d', ""],
  });
  await put("managers", { id: newId(), source: "pbx", external_id: "7\\8\n\t'", name: "Анна 🌸 \u0001" });
  await put("calls", {
    ...{ id: call, source: "pbx", origin: "webhook", status: "scored", total_score: "84.9", primary_scorecard: "card" },
    ...{
      handling: '{"a": 1.50, "я": "\\"\\\\\\n"}',
      tags: ["x", "NULL", "{}"],
      started_at: "1999-12-31T23:59:59.999Z",
    },
  });
  await put("recordings", {
    id: recording,
    call_id: call,
    sha256: HASH,
    size_bytes: "9007199254740991",
    duration_ms: 1,
  });
  await put("transcripts", { id: transcript, call_id: call, engine: "text", sha256: HASH, utterances: "[]" });
  await put("role_assignments", {
    id: roles,
    transcript_id: transcript,
    made_by: "label",
    confidence: 0.1 + 0.2,
    roles: "[]",
    sha256: HASH,
  });
  await put("scorecard_revisions", { key: "card", revision: 1, mode: "Диалог", sha256: HASH, document: "{}" });
  const { rows } = await pool.query("select input_sequence from role_assignments where id = $1", [roles]);
  const evaluation = {
    ...{
      call_id: call,
      scorecard_key: "card",
      scorecard_revision: 1,
      transcript_id: transcript,
      role_assignment_id: roles,
    },
    ...{
      input_sequence: rows[0].input_sequence,
      judge: "rules",
      status: "scored",
      total: "84.9",
      document: "{}",
      receipt: "{}",
    },
  };
  await put("evaluations", { ...evaluation, id: later });
  await put("evaluations", { ...evaluation, id: earlier, based_on: later });
  await put("current_evaluations", {
    call_id: call,
    scorecard_key: "card",
    evaluation_id: later,
    input_sequence: rows[0].input_sequence,
    by_person: false,
  });
  await put("paid_requests", {
    id: newId(),
    subject: call,
    stage: "judge",
    input_hash: HASH,
    model: "m",
    process_id: newId(),
    cost_usd: "0.00000001",
  });
  await put("deliveries", {
    id: newId(),
    source: "pbx",
    outcome: "unreadable",
    body: Buffer.from("\0\xff{", "latin1"),
  });
  await put("endpoints", { id: endpoint, name: "crm", kind: "webhook", address: "https://crm.example" });
  await put("write_backs", {
    id: writeBack,
    endpoint_id: endpoint,
    call_id: call,
    scorecard_key: "card",
    message_id: newId(),
    next_attempt_at: new Date(),
  });
  return { call: call ?? "", recording: recording ?? "", earlier: earlier ?? "", later: later ?? "" };
}
