/** What a WAV is made of; what is left out is 16-bit PCM with true sizes. */
export interface WaveParts {
  /** One array per channel, −1 to 1. */
  channelData: readonly Float32Array[];
  sampleRate: number;
  /** Bits of a sample; 32 with `isFloat` are floats. */
  bits?: 8 | 16 | 24 | 32;
  isFloat?: boolean;
  /** Whole chunks, headers included, before and behind the sound. */
  before?: Uint8Array;
  behind?: Uint8Array;
  /** What the header claims instead of the true size of the sound. */
  claimedBytes?: number;
}

/** A WAV file of samples. */
export function waveFile(parts: WaveParts): Buffer {
  const { channelData, sampleRate, bits = 16, isFloat = false } = parts;
  const format = waveFormat({ tag: isFloat ? 3 : 1, channels: channelData.length, sampleRate, bits });
  return waveOf(format, interleaved(channelData, bits, isFloat), parts);
}

/** A WAV file of a format chunk and the bytes of its sound. */
export function waveOf(format: Uint8Array, sound: Uint8Array, parts: Partial<WaveParts> = {}): Buffer {
  const head = Buffer.alloc(8);
  head.write("data");
  head.writeUInt32LE(parts.claimedBytes ?? sound.length, 4);
  const padding = Buffer.alloc(sound.length % 2);
  const body = Buffer.concat([
    chunk("fmt ", format),
    parts.before ?? new Uint8Array(),
    head,
    sound,
    padding,
    parts.behind ?? new Uint8Array(),
  ]);
  const riff = Buffer.from("RIFF\0\0\0\0WAVE");
  riff.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([riff, body]);
}

/** A chunk with its header, padded to an even length. */
export function chunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** The sixteen bytes of a format chunk and what is to follow them. */
export function waveFormat(
  told: { tag: number; channels: number; sampleRate: number; bits: number; blockBytes?: number },
  extension: Uint8Array = new Uint8Array(),
): Buffer {
  const format = Buffer.alloc(16);
  const blockBytes = told.blockBytes ?? (told.channels * told.bits) / 8;
  format.writeUInt16LE(told.tag, 0);
  format.writeUInt16LE(told.channels, 2);
  format.writeUInt32LE(told.sampleRate, 4);
  format.writeUInt32LE(told.sampleRate * blockBytes, 8);
  format.writeUInt16LE(blockBytes, 12);
  format.writeUInt16LE(told.bits, 14);
  return Buffer.concat([format, extension]);
}

function interleaved(channelData: readonly Float32Array[], bits: number, isFloat: boolean): Buffer {
  const length = channelData[0]?.length ?? 0;
  const bytes = Buffer.alloc((length * channelData.length * bits) / 8);
  let at = 0;
  for (let index = 0; index < length; index++)
    for (const samples of channelData) {
      const sample = samples[index] ?? 0;
      if (isFloat) bytes.writeFloatLE(sample, at);
      else if (bits === 8) bytes.writeUInt8(clamp(Math.round(sample * 128) + 128, 0, 255), at);
      else
        bytes.writeIntLE(
          clamp(Math.round(sample * 2 ** (bits - 1)), -(2 ** (bits - 1)), 2 ** (bits - 1) - 1),
          at,
          bits / 8,
        );
      at += bits / 8;
    }
  return bytes;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
