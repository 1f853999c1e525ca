import { AppError } from "../../errors.ts";
import type { AudioBlock } from "../audio.ts";

/** The one package that is not installed with the rest: its licence (GPL-2.0) differs from ours, so it is a choice. */
export const AAC_PACKAGE = "@audio/decode-aac";

interface AacDecoder {
  decode(data: Uint8Array | Uint8Array[]): AudioBlock;
  flush(): AudioBlock;
  free(): void;
}

/** How the decoder is opened: with the configuration a container holds, or without for a stream of its own. */
export type OpenAac = (options?: {
  asc: Uint8Array;
  gapless?: { start: number; duration?: number };
}) => Promise<AacDecoder>;

/**
 * Loads the AAC decoder when it is first needed.
 * @param load imports a package by its name; tests pass one that fails.
 * @throws AppError `unsupported_media_type` that says what to install when the package is missing.
 */
export async function loadAac(load: (name: string) => Promise<unknown> = (name) => import(name)): Promise<OpenAac> {
  try {
    const { decoder } = (await load(AAC_PACKAGE)) as { decoder: OpenAac };
    return decoder;
  } catch (error) {
    throw new AppError(
      "unsupported_media_type",
      `Sound in AAC (m4a, mp4, aac) needs the optional package ${AAC_PACKAGE}, which is not installed here. Install it with "npm install ${AAC_PACKAGE}", or send the recording as MP3, WAV or Opus.`,
      { cause: error },
    );
  }
}

/** Part of the sound, in seconds from the first packet's: what stands before is the encoder's delay. */
export interface AacWindow {
  start: number;
  duration: number | null;
}

/** Decodes packets of AAC. HE-AAC v2 comes out in one channel; its stereo is not read. */
export async function* decodeAac(
  config: Uint8Array,
  { start, duration }: AacWindow,
  batches: AsyncIterable<{ packets: Uint8Array[] }>,
): AsyncGenerator<AudioBlock> {
  const open = await loadAac();
  const aac = await open({ asc: config, gapless: duration === null ? { start } : { start, duration } });
  try {
    for await (const { packets } of batches) yield aac.decode(packets);
  } finally {
    aac.free();
  }
}
