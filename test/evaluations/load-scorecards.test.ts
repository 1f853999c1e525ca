import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadScorecards, scorecardSha256 } from "../../src/evaluations/load-scorecards.ts";
import { Scorecard } from "../../src/evaluations/scorecard.ts";
import { unjudgedCriteria } from "../../src/evaluations/unjudged-criteria.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "razbor-scorecards-"));
  await mkdir(join(dataDir, "scorecards"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const own = {
  key: "tyres",
  revision: 1,
  mode: "Manager+",
  language: "en",
  title: "Tyre shop",
  criteria: [
    {
      key: "season",
      name: "Season",
      question: "Did the manager ask for the season?",
      weight: 1,
      side: "manager",
      guidance: { met: "asked", partial: "hinted", not_met: "did not ask", na: "no tyres" },
      example: "Summer or winter?",
    },
  ],
};
const write = (name: string, document: unknown) =>
  writeFile(
    join(dataDir, "scorecards", name),
    typeof document === "string" ? document : JSON.stringify(document, null, 2),
  );
const faults = async () => {
  try {
    await loadScorecards(dataDir);
  } catch (error) {
    return (error as Error).message.replaceAll(join(dataDir, "scorecards"), "").split("\n").slice(1);
  }
  throw new Error("was expected to fail");
};

describe("built-in scorecards", () => {
  it("are one per mode with the keys and weights that totals were fitted to", async () => {
    const cards = await loadScorecards(join(dataDir, "missing"));
    expect(cards.map(({ key, revision, mode }) => [key, revision, mode])).toEqual([
      ["manager-plus", 1, "Manager+"],
      ["client-plus", 1, "Client+"],
      ["dialog", 1, "Диалог"],
    ]);
    expect(Object.fromEntries(cards[0]?.criteria.map(({ key, weight }) => [key, weight]) ?? [])).toEqual({
      greeting_intro: 3,
      need_discovery: 12,
      active_listening: 2,
      product_presentation: 10,
      objection_handling: 10,
      next_step: 20,
      tone_politeness: 2,
      speech_clarity: 12,
      script_compliance: 6,
      closing: 5,
    });
    const client = cards[1]?.criteria ?? [];
    expect(new Set(client.filter(({ weight }) => weight > 0).map(({ weight }) => weight)).size).toBe(1);
    expect(client.find(({ weight }) => weight === 0)?.key).toBe("objections_raised");
  });

  it("cap for gross rudeness and named breaches in Manager+ and Диалог, never in Client+", async () => {
    const [manager, client, dialog] = await loadScorecards(dataDir);
    const caps = (card: Scorecard | undefined) =>
      card?.criteria.flatMap(({ key, critical }) => (critical ? [[key, critical.cap, critical.when]] : []));
    expect(caps(manager)).toEqual([
      ["tone_politeness", 50, "not_met"],
      ["script_compliance", 40, "breach"],
    ]);
    expect(caps(dialog)).toEqual([
      ["tone_both_sides", 50, "not_met"],
      ["script_compliance", 40, "breach"],
    ]);
    expect(caps(client)).toEqual([]);
    expect(manager?.breaches).toEqual(dialog?.breaches);
  });
});

describe("own scorecards", () => {
  it("come after the built-ins, by file name; other files are left alone", async () => {
    await write("b.json", own);
    await write("a.json", { ...own, key: "wheels" });
    await write("notes.txt", "no scorecard");
    expect((await loadScorecards(dataDir)).slice(3).map(({ key }) => key)).toEqual(["wheels", "tyres"]);
  });

  it("name every fault by file and line, all at once", async () => {
    await write("a.json", { ...own, revision: 0, colour: "red" });
    await write("b.json", '{\n  "key": "x",\n  "revision" 1\n}');
    await write("c.json", '{\n  "key": "x",\n  "title": "unfinished\n');
    await write("d.json", `{\n  "key": "x",\n  "criteria": [1, 2,]\n, "title": "a longer text than that"}`);
    await write("e.json", '{\n  "key": "x",\n  "key": "y"\n}');
    const named = await faults();
    expect(named.slice(0, 6)).toEqual([
      expect.stringMatching(/^ {2}\/a\.json:3: revision: /),
      expect.stringMatching(/^ {2}\/a\.json:23: colour: /),
      expect.stringMatching(/^ {2}\/b\.json:3: /),
      expect.stringMatching(/^ {2}\/c\.json:3: /),
      expect.stringMatching(/^ {2}\/d\.json:3: Unexpected token/),
      '  /e.json:3: "key" stands twice in one object',
    ]);
    expect(named.slice(6).map((text) => /^ {2}\/e\.json:1: (\w+)/.exec(text)?.[1])).toEqual([
      "revision",
      "mode",
      "title",
      "criteria",
    ]);
  });

  it("name a text that no database can hold, and a text that is missing as required", async () => {
    const [criterion] = own.criteria;
    const { na: _, ...guidance } = { ...criterion?.guidance };
    await write("a.json", { ...own, title: "Tyre\0 shop" });
    await write("b.json", { ...own, key: "wheels", criteria: [{ ...criterion, guidance, name: "half \ud800" }] });
    expect((await faults()).map((fault) => fault.replace(/:\d+:/, ":"))).toEqual([
      "  /a.json: title: holds a NUL character",
      "  /b.json: criteria.0.name: holds half of a surrogate pair",
      "  /b.json: criteria.0.guidance.na: is required",
    ]);
  });

  it("say which criteria the rules judge cannot judge, for want of a detector or of one of that name", async () => {
    const [criterion] = own.criteria;
    const said = (detector?: string) =>
      unjudgedCriteria(Scorecard.parse({ ...own, criteria: [{ ...criterion, detector }] }));
    expect(said("closing")).toEqual([]);
    expect(said()).toEqual(["The rules judge cannot judge season of tyres: no detector."]);
    expect(said("closng")).toEqual([
      expect.stringMatching(/cannot judge season of tyres: there is no detector closng, only .*closing/),
    ]);
  });

  it("point into lists: a criterion key that stands twice", async () => {
    const twice = { ...own, criteria: [own.criteria[0], own.criteria[0]] };
    await write("a.json", twice);
    const line =
      JSON.stringify(twice, null, 2)
        .split("\n")
        .findLastIndex((text) => text.includes('"season"')) + 1;
    expect(await faults()).toEqual([`  /a.json:${line}: criteria.1.key: season stands twice`]);
  });

  it("that cannot be read are named with the others, and so is a file in the place of their folder", async () => {
    await mkdir(join(dataDir, "scorecards", "a.json"));
    await write("b.json", { ...own, revision: 0 });
    expect(await faults()).toEqual([
      "  /a.json:1: cannot be read (EISDIR)",
      expect.stringMatching(/^ {2}\/b\.json:3: revision: /),
    ]);
    const inFile = loadScorecards(join(dataDir, "scorecards", "b.json"));
    await expect(inFile).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("b.json/scorecards is no folder that can be read (ENOTDIR)."),
    });
  });

  it("may not take a key that is taken, be of an unnamed language, or be no text", async () => {
    await write("a.json", { ...own, key: "dialog" });
    await write("b.json", own);
    await write("c.json", own);
    const { language: _, ...nameless } = { ...own, key: "nameless" };
    await write("d.json", nameless);
    await writeFile(join(dataDir, "scorecards", "e.json"), Buffer.from([0xff, 0xfe, 0x7b]));
    expect(await faults()).toEqual([
      "  /a.json:2: the key dialog is taken by a built-in scorecard",
      `  /c.json:2: the key tyres is taken by ${"/b.json"}`,
      "  /d.json:1: language: needed, because texts come in one language only",
      "  /e.json:1: is not UTF-8",
    ]);
  });
});

describe("the hash of a scorecard", () => {
  it("does not depend on the order of fields, but on every value", () => {
    const card = Scorecard.parse(own);
    const turned = Scorecard.parse(Object.fromEntries(Object.entries(own).reverse()));
    expect(scorecardSha256(turned)).toBe(scorecardSha256(card));
    expect(scorecardSha256(Scorecard.parse({ ...own, title: "Tyres" }))).not.toBe(scorecardSha256(card));
  });
});
