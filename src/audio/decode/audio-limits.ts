import { AppError } from "../../errors.ts";

/** More channels than any recording of a conversation has; a decoder would need memory for each. */
const CHANNELS_MAX = 8;

/** Samples a second that sound is made with. */
const SAMPLE_RATE_MIN = 4_000;
const SAMPLE_RATE_MAX = 192_000;

/** @throws AppError `invalid_input` when a header claims channels or a sample rate that no recording has. */
export function assertSoundShape(channels: number, sampleRate: number): void {
  if (channels < 1 || channels > CHANNELS_MAX)
    throw new AppError("invalid_input", `The recording claims ${channels} channels; 1 to ${CHANNELS_MAX} can be read.`);
  if (!(sampleRate >= SAMPLE_RATE_MIN && sampleRate <= SAMPLE_RATE_MAX))
    throw new AppError(
      "invalid_input",
      `The recording claims ${sampleRate} samples a second; ${SAMPLE_RATE_MIN} to ${SAMPLE_RATE_MAX} can be read.`,
    );
}
