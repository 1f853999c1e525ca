const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Controls, bidi marks, separators and other invisible characters: they could move the cursor or hide what is shown. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]+/gu;
/** What JSON leaves as it is but a terminal would obey. */
const UNSHOWN_IN_JSON = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What holds an emoji together shows nothing by itself, and stays only inside one. */
const EMOJI = /^\p{RGI_Emoji}$/v;
const MARKS_ONLY = /^[\p{M}\p{Cf}]*$/u;
/** Ranges that take two columns, of Unicode's East Asian Width (W and F). */
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F200}-\u{1F2FF}\u{20000}-\u{3FFFD}]/u;

/** One line without anything a terminal would obey: controls, line ends and the like become one space. */
export function terminalText(text: string): string {
  let shown = "";
  for (const { segment } of GRAPHEMES.segment(text))
    shown += EMOJI.test(segment) ? segment : segment.replace(UNSHOWN, " ");
  return shown.replace(/\s+/g, " ").trim();
}

/** One line of JSON that holds no character a terminal would obey. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSHOWN_IN_JSON, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** Columns a text takes on a terminal: two for wide characters and emoji, none for marks. */
export function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The text in exactly so many columns: filled with spaces, or cut with an ellipsis (at the end, or in front). */
export function fitText(text: string, width: number, cut: "end" | "start" = "end"): string {
  const whole = textWidth(text);
  if (whole <= width) return text + " ".repeat(width - whole);
  const graphemes = [...GRAPHEMES.segment(text)].map(({ segment }) => segment);
  if (cut === "start") graphemes.reverse();
  const kept: string[] = [];
  let used = 1;
  for (const grapheme of graphemes) {
    const next = graphemeWidth(grapheme);
    if (used + next > width) break;
    used += next;
    kept.push(grapheme);
  }
  const short = cut === "start" ? `…${kept.reverse().join("")}` : `${kept.join("")}…`;
  return width < 1 ? "" : short + " ".repeat(width - used);
}

function graphemeWidth(grapheme: string): number {
  if (MARKS_ONLY.test(grapheme)) return 0;
  return WIDE.test(grapheme) || EMOJI.test(grapheme) ? 2 : 1;
}
