/**
 * The first frame of an MP3 file that tells how many samples of the sound before and behind are the coder's own. Our encoder
 * writes none, so without it every decoder would give the piece 1,105 samples late. Layout: "Xing VBR header" and the LAME
 * tag's description (gabriel.mp3-tech.org/mp3infotag.html); for MPEG 2 and 2.5, mono, as all pieces are.
 */

/** Samples in a frame of MPEG 2 and 2.5, layer III. */
export const FRAME_SAMPLES = 576;
/** Samples that LAME puts before the sound; the 529 that every decoder adds are known to it. */
const ENCODER_DELAY = 576;
/** Behind the header (4 bytes) and the side information of a mono frame (9 bytes). */
const TAG_AT = 13;
const HAS_FRAMES_AND_BYTES = 3;
/** Of delay and padding in the LAME tag. */
const DELAY_AT = 21;

/** Bytes of a mono frame, all of the same length at these rates. */
export function frameBytes(sampleRate: number, bitrateKbps: number): number {
  return (72 * bitrateKbps * 1_000) / sampleRate;
}

/**
 * @param header the first four bytes of a frame of the same file.
 * @param length bytes of such a frame.
 * @param frames how many frames of sound follow, holding `samples` samples of it.
 */
export function infoFrame(header: Uint8Array, length: number, frames: number, samples: number): Uint8Array {
  const frame = new Uint8Array(length);
  const view = new DataView(frame.buffer);
  frame.set(header.subarray(0, 4));
  writeText(frame, TAG_AT, "Info");
  view.setUint32(TAG_AT + 4, HAS_FRAMES_AND_BYTES);
  view.setUint32(TAG_AT + 8, frames);
  view.setUint32(TAG_AT + 12, (frames + 1) * length);
  const lame = TAG_AT + 16;
  writeText(frame, lame, "LAME3.100");
  const padding = Math.min(0xfff, Math.max(0, frames * FRAME_SAMPLES - ENCODER_DELAY - samples));
  view.setUint8(lame + DELAY_AT, ENCODER_DELAY >> 4);
  view.setUint16(lame + DELAY_AT + 1, ((ENCODER_DELAY & 0xf) << 12) | padding);
  return frame;
}

function writeText(bytes: Uint8Array, at: number, text: string): void {
  bytes.set(new TextEncoder().encode(text), at);
}
