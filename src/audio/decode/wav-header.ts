import { AppError } from "../../errors.ts";
import { assertSoundShape } from "./audio-limits.ts";
import { type ByteSource, lettersAt, viewOf } from "./read-bytes.ts";

/** What the header of a WAV says, with the sizes that are true of the file. */
export interface WavHeader {
  codec: "pcm" | "mulaw" | "alaw" | "adpcm" | "gsm" | "mp3";
  /** The format tag, that inside of an extensible header resolved. */
  tag: number;
  channels: number;
  sampleRate: number;
  /** Bytes of one frame of samples, or of one block of a codec that packs blocks. */
  blockBytes: number;
  bitsPerSample: number;
  /** Samples per channel in a block; 1 where nothing is packed. */
  blockSamples: number;
  /** The format chunk as it stands in the file. */
  formatChunk: Uint8Array;
  dataStart: number;
  /** Bytes of sound that are there, whatever the header claims. */
  dataBytes: number;
  /** Bytes of sound the header claims, null when it leaves that open (streamed files). */
  claimedBytes: number | null;
}

const CHUNKS_MAX = 1_000;
const FORMAT_BYTES_MAX = 4_096;
const UNKNOWN_SIZE = 0xff_ff_ff_ff;

/** Whether the first bytes are those of a WAV, its 64-bit kinds included. */
export function isWav(head: Uint8Array): boolean {
  return /^(?:RIFF|RF64|BW64)$/.test(lettersAt(head, 0, 4)) && lettersAt(head, 8, 4) === "WAVE";
}

/**
 * Reads the chunks of a WAV. Source: Microsoft's RIFF/WAVE definition, EBU Tech 3306 for RF64.
 * @throws AppError `invalid_input` when the header is cut or contradicts itself, `unsupported_media_type` for a codec we
 * do not read.
 */
export async function readWavHeader(source: ByteSource): Promise<WavHeader> {
  let at = 12;
  let formatChunk: Uint8Array | null = null;
  let longDataBytes: number | null = null;
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk++) {
    const head = await source.read(at, 8);
    if (head.length < 8) break;
    const name = lettersAt(head, 0, 4);
    const claimed = viewOf(head).getUint32(4, true);
    if (name === "ds64") longDataBytes = await readLongDataBytes(source, at + 8);
    if (name === "fmt ") formatChunk = await source.read(at + 8, Math.min(claimed, FORMAT_BYTES_MAX));
    if (name === "data" && formatChunk !== null) {
      const said = claimed === UNKNOWN_SIZE ? (longDataBytes ?? 0) : claimed;
      return { ...parseFormatChunk(formatChunk), ...(await dataPlace(source, at + 8, said)) };
    }
    at += 8 + claimed + (claimed % 2);
  }
  throw new AppError("invalid_input", "The WAV file is cut off or broken: it has no sound data after its header.");
}

async function readLongDataBytes(source: ByteSource, at: number): Promise<number | null> {
  const sizes = await source.read(at, 16);
  return sizes.length < 16 ? null : Number(viewOf(sizes).getBigUint64(8, true));
}

/** A size of 0 is left by programs that died or streamed; then, and where too much is claimed, the file's end counts. */
async function dataPlace(
  source: ByteSource,
  dataStart: number,
  said: number,
): Promise<Pick<WavHeader, "dataStart" | "dataBytes" | "claimedBytes">> {
  const there = Math.max(0, source.size - dataStart);
  if (said > 0) return { dataStart, dataBytes: Math.min(said, there), claimedBytes: said };
  const isEmpty = await endsInChunks(source, dataStart);
  return { dataStart, dataBytes: isEmpty ? 0 : there, claimedBytes: isEmpty ? 0 : null };
}

/** Whether whole chunks with readable names fill the file from here to its end. */
async function endsInChunks(source: ByteSource, from: number): Promise<boolean> {
  let at = from;
  for (let chunk = 0; chunk < CHUNKS_MAX && at < source.size; chunk++) {
    const head = await source.read(at, 8);
    if (head.length < 8 || !/^[\x20-\x7e]{4}$/.test(lettersAt(head, 0, 4))) return false;
    const size = viewOf(head).getUint32(4, true);
    at += 8 + size + (size % 2);
  }
  return at === source.size || at === source.size + 1;
}

