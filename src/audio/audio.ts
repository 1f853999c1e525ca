/**
 * Words of this room. Block: samples as a decoder gives them, −1 to 1, one array per channel. Channel: 0 is left, 1 is
 * right. Speech interval: a stretch in which a channel is loud enough to hold speech. Piece: one file cut from one
 * channel, to be sent to a speech engine. Times are whole milliseconds from the first sample of the recording.
 */

/** What a file is by its content, never by its name. */
export type AudioContainer = "wav" | "mp3" | "ogg" | "webm" | "mp4" | "flac" | "aac" | "amr" | "gsm";

/** What probing tells before anything is decoded; `durationMs` is what the header claims, null when it does not say. */
export interface AudioFormat {
  container: AudioContainer;
  /** The codec's plain name in lower case: `pcm`, `mulaw`, `alaw`, `adpcm`, `gsm`, `mp3`, `opus`, `vorbis`, `aac`, `flac`, `amr`. */
  codec: string;
  channels: number;
  /** Samples a second per channel as the header says. */
  sampleRate: number;
  durationMs: number | null;
}

/** Decoded samples: one array of equal length per channel. */
export interface AudioBlock {
  channelData: Float32Array[];
  sampleRate: number;
}

/** A stretch of speech in one channel. */
export interface SpeechInterval {
  startMs: number;
  endMs: number;
}

/**
 * How pieces are cut. `turn`: one piece per stretch of speech (pauses in it are short and the other side is silent in
 * them), for engines that give no times. `long`: as long as the limits allow, cut at silences, for engines that do.
 */
export interface CutPlan {
  kind: "turn" | "long";
  pieceMsMax: number;
  pieceBytesMax: number;
}

/** One mono file to be sent. Its first sample is `startMs` of the recording; `piece-time.ts` finds the others. */
export interface AudioPiece {
  /** The channel it was cut from; 0 where both are the same or there is only one. */
  channel: number;
  /** 0-based and in time order over all channels; with the cut version it names the piece for ever. */
  number: number;
  startMs: number;
  endMs: number;
  /**
   * The stretches of the recording its sound is made of, one behind the other without anything between. Left out when
   * that is all from `startMs` to `endMs`.
   */
  parts?: SpeechInterval[];
  /** The speech in it. */
  speech: SpeechInterval[];
  /** File name inside the folder the pieces were written to. */
  file: string;
  sizeBytes: number;
}

/** `false_stereo`: two channels that hold the same sound. `one_side_silent`: two channels, speech in one of them only. */
export type AudioLayout = "mono" | "stereo" | "false_stereo" | "one_side_silent";

/** What the sound allows to say, measured over what was decoded; stored with the recording. */
export interface AudioSanity {
  format: AudioFormat;
  layout: AudioLayout;
  /** Decoded length; the header's claim stands in `format`. */
  durationMs: number;
  /** Per channel that is used: level of speech and of pauses in dBFS (null when there is none), clipped samples per 1,000. */
  channels: { speechDbfs: number | null; noiseDbfs: number | null; clippedPerMille: number; speechMs: number }[];
  /** Codes, worst first: `duration_differs`, `clipping`, `quiet`, `noisy`, `narrow_band`, `one_side_silent`, `false_stereo`, `truncated`. */
  faults: string[];
}

/** A prepared recording. Without speech `pieces` is empty and nothing has to be paid. */
export interface PreparedAudio {
  /** Changes with anything that changes where cuts fall. */
  cutVersion: number;
  /** The plan it was cut by. */
  plan: CutPlan;
  durationMs: number;
  layout: AudioLayout;
  /** Speech per channel that is used: two for `stereo`, else one; `channel` as in the source. */
  channels: { channel: number; speech: SpeechInterval[] }[];
  pieces: AudioPiece[];
  sanity: AudioSanity;
  /** The picture: per used channel the loudest sample (0 to 255) of `waveform.stepMs` each. */
  waveform: { stepMs: number; peaks: number[][] };
}

/** Limits of preparation. The duration is that of decoded samples, so a header that lies changes nothing. */
export interface PrepareLimits {
  durationMsMax: number;
}
