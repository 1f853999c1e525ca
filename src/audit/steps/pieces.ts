import { access, mkdir, opendir, readdir, rm, rmdir, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CutPlan } from "../../audio/audio.ts";
import type { RecordingFiles } from "../../calls/recording-files.ts";
import type { JobInHand } from "./recording-deps.ts";
import type { KeptPreparation } from "./recording-store.ts";

/**
 * The pieces of a recording lie in a folder of the run that cut them, and nobody writes there afterwards: not a second
 * job on the same recording, nor a worker that was frozen and wakes up after another one took its job over.
 */
type PiecesDeps = { files: RecordingFiles };
type Run = Pick<JobInHand<unknown>, "id" | "starts">;

/** Makes a folder of this run's own, and removes what earlier runs of its job left behind; gives its name. */
export async function makePiecesFolder(deps: PiecesDeps, recordingId: string, run: Run): Promise<string> {
  await removePieces(deps, recordingId, run);
  const folder = `${run.id}.${run.starts}`;
  await makeBelow(deps.files.preparedDir(recordingId), folder);
  return folder;
}

/** Far more often than other jobs on one recording can end at the same moment. */
const MAKE_TRIES_MAX = 100;

/**
 * The folder above may come and go with other jobs at any time, which making both at once does not bear: it fails with
 * `ENOTDIR` when what it found is gone a moment later.
 */
async function makeBelow(above: string, folder: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    await mkdir(above, { mode: 0o700 }).catch(unless("EEXIST"));
    try {
      await mkdir(join(above, folder), { mode: 0o700 });
      return;
    } catch (error) {
      if (tries >= MAKE_TRIES_MAX) throw error;
      unless("ENOENT")(error);
    }
  }
}

/** Bears one error of the file system. */
function unless(code: string): (error: unknown) => void {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code !== code) throw error;
  };
}

/** Where a folder of pieces is. */
export function piecesDir({ files }: PiecesDeps, recordingId: string, folder = ""): string {
  return join(files.preparedDir(recordingId), folder);
}

/** Whether what was prepared can be sent to an engine with this plan: it was cut so, and every piece is still here. */
export async function hasPieces(
  deps: PiecesDeps,
  recordingId: string,
  { plan: cut, pieces, folder }: KeptPreparation,
  plan: CutPlan,
): Promise<boolean> {
  if (cut.kind !== plan.kind || cut.pieceMsMax !== plan.pieceMsMax || cut.pieceBytesMax !== plan.pieceBytesMax)
    return false;
  if (pieces.length === 0) return true;
  if (folder === undefined) return false;
  const dir = piecesDir(deps, recordingId, folder);
  try {
    // In use again, so that no sweep takes it for left over.
    await utimes(dir, new Date(), new Date());
    await Promise.all(pieces.map(({ file }) => access(join(dir, file))));
    return true;
  } catch {
    return false;
  }
}

/**
 * Removes the pieces that runs of this job cut, when nobody needs them any more, and the folder that was `used`; the one
 * after `but` stays.
 */
export async function removePieces(
  deps: PiecesDeps,
  recordingId: string,
  run: Run,
  { used, but }: { used?: string | undefined; but?: string | undefined } = {},
): Promise<void> {
  const dir = deps.files.preparedDir(recordingId);
  for (const name of await readdir(dir).catch(() => []))
    if (name !== but && (name.startsWith(`${run.id}.`) || name === used))
      await rm(join(dir, name), { recursive: true, force: true });
  // Not empty where another job works on the same recording.
  await rmdir(dir).catch(() => {});
}

/** Folder names of `RecordingFiles.preparedDir`. */
const PREPARED = /\.prepared$/;

/** Removes pieces that nobody has cut or used for so long: their job died and will not come back. */
export async function sweepPieces({ files }: PiecesDeps, olderThanMs: number): Promise<void> {
  const before = Date.now() - olderThanMs;
  const root = dirname(files.incomingDir);
  for await (const { name } of await opendir(root)) {
    if (!PREPARED.test(name)) continue;
    for (const folder of await readdir(join(root, name)).catch(() => [])) {
      const path = join(root, name, folder);
      const changed = await stat(path).catch(() => null);
      if (changed && changed.mtimeMs < before) await rm(path, { recursive: true, force: true });
    }
    await rmdir(join(root, name)).catch(() => {});
  }
}
