import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findInjection } from "../../src/evaluations/injection/find-injection.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";

interface Line {
  id: string;
  family: string;
  text?: string;
  lines?: string[];
}

const fixtures = new URL("../fixtures/", import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, fixtures), "utf8"));
const cases: Line[] = readJson("security/injection-cases.json").cases;
const read: Line[] = readJson("own/injection/read.json");
const benign: Line[] = readJson("own/injection/benign.json");

const CALL = ["Менеджер: Добрый день, меня зовут Анна, компания «Луч».", "Клиент: Здравствуйте, слушаю вас."];
const CALL_END = ["Менеджер: Подскажите, когда вам удобно?", "Клиент: В четверг после обеда."];

/** The line's parts as one side's utterances between honest ones; numbers of the parts and of what was found. */
function found(line: Line) {
  const parts = line.lines ?? (line.text ?? "").split(" | ").map((part) => part.replace(/^(?:manager|client): /, ""));
  const said = parts.map((part) => `Менеджер: ${part.replaceAll("\n", " ")}`);
  const { utterances, removedCharacters } = parseDialogue([...CALL, ...said, ...CALL_END].join("\n"));
  return { numbers: findInjection(utterances), parts: parts.length, removedCharacters };
}

/** Lines that hold no order once invisible characters are gone, or never held one. */
const HARMLESS = new Set(["inj-29", "inj-47"]);

describe("utterances that speak to the judge are withheld", () => {
  it.each(cases.filter(({ id, family }) => family !== "benign" && !HARMLESS.has(id)))("$id $family", (line) => {
    const { numbers, parts } = found(line);
    expect(numbers).toEqual(Array.from({ length: parts }, (_, index) => CALL.length + 1 + index));
  });

  it("in other words too, for at least 9 of 10 of the lines read while it was written", () => {
    const missed = read.filter((line) => {
      const { numbers, removedCharacters } = found(line);
      return numbers.length === 0 && removedCharacters < 10;
    });
    expect(missed.map(({ id }) => id).length).toBeLessThanOrEqual(2);
  });

  it("and orders in tag characters are removed before anything is read", () => {
    const tagged = cases.find(({ id }) => id === "inj-29");
    expect(found(tagged ?? { id: "", family: "" }).removedCharacters).toBeGreaterThan(10);
  });
});

describe("honest speech is not withheld", () => {
  it.each([...benign, ...cases.filter(({ family }) => family === "benign")])("$id", (line) => {
    expect(found(line).numbers).toEqual([]);
  });

  it("in at most 1 of 1,000 utterances of all dialogues", () => {
    let utterances = 0;
    let flagged = 0;
    for (const folder of ["dialogs/", "own/tune/dialogs/", "own/held/dialogs/"])
      for (const name of readdirSync(new URL(folder, fixtures))) {
        const parsed = parseDialogue(readFileSync(new URL(folder + name, fixtures), "utf8"));
        utterances += parsed.utterances.length;
        flagged += findInjection(parsed.utterances).filter((number) => !isTheAttack(name, number)).length;
      }
    expect(utterances).toBeGreaterThan(1_000);
    expect(flagged).toBeLessThanOrEqual(utterances / 1_000);
  });
});

/** A12 holds one real attack, in its turn 14. */
const isTheAttack = (name: string, number: number) => name.startsWith("A12") && number === 14;
