import { v7 as newId } from "uuid";
import type { NewTextCall } from "../../src/audit/store.ts";
import type { Evaluation } from "../../src/evaluations/evaluation.ts";

/** The process that the calls of these tests are worked on by. */
export const ME = newId();

/** A text call to be accepted, of one utterance. */
export function newTextCall(change: Partial<NewTextCall> = {}): NewTextCall {
  return {
    ids: { call: newId(), transcript: newId(), roleAssignment: newId(), manager: newId() },
    source: "api",
    externalId: null,
    managerId: null,
    direction: null,
    startedAt: null,
    languageHint: null,
    tags: [],
    metadata: {},
    handling: { scorecards: ["manager-plus"], managerChannel: null },
    scorecard: { key: "manager-plus", revision: 1 },
    transcript: {
      utterances: [{ number: 1, speaker: "Менеджер", text: "Алло", startMs: null, endMs: null }],
      removedCharacters: 0,
    },
    transcriptSha256: "a".repeat(64),
    language: "ru",
    roles: { roles: ["manager"], madeBy: "label", confidence: 1 },
    roleAssignmentSha256: "b".repeat(64),
    processId: ME,
    createdAt: new Date(),
    ...change,
  };
}

/** An evaluation with a total and nothing else to show. */
export function scoredEvaluation(total: number): Evaluation {
  const shown = { status: "scored", total, rawTotal: total, preliminary: null, notScorableReason: null };
  return { ...shown, reviewReason: null, verdicts: [], receipt: { judge: "rules" } } as unknown as Evaluation;
}
