import { describe, expect, it } from "vitest";
import type { PreparedAudio } from "../../src/audio/audio.ts";
import { startAudioThread } from "../../src/audio/audio-thread.ts";
import { isOutOfMemory } from "../../src/audio/system-error.ts";
import { WorkCrashed } from "../../src/errors.ts";
import { fixture } from "./decode/decoded.ts";
import { folder, TURN } from "./prepare/prepare-world.ts";

const nowhere = { task: "prepare", path: "nowhere.wav", directory: "nowhere", plan: TURN } as const;

describe("a thread that ends before its time", () => {
  it("by dying is a crash of ours, and never the end of the process", async () => {
    const thread = startAudioThread({ ...nowhere, limits: { durationMsMax: 1 } }, () => undefined);
    // As a decoder would that calls exit or abort inside.
    void thread.worker.terminate();
    await expect(thread.failed).rejects.toBeInstanceOf(WorkCrashed);
  });

  it("by an error that nobody foresaw is one too, with its text as the cause", async () => {
    const thread = startAudioThread({ task: "nothing" } as never, () => undefined);
    await expect(thread.failed).rejects.toMatchObject({ name: "WorkCrashed", cause: expect.any(Error) });
    await thread.end();
  });
});

describe("a thread that did its work", () => {
  it("takes the next recording and makes the same of it as a new one", async () => {
    const outDir = folder();
    const prepare = async (name: string) => {
      const task = { task: "prepare", path: fixture(name), directory: outDir, plan: TURN } as const;
      let done = (_: PreparedAudio) => {};
      const prepared = new Promise<PreparedAudio>((resolve) => {
        done = resolve;
      });
      const thread = startAudioThread({ ...task, limits: { durationMsMax: 3_600_000 } }, (message) => {
        if (message.kind === "prepared") done(message.prepared);
      });
      const result = await Promise.race([prepared, thread.failed]);
      thread.release();
      return { result, worker: thread.worker };
    };
    const first = await prepare("call1_flowers.wav");
    const other = await prepare("call2_ceilings.ogg");
    const again = await prepare("call1_flowers.wav");
    expect([other.worker, again.worker]).toEqual([first.worker, first.worker]);
    expect(again.result).toEqual(first.result);
    await again.worker.terminate();
  });
});

describe("memory that runs out", () => {
  it("is told from lengths that a broken file claims", () => {
    const said = ["Array buffer allocation failed", "WebAssembly.Memory(): could not allocate memory", "Aborted(OOM)"];
    expect(said.map((text) => isOutOfMemory(new RangeError(text)))).toEqual([true, true, true]);
    expect(isOutOfMemory(new RangeError("Invalid typed array length: -1"))).toBe(false);
    expect(isOutOfMemory(new Error("unreachable"))).toBe(false);
  });
});
