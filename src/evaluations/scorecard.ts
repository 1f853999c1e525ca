import { z } from "zod";

/** Languages a report and the built-in texts come in. */
export const REPORT_LANGUAGES = ["ru", "en"] as const;
/** One of them. */
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

/** What a scorecard looks at (DESIGN §2). */
export const CONTENT_MODES = ["Manager+", "Client+", "Диалог"] as const;
/** One of them. */
export type ContentMode = (typeof CONTENT_MODES)[number];

const Text = z.union([z.string().min(1), z.strictObject({ ru: z.string().min(1), en: z.string().min(1) })]);
/** A text in one language (own scorecards) or in every report language (built-ins). */
export type LocalText = z.infer<typeof Text>;

const Key = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, "lower-case Latin letters, digits, _ and -");

/** A forbidden act on a scorecard's list; a verdict of a `breach`-critical criterion caps only when it names one. */
const Breach = z.strictObject({ key: Key, text: Text });

/** One thing judged. `side`: whose words can show it. `weight` 0 reports a fact and stays out of the total. */
export const Criterion = z.strictObject({
  key: Key,
  name: Text,
  question: Text,
  weight: z.number().min(0).max(1000),
  side: z.enum(["manager", "customer", "both"]),
  guidance: z.strictObject({ met: Text, partial: Text, not_met: Text, na: Text }),
  /** Words a person could have said; shown with the recommendation when the criterion failed. */
  example: Text,
  /** `when: not_met` caps on any held, unanimous not_met; `breach` only when a listed breach is named. */
  critical: z.strictObject({ cap: z.number().min(0).max(100), when: z.enum(["not_met", "breach"]) }).optional(),
  /** Name of the built-in detector that the rules judge uses; without one it says `unclear`. */
  detector: Key.optional(),
});
export type Criterion = z.infer<typeof Criterion>;

/** A scorecard document: one immutable revision. Own ones lie in `DATA_DIR/scorecards/*.json` and name one language. */
export const Scorecard = z
  .strictObject({
    key: Key,
    revision: z.int().min(1),
    mode: z.enum(CONTENT_MODES),
    /** The language of plain texts; absent when every text comes in all report languages. */
    language: z.enum(REPORT_LANGUAGES).optional(),
    title: Text,
    breaches: z.array(Breach).max(30).default([]),
    criteria: z.array(Criterion).min(1).max(40),
  })
  .superRefine((card, context) => {
    const seen = new Set<string>();
    for (const [index, criterion] of card.criteria.entries()) {
      if (seen.has(criterion.key))
        context.addIssue({
          code: "custom",
          path: ["criteria", index, "key"],
          message: `${criterion.key} stands twice`,
        });
      seen.add(criterion.key);
    }
    if (!card.criteria.some((criterion) => criterion.weight > 0))
      context.addIssue({ code: "custom", path: ["criteria"], message: "at least one weight must be above 0" });
  });
export type Scorecard = z.infer<typeof Scorecard>;
/** A scorecard as it is written down, defaults left out. */
export type ScorecardInput = z.input<typeof Scorecard>;

/** The text in the wanted language; a one-language text is given as it is. */
export function textIn(text: LocalText, language: ReportLanguage): string {
  return typeof text === "string" ? text : text[language];
}
