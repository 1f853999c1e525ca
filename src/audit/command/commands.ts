import type { Readable } from "node:stream";
import { AppError } from "../../errors.ts";
import { loadScorecards } from "../../evaluations/load-scorecards.ts";
import { createRulesJudge } from "../../evaluations/rules-judge.ts";
import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import { decodeText } from "../../transcripts/text/decode-text.ts";
import type { Settlement } from "../../usage/paid-request.ts";
import type { AuditDeps } from "../analyze-call.ts";
import { analyzeCallBody } from "../schemas.ts";
import { auditByServer } from "./audit-by-server.ts";
import { type DialogueFile, findDialogues, readDialogueFile } from "./audit-files.ts";
import { AUDIT_USAGE, type AuditOptions, readAuditOptions } from "./audit-options.ts";
import { type AuditRow, auditRow, auditTable } from "./audit-table.ts";
import { type AuditedFile, type AuditWay, bodyOf, judgeAndKeep, judgeOnly, problemOfFile } from "./audit-ways.ts";
import { apiOfServer, type ServiceApi } from "./backfill-way.ts";
import type { Costs } from "./check-files.ts";
import { progressBar } from "./progress-bar.ts";
import { queueFiles } from "./queue-files.ts";
import { refusalText } from "./refusal-text.ts";
import { terminalJson, terminalText } from "./terminal-text.ts";

/** The terminal a command talks to; `isTTY` and the bar are standard error's, `columns` (0: unknown) standard output's. */
export interface CommandIo {
  out: (text: string) => void;
  err: (text: string) => void;
  stdin: Readable;
  isTTY: boolean;
  columns: number;
  /** Aborted when the program is asked to stop. */
  stopping: AbortSignal;
}

/** An opened installation: what auditing needs, and how to pay without storing. */
export interface OpenedAudit {
  audit: AuditDeps;
  settle: (settlements: Settlement[]) => Promise<void>;
  close(): Promise<void>;
}

/** What the command is run with. */
export interface AuditCommandDeps {
  dataDir: string;
  accessKey: string | null;
  judge: "openai" | "rules";
  reportLanguage: ReportLanguage;
  dialogueCharactersMax: number;
  /** The server that holds the embedded database, null when none does; its `address` is null until it listens. */
  findServer: () => Promise<{ address: string | null } | null>;
  /** Opens the database, migrates it and builds the configured judge. */
  openAudit: () => Promise<OpenedAudit>;
  /** Opens the API of a service in this process, where no server holds the directory. */
  openApi: () => Promise<ServiceApi>;
  /** Prices and models. */
  loadCosts: () => Promise<Costs>;
}

/** Bytes that a character may take in any encoding we recognise. */
const BYTES_PER_CHARACTER_MAX = 4;
const COLUMNS_DEFAULT = 100;

/**
 * `audit <files or folders>`: audits each and prints a table or JSON lines. Exit code 0 when every file was audited
 * (also without a score), 1 when some failed, each named on standard error, 2 for wrong usage.
 */
export async function auditCommand(deps: AuditCommandDeps, args: string[], io: CommandIo): Promise<number> {
  const options = readAuditOptions(args);
  if (typeof options === "string") {
    io.err(`${options}\n\n${AUDIT_USAGE}`);
    return 2;
  }
  if (options.help) {
    io.out(AUDIT_USAGE);
    return 0;
  }
  if (options.queue) return queueFiles({ ...deps, openApi: () => openApi(deps, io) }, options, io);
  const found = await Promise.all(options.inputs.map((input) => findDialogues(input)));
  const work = found.flatMap((one): (DialogueFile | AuditedFile)[] =>
    "files" in one ? one.files : [{ file: one.input, answer: null, problem: problemOfFile(one.fault) }],
  );
  const way = await chooseWay(deps, options, io);
  try {
    const { rows, failed } = await auditAll(deps, options, io, way, work);
    if (!options.json) io.out(auditTable(rows, columnsOf(io), languageOf(deps, options)));
    return failed === 0 ? 0 : 1;
  } finally {
    await way.close();
  }
}

function languageOf(deps: AuditCommandDeps, options: AuditOptions): ReportLanguage {
  return options.reportLanguage ?? deps.reportLanguage;
}

/** Some terminals do not know their width and say 0. */
function columnsOf({ columns }: CommandIo): number {
  return columns > 0 ? columns : COLUMNS_DEFAULT;
}

