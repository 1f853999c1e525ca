import { createHash } from "node:crypto";
import type { z } from "zod";
import { AppError } from "../errors.ts";
import type { PaidResult, PayOnce } from "../usage/paid-order.ts";
import type { Settlement } from "../usage/paid-request.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import type { CriterionVerdict, Recommendation } from "./evaluation.ts";
import type { Judge, JudgeInput, Judgement, JudgeUsage, ProposedVerdict } from "./judge.ts";
import {
  answerSchema,
  cleanWords,
  type ModelAnswer,
  proposedVerdicts,
  readAnswer,
  strictJsonSchema,
  toCitations,
  type VoteAnswer,
  voteSchema,
} from "./model-answer.ts";
import type { ModelClient, ModelForm, ModelRequest } from "./model-client.ts";
import { criteriaToVote, majority, settleAll, type VoteGround } from "./model-votes.ts";
import { JUDGE_PROMPT_VERSION, judgeInput, judgeInstructions, transcriptLines } from "./prompts/judge-prompt.ts";
import { type ReportLanguage, type Scorecard, textIn } from "./scorecard.ts";

/** Changes whenever this file, the votes or the reading of answers could give the same answers another result. */
const MODEL_JUDGE_VERSION = 1;

/** Ceiling of one answer, reasoning included; a whole scorecard takes about a tenth of it. */
const OUTPUT_TOKENS_MAX = 16_000;

/** Which model judges, and how. `votes` counts the first request; `deadlineMs` holds for all requests of one call. */
export interface ModelJudgeOptions {
  client: ModelClient;
  payOnce: PayOnce;
  model: string;
  api: "responses" | "chat";
  votes: number;
  windowTokens: number;
  deadlineMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What is the same for every call with a scorecard and a report language. */
interface Form {
  instructions: string;
  answer: AnswerForm<ReturnType<typeof answerSchema>>;
  /** The first request but for its input. */
  asked: ModelForm;
  /** Of instructions and form of the answer. */
  sha256: string;
  instructionTokens: number;
}

/** The form of an answer: the schema that reads, the one that asks, and what identifies it. */
interface AnswerForm<Schema extends z.ZodType> {
  name: string;
  schema: Schema;
  document: Record<string, unknown>;
  sha256: string;
  tokens: number;
}

/**
 * A judge that asks a model: the whole transcript and all criteria in one request, further ones only for votes (DESIGN
 * §6.2, §6.4). Throws `too_large` before anything is paid, and what paying throws.
 */
export function createModelJudge(options: ModelJudgeOptions): Judge {
  const forms = new WeakMap<Scorecard, Map<ReportLanguage, Form>>();
  const formOf = (scorecard: Scorecard, language: ReportLanguage) => {
    const byLanguage = forms.get(scorecard) ?? new Map<ReportLanguage, Form>();
    forms.set(scorecard, byLanguage);
    const form = byLanguage.get(language) ?? makeForm(scorecard, language, options.model);
    byLanguage.set(language, form);
    return form;
  };
  return {
    name: "openai",
    version: `${MODEL_JUDGE_VERSION}.${JUDGE_PROMPT_VERSION}-${options.model}-${options.api}-votes${options.votes}`,
    reads: () => true,
    promptSha256: (scorecard, language) => formOf(scorecard, language).sha256,
    judge: (input) => new ModelJudging(options, input, formOf(input.scorecard, input.reportLanguage)).run(),
  };
}

function makeForm(scorecard: Scorecard, language: ReportLanguage, model: string): Form {
  const instructions = judgeInstructions(scorecard, language);
  const answer = makeAnswerForm("scorecard", answerSchema(scorecard));
  const instructionTokens = estimateTokens(instructions);
  const known = { instructions, sha256: sha256(JSON.stringify([instructions, answer.sha256])), instructionTokens };
  return { ...known, answer, asked: modelForm(model, known, answer, 0) };
}

function modelForm(
  model: string,
  { instructions, sha256, instructionTokens }: Pick<Form, "instructions" | "sha256" | "instructionTokens">,
  { name, document, tokens }: Pick<AnswerForm<z.ZodType>, "name" | "document" | "tokens">,
  temperature: number,
): ModelForm {
  return {
    ...{ model, instructions, temperature, outputTokensMax: OUTPUT_TOKENS_MAX },
    schema: { name, document },
    cacheKey: `razbor-${sha256.slice(0, 32)}`,
    tokens: instructionTokens + tokens,
  };
}

function makeAnswerForm<Schema extends z.ZodType>(name: string, schema: Schema): AnswerForm<Schema> {
  const document = strictJsonSchema(schema);
  const text = JSON.stringify(document);
  return { name, schema, document, sha256: sha256(text), tokens: estimateTokens(text) };
}

/** The judging of one call. */
class ModelJudging {
  readonly #options: ModelJudgeOptions;
  readonly #input: JudgeInput;
  readonly #form: Form;
  readonly #ground: VoteGround;
  readonly #deadlineMs: number;
  readonly #lines: string;
  /** Marks the transcript; nobody can know it who does not know all of it. */
  readonly #code: string;
  readonly #results: PaidResult<unknown>[] = [];
  /** Answers that are not in the ledger yet. */
  #unsettled: Settlement[] = [];

