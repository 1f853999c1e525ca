import { closeSync, openSync } from "node:fs";
import type { SpeechInterval } from "../audio.ts";
import { readSamples } from "./channel-files.ts";
import { HighPass } from "./high-pass.ts";
import { toDb } from "./speech-intervals.ts";

const UPPER_FROM_HZ = 2_800;
/** Speech listened to; more tells no more. */
const LISTEN_MS_MAX = 60_000;

/**
 * Share of the power of speech that lies above 2,800 Hz, in dB, by the first minute of it; null without speech. It tells
 * the muffled sound of a bad codec chain, whatever sample rate the file has.
 */
export function upperBandDb(path: string, sampleRate: number, speech: SpeechInterval[]): number | null {
  const file = openSync(path, "r");
  try {
    const upper = new HighPass(sampleRate, UPPER_FROM_HZ);
    const band = new HighPass(sampleRate, 200);
    let heardMs = 0;
    const sums = { upper: 0, band: 0 };
    for (const { startMs, endMs } of speech) {
      const lengthMs = Math.min(endMs - startMs, LISTEN_MS_MAX - heardMs);
      if (lengthMs <= 0) break;
      heardMs += lengthMs;
      const samples = new Int16Array((lengthMs * sampleRate) / 1_000);
      readSamples(file, (startMs * sampleRate) / 1_000, samples);
      sums.upper += energyOf(upper, samples);
      sums.band += energyOf(band, samples);
    }
    return sums.band === 0 ? null : Math.round(toDb(sums.upper / sums.band) * 10) / 10;
  } finally {
    closeSync(file);
  }
}

function energyOf(filter: HighPass, samples: Int16Array): number {
  const filtered = new Float32Array(samples.length);
  filter.run(samples, filtered);
  return filtered.reduce((sum, value) => sum + value * value, 0);
}
