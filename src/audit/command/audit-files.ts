import { constants, open, readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Readable } from "node:stream";
import { AppError } from "../../errors.ts";

/** One dialogue to audit: `name` is how people know it, `path` null for standard input. */
export interface DialogueFile {
  name: string;
  path: string | null;
}

/** Files of a folder that are taken for dialogues; a named file is read whatever its name. */
const EXTENSIONS = new Set([".txt", ".html", ".htm", ".srt", ".vtt", ".md"]);
/** Files of a folder that are taken for recordings. */
const SOUND_EXTENSIONS = new Set([
  ...[".wav", ".mp3", ".ogg", ".oga", ".opus", ".webm", ".mp4", ".m4a", ".flac", ".aac", ".amr", ".3gp", ".gsm"],
]);

/** Whether a file's name says that it is a dialogue in words. */
export function isDialogueName(name: string): boolean {
  return EXTENSIONS.has(extname(name).toLowerCase());
}

/** Which files of a folder are taken. */
export type Taken = "dialogues" | "dialogues and recordings";
/** Most files of one run. */
const FILES_MAX = 100_000;

const byName = new Intl.Collator("en", { numeric: true }).compare;

/** What an argument of the command stands for: the files, or why there are none. */
export type FoundFiles = { input: string; files: DialogueFile[] } | { input: string; fault: AppError };

/**
 * Finds the files an argument names: itself, or all dialogues below a folder by name (hidden ones and links to folders
 * left out, so that no loop has no end).
 */
export async function findDialogues(input: string, taken: Taken = "dialogues"): Promise<FoundFiles> {
  if (input === "-") return { input, files: [{ name: "-", path: null }] };
  try {
    if (!(await stat(input)).isDirectory()) return { input, files: [{ name: input, path: input }] };
    const files: DialogueFile[] = [];
    const extensions = taken === "dialogues" ? EXTENSIONS : EXTENSIONS.union(SOUND_EXTENSIONS);
    await collect(input, files, extensions);
    if (files.length > 0) return { input, files };
    return { input, fault: new AppError("not_found", `This folder holds no ${taken} (${[...extensions].join(" ")}).`) };
  } catch (error) {
    return { input, fault: asFault(error) };
  }
}

async function collect(folder: string, files: DialogueFile[], extensions: ReadonlySet<string>): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => byName(a.name, b.name));
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await collect(path, files, extensions);
    else if (extensions.has(extname(entry.name).toLowerCase())) files.push({ name: path, path });
    if (files.length > FILES_MAX)
      throw new AppError("too_large", `More than ${FILES_MAX} files; name smaller folders.`);
  }
}

/** Opening waits for nobody: a pipe that nobody writes to is seen to be no file. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a dialogue. Throws `not_found` when it is not there, `forbidden` when it may not be read, `too_large`
 * beyond `bytesMax`, and `invalid_input` for what is no file.
 */
export async function readDialogueFile(file: DialogueFile, stdin: Readable, bytesMax: number): Promise<Uint8Array> {
  if (file.path === null) return readStream(stdin, bytesMax);
  try {
    const handle = await open(file.path, OPEN_AT_ONCE);
    try {
      const info = await handle.stat();
      if (!info.isFile()) throw new AppError("invalid_input", "This is not a file.");
      if (info.size > bytesMax) throw tooLarge(bytesMax);
      return await readStream(handle.createReadStream({ autoClose: false }), bytesMax);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asFault(error);
  }
}

async function readStream(stream: Readable, bytesMax: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytesMax: number): AppError {
  return new AppError("too_large", `This file is larger than ${bytesMax} bytes.`);
}

function asFault(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return new AppError("not_found", "There is no such file or folder.");
  if (code === "EACCES" || code === "EPERM") return new AppError("forbidden", "This may not be read.");
  if (code === undefined) throw error;
  return new AppError("invalid_input", `This cannot be read (${code}).`, { cause: error });
}
