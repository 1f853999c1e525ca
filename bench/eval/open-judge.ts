import type { Judge } from "../../src/evaluations/judge.ts";
import { createRulesJudge } from "../../src/evaluations/rules-judge.ts";
import type { EvalDeps } from "./judge-dialogues.ts";

/** A judge ready to work; `model` is the one asked, null for a judge without one. Close it at the end. */
export interface OpenedJudge extends Pick<EvalDeps, "judge" | "reportLanguage" | "settle"> {
  model: string | null;
  close(): Promise<void>;
}

export async function openEvalJudge(
  wanted: "rules" | "openai" | null,
  env: Record<string, string | undefined>,
): Promise<OpenedJudge> {
  const judge: Judge = createRulesJudge();
  void wanted;
  void env;
  return { judge, model: null, reportLanguage: "ru", settle: async () => {}, close: async () => {} };
}
