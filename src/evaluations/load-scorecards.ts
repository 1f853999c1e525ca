import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { brokenText, detailOf, sayIsRequired } from "../http/faults.ts";
import { type JsonLines, jsonLines } from "./json-lines.ts";
import { Scorecard } from "./scorecard.ts";
import { BUILT_IN_SCORECARDS } from "./scorecards/built-in-scorecards.ts";
import { storeScorecardRevisions } from "./store.ts";

/** Largest scorecard file read, far above any real one. */
export const SCORECARD_BYTES_MAX = 1_000_000;

/** Most own scorecards of one installation. */
export const OWN_SCORECARDS_MAX = 200;

/**
 * The built-in scorecards, then those of `dataDir/scorecards/*.json` by file name. Throws `invalid_input` that names
 * every fault by file and line; a key may stand once, also against the built-ins.
 */
export async function loadScorecards(dataDir: string): Promise<Scorecard[]> {
  const directory = join(dataDir, "scorecards");
  const names = await fileNames(directory);
  const owner = new Map<string, string>(BUILT_IN_SCORECARDS.map((card) => [card.key, "a built-in scorecard"]));
  const cards: Scorecard[] = [...BUILT_IN_SCORECARDS];
  const faults = names.length > OWN_SCORECARDS_MAX ? [`${directory}: more than ${OWN_SCORECARDS_MAX} scorecards`] : [];
  for (const name of names.slice(0, OWN_SCORECARDS_MAX)) {
    const path = join(directory, name);
    const read = await readScorecard(path);
    faults.push(...read.faults.map(({ line, text }) => `${path}:${line}: ${text}`));
    if (!read.card) continue;
    const taken = owner.get(read.card.key);
    if (taken) faults.push(`${path}:${read.keyLine}: the key ${read.card.key} is taken by ${taken}`);
    else cards.push(read.card);
    owner.set(read.card.key, taken ?? path);
  }
  if (faults.length > 0)
    throw new AppError("invalid_input", `The scorecards cannot be used:\n${faults.map((f) => `  ${f}`).join("\n")}`);
  return cards;
}

/** Lower-case hex SHA-256 of the document, whatever the order in which its fields were written. */
export function scorecardSha256(card: Scorecard): string {
  let sha256 = hashes.get(card);
  if (!sha256) {
    sha256 = createHash("sha256")
      .update(JSON.stringify(sorted(card)))
      .digest("hex");
    hashes.set(card, sha256);
  }
  return sha256;
}

/** A scorecard is read once and never changed, and every receipt asks for its hash. */
const hashes = new WeakMap<Scorecard, string>();

/**
 * Writes the revisions down that calls may be judged with. A revision that no evaluation rests on may still change; one
 * that has judged a call is frozen: throws `conflict` that names every changed one.
 */
export async function registerScorecards(db: Db, cards: readonly Scorecard[]): Promise<void> {
  const rows = cards.map((card) => ({ ...pick(card), sha256: scorecardSha256(card), document: card }));
  const changed = await storeScorecardRevisions(db, rows);
  if (changed.length === 0) return;
  const names = changed.map(({ key, revision }) => `${key} revision ${revision}`).join(", ");
  throw new AppError(
    "conflict",
    `A scorecard that has judged calls was changed (${names}). Give the changed document the next revision number.`,
  );
}

function pick({ key, revision, mode }: Scorecard) {
  return { key, revision, mode };
}

async function fileNames(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => name.endsWith(".json") && !name.startsWith(".")).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new AppError("invalid_input", `${directory} is no folder that can be read (${code}).`, { cause: error });
  }
}

interface ReadScorecard {
  card: Scorecard | null;
  keyLine: number;
  faults: { line: number; text: string }[];
}

async function readScorecard(path: string): Promise<ReadScorecard> {
  const unread = (line: number, text: string): ReadScorecard => ({ card: null, keyLine: 1, faults: [{ line, text }] });
  let bytes: Uint8Array;
  try {
    if ((await stat(path)).size > SCORECARD_BYTES_MAX) return unread(1, `larger than ${SCORECARD_BYTES_MAX} bytes`);
    bytes = await readFile(path);
  } catch (error) {
    return unread(1, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return unread(1, "is not UTF-8");
  }
  let document: unknown;
  let lines: JsonLines;
  try {
    document = JSON.parse(text);
    lines = jsonLines(text);
  } catch (error) {
    const { message } = error as Error;
    return unread(lineOfSyntaxError(message, text), message.replace(/\s+/g, " "));
  }
  const faults = lines.repeated.map(({ name, line }) => ({ line, text: `"${name}" stands twice in one object` }));
  const broken = brokenText(document, []);
  if (broken) faults.push({ line: lines.lineOf(broken.path), text: `${broken.path.join(".")}: ${broken.detail}` });
  const parsed = Scorecard.safeParse(document, { error: sayIsRequired });
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const at = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
      faults.push({ line: lines.lineOf(at), text: `${at.map(String).join(".") || "document"}: ${detailOf(issue)}` });
    }
  else if (parsed.data.language === undefined && hasPlainText(parsed.data))
    faults.push({ line: 1, text: "language: needed, because texts come in one language only" });
  return { card: faults.length === 0 ? (parsed.data ?? null) : null, keyLine: lines.lineOf(["key"]), faults };
}

/**
 * V8 names a position, or that the end came too early, or quotes up to ten characters on both sides of the fault with
 * dots where something was cut off.
 */
function lineOfSyntaxError(message: string, text: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return lineAt(text, Number(position));
  const quoted = /, (\.\.\.)?"([\s\S]*)"(\.\.\.)? is not valid JSON$/.exec(message);
  if (!quoted) return lineAt(text, text.length);
  const excerpt = quoted[2] ?? "";
  const offset = quoted[1] ? QUOTED_CHARACTERS : excerpt.length - (quoted[3] ? QUOTED_CHARACTERS : 0);
  return lineAt(text, Math.max(0, text.indexOf(excerpt)) + offset);
}

/** `kMaxContextCharacters` of V8's JSON parser. */
const QUOTED_CHARACTERS = 10;

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

function hasPlainText(card: Scorecard): boolean {
  const texts = card.criteria.flatMap(({ name, question, example, guidance }) => [
    name,
    question,
    example,
    ...Object.values(guidance),
  ]);
  return [card.title, ...card.breaches.map(({ text }) => text), ...texts].some((text) => typeof text === "string");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
