import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { conversationMetrics } from "../../src/transcripts/conversation-metrics.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";
import type { Role, RoleAssignment, Transcript } from "../../src/transcripts/transcript.ts";
import { splitWords } from "../../src/transcripts/words.ts";

function fixture<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(new URL(`../fixtures/${file}`, import.meta.url), "utf8"));
}

type Side = Record<
  | "utterances"
  | "turns_merged"
  | "words"
  | "words_without_remarks"
  | "questions"
  | "longest_utterance_words"
  | "longest_monologue_words"
  | "fillers",
  number
>;
interface Expected {
  file: string;
  language: string;
  utterances: number;
  turns_merged: number;
  talk_ratio_manager: number;
  talk_ratio_manager_without_remarks: number;
  speakers: { manager: Side; client: Side };
}

const ROLE_OF_LETTER: Record<string, Role> = { M: "manager", C: "customer", S: "other", X: "other" };

function assignment(letters: string): RoleAssignment {
  return { roles: [...letters].map((letter) => ROLE_OF_LETTER[letter] ?? "unknown"), madeBy: "label", confidence: 1 };
}

function said(...turns: [string | null, string][]): Transcript {
  const utterances = turns.map(([speaker, text], at) => ({
    number: at + 1,
    speaker,
    text,
    startMs: null,
    endMs: null,
  }));
  return { utterances, removedCharacters: 0 };
}

describe("the five dialogues with known figures agree exactly", () => {
  const { dialogs } = fixture<{ dialogs: Record<string, Expected> }>("metrics.json");
  const labels = fixture<{ dialogs: Record<string, { turn_roles: string }> }>("labels.json").dialogs;
  for (const [id, expected] of Object.entries(dialogs))
    it(id, () => {
      const text = readFileSync(new URL(`../fixtures/${expected.file}`, import.meta.url), "utf8");
      const roles = assignment(labels[id]?.turn_roles ?? "");
      const metrics = conversationMetrics(parseDialogue(text), roles, expected.language);
      const side = (role: Role): Side => {
        const of = metrics.sides[role];
        return {
          utterances: of.utterances,
          turns_merged: of.utterancesMerged,
          words: of.words,
          words_without_remarks: of.wordsWithoutRemarks,
          questions: of.questions,
          longest_utterance_words: of.longestUtteranceWords,
          longest_monologue_words: of.longestMonologueWords,
          fillers: of.fillers ?? -1,
        };
      };
      const { words_whitespace: _, ...manager } = expected.speakers.manager as Side & { words_whitespace: number };
      const { words_whitespace: __, ...client } = expected.speakers.client as Side & { words_whitespace: number };
      expect({ manager: side("manager"), client: side("customer") }).toEqual({ manager, client });
      expect(metrics.utterances).toBe(expected.utterances);
      expect(metrics.utterancesMerged).toBe(expected.turns_merged);
      expect(metrics.talkRatio).toBe(expected.talk_ratio_manager);
      expect(metrics.talkRatioWithoutRemarks).toBe(expected.talk_ratio_manager_without_remarks);
    });
});

it("words are the matches of the definition, on every fixture and on odd characters", () => {
  const WORD = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+|(?<=\p{Nd})[.,:](?=\p{Nd})[\p{L}\p{N}]+)*/gu;
  const labels = fixture<{ dialogs: Record<string, { file: string }> }>("labels.json").dialogs;
  const texts = Object.values(labels).map(({ file }) =>
    readFileSync(new URL(`../fixtures/${file}`, import.meta.url), "utf8"),
  );
  for (const text of [...texts, "кто-то don't 9.6 1:2:3a 5. .5 a-b-'c 𝐀𝐁-x ٣,٤ ²,3 -a- e\u0301 _a_ 😀b '", ""])
    expect(splitWords(text)).toEqual(text.match(WORD) ?? []);
});

it("a run of marks is one question", () => {
  const metrics = conversationMetrics(said([null, "Что?! Да?? Нет! Ой!? ？ ..."]), assignment("M"), "ru");
  expect(metrics.sides.manager.questions).toBe(4);
});

it("phrases count once and squeezed words count", () => {
  const metrics = conversationMetrics(
    said([null, "Ну-у как бы, в общем... э-э, НУ вот так бы"]),
    assignment("C"),
    "ru-RU",
  );
  expect(metrics.sides.customer.fillers).toBe(6);
});

it("a language without a list of fillers has no count", () => {
  expect(conversationMetrics(said([null, "euh"]), assignment("M"), "fr").sides.manager.fillers).toBeNull();
  expect(conversationMetrics(said([null, "ну"]), assignment("M"), null).sides.manager.fillers).toBeNull();
});

it("neighbours join by speaker; without labels only where the role is known", () => {
  const labelled = said(["А", "раз"], ["А", "два"], ["Б", "три"]);
  expect(conversationMetrics(labelled, assignment("MMM"), "ru").utterancesMerged).toBe(2);
  expect(conversationMetrics(labelled, assignment("MMM"), "ru").sides.manager.longestMonologueWords).toBe(2);
  const bare = said([null, "раз"], [null, "два"], [null, "три"]);
  expect(conversationMetrics(bare, assignment("MMC"), "ru").utterancesMerged).toBe(2);
  expect(conversationMetrics(bare, assignment("???"), "ru").utterancesMerged).toBe(3);
});

it("other voices are left out of the talk ratio, and there is none where neither side spoke", () => {
  expect(conversationMetrics(said([null, "раз"], [null, "два"]), assignment("MS"), "ru").talkRatio).toBe(1);
  expect(conversationMetrics(said([null, "раз"]), assignment("S"), "ru").talkRatio).toBeNull();
});
