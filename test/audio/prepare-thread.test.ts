import { describe, expect, it } from "vitest";
import { startAudioThread } from "../../src/audio/audio-thread.ts";
import { TURN } from "./prepare-world.ts";

const nowhere = { task: "prepare", path: "nowhere.wav", directory: "nowhere", plan: TURN } as const;

describe("a thread that ends before its time", () => {
  it("by dying is an expected failure, and never the end of the process", async () => {
    const thread = startAudioThread({ ...nowhere, limits: { durationMsMax: 1 } }, () => undefined);
    // As a decoder would that calls exit or abort inside.
    void thread.worker.terminate();
    await expect(thread.failed).rejects.toMatchObject({ name: "AppError", code: "invalid_input" });
  });

  it("by an error that nobody caught is one too, with its text as the private cause", async () => {
    const thread = startAudioThread({ task: "nothing" } as never, () => undefined);
    await expect(thread.failed).rejects.toMatchObject({ code: "invalid_input", cause: expect.any(Error) });
    await thread.end();
  });
});
