import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { makePiecesFolder, piecesDir, removePieces } from "../../../src/audit/steps/pieces.ts";
import { RecordingFiles } from "../../../src/calls/recording-files.ts";

const RECORDING = "0193f000-0000-7000-8000-000000000001";
/** Enough for the system to let one job remove the folder between two steps of another, dozens of times. */
const ROUNDS = 400;

it("jobs on the same recording that begin and end at once each get their own folder", async () => {
  const root = await mkdtemp(join(tmpdir(), "razbor-pieces-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const files = await RecordingFiles.open(root);
  const work = async (id: string) => {
    for (let starts = 1; starts <= ROUNDS; starts++) {
      const folder = await makePiecesFolder({ files }, RECORDING, { id, starts });
      expect(await readdir(piecesDir({ files }, RECORDING, folder))).toEqual([]);
      await removePieces({ files }, RECORDING, { id, starts });
    }
  };
  await Promise.all(["first", "second", "third"].map(work));
  expect(await readdir(root)).not.toContain(`${RECORDING}.prepared`);
});
