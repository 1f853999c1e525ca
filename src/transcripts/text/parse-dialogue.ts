import { AppError } from "../../errors.ts";
import { ownCopy } from "../own-copy.ts";
import { type Transcript, UTTERANCES_MAX, type Utterance } from "../transcript.ts";
import type { Turn } from "../turn.ts";
import { readChatPage } from "./chat-page.ts";
import { cleanText } from "./clean-text.ts";
import { type DialogueLine, type LabelCandidate, readLine } from "./dialogue-lines.ts";
import { isAddedBelow, isRule, readsAsSpeech, withoutCard } from "./headings.ts";
import { htmlToLines, isHtml } from "./html-lines.ts";
import { findInlineNames, splitInlineTurns } from "./inline-turns.ts";
import { withoutNumbers } from "./numbered-lines.ts";
import { findSpeakerLabels, type SpeakerLabels } from "./speaker-labels.ts";
import { readStructured } from "./structured-dialogue.ts";
import { readTable } from "./table-dialogue.ts";
import type { TimeMark } from "./time-marks.ts";
import { inTimeOrder } from "./time-order.ts";
import { unlabelledTurns } from "./unlabelled-turns.ts";

/** What is said of a text in which nobody says anything. */
export const NO_WORDS_DETAIL = "The dialogue has no words.";
/** Most lines that are looked at: a turn may be wrapped into several. */
const LINES_MAX = UTTERANCES_MAX * 4;

/**
 * Reads a dialogue as people write and programs export it. A turn is an utterance as written: neighbours of one speaker
 * stay apart, a line without a label in a labelled text goes on with the turn before it, headings are no turns. Throws
 * `invalid_input` when nothing is said, for NUL and lone surrogates, and `too_large` beyond `UTTERANCES_MAX`.
 */
export function parseDialogue(text: string): Transcript {
  const clean = cleanText(text);
  const read = isHtml(clean.text) ? readPage(clean.text) : readPlain(clean.text);
  const utterances = toUtterances(inTimeOrder(read.turns));
  if (utterances.length === 0) throw new AppError("invalid_input", NO_WORDS_DETAIL);
  return { utterances, removedCharacters: clean.removedCharacters + read.removedCharacters };
}

/** Turns, and how many characters were taken away to read them. */
interface ReadTurns {
  turns: Turn[];
  removedCharacters: number;
}

function readPage(html: string): ReadTurns {
  const chat = readChatPage(html);
  if (chat) return cleanTurns(chat);
  const page = cleanText(htmlToLines(html));
  const { turns, removedCharacters } = readPlain(page.text);
  return { turns, removedCharacters: page.removedCharacters + removedCharacters };
}

function readPlain(text: string): ReadTurns {
  return readStructuredTurns(text) ?? { turns: readTable(text) ?? readWritten(text), removedCharacters: 0 };
}

/** Turns of a JSON export; its escapes can hold what cleaning took from the text. */
function readStructuredTurns(text: string): ReadTurns | null {
  const structured = readStructured(text);
  if (structured === null) return null;
  if (typeof structured !== "string") return cleanTurns(structured);
  const clean = cleanText(structured);
  return { turns: readWritten(clean.text), removedCharacters: clean.removedCharacters };
}

function cleanTurns(uncleaned: readonly Turn[]): ReadTurns {
  let removedCharacters = 0;
  const clean = (escaped: string): string => {
    const cleaned = cleanText(escaped);
    removedCharacters += cleaned.removedCharacters;
    return cleaned.text;
  };
  const turns = uncleaned.map(({ speaker, lines, mark }) => ({
    speaker: speaker === null ? null : oneLine(clean(speaker)) || null,
    lines: lines.map((line) => oneLine(clean(line))),
    mark,
  }));
  return { turns, removedCharacters };
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}

function readWritten(text: string): Turn[] {
  const lines = readLines(withoutCard(text));
  const labels = findSpeakerLabels(lines);
  const [only] = lines;
  if (only && lines.length === 1 && labels.inLine.size === 0) labels.inLine = findInlineNames(only.line);
  return labels.inLine.size + labels.ownLine.size > 0 ? labelledTurns(lines, labels) : unlabelledTurns(lines);
}

