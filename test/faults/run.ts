/**
 * Breaks the real service at every cut and looks whether what was promised holds (DESIGN §10). Needs the built program
 * (`npm run faults` builds it). PostgreSQL is a throw-away server of its own for each lane, which waits for its disk.
 *
 *   --short              each cut once by kill -9, on the two databases in turn (--database: all on that one), and the
 *                        other faults once each
 *   --runs N             of every cut and fault (default 1)
 *   --only C10,C13       these cuts
 *   --faults kill,…      these faults (default: kill; `all`)
 *   --database KIND      embedded or postgres (default: both)
 *   --lanes N,M          services at once on the embedded database and on PostgreSQL (default 2,3)
 *   --seed N             of the first run; the others count on
 *   --minutes N          begins no further run after that
 *   --out FILE           every outcome as a line of JSON
 *   --table F,G          runs nothing: the table of outcomes that were kept so, for people
 *
 * Exit code 1 when anything was violated, 2 for wrong options.
 */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FixtureEar } from "../fakes/fixture-ear.ts";
import { serverBinaries } from "../helpers/database-server.ts";
import { CUTS, type Cut, cutNamed } from "./cuts.ts";
import { FAULTS, type Fault, faultNamed } from "./faults.ts";
import { canMountDisk, type DatabaseKind, Lane } from "./lane.ts";
import { type Outcome, runCut } from "./run-cut.ts";
import { shortTableOf, tableOf } from "./table.ts";

const { values: given } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    runs: { type: "string", default: "1" },
    only: { type: "string" },
    faults: { type: "string" },
    database: { type: "string" },
    lanes: { type: "string", default: "2,3" },
    seed: { type: "string" },
    minutes: { type: "string", default: "180" },
    out: { type: "string" },
    table: { type: "string" },
  },
});

/** One fault at one cut, to be run once. */
interface Task {
  kind: DatabaseKind;
  cut: Cut;
  fault: Fault;
  seed: number;
}

const out = (text: string) => process.stdout.write(`${text}\n`);
const beganAt = performance.now();
const endsAt = beganAt + Number(given.minutes) * 60_000;
const seed = given.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(given.seed);
const outcomes: Outcome[] = [];
let ear: FixtureEar | null = null;

/** In the short round the two databases take the cuts in turn, so that it stays under four minutes on two cores. */
const isShared = given.short && given.database === undefined && given.only === undefined;
/** In the short round each of these happens once, at the cut where it hurts most. */
const SHORT_ALSO: readonly (readonly [Fault["name"], string])[] = [
  ["database-kill", "C12"],
  ["terminate", "C6"],
  ["lost-commit", "C15"],
  ["lost-commit", "C0"],
];

function tasksOf(kind: DatabaseKind): Task[] {
  const named = given.only === undefined ? CUTS : given.only.split(",").map(cutNamed);
  const cuts = named.filter((_, at) => !isShared || (at % 2 === 0) === (kind === "embedded"));
  const names = given.faults === "all" ? FAULTS.map(({ name }) => name) : (given.faults ?? "kill").split(",");
  const faults = names.map(faultNamed).filter((fault) => fault.on.includes(kind));
  let next = seed;
  const tasks: Task[] = [];
  for (let run = 0; run < Number(given.runs); run++)
    for (const fault of faults) for (const cut of cuts) tasks.push({ kind, cut, fault, seed: next++ });
  if (given.short)
    for (const [fault, cut] of SHORT_ALSO)
      if (faultNamed(fault).on.includes(kind))
        tasks.push({ kind, cut: cutNamed(cut), fault: faultNamed(fault), seed: next++ });
  return tasks;
}

/** A lane that takes one task after the other; after a violation it begins anew with everything fresh. */
async function work(kind: DatabaseKind, tasks: Task[], hasSmallDisk: boolean): Promise<void> {
  let lane: Lane | null = null;
  try {
    for (;;) {
      const task = performance.now() < endsAt ? tasks.shift() : undefined;
      if (task === undefined) return;
      ear ??= await FixtureEar.open();
      lane ??= await Lane.open(kind, ear, { hasSmallDisk });
      const outcome = await runTask(lane, task);
      outcomes.push(outcome);
      if (given.out !== undefined) appendFileSync(given.out, `${JSON.stringify(outcome)}\n`);
      out(lineOf(outcome));
      if (outcome.violations.length === 0) continue;
      out(lane.child.output().replace(/^/gm, "    | "));
      await lane.close();
      lane = null;
    }
  } finally {
    await lane?.close();
  }
}