  constructor(options: ModelJudgeOptions, input: JudgeInput, form: Form) {
    this.#options = options;
    this.#input = input;
    this.#form = form;
    this.#ground = { scorecard: input.scorecard, citable: citableOf(input), language: input.reportLanguage };
    this.#deadlineMs = options.now() + options.deadlineMs;
    this.#lines = transcriptLines(input.utterances);
    this.#code = sha256(form.sha256 + this.#lines).slice(0, 16);
  }

  async run(): Promise<Judgement> {
    try {
      const answer = await this.#pay(this.#form.answer, this.#form.asked, null, 1);
      if (answer.scorability.finding !== "scorable") return this.#judgement(answer, []);
      const first = proposedVerdicts(answer.criteria, this.#input.scorecard);
      return this.#judgement(answer, await this.#voted(first));
    } catch (error) {
      // The first fault counts; an answer that cannot be written down now counts as of unknown outcome later.
      await this.#settle().catch(() => undefined);
      throw error;
    }
  }

  /** The verdicts after votes 2…k on the criteria that need them; the same when none does. */
  async #voted(first: ProposedVerdict[]): Promise<ProposedVerdict[]> {
    const criteria = this.#options.votes > 1 ? criteriaToVote(first, this.#ground) : [];
    if (criteria.length === 0) return first;
    await this.#settle();
    const form = makeAnswerForm("vote", voteSchema(this.#input.scorecard, criteria));
    const keys = criteria.map(({ key }) => key);
    const asked = modelForm(this.#options.model, this.#form, form, VOTE_TEMPERATURE);
    const votes = Array.from({ length: this.#options.votes - 1 }, (_, at) => this.#pay(form, asked, keys, at + 2));
    const answers = (await allOrFirstFault(votes)).map((answer) => this.#proposals(answer));
    return first.map((proposal) => {
      const criterion = criteria.find(({ key }) => key === proposal.criterion);
      if (!criterion) return proposal;
      const further = answers.flatMap((answer) => answer.filter((one) => one.criterion === criterion.key));
      return majority([proposal, ...further], criterion, this.#ground);
    });
  }

  #proposals(answer: VoteAnswer): ProposedVerdict[] {
    return proposedVerdicts(answer.criteria, this.#input.scorecard);
  }

  /** Pays for one answer; `only` names the criteria of a vote. */
  async #pay<Schema extends z.ZodType>(
    form: AnswerForm<Schema>,
    asked: ModelForm,
    only: string[] | null,
    vote: number,
  ): Promise<z.infer<Schema>> {
    const { client, payOnce, model, api } = this.#options;
    const input = judgeInput(this.#lines, this.#code, only);
    this.#checkWindow(asked.tokens + estimateTokens(input));
    const request: ModelRequest = { form: asked, input };
    // Instructions and form stand for themselves by their hashes: they are long and the same for every call.
    const identity = [api, model, this.#form.sha256, form.sha256, asked.temperature, OUTPUT_TOKENS_MAX, input];
    const result = await payOnce.pay({
      key: { subject: this.#input.subject, stage: "judge", inputHash: sha256(JSON.stringify(identity)), vote },
      client,
      request,
      model,
      read: (raw) => readAnswer(form.schema, raw),
      deadlineMs: this.#deadlineMs,
      signal: this.#input.signal,
      again: this.#input.again ?? false,
      callId: this.#input.callId ?? null,
      ...(this.#input.ready !== undefined && { ready: this.#input.ready }),
      ...(this.#input.patienceMs !== undefined && { patienceMs: this.#input.patienceMs }),
    });
    this.#results.push(result);
    if (result.settlement) this.#unsettled.push(result.settlement);
    return result.value;
  }

  #checkWindow(tokens: number): void {
    const { windowTokens } = this.#options;
    if (tokens + OUTPUT_TOKENS_MAX <= windowTokens) return;
    throw new AppError(
      "too_large",
      `The conversation is longer than the model can read at once: about ${tokens} tokens with the scorecard, ` +
        `${windowTokens - OUTPUT_TOKENS_MAX} fit.`,
    );
  }

  async #settle(): Promise<void> {
    const settlements = this.#unsettled;
    this.#unsettled = [];
    await this.#options.payOnce.settle(settlements);
  }

  #judgement(answer: ModelAnswer, verdicts: ProposedVerdict[]): Judgement {
    const { finding, utterances } = answer.scorability;
    return {
      notScorable: finding === "scorable" ? null : { reason: finding, citations: toCitations(utterances) },
      verdicts,
      summary: cleanWords(answer.summary),
      recommendations: recommendationsOf(answer, settleAll(verdicts, this.#ground), this.#ground),
      topics: answer.topics
        .slice(0, TOPICS_MAX)
        .map(({ label, utterances: cited }) => ({ label: cleanWords(label), citations: toCitations(cited) })),
      outcome: { value: answer.outcome.value, citations: toCitations(answer.outcome.utterances) },
      commitments: answer.commitments.slice(0, COMMITMENTS_MAX).map(({ who, what, when, utterances: cited }) => ({
        who,
        what: cleanWords(what),
        when: when === null ? null : cleanWords(when) || null,
        citations: toCitations(cited),
      })),
      rawAnswers: this.#results.flatMap(({ raws }) => raws),
      usage: this.#usage(),
      settlements: this.#unsettled,
    };
  }

  #usage(): JudgeUsage {
    const sum = (pick: (result: PaidResult<unknown>) => number) =>
      this.#results.reduce((all, one) => all + pick(one), 0);
    const [first] = this.#results;
    return {
      requests: sum(({ requests }) => requests),
      inputTokens: sum(({ inputTokens }) => inputTokens),
      cachedTokens: sum(({ cachedTokens }) => cachedTokens),
      outputTokens: sum(({ outputTokens }) => outputTokens),
      costUsd: Math.round(sum(({ costUsd }) => costUsd) * 1e8) / 1e8,
      model: first?.model ?? this.#options.model,
      modelFingerprint: first?.fingerprint ?? null,
    };
  }
}

/** A vote that repeats the first answer word for word would prove nothing. */
const VOTE_TEMPERATURE = 0.7;
const TOPICS_MAX = 5;
const COMMITMENTS_MAX = 10;
const RECOMMENDATIONS_MAX = 20;

/** The model's advice, and the scorecard's own words for a failed criterion that it left without. */
function recommendationsOf(answer: ModelAnswer, verdicts: CriterionVerdict[], ground: VoteGround): Recommendation[] {
  const { scorecard, language } = ground;
  const given = answer.recommendations.slice(0, RECOMMENDATIONS_MAX).map(({ criterion, text, example }) => {
    const card = scorecard.criteria.find(({ key }) => key === criterion);
    const words = example === null ? "" : cleanWords(example);
    return { criterion, text: cleanWords(text), example: words || (card ? textIn(card.example, language) : null) };
  });
  const failed = verdicts.filter(({ criterion, verdict, weight }) => {
    return verdict === "not_met" && weight > 0 && !given.some((one) => one.criterion === criterion);
  });
  const added = failed.flatMap(({ criterion }): Recommendation[] => {
    const card = scorecard.criteria.find(({ key }) => key === criterion);
    if (!card) return [];
    const text = `${textIn(card.name, language)}: ${textIn(card.guidance.met, language)}.`;
    return [{ criterion, text, example: textIn(card.example, language) }];
  });
  return [...given.filter(({ text }) => text !== ""), ...added];
}

/** Numbers that are missing were withheld from the judge. */
function citableOf({ utterances, utteranceCount }: JudgeInput): VoteGround["citable"] {
  const byNumber = new Map(utterances.map((utterance) => [utterance.number, utterance]));
  const numbers = Array.from({ length: utteranceCount }, (_, index) => index + 1);
  return { byNumber, withheld: new Set(numbers.filter((number) => !byNumber.has(number))) };
}

/** Waits for all, so that no answer is lost, then throws the first fault if there was one. */
async function allOrFirstFault<Value>(promises: Promise<Value>[]): Promise<Value[]> {
  const ended = await Promise.allSettled(promises);
  return ended.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
