import { describe, expect, it } from "vitest";
import { startAudioThread } from "../../src/audio/audio-thread.ts";
import { isOutOfMemory } from "../../src/audio/system-error.ts";
import { WorkCrashed } from "../../src/errors.ts";
import { TURN } from "./prepare/prepare-world.ts";

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

describe("memory that runs out", () => {
  it("is told from lengths that a broken file claims", () => {
    const said = ["Array buffer allocation failed", "WebAssembly.Memory(): could not allocate memory", "Aborted(OOM)"];
    expect(said.map((text) => isOutOfMemory(new RangeError(text)))).toEqual([true, true, true]);
    expect(isOutOfMemory(new RangeError("Invalid typed array length: -1"))).toBe(false);
    expect(isOutOfMemory(new Error("unreachable"))).toBe(false);
  });
});