async function runTask(lane: Lane, { kind, cut, fault, seed }: Task): Promise<Outcome> {
  try {
    return await runCut(lane, cut, fault, seed);
  } catch (error) {
    const nothing = {
      lost: 0,
      paidTwice: 0,
      ambiguous: 0,
      interrupted: 0,
      records: 0,
      swept: 0,
      againMs: null,
      startMs: null,
      doneMs: 0,
    };
    const violations = [error instanceof Error ? error.message : String(error)];
    return { ...nothing, cut: cut.name, fault: fault.name, database: kind, seed, violations };
  }
}

function lineOf(one: Outcome): string {
  const { cut, fault, database, seed, againMs, startMs, doneMs, violations } = one;
  const seconds = (ms: number | null) => (ms === null ? "–" : (ms / 1_000).toFixed(1));
  return [
    `${((performance.now() - beganAt) / 1_000).toFixed(0).padStart(5)} s  ${cut.padEnd(5)} ${fault} ${database} seed ${seed}:`,
    `paid twice ${one.paidTwice}, ambiguous ${one.ambiguous}, records ${one.records}, left over ${one.swept},`,
    `again ${seconds(againMs)} s (start ${seconds(startMs)}), done ${seconds(doneMs)} s`,
    ...violations.map((violation) => `\n    VIOLATION ${violation}`),
  ].join(" ");
}

function showKept(paths: string[]): number {
  const lines = paths.flatMap((path) => readFileSync(path, "utf8").trim().split("\n"));
  const kept = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Outcome);
  out(`${tableOf(kept)}\n\n${shortTableOf(kept)}`);
  return 0;
}

/** Disks that are full need a disk of their own, so such tasks have a lane of their own. */
async function main(): Promise<number> {
  const [embeddedLanes = 1, postgresLanes = 3] = given.lanes.split(",").map(Number);
  const kinds = (given.database === undefined ? ["embedded", "postgres"] : [given.database]) as DatabaseKind[];
  out(`seed ${seed}`);
  if (given.out !== undefined) writeFileSync(given.out, "");
  const lanes: Promise<void>[] = [];
  for (const kind of kinds) {
    if (kind === "postgres" && serverBinaries() === null) {
      out("PostgreSQL: SKIPPED (no server binaries)");
      continue;
    }
    const tasks = tasksOf(kind);
    const onDisk = tasks.filter(({ fault }) => fault.name === "disk");
    const others = tasks.filter(({ fault }) => fault.name !== "disk");
    const count = Math.min(others.length, kind === "embedded" ? embeddedLanes : postgresLanes);
    for (let lane = 0; lane < count; lane++) lanes.push(work(kind, others, false));
    if (onDisk.length > 0 && canMountDisk()) lanes.push(work(kind, onDisk, true));
    else if (onDisk.length > 0) out(`${kind}: full disks SKIPPED (needs root, to mount a small one)`);
  }
  const ended = await Promise.allSettled(lanes);
  out(`\n${tableOf(outcomes)}`);
  const broken = ended.flatMap((lane) => (lane.status === "rejected" ? [lane.reason as Error] : []));
  for (const error of broken) out(`a lane broke: ${error.stack}`);
  const violated = outcomes.filter(({ violations }) => violations.length > 0);
  out(
    `\n${outcomes.length} runs in ${((performance.now() - beganAt) / 1_000).toFixed(0)} s, seed ${seed}, ` +
      `${violated.length} with violations`,
  );
  return violated.length + broken.length > 0 ? 1 : 0;
}

// Children end with this process, whatever ends it; folders of a run that is broken off stay in the folder for such things.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
process.exitCode = given.table === undefined ? await main() : showKept(given.table.split(","));
