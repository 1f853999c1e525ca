import { FRAME_MS } from "./frame-meter.ts";

/** Points of the picture of one channel, at most. */
const POINTS_MAX = 2_000;

/**
 * The picture of a recording: the loudest sample (0 to 255) of every step, per channel. The step is a multiple of a frame,
 * so that there are at most 2,000 points.
 * @param peaks the loudest sample of every frame, per channel.
 */
export function drawWaveform(peaks: Uint8Array[]): { stepMs: number; peaks: number[][] } {
  const frames = Math.max(0, ...peaks.map((one) => one.length));
  const step = Math.max(1, Math.ceil(frames / POINTS_MAX));
  return {
    stepMs: step * FRAME_MS,
    peaks: peaks.map((one) =>
      Array.from({ length: Math.ceil(one.length / step) }, (_, point) =>
        Math.max(...one.subarray(point * step, (point + 1) * step)),
      ),
    ),
  };
}
