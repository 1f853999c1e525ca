import { decoder as openAmr } from "@audio/decode-amr";
import { decoder as openMp3 } from "@audio/decode-mp3";
import { decoder as openWav } from "@audio/decode-wav";
import type { InputAudioTrack } from "mediabunny";
import { AppError } from "../../errors.ts";
import type { AudioBlock } from "../audio.ts";
import { decodeAac } from "./decode-aac.ts";
import { decodeFlac } from "./decode-flac.ts";
import { decodeOpus, type OpusPackets } from "./decode-opus.ts";
import { decodeStream } from "./decode-stream.ts";
import { plainWavHeader } from "./decode-wav.ts";
import { parseFlacInfo } from "./flac-header.ts";
import { type MediaContainer, packetBatches, streamSoundTrack } from "./media-track.ts";
import { OPUS_CLOCK, parseOpusHead } from "./opus-head.ts";
import { type ByteSource, lettersAt } from "./read-bytes.ts";

/** Decodes the sound track of an MP4 or WebM. */
export function decodeMedia(bytes: ByteSource, container: MediaContainer, codec: string): AsyncGenerator<AudioBlock> {
  return streamSoundTrack(bytes, container, async function* (track) {
    switch (codec) {
      case "aac":
        yield* decodeAacTrack(track, container);
        break;
      case "opus":
        yield* decodeOpusTrack(track, container);
        break;
      case "flac":
        yield* decodeFlacTrack(track);
        break;
      case "mp3":
        yield* decodeStream(await openMp3(), joinedPackets(track));
        break;
      case "amr":
        yield* decodeStream(await openAmr(), joinedPackets(track, await amrMark(track)));
        break;
      default:
        yield* decodeStream(openWav(), joinedPackets(track, await wavHeader(track)));
    }
  });
}

/** What stands before time zero is the encoder's delay; the edit list puts it there. */
async function* decodeAacTrack(track: InputAudioTrack, container: MediaContainer): AsyncGenerator<AudioBlock> {
  const config = await descriptionOf(track);
  const start = Math.max(0, -(await track.getFirstTimestamp()));
  const duration = container === "mp4" ? await track.computeDuration() : null;
  yield* decodeAac(config, { start, duration }, packetBatches(track));
}

async function* decodeOpusTrack(track: InputAudioTrack, container: MediaContainer): AsyncGenerator<AudioBlock> {
  const head = parseOpusHead(await descriptionOf(track));
  const start = await track.getFirstTimestamp();
  yield* decodeOpus(head, timed());
  async function* timed(): AsyncGenerator<OpusPackets> {
    for await (const { packets, endsAt, isLast } of packetBatches(track))
      yield { packets, endsAt: container === "mp4" ? (endsAt - start) * OPUS_CLOCK : null, isLast };
  }
}

async function* decodeFlacTrack(track: InputAudioTrack): AsyncGenerator<AudioBlock> {
  const head = await descriptionOf(track);
  const info = lettersAt(head, 0, 4) === "fLaC" ? head.subarray(4) : head;
  yield* decodeFlac(parseFlacInfo(info), joinedPackets(track));
}

/** The payload of the packets, batch by batch, behind what a decoder wants to see first. */
async function* joinedPackets(track: InputAudioTrack, head?: Uint8Array): AsyncGenerator<Uint8Array> {
  if (head !== undefined) yield head;
  for await (const { packets } of packetBatches(track)) yield Buffer.concat(packets);
}

async function descriptionOf(track: InputAudioTrack): Promise<Uint8Array> {
  const description = (await track.getDecoderConfig())?.description;
  if (description === undefined) throw new AppError("invalid_input", "The sound track has no decoder configuration.");
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
}

async function amrMark(track: InputAudioTrack): Promise<Uint8Array> {
  const isWide = (await track.getInternalCodecId()) === "sawb";
  return new TextEncoder().encode(isWide ? "#!AMR-WB\n" : "#!AMR\n");
}

/** Format tag and bits of the plain codecs. */
const PLAIN: Record<string, [tag: number, bits: number] | undefined> = {
  ulaw: [0x07, 8],
  alaw: [0x06, 8],
  "pcm-u8": [0x01, 8],
  "pcm-s16": [0x01, 16],
  "pcm-s24": [0x01, 24],
  "pcm-s32": [0x01, 32],
  "pcm-f32": [0x03, 32],
};

async function wavHeader(track: InputAudioTrack): Promise<Uint8Array> {
  const [tag, bitsPerSample] = PLAIN[(await track.getCodec()) ?? ""] ?? [0x01, 16];
  const channels = await track.getNumberOfChannels();
  return plainWavHeader({
    tag,
    channels,
    sampleRate: await track.getSampleRate(),
    bitsPerSample,
    blockBytes: (channels * bitsPerSample) / 8,
  });
}
