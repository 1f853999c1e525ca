import type { Recommendation } from "./evaluation.ts";
import type { ReportLanguage } from "./scorecard.ts";

/** The recommendations as one text, an item a line, each with the words to say; empty when there are none. */
export function recommendationsText(recommendations: Recommendation[], language: ReportLanguage): string {
  return recommendations
    .map(({ text, example }) => {
      if (!example) return text;
      return language === "ru" ? `${text} Например: «${example}»` : `${text} For example: “${example}”`;
    })
    .join("\n");
}
