import { z } from "zod";
import { isTooDeep } from "../http/bodies/json-depth.ts";
import type { NotScorableReason, Outcome, Verdict } from "./evaluation.ts";
import type { Citation, ProposedVerdict } from "./judge.ts";
import type { Criterion, Scorecard } from "./scorecard.ts";

const Utterances = z.array(z.int());
const VERDICTS = ["met", "partial", "not_met", "na", "unclear"] as const satisfies Verdict[];
const OUTCOMES = ["sale", "refusal", "callback", "complaint", "information", "none"] as const satisfies Outcome[];
const NOT_SCORABLE = [
  "voicemail",
  "ivr_only",
  "wrong_number",
  "one_side_silent",
  "too_short",
  "not_sales",
] as const satisfies NotScorableReason[];

/** The order of fields is the order in which the model writes: where, why, then the verdict. */
const before = { utterances: Utterances, reason: z.string(), absence: z.boolean() };
const PlainVerdict = z.strictObject({ ...before, verdict: z.enum(VERDICTS) });

/** The verdicts of some criteria, by key; every one must stand there, and nothing else. */
function verdictsSchema(scorecard: Scorecard, criteria: readonly Criterion[]) {
  const [firstBreach, ...moreBreaches] = scorecard.breaches.map(({ key }) => key);
  const BreachVerdict =
    firstBreach === undefined
      ? PlainVerdict
      : z.strictObject({
          ...before,
          breach: z.enum([firstBreach, ...moreBreaches]).nullable(),
          verdict: z.enum(VERDICTS),
        });
  const shape = criteria.map(({ key, critical }) => [key, critical?.when === "breach" ? BreachVerdict : PlainVerdict]);
  return z.strictObject(Object.fromEntries(shape) as Record<string, typeof PlainVerdict | typeof BreachVerdict>);
}

/** The form of the answer to a vote: verdicts only. */
export function voteSchema(scorecard: Scorecard, criteria: readonly Criterion[]) {
  return z.strictObject({ criteria: verdictsSchema(scorecard, criteria) });
}

/** The form of the whole answer. The same schema asks (`strictJsonSchema`) and reads. */
export function answerSchema(scorecard: Scorecard) {
  const [firstKey = "", ...moreKeys] = scorecard.criteria.map(({ key }) => key);
  return z.strictObject({
    scorability: z.strictObject({ utterances: Utterances, finding: z.enum(["scorable", ...NOT_SCORABLE]) }),
    criteria: verdictsSchema(scorecard, scorecard.criteria),
    summary: z.string(),
    recommendations: z.array(
      z.strictObject({
        criterion: z.enum([firstKey, ...moreKeys]).nullable(),
        text: z.string(),
        example: z.string().nullable(),
      }),
    ),
    topics: z.array(z.strictObject({ utterances: Utterances, label: z.string() })),
    outcome: z.strictObject({ utterances: Utterances, value: z.enum(OUTCOMES) }),
    commitments: z.array(
      z.strictObject({
        utterances: Utterances,
        who: z.enum(["manager", "customer"]),
        what: z.string(),
        when: z.string().nullable(),
      }),
    ),
  });
}

/** The first answer as read: everything about a call. */
export type ModelAnswer = z.infer<ReturnType<typeof answerSchema>>;
/** The answer to a further vote as read: the criteria asked about. */
export type VoteAnswer = z.infer<ReturnType<typeof voteSchema>>;

/** Keywords that strict structured output does not know everywhere; the reading schema still holds them. */
const LOOSENED = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "format"];

/** The JSON schema of a form as strict structured output takes it. */
export function strictJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...document } = z.toJSONSchema(schema, {
    reused: "ref",
    override: ({ jsonSchema }) => {
      for (const keyword of LOOSENED) delete (jsonSchema as Record<string, unknown>)[keyword];
    },
  });
  return document;
}

/** Reads an answer by its form. Throws when it is no JSON or has another form; nothing is guessed. */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, raw: string): z.infer<Schema> {
  if (isTooDeep(raw)) throw new RangeError("the answer is nested too deep");
  return schema.parse(JSON.parse(raw));
}

/** The verdicts of an answer in our words, in the scorecard's order. */
export function proposedVerdicts(criteria: VoteAnswer["criteria"], scorecard: Scorecard): ProposedVerdict[] {
  return scorecard.criteria.flatMap(({ key }): ProposedVerdict[] => {
    const said = criteria[key];
    if (!said) return [];
    const { verdict } = said;
    const breach = "breach" in said ? (said.breach as string | null) : null;
    return [
      {
        criterion: key,
        verdict,
        citations: toCitations(said.utterances),
        absence: verdict === "not_met" && said.absence,
        reason: cleanWords(said.reason),
        breach: verdict === "not_met" ? breach : null,
        vote: null,
        unclearReason: verdict === "unclear" ? "judge_unsure" : null,
      },
    ];
  });
}

/** Utterance numbers as citations; whether they exist is checked with the evidence. */
export function toCitations(utterances: number[]): Citation[] {
  return utterances.slice(0, CITATIONS_MAX).map((utterance) => ({ utterance }));
}

/** Text of a model as it may be stored and shown: well formed, without control and invisible characters, not endless. */
export function cleanWords(text: string): string {
  const words = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim();
  return words.length > WORDS_CHARACTERS_MAX
    ? `${words.slice(0, WORDS_CHARACTERS_MAX).toWellFormed().trimEnd()}…`
    : words;
}

const CITATIONS_MAX = 20;
/** Far above two sentences; what is longer is cut, because asking again would cost more than the loss. */
const WORDS_CHARACTERS_MAX = 2_000;
