import { AppError } from "../../errors.ts";
import { assertSoundShape } from "./audio-limits.ts";
import { lettersAt, viewOf } from "./read-bytes.ts";

/** Opus counts its samples at this rate, whatever it was recorded or is decoded at. */
export const OPUS_CLOCK = 48_000;

/** What the head of an Opus stream says (RFC 7845 §5.1). */
export interface OpusHead {
  channels: number;
  /** Samples at 48,000 a second to drop at the start: the encoder's delay. */
  preSkip: number;
  /** In 1/256 dB. */
  outputGain: number;
  streamCount: number;
  coupledStreamCount: number;
  channelMappingTable: number[];
}

/** @throws AppError `invalid_input` when the head is cut or contradicts itself. */
export function parseOpusHead(head: Uint8Array): OpusHead {
  if (head.length < 19 || lettersAt(head, 0, 8) !== "OpusHead" || (head[8] as number) >> 4 !== 0) throw broken();
  const view = viewOf(head);
  const channels = head[9] as number;
  assertSoundShape(channels, OPUS_CLOCK);
  const shape = { channels, preSkip: view.getUint16(10, true), outputGain: view.getInt16(16, true) };
  if (head[18] === 0) {
    if (channels > 2) throw broken();
    return {
      ...shape,
      streamCount: 1,
      coupledStreamCount: channels - 1,
      channelMappingTable: channels === 1 ? [0] : [0, 1],
    };
  }
  if (head.length < 21 + channels) throw broken();
  return {
    ...shape,
    streamCount: head[19] as number,
    coupledStreamCount: head[20] as number,
    channelMappingTable: [...head.subarray(21, 21 + channels)],
  };
}

function broken(): AppError {
  return new AppError("invalid_input", "The Opus stream is broken: its header does not hold what it must.");
}
