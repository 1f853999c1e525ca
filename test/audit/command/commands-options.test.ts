import { describe, expect, it } from "vitest";
import { readAuditOptions } from "../../../src/audit/command/audit-options.ts";

describe("the options of audit", () => {
  it("are nothing said but the files when nothing else is said", () => {
    expect(readAuditOptions(["calls", "one.txt", "-"])).toEqual({
      inputs: ["calls", "one.txt", "-"],
      contentMode: null,
      scorecard: null,
      language: null,
      reportLanguage: null,
      save: false,
      json: false,
      queue: false,
      wait: false,
      yes: false,
      help: false,
    });
  });

  it("take every spelling of a mode that the API takes", () => {
    for (const [spelling, mode] of [
      ["Manager+", "Manager+"],
      ["client +", "Client+"],
      ["dialogue", "Диалог"],
      ["ДИАЛОГ", "Диалог"],
    ])
      expect(readAuditOptions(["--mode", spelling ?? "", "one.txt"])).toMatchObject({ contentMode: mode });
  });

  it("read the others as given", () => {
    const args = ["--scorecard", "own", "--language", "en-GB", "--report-language", "en", "--save", "--json", "x"];
    expect(readAuditOptions(args)).toMatchObject({
      inputs: ["x"],
      scorecard: "own",
      language: "en-GB",
      reportLanguage: "en",
      save: true,
      json: true,
    });
  });

  it.each([
    [[], /at least one/],
    [["-", "-"], /only once/],
    [["--mode", "Boss+", "x"], /--mode: one of Manager\+, Client\+, Диалог/],
    [["--report-language", "de", "x"], /--report-language: one of ru, en/],
    [["--colour", "x"], /--colour/],
    [["x", "--mode"], /--mode/],
  ])("%j are refused with what is wrong", (args, message) => {
    expect(readAuditOptions(args)).toMatch(message);
  });

  it("may be help alone, and a file whose name begins with a dash after two dashes", () => {
    expect(readAuditOptions(["--help"])).toMatchObject({ help: true });
    expect(readAuditOptions(["--", "--odd.txt"])).toMatchObject({ inputs: ["--odd.txt"] });
  });
});
