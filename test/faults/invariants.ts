import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sweepPieces } from "../../src/audit/steps/pieces.ts";
import { RecordingFiles } from "../../src/calls/recording-files.ts";
import { writeBackKey } from "../../src/crm/endpoints/write-back-message.ts";
import type { Lane } from "./lane.ts";
import { billOf } from "./stand-ins.ts";

/** What was found after one fault. */
export interface Finding {
  /** Accepted events that have no result. */
  lost: number;
  /** Paid requests, by the stand-ins' own bill, beyond one for each thing asked. */
  paidTwice: number;
  /** Rows of the ledger whose outcome nobody knows. */
  ambiguous: number;
  /** Those of them that were in flight when a process ended. */
  interrupted: number;
  /** Records that the receiver keeps of the call. */
  records: number;
  /** Files that were left over and that a sweep took. */
  swept: number;
  /** What must never be. */
  violations: string[];
}

/** Where the bills stood before, and what was sent since. */
export interface Sent {
  callId: string;
  sha256: string;
  speechBefore: number;
  judgeBefore: number;
}

type Row = Record<string, unknown>;

/** Looks at everything once nothing is left to do. */
export async function checkInvariants(lane: Lane, sent: Sent): Promise<Finding> {
  const violations: string[] = [];
  const calls = await lane.rows("select id, status, status_reason from calls where external_id = $1", [sent.callId]);
  const id = String(calls[0]?.id ?? "00000000-0000-0000-0000-000000000000");
  const lost = calls.length === 1 && calls[0]?.status === "scored" ? 0 : 1;
  if (lost > 0) violations.push(`the call is ${JSON.stringify(calls)}`);
  violations.push(...(await evaluationFaults(lane, id)));
  const { records, faults } = await recordsOf(lane, id);
  violations.push(...faults);
  const money = await moneyOf(lane, sent, id);
  violations.push(...money.faults);
  const set = await lane.rows("select data from jobs.job where name = 'quarantine'");
  if (set.length > 0) violations.push(`jobs are set aside: ${JSON.stringify(set).slice(0, 500)}`);
  const files = await sweepFiles(lane);
  violations.push(...files.faults);
  const { paidTwice, ambiguous, interrupted } = money;
  return { lost, paidTwice, ambiguous, interrupted, records, swept: files.swept, violations };
}

async function evaluationFaults(lane: Lane, id: string): Promise<string[]> {
  const rows = await lane.rows(
    `select scorecard_key, count(*)::int as made, (select count(*)::int from current_evaluations held
       where held.call_id = evaluations.call_id and held.scorecard_key = evaluations.scorecard_key) as current
     from evaluations where call_id = $1 group by call_id, scorecard_key`,
    [id],
  );
  const isRight = rows.length === 1 && rows[0]?.made === 1 && rows[0]?.current === 1;
  return isRight ? [] : [`evaluations of the call: ${JSON.stringify(rows)}`];
}

/** The receiver keeps one record of the call: that of its current evaluation, in its newest version. */
async function recordsOf(lane: Lane, id: string): Promise<{ records: number; faults: string[] }> {
  const { receiver } = lane.stand;
  const faults = receiver.faults.splice(0).map((fault) => `the receiver refused: ${fault}`);
  const kept = [...receiver.records.values()].filter((record) => record.id === id);
  const [wanted, ...more] = await lane.rows(
    `select held.scorecard_key as scorecard, held.evaluation_id as evaluation, status, version, delivered_version
     from current_evaluations held left join write_backs using (call_id, scorecard_key) where held.call_id = $1`,
    [id],
  );
  const [record] = kept;
  const isRight =
    kept.length === 1 &&
    more.length === 0 &&
    wanted?.status === "delivered" &&
    wanted.version === wanted.delivered_version &&
    record?.key === writeBackKey(id, String(wanted.scorecard)) &&
    record.version === wanted.version &&
    record.evaluation_id === wanted.evaluation;
  if (!isRight)
    faults.push(`records ${JSON.stringify(kept).slice(0, 300)}, wanted ${JSON.stringify([wanted, ...more])}`);
  return { records: kept.length, faults };
}

/** The stand-ins' bills against the ledger. */
async function moneyOf(lane: Lane, sent: Sent, id: string) {
  const { speech, judge } = lane.stand;
  const hash = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");
  const heard = speech.requests.slice(sent.speechBefore).map(({ file }) => hash(file.bytes));
  const judged = judge.requests.slice(sent.judgeBefore).map(({ instructions, input }) => hash(instructions + input));
  const bill = billOf([...heard, ...judged]);
  const ledger = await lane.rows(
    `select stage, input_hash, vote, count(*)::int as attempts, count(*) filter (where status = 'answered')::int as answered,
       count(*) filter (where status = 'ambiguous')::int as ambiguous,
       count(*) filter (where status = 'ambiguous' and reason = 'interrupted')::int as interrupted,
       count(*) filter (where status not in ('answered', 'ambiguous'))::int as other
     from paid_requests where subject in ($1, $2) group by stage, input_hash, vote`,
    [sent.sha256, id],
  );
  const sum = (name: string) => ledger.reduce((total, row) => total + Number(row[name]), 0);
  const faults: string[] = [];
  const isOnce = (row: Row) => row.answered === 1 && Number(row.ambiguous) <= 1 && row.other === 0;
  if (!ledger.every(isOnce)) faults.push(`the ledger: ${JSON.stringify(ledger.filter((row) => !isOnce(row)))}`);
  if (bill.distinct !== ledger.length) faults.push(`${bill.distinct} things paid for, ${ledger.length} in the ledger`);
  const ambiguous = sum("ambiguous");
  if (bill.paidTwice > ambiguous) faults.push(`${bill.paidTwice} paid twice, ${ambiguous} of them in the ledger`);
  return { paidTwice: bill.paidTwice, ambiguous, interrupted: sum("interrupted"), faults };
}

/** Takes what is left over as the hourly sweep does, only that nothing is too young for it; then nothing may be left. */
async function sweepFiles(lane: Lane): Promise<{ swept: number; faults: string[] }> {
  const root = join(lane.dataDir, "recordings");
  const files = await RecordingFiles.open(root);
  const rows = await lane.rows("select id from recordings where removed_at is null");
  const known = new Set(rows.map((row) => String(row.id)));
  const leftOver = () => [
    ...readdirSync(join(root, "incoming")).map((name) => `incoming/${name}`),
    ...readdirSync(root).filter((name) => name !== "incoming" && !known.has(name)),
  ];
  const swept = leftOver().length;
  await files.sweep({ known: async () => known, olderThanMs: -60_000 });
  await sweepPieces({ files }, -60_000);
  const left = leftOver();
  return { swept, faults: left.length > 0 ? [`files are left: ${left.join(", ")}`] : [] };
}
