import { createInterface } from "node:readline/promises";
import { setTimeout as delay } from "node:timers/promises";
import { STATUSES_AT_WORK } from "../../calls/call.ts";
import { AppError } from "../../errors.ts";
import { findDialogues } from "./audit-files.ts";
import type { AuditOptions } from "./audit-options.ts";
import { type FileProblem, problemOfFile } from "./audit-ways.ts";
import { findCallByName, queueFile, readStatus, type ServiceApi } from "./backfill-way.ts";
import { type CheckedFile, type Costs, checkFile, costOf } from "./check-files.ts";
import type { CommandIo } from "./commands.ts";
import { type ProgressBar, progressBar } from "./progress-bar.ts";
import { refusalText } from "./refusal-text.ts";
import { terminalJson, terminalText } from "./terminal-text.ts";

/** What queueing files needs. */
export interface QueueFilesDeps {
  /** The service that keeps the calls: a running one, or one in this process that works on nothing. */
  openApi(): Promise<ServiceApi>;
  loadCosts(): Promise<Costs>;
}

/** What became of a file. */
interface QueuedFile {
  file: string;
  /** `known`: it was here already. */
  state: "queued" | "known" | "failed";
  call_id: string | null;
  problem: FileProblem | null;
}

/** Files of which the copies go at once. */
const AT_ONCE = 2;
const LOOK_EVERY_MS = 2_000;
/** Calls that are looked at before the next pause. */
const LOOKED_AT_ONCE = 50;

/**
 * Copies files into the service and leaves the work to its queue, behind anything fresh. A second run goes on where the
 * first one ended. Exit code 0 when all are there (with `--wait`: judged), 1 when some are not or nobody agreed to the cost.
 * Throws `unavailable` when the service does not answer or takes nothing, which no other file would change.
 */
export async function queueFiles(deps: QueueFilesDeps, options: AuditOptions, io: CommandIo): Promise<number> {
  const told = { failed: 0 };
  const tell = (one: QueuedFile) => {
    if (options.json) io.out(`${terminalJson(one)}\n`);
    if (one.problem) io.err(`${terminalText(`${one.file}: ${refusalText(one.problem, "en")}`)}\n`);
    if (one.problem) told.failed += 1;
  };
  const api = await deps.openApi();
  try {
    if (options.wait && !api.isAtWork)
      throw new AppError("conflict", "--wait needs a server at work; start one first.");
    const found = await findFiles(options, tell);
    const { fresh, known } = await checkAll(api, found, io, tell);
    const costUsd = costOf(fresh, await deps.loadCosts());
    io.err(`${fresh.length} to queue, ${known.length} here already, about $${costUsd.toFixed(2)}.\n`);
    if (fresh.length > 0 && costUsd > 0 && !(await isAgreed(options, io))) return 1;
    const queued = await sendAll(api, fresh, { options, io, tell });
    const left = fresh.length - queued.length - told.failed;
    if (io.stopping.aborted) io.err(`Stopped: run the same command again to go on.\n`);
    else if (!api.isAtWork) io.err("Queued. The work begins when the server starts.\n");
    if (options.wait) told.failed += await waitForAll(api, [...known, ...queued], io);
    return told.failed === 0 && left <= 0 && !io.stopping.aborted ? 0 : 1;
  } finally {
    await api.close();
  }
}

async function findFiles(
  { inputs }: AuditOptions,
  tell: (one: QueuedFile) => void,
): Promise<{ path: string; input: string }[]> {
  const found: { path: string; input: string }[] = [];
  for (const input of inputs) {
    const one = await findDialogues(input, "dialogues and recordings");
    if ("fault" in one) tell({ file: input, state: "failed", call_id: null, problem: problemOfFile(one.fault) });
    else for (const { path } of one.files) if (path !== null) found.push({ path, input });
  }
  return found;
}

/** Reads all files, so that the cost is known before anything begins. */
async function checkAll(
  api: ServiceApi,
  found: readonly { path: string; input: string }[],
  io: CommandIo,
  tell: (one: QueuedFile) => void,
): Promise<{ fresh: CheckedFile[]; known: string[] }> {
  const bar = barOf(io, found.length);
  const fresh: CheckedFile[] = [];
  const known: string[] = [];
  for (const [index, { path, input }] of found.entries()) {
    if (io.stopping.aborted) break;
    bar.show(index, path);
    try {
      const file = await checkFile(path, input);
      const callId = await findCallByName(api, file.callId);
      if (callId === null) fresh.push(file);
      else {
        known.push(callId);
        bar.clear();
        tell({ file: path, state: "known", call_id: callId, problem: null });
      }
    } catch (error) {
      bar.clear();
      tell({ file: path, state: "failed", call_id: null, problem: problemOfOne(error) });
    }
  }
  bar.clear();
  return { fresh, known };
}