type Shape = Omit<WavHeader, "dataStart" | "dataBytes" | "claimedBytes">;

function parseFormatChunk(formatChunk: Uint8Array): Shape {
  if (formatChunk.length < 16) throw broken("its format chunk is cut off");
  const view = viewOf(formatChunk);
  const outer = view.getUint16(0, true);
  const tag = outer === 0xff_fe && formatChunk.length >= 26 ? view.getUint16(24, true) : outer;
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const claimedBlock = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  assertSoundShape(channels, sampleRate);
  const told = formatChunk.length >= 20 ? view.getUint16(18, true) : 0;
  return {
    tag,
    channels,
    sampleRate,
    formatChunk,
    ...codecShape(tag, { channels, bits, claimedBlock, blockSamples: told }),
  };
}

interface Claims {
  channels: number;
  bits: number;
  claimedBlock: number;
  blockSamples: number;
}

type Packing = Pick<WavHeader, "codec" | "blockBytes" | "bitsPerSample" | "blockSamples">;

function codecShape(tag: number, claims: Claims): Packing {
  const { channels, bits } = claims;
  switch (tag) {
    case 0x01:
    case 0x03: {
      const sampleBytes = Math.ceil(bits / 8);
      if (!(tag === 0x01 ? [1, 2, 3, 4] : [4, 8]).includes(sampleBytes)) throw broken(`its samples have ${bits} bits`);
      return { codec: "pcm", blockBytes: channels * sampleBytes, bitsPerSample: sampleBytes * 8, blockSamples: 1 };
    }
    case 0x06:
      return { codec: "alaw", blockBytes: channels, bitsPerSample: 8, blockSamples: 1 };
    case 0x07:
      return { codec: "mulaw", blockBytes: channels, bitsPerSample: 8, blockSamples: 1 };
    case 0x02:
    case 0x11:
      return adpcmShape(tag, claims);
    case 0x31:
      if (channels !== 1) throw broken("GSM 06.10 sound has one channel only");
      return { codec: "gsm", blockBytes: 65, bitsPerSample: 0, blockSamples: 320 };
    case 0x55:
      return { codec: "mp3", blockBytes: 1, bitsPerSample: 0, blockSamples: 1 };
    default:
      throw new AppError(
        "unsupported_media_type",
        `The WAV file holds ${REFUSED_TAGS[tag] ?? `sound of an unknown kind (format tag 0x${tag.toString(16)})`}, which cannot be read here. Send it as PCM, G.711, GSM 06.10 or MP3.`,
      );
  }
}

/** Blocks must be as long as their samples need, or a decoder would make samples out of nothing. */
function adpcmShape(tag: number, { channels, claimedBlock, blockSamples: told }: Claims): Packing {
  const isIma = tag === 0x11;
  if (channels > 2) throw broken("ADPCM sound has one or two channels");
  const headBytes = (isIma ? 4 : 7) * channels;
  const held = isIma
    ? 1 + 8 * Math.floor((claimedBlock - headBytes) / (4 * channels))
    : 2 + Math.floor(((claimedBlock - headBytes) * 2) / channels);
  if (claimedBlock <= headBytes || told > held) throw broken("its ADPCM blocks do not hold what they claim");
  return { codec: "adpcm", blockBytes: claimedBlock, bitsPerSample: 4, blockSamples: told || held };
}

/** Format tags by their names in Microsoft's registry (mmreg.h). */
const REFUSED_TAGS: Record<number, string | undefined> = {
  20: "G.723 ADPCM sound",
  34: "TrueSpeech sound",
  64: "G.721 ADPCM sound",
  66: "G.723.1 sound",
  69: "G.726 ADPCM sound",
  80: "MPEG layer 2 sound",
  100: "G.726 ADPCM sound",
  101: "G.722 ADPCM sound",
  131: "G.729 sound",
  146: "AC-3 sound",
  255: "AAC sound",
  273: "G.723.1 sound",
  307: "G.729 sound",
  308: "G.729 sound",
  352: "Windows Media sound",
  353: "Windows Media sound",
  354: "Windows Media sound",
  8192: "AC-3 sound",
  8193: "DTS sound",
  41225: "Speex sound",
};

function broken(why: string): AppError {
  return new AppError("invalid_input", `The WAV file is broken: ${why}.`);
}
