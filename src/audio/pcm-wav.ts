/** Length of `pcmWavHeader`. */
export const PCM_WAV_HEADER_BYTES = 44;

/** The head of a WAV of one channel of 16-bit samples: RIFF, WAVE, `fmt ` of PCM, and the head of `data`. */
export function pcmWavHeader(dataBytes: number, sampleRate: number): Uint8Array {
  const header = Buffer.alloc(PCM_WAV_HEADER_BYTES);
  header.write("RIFF", 0);
  header.writeUInt32LE(PCM_WAV_HEADER_BYTES - 8 + dataBytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
