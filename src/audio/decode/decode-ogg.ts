import { decoder as openVorbis } from "@audio/decode-vorbis";
import type { AudioBlock } from "../audio.ts";
import { decodeFlac } from "./decode-flac.ts";
import { decodeOpus, type OpusPackets } from "./decode-opus.ts";
import { decodeStream } from "./decode-stream.ts";
import { parseFlacInfo } from "./flac-header.ts";
import { findOggStream, type OggStream, oggPackets } from "./ogg-packets.ts";
import { parseOpusHead } from "./opus-head.ts";
import { type ByteSource, piecesOf } from "./read-bytes.ts";

/** A packet of a byte may give 8,192 samples. */
const VORBIS_READ_BYTES = 2 * 1024;
/** Bytes before the stream info block in the first packet of FLAC in Ogg: mark, version, count of headers, `fLaC`. */
const FLAC_MAPPING_BYTES = 13;

/** Decodes the first stream of sound in an Ogg file. */
export async function* decodeOgg(source: ByteSource): AsyncGenerator<AudioBlock> {
  const stream = await findOggStream(source);
  if (stream?.codec === "opus") yield* decodeOpus(parseOpusHead(stream.head), opusPackets(source, stream));
  if (stream?.codec === "vorbis") yield* decodeStream(await openVorbis(), piecesOf(source, VORBIS_READ_BYTES));
  if (stream?.codec === "flac")
    yield* decodeFlac(parseFlacInfo(stream.head.subarray(FLAC_MAPPING_BYTES - 4)), flacFrames(source, stream));
}

async function* opusPackets(source: ByteSource, { serial }: OggStream): AsyncGenerator<OpusPackets> {
  let headers = 2;
  for await (const { packets, granule, isLast } of oggPackets(source, serial)) {
    const sound = packets.slice(headers);
    headers = Math.max(0, headers - packets.length);
    if (sound.length > 0) yield { packets: sound, endsAt: granule === null ? null : Number(granule), isLast };
  }
}

/** Frames begin with a byte of ones, headers never do. */
async function* flacFrames(source: ByteSource, { serial }: OggStream): AsyncGenerator<Uint8Array> {
  for await (const { packets } of oggPackets(source, serial)) {
    const frames = packets.filter((packet) => packet[0] === 0xff);
    if (frames.length > 0) yield Buffer.concat(frames);
  }
}
