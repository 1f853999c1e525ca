import {
  CustomSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  Logging,
  LogLevel,
  MATROSKA,
  MP4,
  QTFF,
  WEBM,
} from "mediabunny";
import type { ByteSource } from "./read-bytes.ts";
import { endOfWebmElements } from "./webm-elements.ts";

/** Containers whose tracks are read here. */
export type MediaContainer = "mp4" | "webm";

/** Packets given at once. They are decoded together, so this bounds the memory for samples. */
const PACKETS_IN_BATCH = 64;
const CACHE_BYTES = 4 * 1024 * 1024;

const FORMATS = { mp4: [MP4, QTFF], webm: [WEBM, MATROSKA] };

/** Lends the first sound track of a file to `use`, null when it has none. */
export async function withSoundTrack<Result>(
  bytes: ByteSource,
  container: MediaContainer,
  use: (track: InputAudioTrack | null) => Promise<Result>,
): Promise<Result> {
  const input = await openInput(bytes, container);
  try {
    return await use(await input.getPrimaryAudioTrack());
  } finally {
    input.dispose();
  }
}

/** As `withSoundTrack`, for what is made one after the other. */
export async function* streamSoundTrack<Item>(
  bytes: ByteSource,
  container: MediaContainer,
  use: (track: InputAudioTrack) => AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  const input = await openInput(bytes, container);
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track !== null) yield* use(track);
  } finally {
    input.dispose();
  }
}

/** What it would print of odd files are words of strangers in our log; what matters comes back as an answer. */
async function openInput(bytes: ByteSource, container: MediaContainer): Promise<Input> {
  Logging.level = LogLevel.Silent;
  const size = container === "webm" ? await endOfWebmElements(bytes) : bytes.size;
  const source = new CustomSource({
    getSize: () => size,
    read: (start, end) => bytes.read(start, end - start),
    maxCacheSize: CACHE_BYTES,
    prefetchProfile: "fileSystem",
    // Of reads that nobody waits for any more.
    handleUnhandledError: () => undefined,
  });
  return new Input({ source, formats: FORMATS[container] });
}

/** Packets of a track; `endsAt` is the time in seconds at which the last of them ends. */
export interface PacketBatch {
  packets: Uint8Array[];
  endsAt: number;
  isLast: boolean;
}

/** The packets of a track in order, up to where the file is cut. */
export async function* packetBatches(track: InputAudioTrack): AsyncGenerator<PacketBatch> {
  const sink = new EncodedPacketSink(track);
  let packets: Uint8Array[] = [];
  let packet = await sink.getFirstPacket();
  while (packet !== null) {
    packets.push(packet.data);
    const endsAt = packet.timestamp + packet.duration;
    packet = await sink.getNextPacket(packet);
    if (packet !== null && packets.length < PACKETS_IN_BATCH) continue;
    yield { packets, endsAt, isLast: packet === null };
    packets = [];
  }
}