/**
 * Through the server that holds the data directory, if one does (DESIGN §10). Else here: the rules judge without
 * `--save` opens nothing; what is paid or kept needs the database.
 */
async function chooseWay(deps: AuditCommandDeps, options: AuditOptions, io: CommandIo): Promise<AuditWay> {
  const server = await deps.findServer();
  if (server) {
    if (server.address === null) throw new AppError("conflict", "A server is just starting on the data directory.");
    io.err(`The server at ${server.address} holds the data directory; the calls go through it and are kept there.\n`);
    return auditByServer(server.address, deps.accessKey);
  }
  if (!options.save && deps.judge === "rules") {
    const cards = await loadScorecards(deps.dataDir);
    const scorecards = new Map(cards.map((card) => [card.key, card]));
    const { reportLanguage } = deps;
    const local = { judge: createRulesJudge(), scorecards, reportLanguage, now: () => new Date() };
    return judgeOnly({ ...local, settle: async () => {} }, async () => {});
  }
  const { audit, settle, close } = await deps.openAudit();
  return options.save ? judgeAndKeep(audit, close) : judgeOnly({ ...audit, settle }, close);
}

async function openApi(deps: AuditCommandDeps, io: CommandIo): Promise<ServiceApi> {
  const server = await deps.findServer();
  if (server === null) return deps.openApi();
  if (server.address === null) throw new AppError("conflict", "A server is just starting on the data directory.");
  io.err(`The server at ${server.address} holds the data directory; it keeps the calls and works on them.\n`);
  return apiOfServer(server.address, deps.accessKey);
}

/** Works through the files, some at once, and tells of each in the given order as soon as all before it are told. */
async function auditAll(
  deps: AuditCommandDeps,
  options: AuditOptions,
  io: CommandIo,
  way: AuditWay,
  work: (DialogueFile | AuditedFile)[],
): Promise<{ rows: AuditRow[]; failed: number }> {
  const bar = progressBar({ write: io.err, isTTY: io.isTTY, columns: columnsOf(io) }, work.length);
  const untold = new Map<number, AuditedFile>();
  const rows: AuditRow[] = [];
  let failed = 0;
  let next = 0;
  const tell = () => {
    bar.clear();
    for (let one = untold.get(rows.length); one; one = untold.get(rows.length)) {
      if (options.json) io.out(`${terminalJson(one)}\n`);
      if (one.problem) io.err(`${terminalText(`${one.file}: ${refusalText(one.problem, "en")}`)}\n`);
      if (one.problem) failed++;
      untold.delete(rows.length);
      rows.push(auditRow(one, languageOf(deps, options)));
    }
  };
  const worker = async () => {
    while (next < work.length && !io.stopping.aborted) {
      const at = next++;
      const one = work[at];
      if (!one) return;
      bar.show(rows.length, "file" in one ? one.file : one.name);
      untold.set(at, "file" in one ? one : await auditFile(deps, options, io, way, one));
      tell();
    }
  };
  await Promise.all(Array.from({ length: way.atOnce }, worker));
  const left = work.length - rows.length;
  if (left > 0) io.err(`Stopped: ${left} of ${work.length} files were not audited.\n`);
  return { rows, failed: failed + left };
}

async function auditFile(
  deps: AuditCommandDeps,
  options: AuditOptions,
  io: CommandIo,
  way: AuditWay,
  file: DialogueFile,
): Promise<AuditedFile> {
  try {
    const bytes = await readDialogueFile(file, io.stdin, deps.dialogueCharactersMax * BYTES_PER_CHARACTER_MAX);
    const body = bodyOf(options, { name: file.name, bytes, text: decodeText(bytes).text });
    const checked = analyzeCallBody(deps.dialogueCharactersMax).safeParse(body);
    if (!checked.success) {
      const faults = checked.error.issues.map(({ path, message }) => ({
        pointer: `/${path.join("/")}`,
        detail: message,
      }));
      throw new AppError("invalid_input", "This does not fit.", { faults });
    }
    return { file: file.name, answer: await way.audit(checked.data, io.stopping), problem: null };
  } catch (error) {
    const isStopped = io.stopping.aborted && !(error instanceof AppError);
    const failure = isStopped ? new AppError("unavailable", "Not audited: the program was asked to stop.") : error;
    return { file: file.name, answer: null, problem: problemOfFile(failure) };
  }
}
