import { Parser } from "htmlparser2";
import type { Turn } from "../turn.ts";
import type { TimeMark } from "./time-marks.ts";

/** What only the page of an exported chat holds: its messages by their classes. */
const CHAT = /class="message (?:default|service)|class="message__header"/;
/** Parts of a page by their class; one that stands in another belongs to the inner one. */
const PARTS: [RegExp, Part][] = [
  [/(?:^| )message default/, "message"],
  [/^message__header$/, "heading"],
  [/(?:^| )from_name$/, "name"],
  [/^text$/, "words"],
  [/(?:^| )date details$/, "time"],
  [/(?:^| )forwarded/, "forwarded"],
  [/details|media|kludges|attachment|userpic|message-edited|reactions|service/, "other"],
];
type Part = "message" | "heading" | "name" | "words" | "time" | "forwarded" | "other";

/** The innermost part an element stands in, and whether that is of a message that is passed on. */
interface Place {
  part: Part | null;
  isQuoted: boolean;
}
const NOWHERE: Place = { part: null, isQuoted: false };

interface Message {
  name: string;
  heading: string;
  words: string[];
  mark: TimeMark | null;
  isJoined: boolean;
  /** How many elements it stands in. */
  depth: number;
}

/**
 * The turns of a chat that a messenger exported as a page: there a name, a time and the words are elements of a message, and a
 * message that is joined to the one above has no name of its own. What else a message holds (whom it answers, files, stickers)
 * is nobody's words. Times count from 1970, so that days follow each other. Null when the page is no such export.
 */
export function readChatPage(html: string): Turn[] | null {
  if (!CHAT.test(html)) return null;
  const messages: Message[] = [];
  const stack: Place[] = [];
  const parser = new Parser({
    onopentag(element, { class: classes = "", title = "" }) {
      if (VOID.has(element)) {
        if (element === "br") write(messages.at(-1), stack, "\n");
        return;
      }
      const around = stack.at(-1) ?? NOWHERE;
      const part = partOf(classes);
      const place = { part: part ?? around.part, isQuoted: around.isQuoted || part === "forwarded" };
      if (part === "message" || part === "heading") messages.push(newMessage(/ joined/.test(classes), stack.length));
      const message = messages.at(-1);
      if (part === "time" && message && !place.isQuoted) message.mark ??= readDate(title);
      stack.push(place);
    },
    ontext: (text) => write(messages.at(-1), stack, text),
    onclosetag(element) {
      if (!VOID.has(element)) stack.pop();
    },
  });
  parser.end(html);
  const turns = toTurns(messages);
  return turns.some(({ speaker }) => speaker !== null) ? turns : null;
}

/** Elements without an end. */
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

function partOf(classes: string): Part | null {
  return classes === "" ? null : (PARTS.find(([pattern]) => pattern.test(classes))?.[1] ?? null);
}

function newMessage(isJoined: boolean, depth: number): Message {
  return { name: "", heading: "", words: [], mark: null, isJoined, depth };
}

/** Beside a heading whatever is no other part is words; in a message only what is marked as such. */
function write(message: Message | undefined, stack: readonly Place[], text: string): void {
  if (!message) return;
  const { part, isQuoted } = stack.at(-1) ?? NOWHERE;
  if (part === "heading") message.heading += text;
  else if (part === "name" && !isQuoted) message.name += text;
  else if (part === "words" || (part === null && message.heading !== "" && stack.length >= message.depth))
    message.words.push(text);
}

/** `Anna, 14 июл 2021 в 11:17:48` */
const HEADING = /^(.{1,80}?),\s+(\d{1,2}\s\S{3,9}\s\d{4}\s\S{1,2}\s\d{1,2}:\d{2}(?::\d{2})?)/;

function toTurns(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  let speaker: string | null = null;
  for (const { name, heading, words, mark, isJoined } of messages) {
    const [, headingName, date] = HEADING.exec(oneLine(heading)) ?? [];
    if (heading !== "" && headingName === undefined) continue;
    const own = oneLine(name) || headingName || null;
    speaker = own ?? (isJoined ? speaker : null);
    const said = oneLine(words.join(""));
    if (said !== "") turns.push({ speaker, lines: [said], mark: mark ?? readDate(date ?? "") });
  }
  return turns;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

const NUMBERS = /^(\d{1,2})\.(\d{1,2})\.(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?/;
const IN_WORDS = /^(\d{1,2}) (\S{3})\S* (\d{4}) \S+ (\d{1,2}):(\d{2})(?::(\d{2}))?/;
const MONTHS = "янв фев мар апр мая июн июл авг сен окт ноя дек".split(" ");

function readDate(text: string): TimeMark | null {
  const [, day, month = "", year, hours, minutes, seconds = 0] = NUMBERS.exec(text) ?? IN_WORDS.exec(text) ?? [];
  if (day === undefined) return null;
  const monthIndex = /\d/.test(month) ? Number(month) - 1 : MONTHS.indexOf(month.toLowerCase());
  if (monthIndex < 0) return null;
  const startMs = Date.UTC(Number(year), monthIndex, Number(day), Number(hours), Number(minutes), Number(seconds));
  return { startMs, endMs: null, isClock: true, length: text.length };
}
