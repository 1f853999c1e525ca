import type { InputAudioTrack } from "mediabunny";
import { AppError } from "../../errors.ts";
import type { AudioFormat } from "../audio.ts";
import { assertSoundShape } from "./audio-limits.ts";
import { loadAac } from "./decode-aac.ts";
import { type MediaContainer, withSoundTrack } from "./media-track.ts";
import type { ByteSource } from "./read-bytes.ts";
import { codecRefusal } from "./refused-files.ts";

const NAMES: Record<MediaContainer, string> = { mp4: "MP4", webm: "WebM" };

/** Codecs that are read, by the name the demultiplexer gives them. */
const CODECS: Record<string, string | undefined> = {
  aac: "aac",
  opus: "opus",
  mp3: "mp3",
  flac: "flac",
  ulaw: "mulaw",
  alaw: "alaw",
  "pcm-u8": "pcm",
  "pcm-s16": "pcm",
  "pcm-s24": "pcm",
  "pcm-s32": "pcm",
  "pcm-f32": "pcm",
};

/** Codecs that are named in the refusal, by either name. */
const REFUSED: Record<string, string | undefined> = {
  ac3: "AC-3 sound",
  eac3: "E-AC-3 sound",
  dts: "DTS sound",
  vorbis: "Vorbis sound",
  alac: "ALAC sound",
  A_ALAC: "ALAC sound",
  "A_MPEG/L2": "MPEG layer 2 sound",
  agsm: "GSM sound",
  enca: "encrypted sound",
};

/** Object types of AAC that can be decoded: low complexity and the two kinds of high efficiency. */
const AAC_READ = /^mp4a\.40\.(?:2|02|5|05|29)$/;

/**
 * Reads what an MP4 or WebM says of its sound.
 * @throws AppError `unsupported_media_type` when there is none or its codec is not read, `invalid_input` when it is broken.
 */
export async function probeMedia(bytes: ByteSource, container: MediaContainer): Promise<AudioFormat> {
  return await withSoundTrack(bytes, container, async (track) => {
    if (track === null)
      throw new AppError("unsupported_media_type", `The ${NAMES[container]} file has no sound that can be found.`);
    const codec = await codecOf(track, container);
    const channels = await track.getNumberOfChannels();
    const sampleRate = await track.getSampleRate();
    assertSoundShape(channels, sampleRate);
    const duration = await track.getDurationFromMetadata();
    const durationMs = duration === null || !Number.isFinite(duration) ? null : Math.round(duration * 1_000);
    return { container, codec, channels, sampleRate, durationMs };
  });
}

async function codecOf(track: InputAudioTrack, container: MediaContainer): Promise<string> {
  const entry = String(await track.getInternalCodecId());
  if (AMR_ENTRIES.has(entry)) return "amr";
  const told = (await track.getCodec()) ?? entry;
  const codec = CODECS[told];
  if (codec === undefined)
    throw codecRefusal(REFUSED[told] ?? REFUSED[entry] ?? "sound of an unknown kind", NAMES[container]);
  if (codec === "aac") await assertAac(track, container);
  return codec;
}

/** AMR stands in 3GP files that telephones record. */
const AMR_ENTRIES = new Set(["samr", "sawb"]);

async function assertAac(track: InputAudioTrack, container: MediaContainer): Promise<void> {
  const config = await track.getDecoderConfig();
  if (!AAC_READ.test(config?.codec ?? ""))
    throw codecRefusal(`AAC of a kind that is not read (${config?.codec ?? "unknown"})`, NAMES[container]);
  await loadAac();
}