/** Numbers and names of the cues of subtitle files; they stand alone on a line above the times. */
const CUE_NAME = /^(?:\d{1,6}|[\da-f]{8}-[\da-f-]{1,40}(?:\/\d{1,6}-\d{1,6})?)$/i;
const MARK_INSIDE = /(?<=\s)(?=[[(]\d{1,3}:\d{2}(?::\d{2})?[\])])/;
function readLines(text: string): DialogueLine[] {
  const lines: DialogueLine[] = [];
  for (const raw of withoutNumbers(text.split("\n"))) {
    const line = raw.trim();
    if (line === "") continue;
    const marked = /^[[(]\d/.test(line) ? line.split(MARK_INSIDE) : [line];
    for (const part of marked) {
      lines.push(readLine(part.trimEnd()));
      if (lines.length > LINES_MAX) throw tooLarge();
    }
  }
  while (isAddedBelow(lines.at(-1)?.line ?? "")) lines.pop();
  return lines.filter(({ line }, at) => !isCueTime(lines[at + 1]) || !CUE_NAME.test(line));
}

function isCueTime(line: DialogueLine | undefined): boolean {
  return line?.mark?.endMs != null && line.unmarked === "";
}

/** A dash that opens the words below a label. */
const OPENING_DASH = /^[-–—]\s+/;

function labelledTurns(lines: DialogueLine[], labels: SpeakerLabels): Turn[] {
  const turns: Turn[] = [];
  let pending: TimeMark | null = null;
  for (const { line, mark, isBareMark, unmarked, candidate } of lines) {
    const current = turns.at(-1);
    const speaker = speakerOf(candidate, labels);
    if (candidate && speaker !== null) {
      const inline = splitInlineTurns(speaker, candidate.said, labels.inLine, lines.length === 1);
      const first = mark ?? candidate.mark ?? pending;
      for (const [at, turn] of inline.entries())
        turns.push({ speaker: turn.speaker, lines: [turn.text], mark: at === 0 ? first : null });
      pending = null;
    } else if (unmarked === "") {
      if (current && !hasWords(current)) {
        current.mark ??= mark;
        current.timeLine = line;
      } else pending = mark;
    } else if (!current) {
      if (readsAsSpeech(unmarked)) turns.push({ speaker: null, lines: [unmarked], mark });
    } else if (mark && !isBareMark) {
      turns.push({ speaker: current.speaker, lines: [unmarked], mark });
    } else if (!hasWords(current) || !isRule(line)) {
      current.lines.push(hasWords(current) ? line : line.replace(OPENING_DASH, ""));
      if (pending && current.mark) current.mark = { ...current.mark, endMs: pending.endMs };
      pending = null;
    }
  }
  return turns;
}

function hasWords({ lines }: Turn): boolean {
  return lines.some((line) => line !== "");
}

function speakerOf(candidate: LabelCandidate | null, labels: SpeakerLabels): string | null {
  if (!candidate) return null;
  return (candidate.form === "own-line" ? labels.ownLine : labels.inLine).get(candidate.key) ?? null;
}

const HOUR_MS = 3_600_000;

/** Numbers the turns that have words. Times of day become times of the call. */
function toUtterances(turns: Turn[]): Utterance[] {
  const spoken = turns.flatMap(({ speaker, lines, mark, timeLine }) => {
    const text = lines.join(" ").trim();
    if (text !== "") return [{ speaker, text, mark }];
    return speaker !== null && timeLine !== undefined ? [{ speaker, text: timeLine, mark: null }] : [];
  });
  if (spoken.length > UTTERANCES_MAX) throw tooLarge();
  const first = spoken.find(({ mark }) => mark)?.mark ?? null;
  const offsetMs = first && (first.isClock || first.startMs >= HOUR_MS) ? first.startMs : 0;
  const startOf = (mark: TimeMark | null) => (mark && mark.startMs >= offsetMs ? mark.startMs - offsetMs : null);
  return spoken.map(({ speaker, text, mark }, index) => {
    const startMs = startOf(mark);
    const nextMs = startOf(spoken[index + 1]?.mark ?? null);
    const endMs = mark?.endMs != null ? mark.endMs - offsetMs : nextMs;
    const isForward = startMs !== null && endMs !== null && endMs >= startMs;
    return { number: index + 1, speaker, text: ownCopy(text), startMs, endMs: isForward ? endMs : null };
  });
}

function tooLarge(): AppError {
  return new AppError("too_large", `The dialogue has more than ${UTTERANCES_MAX} utterances.`);
}
