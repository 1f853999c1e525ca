import { createOpusDecoder } from "@audio/decode-opus/core";
import type { AudioBlock } from "../audio.ts";
import { OPUS_CLOCK, type OpusHead } from "./opus-head.ts";

/**
 * Opus can be decoded at any of its rates. This one holds all that speech engines listen to, and takes a third of the
 * time and memory of 48,000.
 */
export const OPUS_SAMPLE_RATE = 16_000;

/** Packets, and the place their last sample has on the stream's clock (48,000 a second, pre-skip included), null where not told. */
export interface OpusPackets {
  packets: Uint8Array[];
  endsAt: number | null;
  /** Whether the stream says it ends here; then `endsAt` may stand before the end of the last packet. */
  isLast: boolean;
}

/** Decodes packets of Opus. Delay and what stands behind the told end are cut off; a broken packet is left out. */
export async function* decodeOpus(head: OpusHead, batches: AsyncIterable<OpusPackets>): AsyncGenerator<AudioBlock> {
  const opus = await createOpusDecoder();
  const step = OPUS_CLOCK / OPUS_SAMPLE_RATE;
  let toSkip = Math.round(head.preSkip / step);
  let decoded = 0;
  let base: number | null = null;
  try {
    opus.configure({ ...head, preSkip: 0, sampleRate: OPUS_SAMPLE_RATE });
    for await (const { packets, endsAt, isLast } of batches) {
      const { channelData } = opus.decodeFrames(packets);
      const length = channelData[0]?.length ?? 0;
      const from = Math.min(toSkip, length);
      if (endsAt !== null) base ??= Math.max(0, endsAt / step - length);
      const end = isLast && endsAt !== null ? Math.round(endsAt / step - (base ?? 0)) - decoded : length;
      const to = Math.min(length, Math.max(from, end));
      toSkip -= from;
      decoded += length;
      if (to > from)
        yield { channelData: channelData.map((samples) => samples.subarray(from, to)), sampleRate: OPUS_SAMPLE_RATE };
    }
  } finally {
    opus.free();
  }
}
