import {
  ALL_FORMATS,
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  FilePathSource,
  Input,
  Output,
  type OutputFormat,
} from "mediabunny";

/** Puts the packets of a recording, untouched, into another container. `patch` may change or drop (null) each of them. */
export async function remux(
  path: string,
  format: OutputFormat,
  patch: (packet: EncodedPacket, index: number) => EncodedPacket | null = (packet) => packet,
): Promise<Buffer> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  const track = await input.getPrimaryAudioTrack();
  const codec = await track?.getCodec();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !codec || !decoderConfig) throw new Error(`${path} has no sound to be put elsewhere`);
  const output = new Output({ format, target: new BufferTarget() });
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  const sink = new EncodedPacketSink(track);
  const first = await track.getFirstTimestamp();
  let index = 0;
  for await (const packet of sink.packets()) {
    const patched = patch(packet.clone({ timestamp: packet.timestamp - Math.min(0, first) }), index++);
    if (patched !== null) await source.add(patched, { decoderConfig });
  }
  await output.finalize();
  input.dispose();
  if (output.target.buffer === null) throw new Error("nothing was written");
  return Buffer.from(output.target.buffer);
}
