import { parseConfig } from "../../src/config.ts";
import { createRulesJudge } from "../../src/evaluations/rules-judge.ts";
import { settlePaidRequests } from "../../src/usage/store.ts";
import type { EvalDeps } from "./judge-dialogues.ts";

/** A judge ready to work; `model` is the one asked, null for a judge without one. Close it at the end. */
export interface OpenedJudge extends Pick<EvalDeps, "judge" | "reportLanguage" | "settle"> {
  model: string | null;
  close(): Promise<void>;
}

/**
 * Opens the wanted judge, or the one the settings name. The rules judge opens nothing. A model's answers stand in the
 * ledger of the settings' database under the hash of the words, so that the same evaluation is paid once. Throws
 * `ConfigError`, and `conflict` while a server holds the data directory.
 */
export async function openEvalJudge(
  wanted: "rules" | "openai" | null,
  env: Record<string, string | undefined>,
): Promise<OpenedJudge> {
  const config = parseConfig(wanted === null ? env : { ...env, JUDGE: wanted });
  const { reportLanguage } = config;
  if (!config.judge.openai) {
    const nothing = async () => {};
    return { judge: createRulesJudge(), model: null, reportLanguage, settle: nothing, close: nothing };
  }
  // Holds pages in TSX, which only the built program can load; the rules judge needs none of it.
  const { openInstallation } = await import("../../src/service.ts");
  const { audit, database, close } = await openInstallation(config);
  return {
    judge: audit.judge,
    model: config.judge.openai.model,
    reportLanguage,
    settle: (settlements) => settlePaidRequests(database.db, settlements),
    close,
  };
}
