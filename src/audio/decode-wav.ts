import { decoder } from "@audio/decode-wav";
import type { AudioBlock } from "./audio.ts";
import { type ByteSource, viewOf } from "./read-bytes.ts";
import type { WavHeader } from "./wav-header.ts";

const READ_BYTES = 64 * 1024;

/** Decodes PCM, G.711 and ADPCM of a WAV, block by block, up to the end of what is there. */
export async function* decodeWav(source: ByteSource, header: WavHeader): AsyncGenerator<AudioBlock> {
  const wav = decoder();
  try {
    wav.decode(plainHeader(header));
    const end = header.dataStart + header.dataBytes;
    for (let at = header.dataStart; at < end; at += READ_BYTES) {
      const bytes = await source.read(at, Math.min(READ_BYTES, end - at));
      if (bytes.length === 0) return;
      yield wav.decode(bytes);
    }
  } finally {
    wav.free();
  }
}

/** The same sound with a header that the decoder cannot misread: no other chunks, no sizes, only what was checked. */
function plainHeader({ tag, channels, sampleRate, blockBytes, bitsPerSample, ...header }: WavHeader): Uint8Array {
  const extension = tag === 0x02 || tag === 0x11 ? header.formatChunk.slice(16) : new Uint8Array();
  const isTold = extension.length >= 4;
  const format = new Uint8Array(16 + (tag === 0x02 || tag === 0x11 ? Math.max(4, extension.length) : 0));
  format.set(extension, 16);
  const view = viewOf(format);
  view.setUint16(0, tag, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, sampleRate, true);
  view.setUint32(8, 0, true);
  view.setUint16(12, blockBytes, true);
  view.setUint16(14, bitsPerSample, true);
  if (format.length >= 20) {
    if (!isTold) view.setUint16(16, 2, true);
    view.setUint16(18, header.blockSamples, true);
  }
  const bytes = new Uint8Array(28 + format.length);
  const letters = new TextEncoder();
  bytes.set(letters.encode("RIFF\xff\xff\xff\xffWAVEfmt ".replace(/\xff/g, "\0")), 0);
  bytes.set(format, 20);
  bytes.set(letters.encode("data"), 20 + format.length);
  const whole = viewOf(bytes);
  whole.setUint32(16, format.length, true);
  whole.setUint32(24 + format.length, 0xff_ff_ff_ff, true);
  return bytes;
}
