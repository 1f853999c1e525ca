import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { AppError } from "../errors.ts";

/**
 * Makes a directory and those it lies in (mode 0700), where they are missing. One by one: Node's own way never ends where the
 * system says of a directory that is there that it is not, as `/proc` does. Throws `unavailable`, or `out_of_storage`, with the
 * reason.
 */
export async function makeDirectory(directory: string): Promise<void> {
  const path = resolve(directory);
  await make(path).catch((cause) => Promise.reject(notWritable(path, cause)));
}

/** The error for a directory in which nothing can be kept. */
export function notWritable(directory: string, cause: unknown): AppError {
  const why = REASONS[(cause as NodeJS.ErrnoException).code ?? ""];
  const detail = `The directory ${resolve(directory)} cannot be made or written${why ? `: ${why}` : ""}.`;
  return new AppError(isFull(cause) ? "out_of_storage" : "unavailable", detail, { cause });
}

const isFull = (cause: unknown) => /^(?:ENOSPC|EDQUOT)$/.test((cause as NodeJS.ErrnoException).code ?? "");

/** By Node's codes. */
const REASONS: Record<string, string> = {
  EEXIST: "there is a file of that name",
  ENOTDIR: "there is a file on the way to it",
  EACCES: "the system does not allow it",
  EPERM: "the system does not allow it",
  EROFS: "its file system is read-only",
  ENOENT: "its file system takes no files",
  ENOSPC: "there is no space left",
  EDQUOT: "there is no space left",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
};

async function make(path: string): Promise<void> {
  const missing = await tryToMake(path);
  if (missing === null) return;
  if (dirname(path) === path) throw missing;
  await make(dirname(path));
  const refused = await tryToMake(path);
  if (refused !== null) throw refused;
}

/** Null once it is there, else the error of a directory that has none to lie in. Throws any other. */
async function tryToMake(path: string): Promise<unknown> {
  try {
    await mkdir(path, { mode: 0o700 });
    return null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return error;
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isThere) return null;
    throw error;
  }
}
