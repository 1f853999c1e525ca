import { expect, it } from "vitest";
import { readDialogue } from "../../src/audit/read-dialogue.ts";
import { UTTERANCES_MAX } from "../../src/transcripts/transcript.ts";

it("what is wrong with the words of a dialogue is wrong with the field", () => {
  const faults: Record<string, string> = {
    "Менеджер:\nКлиент:": "invalid_input",
    '[{"speaker":"Менеджер","text":"\\u0000"}]': "invalid_input",
    "<p>&#0;</p>": "invalid_input",
    [`${"М: да\n".repeat(UTTERANCES_MAX)}М: да`]: "too_large",
  };
  for (const [text, code] of Object.entries(faults))
    expect(() => readDialogue(text), text.slice(0, 50)).toThrow(
      expect.objectContaining({ code, faults: [expect.objectContaining({ pointer: "/dialog_text" })] }),
    );
});
