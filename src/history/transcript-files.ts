import { AppError } from "../errors.ts";
import type { Role, Utterance } from "../transcripts/transcript.ts";

/** The formats a transcript can be taken away in, besides JSON. */
export const TRANSCRIPT_TEXTS = ["txt", "srt", "vtt"] as const;
/** One of them. */
export type TranscriptText = (typeof TRANSCRIPT_TEXTS)[number];

/** Their media types. */
export const TRANSCRIPT_TYPES: Record<TranscriptText, string> = {
  txt: "text/plain; charset=utf-8",
  srt: "application/x-subrip; charset=utf-8",
  vtt: "text/vtt; charset=utf-8",
};

/** What is written: utterances, their roles by position, and the language the roles are named in. */
export interface SpokenWords {
  utterances: readonly Utterance[];
  roles: readonly Role[];
  language: "ru" | "en";
}

/** Role names by language of the reader; the parser of dialogues reads them back. */
const ROLE_NAMES: Record<SpokenWords["language"], Record<Role, string>> = {
  ru: { manager: "Менеджер", customer: "Клиент", other: "Другой голос", unknown: "Неизвестно кто" },
  en: { manager: "Manager", customer: "Customer", other: "Another voice", unknown: "Unknown speaker" },
};
const CHANNEL_NAMES: Record<SpokenWords["language"], Record<string, string>> = {
  ru: { left: "Левый канал", right: "Правый канал" },
  en: { left: "Left channel", right: "Right channel" },
};

/** Whether every utterance has a time, so that it can be shown beside the sound. */
export function isTimed(utterances: readonly Utterance[]): boolean {
  return utterances.every(({ startMs }) => startMs !== null);
}

/** A cue whose end is not known lasts until the next one, and no longer than this. */
const CUE_MS = 5_000;

/** Writes a transcript. Throws `invalid_input` when subtitles are asked for and an utterance has no time. */
export function writeTranscript(words: SpokenWords, format: TranscriptText): string {
  if (format === "txt") return words.utterances.map((one) => textLine(words, one)).join("");
  if (!isTimed(words.utterances))
    throw new AppError("invalid_input", "This transcript has no times, so there are no subtitles of it.", {
      faults: [{ pointer: "?format", detail: "take txt or json" }],
    });
  const cues = cuesOf(words);
  return format === "srt" ? cues.map(srtCue).join("\n") : ["WEBVTT\n", ...cues.map(vttCue)].join("\n");
}

/** `[1:02] Менеджер: Добрый день.` */
function textLine(words: SpokenWords, utterance: Utterance): string {
  const time = utterance.startMs === null ? "" : `[${clock(utterance.startMs)}] `;
  return `${time}${speakerOf(words, utterance)}: ${oneLine(utterance.text)}\n`;
}

interface Cue {
  number: number;
  startMs: number;
  endMs: number;
  speaker: string;
  text: string;
}

/** A cue must end after it starts. */
function cuesOf(words: SpokenWords): Cue[] {
  return words.utterances.map((utterance, index) => {
    const startMs = Math.max(0, Math.round(utterance.startMs ?? 0));
    const nextMs = words.utterances[index + 1]?.startMs ?? startMs + CUE_MS;
    const endMs = Math.round(utterance.endMs ?? Math.min(nextMs, startMs + CUE_MS));
    return {
      number: utterance.number,
      startMs,
      endMs: Math.max(endMs, startMs + 1),
      speaker: speakerOf(words, utterance),
      text: oneLine(utterance.text),
    };
  });
}

/** SubRip has no escapes: players read angle and curly brackets as markup and `-->` as a time line, so look-alikes stand there. */
function srtCue({ number, startMs, endMs, speaker, text }: Cue): string {
  const plain = `${speaker}: ${text}`.replaceAll("-->", "→").replace(/[<>{}]/g, (sign) => LOOK_ALIKES[sign] ?? sign);
  return `${number}\n${stamp(startMs, ",")} --> ${stamp(endMs, ",")}\n${plain}\n`;
}

const LOOK_ALIKES: Record<string, string> = { "<": "‹", ">": "›", "{": "(", "}": ")" };

/**
 * WebVTT (W3C, sections 4.2.2 and 6.4): a voice span, `&`, `<` and `>` escaped, so that `-->` cannot stand in a text; nor
 * where the name of a voice ends in hyphens, since the blank after it does not count.
 */
function vttCue({ number, startMs, endMs, speaker, text }: Cue): string {
  return `${number}\n${stamp(startMs, ".")} --> ${stamp(endMs, ".")}\n<v ${escaped(speaker)}${speaker.endsWith("-") ? " " : ""}>${escaped(text)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The role, or for a voice of neither side its label as it came, if there is anything to see in it. */
function speakerOf({ roles, language }: SpokenWords, { number, speaker }: Utterance): string {
  const role = roles[number - 1] ?? "unknown";
  if (role === "manager" || role === "customer" || speaker === null) return ROLE_NAMES[language][role];
  return oneLine(CHANNEL_NAMES[language][speaker] ?? speaker) || ROLE_NAMES[language][role];
}

/** Line breaks would end a line or a cue. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** `m:ss` or `h:mm:ss`. */
function clock(positionMs: number): string {
  const [hours, minutes, seconds] = parts(positionMs);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

function stamp(positionMs: number, separator: "," | "."): string {
  const [hours, minutes, seconds] = parts(positionMs);
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${separator}${String(positionMs % 1000).padStart(3, "0")}`;
}

function parts(positionMs: number): [number, number, number] {
  const seconds = Math.max(0, Math.floor(positionMs / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
