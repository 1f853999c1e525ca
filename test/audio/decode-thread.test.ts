import { expect, test } from "vitest";
import { decodeInThread } from "../../src/audio/decode-thread.ts";
import { WorkCrashed } from "../../src/errors.ts";
import { fixture } from "./decode/decoded.ts";

const sound = fixture("call1_flowers.wav");

test("a decoder that works for long and gives nothing is stopped, and the recording is told to be broken", async () => {
  const decoding = decodeInThread(sound, { lookEveryMs: 1, processorMsMax: 0, looksMax: Number.POSITIVE_INFINITY });
  await expect(decoding).rejects.toMatchObject({
    code: "invalid_input",
    detail: expect.stringMatching(/no end/) as string,
  });
});

test("a decoder that waits for long says nothing of the recording", async () => {
  const decoding = decodeInThread(sound, { lookEveryMs: 1, processorMsMax: 60_000, looksMax: 0 });
  await expect(decoding).rejects.toBeInstanceOf(WorkCrashed);
});

test("a decoder that works is not stopped", async () => {
  const { format, blocks } = await decodeInThread(sound);
  let samples = 0;
  for await (const { channelData } of blocks) samples += channelData[0]?.length ?? 0;
  expect({ codec: format.codec, samples }).toEqual({ codec: "pcm", samples: 342_480 });
});
