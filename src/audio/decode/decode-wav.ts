import { decoder } from "@audio/decode-wav";
import type { AudioBlock } from "../audio.ts";
import { decodeStream } from "./decode-stream.ts";
import { type ByteSource, piecesOf, viewOf } from "./read-bytes.ts";
import type { WavHeader } from "./wav-header.ts";

const READ_BYTES = 64 * 1024;

/** Decodes PCM, G.711 and ADPCM of a WAV, block by block, up to the end of what is there. */
export function decodeWav(source: ByteSource, header: WavHeader): AsyncGenerator<AudioBlock> {
  const wav = decoder();
  wav.decode(plainWavHeader(header, adpcmExtension(header)));
  return decodeStream(wav, piecesOf(source, READ_BYTES, header.dataStart, header.dataStart + header.dataBytes));
}

/** What a header must say of samples. */
export type PlainWav = Pick<WavHeader, "tag" | "channels" | "sampleRate" | "blockBytes" | "bitsPerSample">;

/**
 * A header that the decoder cannot misread: no other chunks, no sizes, only what was checked.
 * @param extension what follows the sixteen bytes every format chunk has.
 */
export function plainWavHeader(wav: PlainWav, extension: Uint8Array = new Uint8Array()): Uint8Array {
  const bytes = new Uint8Array(44 + extension.length);
  const view = viewOf(bytes);
  const write = (letters: string, at: number): void => bytes.set(new TextEncoder().encode(letters), at);
  write("RIFF", 0);
  write("WAVEfmt ", 8);
  view.setUint32(16, 16 + extension.length, true);
  view.setUint16(20, wav.tag, true);
  view.setUint16(22, wav.channels, true);
  view.setUint32(24, wav.sampleRate, true);
  view.setUint16(32, wav.blockBytes, true);
  view.setUint16(34, wav.bitsPerSample, true);
  bytes.set(extension, 36);
  write("data", 36 + extension.length);
  view.setUint32(40 + extension.length, 0xff_ff_ff_ff, true);
  return bytes;
}

/** Samples per block, and for Microsoft's ADPCM the predictors, which a file may change. */
function adpcmExtension({ codec, formatChunk, blockSamples }: WavHeader): Uint8Array {
  if (codec !== "adpcm") return new Uint8Array();
  const extension = new Uint8Array(Math.max(4, formatChunk.length - 16));
  extension.set(formatChunk.subarray(16));
  const view = viewOf(extension);
  if (view.getUint16(0, true) < 2) view.setUint16(0, 2, true);
  view.setUint16(2, blockSamples, true);
  return extension;
}
