import { expect, it } from "vitest";
import type { ProposedVerdict } from "../../src/evaluations/judge.ts";
import { reasonText, recommendationsOf, summaryText } from "../../src/evaluations/report-text/write-report.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";

it("a reason quotes words as they were said, whatever signs of a template they have", () => {
  const words = "по $$ за {at}, $& или $' и {quote}";
  expect(reasonText("need.met", { words, utterance: 7 }, "ru")).toBe(
    `Выяснял задачу, а не только параметры: «${words}» (реплика 7).`,
  );
});

it("a reason cuts long words at the end of one, without the marks before the cut", () => {
  const words = `${"слово ".repeat(17)}слово, ещё одно, и ещё`;
  expect(reasonText("need.met", { words, utterance: 7 }, "ru")).toContain("слово слово…» (реплика 7)");
});

const NOT_MET: ProposedVerdict = {
  criterion: "",
  verdict: "not_met",
  citations: [],
  absence: false,
  reason: "",
  breach: null,
  vote: null,
  unclearReason: null,
};

it("a summary names what went wrong, and quotes one of each", () => {
  const [card] = BUILT_IN_SCORECARDS;
  const judged = (card?.criteria ?? []).slice(0, 3).map((criterion, index) => ({
    criterion,
    verdict: { ...NOT_MET, criterion: criterion.key },
    quoted: { words: `слова ${index}`, utterance: index + 1 },
  }));
  const summary = summaryText(judged, { outcome: "none", step: null, share: null, questions: 0 }, "ru");
  expect(summary.match(/«слова \d»/gu)).toHaveLength(1);
  expect(summary.split(";")).toHaveLength(3);
});

it("advice tells once how the whole call speaks against several criteria, and each its own words", () => {
  const [card] = BUILT_IN_SCORECARDS;
  const judged = (card?.criteria ?? []).slice(0, 3).map((criterion, index) => {
    const quoted = { words: `слова ${index}. И ещё`, utterance: index + 1 };
    const reason = reasonText("course.against.consent", quoted, "ru");
    return { criterion, verdict: { ...NOT_MET, criterion: criterion.key, reason }, quoted };
  });
  const texts = recommendationsOf(judged, "ru").map(({ text }) => text);
  expect(texts.filter((text) => text.includes("Разговор в целом говорит против"))).toHaveLength(1);
  for (const text of texts) expect(text).toMatch(/Ближе всего к критерию слова «слова \d\. И ещё» \(реплика \d\)\.$/u);
});
