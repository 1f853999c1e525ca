import { expect, test } from "vitest";
import { decodeInThread } from "../../src/audio/decode-thread.ts";
import { fixture } from "./decoded.ts";

test("a decoder that comes to no end is stopped, and the recording is told to be broken", async () => {
  const decoding = decodeInThread(fixture("call1_flowers.wav"), 1);
  await expect(decoding).rejects.toMatchObject({
    code: "invalid_input",
    detail: expect.stringMatching(/no end/) as string,
  });
});

test("a decoder that works is not stopped", async () => {
  const { format, blocks } = await decodeInThread(fixture("call1_flowers.wav"));
  let samples = 0;
  for await (const { channelData } of blocks) samples += channelData[0]?.length ?? 0;
  expect({ codec: format.codec, samples }).toEqual({ codec: "pcm", samples: 342_480 });
});
