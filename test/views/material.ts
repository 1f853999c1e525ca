import type { Call } from "../../src/calls/call.ts";
import type {
  CriterionVerdict,
  Evaluation,
  Evidence,
  StoredEvaluation,
  Verdict,
} from "../../src/evaluations/evaluation.ts";
import { scoreVerdicts } from "../../src/evaluations/score.ts";
import type { ContentMode, Scorecard } from "../../src/evaluations/scorecard.ts";
import { conversationMetrics } from "../../src/transcripts/conversation-metrics.ts";
import type { Role, Transcript } from "../../src/transcripts/transcript.ts";

/** A transcript and its roles from lines `Label: text`, managers and customers told by the first letter of the label. */
export interface Talk {
  transcript: Transcript;
  roles: Role[];
}

const CALL_ID = "01930000-0000-7000-8000-000000000001";
const EVALUATION_ID = "01930000-0000-7000-8000-0000000000e1";

/** Builds a talk; a label that is neither side gives `other`. `timed` puts a turn every seven seconds. */
export function talk(text: string, timed = false): Talk {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const roles: Role[] = [];
  const utterances = lines.map((line, index) => {
    const [, label = "", words = line] = line.match(/^([^:]{1,24}):\s*(.*)$/su) ?? [];
    roles.push(
      /^(Менеджер|Manager)$/u.test(label) ? "manager" : /^(Клиент|Customer)$/u.test(label) ? "customer" : "other",
    );
    const startMs = timed ? index * 7_000 : null;
    return {
      number: index + 1,
      speaker: label || null,
      text: words,
      startMs,
      endMs: startMs === null ? null : startMs + 6_000,
    };
  });
  return { transcript: { utterances, removedCharacters: 0 }, roles };
}

/** Evidence at the given words of an utterance; throws when they are not in it. */
export function evidenceAt({ transcript }: Talk, utterance: number, words?: string): Evidence {
  const found = transcript.utterances[utterance - 1];
  if (!found) throw new Error(`no utterance ${utterance}`);
  const start = words === undefined ? 0 : found.text.indexOf(words);
  if (start < 0) throw new Error(`«${words}» is not in utterance ${utterance}`);
  const end = words === undefined ? found.text.length : start + words.length;
  return { utterance, text: found.text.slice(start, end), start, end, startMs: found.startMs };
}

const SCORES: Record<Verdict, number | null> = { met: 100, partial: 50, not_met: 0, na: null, unclear: null };

/** A settled verdict; everything not given is as plain as it can be. */
export function verdict(
  criterion: string,
  name: string,
  weight: number,
  outcome: Verdict,
  rest: Partial<CriterionVerdict> = {},
): CriterionVerdict {
  return {
    criterion,
    name,
    weight,
    verdict: outcome,
    score: SCORES[outcome],
    reason: "",
    evidence: [],
    absence: false,
    breach: null,
    unclearReason: null,
    vote: null,
    ...rest,
  };
}

/** A scorecard that has the criteria of the verdicts and one breach. */
export function scorecardOf(mode: ContentMode, key: string, verdicts: CriterionVerdict[]): Scorecard {
  const text = { ru: "текст", en: "text" };
  return {
    key,
    revision: 2,
    mode,
    title: { ru: "Карта", en: "Scorecard" },
    breaches: [
      { key: "pressure", text: { ru: "Угроза или давление на клиента", en: "Threat or pressure on the customer" } },
    ],
    criteria: verdicts.map(({ criterion, name, weight }) => ({
      key: criterion,
      name,
      question: text,
      weight,
      side: "manager" as const,
      guidance: { met: text, partial: text, not_met: text, na: text },
      example: text,
      ...(criterion === "script_compliance" ? { critical: { cap: 40, when: "breach" as const } } : {}),
    })),
  };
}

/** What the arithmetic of the service makes of the verdicts: status, total, cap, range. */
export function scored(mode: ContentMode, verdicts: CriterionVerdict[]): Partial<Evaluation> {
  return { mode, verdicts, ...scoreVerdicts(verdicts, scorecardOf(mode, "any", verdicts)) };
}

/** An evaluation as the rules judge leaves it, with the parts of a scene in place. */
export function evaluationOf(
  { transcript, roles }: Talk,
  language: string | null,
  parts: Partial<Evaluation>,
): Evaluation {
  return {
    status: "scored",
    notScorableReason: null,
    notScorableEvidence: [],
    reviewReason: null,
    mode: "Manager+",
    language,
    total: null,
    rawTotal: null,
    preliminary: null,
    range: null,
    cap: null,
    verdicts: [],
    summary: "",
    recommendations: [],
    topics: [],
    outcome: { value: "none", evidence: [] },
    commitments: [],
    withheld: [],
    removedCharacters: 0,
    metrics: conversationMetrics(transcript, { roles, madeBy: "label", confidence: 1 }, language),
    rawAnswers: [],
    receipt: {
      transcriptSha256: "0c77".repeat(16),
      roleAssignmentSha256: "a1b2".repeat(16),
      scorecard: { key: "manager-plus", revision: 2, sha256: "5be1".repeat(16) },
      judge: "rules",
      judgeVersion: "3",
      promptSha256: null,
      model: null,
      modelFingerprint: null,
      requests: 0,
      inputTokens: 0,
      cachedTokens: 0,
      outputTokens: 0,
      costUsd: 0,
    },
    ...parts,
  };
}

/** The row that stores an evaluation. */
export function stored(evaluation: Evaluation, rest: Partial<StoredEvaluation> = {}): StoredEvaluation {
  return {
    id: EVALUATION_ID,
    callId: CALL_ID,
    transcriptId: "01930000-0000-7000-8000-0000000000a1",
    roleAssignmentId: "01930000-0000-7000-8000-0000000000b1",
    createdAt: new Date("2026-11-24T08:47:09Z"),
    scorecard: { key: "manager-plus", revision: 2 },
    judge: "rules",
    purpose: "score",
    current: true,
    evaluation,
    ...rest,
  };
}

/** A scored text call; everything optional is told. */
export function call(rest: Partial<Call> = {}): Call {
  return {
    id: CALL_ID,
    externalId: "crm-4471",
    source: "api",
    managerId: "m-17",
    origin: "text",
    status: "scored",
    statusReason: null,
    direction: "inbound",
    startedAt: new Date("2026-11-24T08:42:00Z"),
    createdAt: new Date("2026-11-24T08:46:30Z"),
    tags: [],
    metadata: {},
    handling: { scorecards: ["manager-plus"], managerChannel: null },
    ...rest,
  };
}
