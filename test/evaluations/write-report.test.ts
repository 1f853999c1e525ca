import { expect, it } from "vitest";
import { reasonText } from "../../src/evaluations/report-text/write-report.ts";

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
