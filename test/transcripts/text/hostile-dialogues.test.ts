import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/errors.ts";
import { conversationMetrics } from "../../../src/transcripts/conversation-metrics.ts";
import { detectLanguage } from "../../../src/transcripts/detect-language.ts";
import { transcriptSha256 } from "../../../src/transcripts/render-transcript.ts";
import { assignRoles } from "../../../src/transcripts/roles/speaker-roles.ts";
import { parseDialogue } from "../../../src/transcripts/text/parse-dialogue.ts";

const CHARACTERS = 400_000;
/** Linear reading takes a tenth of this on a slow machine; reading every part again takes minutes. */
const GENEROUS_MS = 5_000;

/** Repeated to the largest text that is accepted by default. */
const REPEATED: Record<string, string> = {
  "one letter": "a",
  "blanks between two letters": " ",
  "line feeds": "\n",
  "lines of a letter": "a\n",
  colons: ": ",
  labels: "Менеджер: да\n",
  "labels in one line": "Анна: да. Олег: нет. ",
  "unknown labels in one line": "a. Б: ",
  bullets: "- ",
  "list numbers": "1. ",
  asterisks: "*",
  quotes: '"',
  guillemets: "«a",
  brackets: "[",
  "nested brackets": "((a) ",
  "half times": "[00:00",
  times: "[00:02] да ",
  "times without brackets": "11:11:11 ",
  digits: "1",
  "digits and points": "1.",
  "cue times": "00:00:01,000 --> 00:00:02,000\n",
  tabs: "a\t",
  pipes: "| a ",
  elements: "<div>",
  "elements that never end": "<a ",
  "ends of elements": "</p>",
  "inline elements": "<b>a</b> ",
  comments: "<!-- -->",
  "starts of comments": "<!--",
  scripts: "<script>",
  "voice tags": "<v Анна>да</v>",
  entities: "&amp;",
  "wrapped source of a page": "<p>a\n b",
  "open brackets of JSON": "[",
  "nested JSON": '{"a":',
  "nested JSON with members": '[{"text":"a"},',
  marks: "?!",
  "exclamation marks": "!",
  "full stops": ". ",
  hyphens: "a-",
  emoji: "😀",
  "joined emoji": "😀\u200D",
  "zero-width": "\u200B",
  bidi: "\u202E",
  tags: "\u{E0041}",
  accents: "e\u0301",
  "company nouns": "центр",
  "names with commas": "Анна, да. ",
  introductions: "This is Aa from ",
  cues: "мне нужно сколько стоит ",
};

function fault(text: string): string | null {
  try {
    parseDialogue(text);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe("400,000 hostile characters are read once", () => {
  for (const [kind, piece] of Object.entries(REPEATED))
    it(kind, { timeout: GENEROUS_MS }, () => {
      const text = `Х ${piece.repeat(Math.ceil(CHARACTERS / piece.length))}`.slice(0, CHARACTERS - 6);
      for (const hostile of [text, `${text}</b> я`])
        try {
          const transcript = parseDialogue(hostile);
          const roles = assignRoles(transcript);
          conversationMetrics(transcript, roles, detectLanguage(transcript, null).language);
          expect(transcriptSha256(transcript)).toHaveLength(64);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
    });

  it("quotes that never end in the cells of a table", { timeout: GENEROUS_MS }, () => {
    for (const cell of ['a;"', '"";', '"";"a', 'a;""\n', 'a;"b"c\n'])
      expect([null, "invalid_input", "too_large"]).toContain(fault(`role;text\n${cell.repeat(CHARACTERS / 10)}`));
  });

  it("as many different labels as utterances", { timeout: GENEROUS_MS }, () => {
    const lines = Array.from({ length: 4_000 }, (_, at) => `Имя${at}: ${"да ".repeat(20)}`);
    expect(assignRoles(parseDialogue(lines.join("\n"))).roles).toHaveLength(4_000);
  });
});
