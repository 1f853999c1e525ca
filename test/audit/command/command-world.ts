import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { AuditedFile, FileAnswer } from "../../../src/audit/command/audit-ways.ts";
import { type AuditCommandDeps, auditCommand } from "../../../src/audit/command/commands.ts";

/** What a run of the command printed, and its exit code. */
export interface CommandRun {
  code: number;
  out: string;
  err: string;
  /** The lines of `--json`. */
  lines: () => AuditedFile[];
  /** The answer of the first line; throws when there is none. */
  answer: () => FileAnswer;
}

/** How a run is set up besides its arguments. */
export interface RunOptions {
  deps?: Partial<AuditCommandDeps>;
  stdin?: string | Uint8Array;
  stopping?: AbortSignal;
  columns?: number;
}

/** Runs `audit` with the rules judge and without a server; whatever would open the database fails the test. */
export async function runAudit(args: string[], options: RunOptions = {}): Promise<CommandRun> {
  let out = "";
  let err = "";
  const deps: AuditCommandDeps = {
    dataDir: "/nonexistent",
    accessKey: null,
    judge: "rules",
    reportLanguage: "ru",
    dialogueCharactersMax: 400_000,
    findServer: async () => null,
    openApi: () => Promise.reject(new Error("nobody should open the service")),
    loadCosts: () => Promise.reject(new Error("nobody should ask for prices")),
    openAudit: () => Promise.reject(new Error("nobody should open the database")),
    ...options.deps,
  };
  const code = await auditCommand(deps, args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    isTTY: false,
    columns: options.columns ?? 100,
    stopping: options.stopping ?? new AbortController().signal,
  });
  const lines = () =>
    out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as AuditedFile);
  const answer = () => {
    const first = lines()[0]?.answer;
    if (!first) throw new Error(`no answer in ${out}`);
    return first;
  };
  return { code, out, err, lines, answer };
}

/** A folder for one test and the way to remove it. */
export function tempFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "razbor-audit-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
