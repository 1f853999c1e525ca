import { createHash } from "node:crypto";
import { basename } from "node:path";
import { AppError, type FieldFault } from "../../errors.ts";
import { chooseScorecard } from "../../evaluations/choose-scorecard.ts";
import { evaluateTranscript } from "../../evaluations/evaluate-transcript.ts";
import type { Judge } from "../../evaluations/judge.ts";
import { readTranscript } from "../../evaluations/read-transcript.ts";
import { recommendationsText } from "../../evaluations/recommendations-text.ts";
import type { EvaluationWire } from "../../evaluations/schemas.ts";
import type { ReportLanguage, Scorecard } from "../../evaluations/scorecard.ts";
import type { Settlement } from "../../usage/paid-request.ts";
import { type AuditDeps, analyzeCall } from "../analyze-call.ts";
import { readDialogue } from "../read-dialogue.ts";
import { type AnalyzeCallAnswer, type AnalyzeCallBody, analyzeCallAnswer } from "../schemas.ts";
import type { AuditOptions } from "./audit-options.ts";

/** The answer of `POST /analyze_call`; ids and links are null when nothing was kept. */
export type FileAnswer = Omit<AnalyzeCallAnswer, "call_id" | "evaluation_id" | "links" | "evaluation"> & {
  call_id: string | null;
  evaluation_id: string | null;
  links: AnalyzeCallAnswer["links"] | null;
  evaluation: Omit<EvaluationWire, "id" | "call_id"> & { id: string | null; call_id: string | null };
};

/** Why a file was not audited. */
export interface FileProblem {
  code: string;
  detail: string;
  errors: FieldFault[];
}

/** What became of one file. */
export type AuditedFile =
  | { file: string; answer: FileAnswer; problem: null }
  | { file: string; answer: null; problem: FileProblem };

/** A way to audit one checked body. */
export interface AuditWay {
  audit(body: AnalyzeCallBody, signal: AbortSignal): Promise<FileAnswer>;
  /** How many files at once pay off. */
  atOnce: number;
  close(): Promise<void>;
}

/** A paid judge is waited for, not worked for; more at once would only meet the provider's limits. */
export const PAID_AT_ONCE = 4;

/** What the ways without a server need. */
export interface LocalDeps {
  judge: Judge;
  scorecards: ReadonlyMap<string, Scorecard>;
  reportLanguage: ReportLanguage;
  now: () => Date;
  /** Writes the paid answers of work that stores nothing. */
  settle: (settlements: Settlement[]) => Promise<void>;
}

/** Judges and keeps nothing; what is paid stands in the ledger under the hash of the words. */
export function judgeOnly(deps: LocalDeps, close: () => Promise<void>): AuditWay {
  return {
    atOnce: deps.judge.name === "rules" ? 1 : PAID_AT_ONCE,
    close,
    audit: async (body, signal) => {
      const scorecard = chooseScorecard(deps.scorecards, choiceOf(body));
      const reportLanguage = body.report_language ?? deps.reportLanguage;
      const read = readTranscript(readDialogue(body.dialog_text), body.language ?? null);
      const subject = read.transcriptSha256;
      const made = await evaluateTranscript(deps, { subject, read, scorecard, reportLanguage, signal });
      await deps.settle(made.settlements);
      return unkept(
        analyzeCallAnswer(
          { id: "", externalId: null },
          {
            id: "",
            callId: "",
            transcriptId: "",
            roleAssignmentId: "",
            createdAt: deps.now(),
            scorecard: { key: scorecard.key, revision: scorecard.revision },
            judge: deps.judge.name,
            purpose: "score",
            current: false,
            evaluation: made.evaluation,
          },
          recommendationsText(made.evaluation.recommendations, reportLanguage),
        ),
      );
    },
  };
}

/** Judges and keeps, as the server would. */
export function judgeAndKeep(deps: AuditDeps, close: () => Promise<void>): AuditWay {
  return {
    atOnce: deps.judge.name === "rules" ? 1 : PAID_AT_ONCE,
    close,
    audit: async (body, signal) => {
      const { call, stored } = await analyzeCall(deps, {
        dialogueText: body.dialog_text,
        ...choiceOf(body),
        source: "api",
        externalId: body.call_id ?? null,
        managerId: null,
        language: body.language ?? null,
        reportLanguage: body.report_language ?? null,
        startedAt: null,
        direction: null,
        tags: [],
        metadata: body.metadata ?? {},
        signal,
      });
      const reportLanguage = body.report_language ?? deps.reportLanguage;
      return analyzeCallAnswer(call, stored, recommendationsText(stored.evaluation.recommendations, reportLanguage));
    },
  };
}

/**
 * The body of `POST /analyze_call` for one file, as yet unchecked. What is to be kept gets an id of the file's name and
 * bytes, so that the same file is the same call wherever it lies, and is judged and paid for once.
 */
export function bodyOf(
  options: AuditOptions,
  { name, bytes, text }: { name: string; bytes: Uint8Array; text: string },
): Record<string, unknown> {
  const said = {
    content_mode: options.contentMode,
    scorecard: options.scorecard,
    language: options.language,
    report_language: options.reportLanguage,
  };
  const kept = { call_id: callIdOf(name, bytes), metadata: { file: baseName(name) } };
  const given = Object.entries({ ...said, ...(options.save ? kept : {}) }).filter(([, value]) => value !== null);
  return { dialog_text: text, ...Object.fromEntries(given) };
}

/** Most characters of a file name in an id: with the hash it stays below the 200 UTF-16 units of an id. */
const NAME_CHARACTERS_MAX = 80;

function callIdOf(name: string, bytes: Uint8Array): string {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  return `${baseName(name)} ${hash}`;
}

/** Without folders, which differ between machines; names may hold what cannot be stored. */
function baseName(name: string): string {
  const [...characters] = basename(name).replaceAll("\0", "").toWellFormed().trim() || "-";
  return characters.slice(0, NAME_CHARACTERS_MAX).join("");
}

/** A refusal that came as a problem document. */
export class RefusedFile extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** A failure as `--json` shows it; what nobody foresaw goes on as it is. */
export function problemOfFile(error: unknown): FileProblem {
  if (error instanceof RefusedFile) return error.problem;
  if (!(error instanceof AppError)) throw error;
  return { code: error.code, detail: error.detail, errors: error.faults };
}

function choiceOf(body: AnalyzeCallBody) {
  return { contentMode: body.content_mode ?? null, scorecard: body.scorecard ?? null };
}

function unkept(answer: AnalyzeCallAnswer): FileAnswer {
  return {
    ...answer,
    call_id: null,
    evaluation_id: null,
    links: null,
    evaluation: { ...answer.evaluation, id: null, call_id: null },
  };
}
