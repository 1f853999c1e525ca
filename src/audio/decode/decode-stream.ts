import type { AudioBlock } from "../audio.ts";

/** A decoder that takes bytes as they come. */
export interface StreamDecoder {
  decode(bytes: Uint8Array): AudioBlock;
  flush?(): AudioBlock;
  free(): void;
}

/** Feeds a decoder piece by piece and frees it, whatever happens. Blocks may be empty. */
export async function* decodeStream(
  decoder: StreamDecoder,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<AudioBlock> {
  try {
    for await (const bytes of pieces) yield decoder.decode(bytes);
    if (decoder.flush) yield decoder.flush();
  } finally {
    decoder.free();
  }
}
