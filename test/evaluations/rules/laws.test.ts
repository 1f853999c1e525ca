import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { JudgedUtterance } from "../../../src/evaluations/judge.ts";
import { CARDS, cardWith, FAULT_FREE, judgeCall, labelledCalls, renumbered } from "./labelled-calls.ts";

interface Fault {
  id: string;
  language: string;
  criteria: string[];
  breach?: string | null;
  lines: string[];
  speakers: ("manager" | "customer")[];
}

const faults = JSON.parse(readFileSync(new URL("../../fixtures/own/faults.json", import.meta.url), "utf8")) as Fault[];
const scorable = labelledCalls().filter(({ scorable }) => scorable);

function withFault(utterances: JudgedUtterance[], fault: Fault, at: number): JudgedUtterance[] {
  const said = fault.lines.map(
    (text, index): JudgedUtterance => ({
      number: 0,
      speaker: null,
      role: fault.speakers[index] ?? "manager",
      text,
      startMs: null,
      endMs: null,
    }),
  );
  return renumbered([...utterances.slice(0, at), ...said, ...utterances.slice(at)]);
}

describe("law 1: a fault changes a criterion that is met without one", () => {
  for (const fault of faults)
    test(`${fault.id} in the middle of every call of its language`, async () => {
      let tried = 0;
      let changed = 0;
      for (const { utterances, language } of scorable.filter(({ language }) => language === fault.language))
        for (const criterion of fault.criteria) {
          const card = cardWith(criterion);
          const { verdicts } = await judgeCall(utterances, language, card);
          if (verdicts[0]?.verdict !== "met") continue;
          tried += 1;
          const faulty = withFault(utterances, fault, Math.floor(utterances.length / 2));
          const after = (await judgeCall(faulty, language, card)).verdicts[0];
          if (after?.verdict !== "met" && (!fault.breach || after?.breach === fault.breach)) changed += 1;
        }
      expect(tried).toBeGreaterThan(0);
      expect(changed).toBe(tried);
    });
});

describe("law 2: other verdicts rest on what they cite", () => {
  test("a cited utterance is near the label's in at least 60 % of agreeing verdicts", async () => {
    let agreeing = 0;
    let near = 0;
    for (const { utterances, language, labels } of scorable)
      for (const [mode, card] of CARDS) {
        const { verdicts } = await judgeCall(utterances, language, card);
        for (const { criterion, verdict, evidence } of verdicts) {
          const label = labels[mode][criterion];
          if (!label?.turn || label.status !== verdict || FAULT_FREE.includes(criterion)) continue;
          agreeing += 1;
          if (evidence.some(({ utterance }) => Math.abs(utterance - (label.turn ?? 0)) <= 2)) near += 1;
        }
      }
    expect(near / agreeing).toBeGreaterThanOrEqual(0.6);
  });

  test("deleting the cited utterances of a met changes it in at least 80 %", async () => {
    let met = 0;
    let changed = 0;
    for (const { utterances, language } of scorable)
      for (const card of CARDS.values()) {
        const { verdicts } = await judgeCall(utterances, language, card);
        for (const { criterion, verdict, evidence } of verdicts) {
          if (verdict !== "met" || FAULT_FREE.includes(criterion)) continue;
          met += 1;
          const cited = new Set(evidence.map(({ utterance }) => utterance));
          const rest = renumbered(utterances.filter(({ number }) => !cited.has(number)));
          const after = await judgeCall(rest, language, cardWith(criterion));
          if (after.verdicts[0]?.verdict !== "met") changed += 1;
        }
      }
    expect(changed / met).toBeGreaterThanOrEqual(0.8);
  });
});

const NAMES: Record<string, string[]> = {
  ru: ["Ратибор", "Юнона", "Каринэ", "Светозар", "Лавиния"],
  en: ["Quentin", "Odette", "Hesketh", "Nyland", "Brixley"],
};

/** Other names for those written inside a sentence, and other digits in prices. */
function renamed(text: string, language: string): string {
  const names = NAMES[language] ?? [];
  return text
    .replace(/(?<=[\p{Ll},»”] )\p{Lu}\p{Ll}{3,}/gu, (name) => names[name.length % names.length] ?? name)
    .replace(/\d/g, (digit) => (digit === "0" ? "0" : String((Number(digit) % 8) + 1)));
}

describe("law 3: who and what it is about changes no verdict", () => {
  test("other names and figures leave at least 99 % of the verdicts as they are", async () => {
    let all = 0;
    const changed: string[] = [];
    for (const { id, utterances, language } of scorable)
      for (const card of CARDS.values()) {
        const { verdicts } = await judgeCall(utterances, language, card);
        const others = utterances.map((one) => ({ ...one, text: renamed(one.text, language) }));
        const after = await judgeCall(others, language, card);
        all += verdicts.length;
        for (const [index, { criterion, verdict }] of verdicts.entries())
          if (after.verdicts[index]?.verdict !== verdict) changed.push(`${id} ${criterion}`);
      }
    expect(changed.length / all, changed.join(", ")).toBeLessThanOrEqual(0.01);
  });
});
