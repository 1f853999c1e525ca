import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PrepareProgress } from "../../src/audio/prepare/preparation.ts";
import { prepareAudio } from "../../src/audio/prepare-audio.ts";
import { FIXTURES, folder, LONG, prepareFile, TURN } from "./prepare/prepare-world.ts";

const never = new AbortController().signal;
const limits = { durationMsMax: 7_200_000 };
const run = (name: string, outDir: string, more: Partial<Parameters<typeof prepareAudio>[0]> = {}) =>
  prepareAudio({ path: join(FIXTURES, name), outDir, plan: TURN, limits, signal: never, ...more });

describe("preparing in threads", { timeout: 60_000 }, () => {
  it("gives what this thread gives, leaves only pieces, and counts to the end", async () => {
    for (const [name, plan] of [
      ["call1_flowers.flac", TURN],
      ["call4_overlap_mono.mp3", LONG],
    ] as const) {
      const outDir = join(folder(), "made", "here");
      const seen: PrepareProgress[] = [];
      const prepared = await run(name, outDir, { plan, onProgress: (progress) => seen.push(progress) });
      const { directory, ...here } = await prepareFile(join(FIXTURES, name), { plan });
      expect(prepared).toEqual(here);
      expect(readdirSync(outDir)).toEqual(prepared.pieces.map(({ file }) => file));
      for (const { file, sizeBytes } of prepared.pieces) {
        const bytes = readFileSync(join(outDir, file));
        expect(bytes.length).toBe(sizeBytes);
        expect(bytes.equals(readFileSync(join(directory, file)))).toBe(true);
      }
      expect(seen.filter(({ stage }) => stage === "decode").at(-1)?.doneMs).toBe(prepared.durationMs);
      const last = seen.at(-1);
      expect(last).toMatchObject({ stage: "encode", doneMs: last?.totalMs });
    }
  });

  it("gives the same pieces, byte by byte, when it runs again into the same folder", async () => {
    const outDir = folder();
    const first = await run("call2_ceilings.ogg", outDir);
    const bytes = first.pieces.map(({ file }) => readFileSync(join(outDir, file)));
    writeFileSync(join(outDir, "piece-09999.wav"), "of a run that died");
    expect(await run("call2_ceilings.ogg", outDir)).toEqual(first);
    expect(readdirSync(outDir).length).toBe(first.pieces.length);
    for (const [index, { file }] of first.pieces.entries())
      expect(readFileSync(join(outDir, file)).equals(bytes[index] as Buffer)).toBe(true);
  });

  it("writes two long channels side by side without mixing them up", async () => {
    const outDir = folder();
    // Two channels of three minutes each are shared between two threads.
    const path = join(folder(), "long.wav");
    writeRepeated(path, 5);
    const prepared = await prepareAudio({ path, outDir, plan: LONG, limits, signal: never });
    expect(prepared.pieces.map(({ channel }) => channel)).toEqual([0, 1]);
    const here = await prepareFile(path, { plan: LONG });
    for (const { file } of prepared.pieces)
      expect(readFileSync(join(outDir, file)).equals(readFileSync(join(here.directory, file)))).toBe(true);
  });
});

describe("a preparation that does not come to its end", { timeout: 60_000 }, () => {
  it("is stopped at once with the signal's reason, wherever it is, and leaves no file and no folder", async () => {
    const path = join(folder(), "long.wav");
    writeRepeated(path, 3);
    for (const stage of ["start", "decode", "encode"] as const) {
      const parent = folder();
      const controller = new AbortController();
      const reason = new Error(`stopped at ${stage}`);
      const onProgress = (progress: PrepareProgress) => {
        if (progress.stage === stage) controller.abort(reason);
      };
      const prepared = prepareAudio({
        path,
        outDir: join(parent, "pieces"),
        plan: TURN,
        limits,
        signal: controller.signal,
        onProgress,
      });
      if (stage === "start") controller.abort(reason);
      await expect(prepared).rejects.toBe(reason);
      expect(readdirSync(parent)).toEqual([]);
    }
  });

  it("because its folder goes away tells why it stopped, not that the folder is gone", async () => {
    const parent = folder();
    const outDir = join(parent, "pieces");
    const controller = new AbortController();
    const onProgress = () => {
      if (!controller.signal.aborted) renameSync(outDir, join(parent, "elsewhere"));
      controller.abort(new Error("the call was removed"));
    };
    const prepared = run("call1_flowers.wav", outDir, { signal: controller.signal, onProgress });
    await expect(prepared).rejects.toThrow("the call was removed");
  });

  it("leaves alone what it did not write", async () => {
    const outDir = folder();
    writeFileSync(join(outDir, "notes.txt"), "mine");
    await expect(run("bad/text_renamed.mp3", outDir)).rejects.toMatchObject({ name: "AppError" });
    expect(readdirSync(outDir)).toEqual(["notes.txt"]);
  });

  it("ends as soon as more than the limit is decoded", async () => {
    const parent = folder();
    const tooLong = run("bad/silence_3h.opus", join(parent, "pieces"), { limits: { durationMsMax: 120_000 } });
    await expect(tooLong).rejects.toMatchObject({ code: "too_large", detail: expect.stringContaining("2 min") });
    expect(readdirSync(parent)).toEqual([]);
  });

  it("by an error of the file system may be tried again", async () => {
    const parent = folder();
    await expect(run("bad", join(parent, "pieces"))).rejects.toMatchObject({
      name: "AppError",
      code: "unavailable",
      retryable: true,
      cause: expect.any(Error),
    });
    expect(readdirSync(parent)).toEqual([]);
  });
});

/** A call of 42 s in stereo, so many times. */
function writeRepeated(path: string, times: number): void {
  const bytes = readFileSync(join(FIXTURES, "call1_flowers.wav"));
  const [header, data] = [Buffer.from(bytes.subarray(0, 44)), bytes.subarray(44)];
  header.writeUInt32LE(36 + times * data.length, 4);
  header.writeUInt32LE(times * data.length, 40);
  writeFileSync(path, Buffer.concat([header, ...Array.from({ length: times }, () => data)]));
}
