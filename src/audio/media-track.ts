import { EncodedPacketSink, FilePathSource, Input, type InputAudioTrack, MATROSKA, MP4, QTFF, WEBM } from "mediabunny";

/** Containers whose tracks are read here. */
export type MediaContainer = "mp4" | "webm";

/** Packets given at once. They are decoded together, so this bounds the memory for samples. */
const PACKETS_IN_BATCH = 64;
const CACHE_BYTES = 4 * 1024 * 1024;

const FORMATS = { mp4: [MP4, QTFF], webm: [WEBM, MATROSKA] };

/** Lends the first sound track of a file to `use`, null when it has none. */
export async function withSoundTrack<Result>(
  path: string,
  container: MediaContainer,
  use: (track: InputAudioTrack | null) => Promise<Result>,
): Promise<Result> {
  const input = openInput(path, container);
  try {
    return await use(await input.getPrimaryAudioTrack());
  } finally {
    input.dispose();
  }
}

/** As `withSoundTrack`, for what is made one after the other. */
export async function* streamSoundTrack<Item>(
  path: string,
  container: MediaContainer,
  use: (track: InputAudioTrack) => AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  const input = openInput(path, container);
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track !== null) yield* use(track);
  } finally {
    input.dispose();
  }
}

function openInput(path: string, container: MediaContainer): Input {
  return new Input({
    source: new FilePathSource(path, { maxCacheSize: CACHE_BYTES, handleUnhandledError: () => {} }),
    formats: FORMATS[container],
  });
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