/** Money is spent only by somebody who said so. */
async function isAgreed({ yes }: AuditOptions, io: CommandIo): Promise<boolean> {
  if (yes) return true;
  const isPerson = io.isTTY && (io.stdin as { isTTY?: boolean }).isTTY === true;
  if (!isPerson) {
    io.err("This costs money: say --yes to begin.\n");
    return false;
  }
  io.err("Begin? [y/N] ");
  const lines = createInterface({ input: io.stdin });
  try {
    for await (const line of lines) return /^\s*(?:y|yes|д|да)\s*$/i.test(line);
    return false;
  } finally {
    lines.close();
  }
}

async function sendAll(
  api: ServiceApi,
  files: readonly CheckedFile[],
  { options, io, tell }: { options: AuditOptions; io: CommandIo; tell: (one: QueuedFile) => void },
): Promise<string[]> {
  const bar = barOf(io, files.length);
  const fields = fieldsOf(options);
  const queued: string[] = [];
  let next = 0;
  const send = async () => {
    while (next < files.length && !io.stopping.aborted) {
      const file = files[next++];
      if (!file) return;
      bar.show(next - 1, file.relativePath);
      const one = await sendOne(api, file, fields);
      bar.clear();
      tell(one);
      if (one.call_id !== null) queued.push(one.call_id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  bar.clear();
  return queued;
}

async function sendOne(api: ServiceApi, file: CheckedFile, fields: Record<string, string>): Promise<QueuedFile> {
  try {
    return { file: file.path, state: "queued", call_id: await queueFile(api, file, fields), problem: null };
  } catch (error) {
    return { file: file.path, state: "failed", call_id: null, problem: problemOfOne(error) };
  }
}

/** Looks at those that are not judged yet until none is left; gives how many failed. */
async function waitForAll(api: ServiceApi, callIds: readonly string[], io: CommandIo): Promise<number> {
  const bar = barOf(io, callIds.length);
  let open = [...new Set(callIds)];
  let failed = 0;
  while (open.length > 0 && !io.stopping.aborted) {
    bar.show(callIds.length - open.length, "");
    const looked = open.slice(0, LOOKED_AT_ONCE);
    const working: string[] = [];
    for (const callId of looked) {
      const status = await readStatus(api, callId);
      if ((STATUSES_AT_WORK as readonly string[]).includes(status)) working.push(callId);
      else if (status === "failed") failed += 1;
    }
    // Whoever is not done goes to the end.
    open = [...open.slice(LOOKED_AT_ONCE), ...working];
    if (working.length === looked.length)
      await delay(LOOK_EVERY_MS, undefined, { signal: io.stopping }).catch(() => {});
  }
  bar.clear();
  io.err(`${callIds.length - open.length} of ${callIds.length} done, ${failed} failed.\n`);
  return failed;
}

function fieldsOf({ contentMode, scorecard, language, reportLanguage }: AuditOptions): Record<string, string> {
  const said = { content_mode: contentMode, scorecard, language, report_language: reportLanguage };
  return Object.fromEntries(Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

function barOf({ err, isTTY, columns }: CommandIo, total: number): ProgressBar {
  return progressBar({ write: err, isTTY, columns: columns > 0 ? columns : 100 }, total);
}

/** Faults that have nothing to do with the file. */
const OF_SERVICE: ReadonlySet<string> = new Set(["unavailable", "unauthorized", "out_of_storage"]);

/** What is wrong with one file. Throws `unavailable` where every file would fare as it did. */
function problemOfOne(error: unknown): FileProblem {
  const problem = problemOfRead(error);
  if (!OF_SERVICE.has(problem.code)) return problem;
  throw new AppError("unavailable", `${problem.detail} Run the same command again to go on.`, { cause: error });
}

function problemOfRead(error: unknown): FileProblem {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const isOfDisk = error instanceof Error && !(error instanceof AppError) && /^E[A-Z]+$/.test(String(code));
  return problemOfFile(isOfDisk ? new AppError("invalid_input", `This cannot be read (${code}).`) : error);
}
