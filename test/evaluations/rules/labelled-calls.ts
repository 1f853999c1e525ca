import { readFileSync } from "node:fs";
import type { CriterionVerdict } from "../../../src/evaluations/evaluation.ts";
import { settleVerdict } from "../../../src/evaluations/evidence.ts";
import { findInjection } from "../../../src/evaluations/injection/find-injection.ts";
import type { JudgedUtterance, Judgement } from "../../../src/evaluations/judge.ts";
import { createRulesJudge } from "../../../src/evaluations/rules-judge.ts";
import { type Score, scoreVerdicts } from "../../../src/evaluations/score.ts";
import type { ContentMode, ReportLanguage, Scorecard } from "../../../src/evaluations/scorecard.ts";
import { BUILT_IN_SCORECARDS } from "../../../src/evaluations/scorecards/built-in-scorecards.ts";
import { parseDialogue } from "../../../src/transcripts/text/parse-dialogue.ts";
import type { Role } from "../../../src/transcripts/transcript.ts";

/** What the author of a dialogue says of one criterion. */
export interface Label {
  status: "met" | "partial" | "not_met" | "na";
  turn: number | null;
}

/** The given dialogues and the folders of our own. */
export type LabelledSetName = "given" | "tune" | "held" | "wide";

/** A labelled dialogue with the roles of its label file. */
export interface LabelledCall {
  id: string;
  set: LabelledSetName;
  language: string;
  utterances: JudgedUtterance[];
  scorable: boolean;
  unscorableReason: string | null;
  breach: boolean;
  tier: number;
  expected: Record<ContentMode, [number, number] | null>;
  labels: Record<ContentMode, Record<string, Label>>;
}

interface LabelFile {
  manager_rank_tiers: string[][];
  dialogs: Record<string, LabelledDialog>;
}

interface LabelledDialog {
  file: string;
  language: string;
  turn_roles: string;
  scorable: boolean;
  unscorable_reason?: string;
  flags: { voicemail: boolean; compliance_breach: boolean };
  expected: {
    manager_plus: [number, number] | null;
    client_plus: [number, number] | null;
    dialog: [number, number] | null;
  };
  criteria: Record<string, Label>;
  dialog_criteria?: Record<string, Label>;
}

const ROLES: Record<string, Role> = { M: "manager", C: "customer" };
const FIXTURES = new URL("../../fixtures/", import.meta.url);

/** The given dialogues and those written to tune on, in Russian and English. */
export function labelledCalls(): LabelledCall[] {
  return [...readSet("given"), ...readSet("tune")];
}

/** The Russian and English dialogues of a set, or those of them that are wanted. */
export function readSet(set: LabelledSetName, isWanted: (id: string) => boolean = () => true): LabelledCall[] {
  const directory = set === "given" ? FIXTURES : new URL(`own/${set}/`, FIXTURES);
  const labels = JSON.parse(readFileSync(new URL("labels.json", directory), "utf8")) as LabelFile;
  return Object.entries(labels.dialogs)
    .filter(([id, { language }]) => (language === "ru" || language === "en") && isWanted(id))
    .map(([id, dialog]) => ({
      id,
      set,
      language: dialog.language,
      utterances: readUtterances(dialog, directory),
      scorable: dialog.scorable,
      unscorableReason: unscorableReason(dialog),
      breach: dialog.flags.compliance_breach,
      tier: labels.manager_rank_tiers.findIndex((tier) => tier.includes(id)),
      expected: {
        "Manager+": dialog.expected.manager_plus,
        "Client+": dialog.expected.client_plus,
        Диалог: dialog.expected.dialog,
      },
      labels: {
        "Manager+": dialog.criteria,
        "Client+": dialog.criteria,
        Диалог: dialog.dialog_criteria ?? {},
      },
    }));
}

function unscorableReason({ scorable, unscorable_reason: reason, flags }: LabelledDialog): string | null {
  if (scorable) return null;
  if (reason === "not_a_sales_conversation") return "not_sales";
  return reason ?? (flags.voicemail ? "voicemail" : "wrong_number");
}

function readUtterances({ file, turn_roles: roles }: LabelledDialog, directory: URL): JudgedUtterance[] {
  const path = file.startsWith("dialogs/") ? file : `dialogs/${file}`;
  const { utterances } = parseDialogue(readFileSync(new URL(path, directory), "utf8"));
  const withheld = new Set(findInjection(utterances));
  return utterances
    .map((utterance, index): JudgedUtterance => ({ ...utterance, role: ROLES[roles[index] ?? ""] ?? "other" }))
    .filter(({ number }) => !withheld.has(number));
}

/** The built-in scorecards by content mode. */
export const CARDS = new Map(BUILT_IN_SCORECARDS.map((card) => [card.mode, card]));

/** A built-in scorecard cut down to one criterion. */
export function cardWith(criterion: string): Scorecard {
  for (const card of CARDS.values()) {
    const found = card.criteria.filter(({ key }) => key === criterion);
    if (found.length > 0) return { ...card, criteria: found };
  }
  throw new Error(`No built-in criterion ${criterion}.`);
}

const judge = createRulesJudge();

/** Judges utterances with a scorecard and settles the verdicts as the product does. */
export async function judgeCall(
  utterances: JudgedUtterance[],
  language: string,
  scorecard: Scorecard,
  reportLanguage: ReportLanguage = "ru",
): Promise<{ judgement: Judgement; verdicts: CriterionVerdict[]; score: Score }> {
  const judgement = await judge.judge({
    subject: "test",
    utterances,
    utteranceCount: utterances.length,
    scorecard,
    language,
    reportLanguage,
    signal: new AbortController().signal,
  });
  const citable = { byNumber: new Map(utterances.map((one) => [one.number, one])), withheld: new Set<number>() };
  const verdicts = scorecard.criteria.map((criterion) => {
    const proposed = judgement.verdicts.find((one) => one.criterion === criterion.key);
    if (!proposed) throw new Error(`No verdict on ${criterion.key}.`);
    return settleVerdict(proposed, criterion, scorecard, citable, reportLanguage);
  });
  return { judgement, verdicts, score: scoreVerdicts(verdicts, scorecard) };
}

/** Numbers the utterances anew from 1. */
export function renumbered(utterances: JudgedUtterance[]): JudgedUtterance[] {
  return utterances.map((utterance, index) => ({ ...utterance, number: index + 1 }));
}

/** Criteria met unless a fault is found. */
export const FAULT_FREE = ["tone_politeness", "speech_clarity", "script_compliance", "tone_both_sides", "clarity"];
