import type { Judge, JudgeInput, Judgement } from "../../src/evaluations/judge.ts";

/** A judge that answers as scripted and remembers what it was asked; an unscripted question fails the test. */
export class ScriptedJudge implements Judge {
  readonly name = "openai" as const;
  readonly version = "scripted-1";
  readonly asked: JudgeInput[] = [];
  readonly #script: ((input: JudgeInput) => Judgement | Promise<Judgement>)[];

  constructor(...script: ((input: JudgeInput) => Judgement | Promise<Judgement>)[]) {
    this.#script = script;
  }

  reads(): boolean {
    return true;
  }

  promptSha256(): null {
    return null;
  }

  async judge(input: JudgeInput): Promise<Judgement> {
    this.asked.push(input);
    const answer = this.#script[this.asked.length - 1];
    if (!answer) throw new Error(`the judge was asked ${this.asked.length} times, scripted ${this.#script.length}`);
    return answer(input);
  }
}

/** Every criterion met, each citing the first utterance of its side; a starting point for scripts. */
export function allMet(input: JudgeInput): Judgement {
  const of = (side: string) => input.utterances.find(({ role }) => side === "both" || role === side)?.number ?? 1;
  return {
    notScorable: null,
    verdicts: input.scorecard.criteria.map(({ key, side }) => ({
      criterion: key,
      verdict: "met",
      citations: [{ utterance: of(side) }],
      absence: false,
      reason: "as scripted",
      breach: null,
      vote: null,
      unclearReason: null,
    })),
    summary: "summary",
    recommendations: [{ criterion: null, text: "advice", example: null }],
    topics: [],
    outcome: { value: "none", citations: [] },
    commitments: [],
    rawAnswers: ["raw answer"],
    usage: {
      requests: 1,
      inputTokens: 100,
      cachedTokens: 0,
      outputTokens: 10,
      costUsd: 0.001,
      model: "scripted",
      modelFingerprint: null,
    },
    settlements: [],
  };
}
