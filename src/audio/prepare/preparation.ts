import type {
  AudioBlock,
  AudioFormat,
  AudioLayout,
  AudioPiece,
  CutPlan,
  PreparedAudio,
  PrepareLimits,
  SpeechInterval,
} from "../audio.ts";
import { soundMsOf } from "../piece-time.ts";
import type { ChannelFile } from "./channel-files.ts";
import { findEchoes } from "./crosstalk.ts";
import { cutChannels, cutVersionOf } from "./cut.ts";
import { findDelayedCopy } from "./delayed-copy.ts";
import type { ChannelFrames, Frames } from "./frame-meter.ts";
import { type ChannelRelation, relateChannels } from "./layout.ts";
import { reportSanity } from "./sanity.ts";
import { findSpeech, measureLevels } from "./speech-intervals.ts";
import { type TakenIn, takeIn } from "./take-in.ts";
import { upperBandDb } from "./upper-band.ts";
import { drawWaveform } from "./waveform.ts";
import { type NumberedCut, type PieceFormat, type PieceJob, pieceMsWithin, type WrittenPiece } from "./write-pieces.ts";

/** A side that speaks less than this in the whole call says nothing; what is heard of it is noise. */
const SIDE_SPEECH_MS_MIN = 300;

/** What has been done: decoded, or written as pieces; `totalMs` is null while it is not known (the header says nothing). */
export interface PrepareProgress {
  stage: "decode" | "encode";
  doneMs: number;
  totalMs: number | null;
}

/** What a preparation needs; the two functions may do their work in other threads. */
export interface Preparation {
  format: AudioFormat;
  blocks: AsyncIterable<AudioBlock>;
  directory: string;
  plan: CutPlan;
  limits: PrepareLimits;
  write: (job: PieceJob, onWritten: (ms: number) => void) => Promise<WrittenPiece[]>;
  onProgress: (progress: PrepareProgress) => void;
}

/**
 * Prepares a recording in the thread it is called in: takes the samples to disk and measures them, finds out how the
 * channels relate and where somebody speaks, cuts and writes the pieces. On an error the files stay; the folder belongs to
 * the caller.
 */
export async function prepare(preparation: Preparation): Promise<PreparedAudio> {
  const { format, directory, limits, onProgress } = preparation;
  const taken = await takeIn(preparation.blocks, {
    directory,
    durationMsMax: limits.durationMsMax,
    onProgress: (doneMs) => onProgress({ stage: "decode", doneMs, totalMs: format.durationMs }),
  });
  onProgress({ stage: "decode", doneMs: taken.durationMs, totalMs: taken.durationMs });
  const heard = listen(taken);
  const pieces = await cutAndWrite(preparation, taken, heard);
  const { durationMs, sampleRate } = taken;
  const sounds = heard.channels.map(({ channel, speech, power }) => ({
    speech,
    power,
    clippedPerMille: taken.clippedPerMille[channel] ?? 0,
    upperBandDb: upperBandDb((taken.files[channel] as ChannelFile).path, sampleRate, speech),
  }));
  const prepared = {
    cutVersion: cutVersionOf(preparation.plan.kind, heard.channels.length),
    plan: preparation.plan,
    durationMs,
    layout: heard.layout,
    channels: heard.channels.map(({ channel, speech }) => ({ channel, speech })),
    pieces,
    sanity: reportSanity(format, heard.layout, durationMs, sounds),
    waveform: drawWaveform(heard.channels.map(({ peak }) => peak)),
  };
  for (const file of taken.files) file.remove();
  return prepared;
}

/** A channel that is used. */
interface HeardChannel {
  channel: number;
  speech: SpeechInterval[];
  level: Float32Array;
  power: Float32Array;
  peak: Uint8Array;
}

interface Heard {
  layout: AudioLayout;
  mixPolarity: 1 | -1 | null;
  channels: HeardChannel[];
}

/** Decides by what was measured which channels are used, and where there is speech in them. */
function listen({ frames, files, sampleRate }: TakenIn): Heard {
  const relation = relateChannels(frames);
  if (relation.kind === "same") return listenToBoth(frames, relation);
  const [leftFile, rightFile] = files;
  const copy =
    relation.kind === "sides" && leftFile && rightFile
      ? findDelayedCopy(frames, { paths: [leftFile.path, rightFile.path], sampleRate })
      : null;
  if (copy !== null) return listenToOne(frames, copy);
  const channels = frames.channels.map(({ power, peak }, channel) => ({
    channel,
    power,
    peak,
    ...measureLevels(power),
    speech: [] as SpeechInterval[],
  }));
  const [left, right] = channels;
  const echoes = left && right ? findEchoes(frames, left, right) : null;
  for (const one of channels) one.speech = findSpeech(one, echoes?.[one.channel as 0 | 1] ?? null);
  if (relation.kind === "one") return { layout: "mono", mixPolarity: null, channels };
  const speaking = relation.kind === "leak" ? channels.slice(relation.channel, relation.channel + 1) : channels;
  const used = speaking.filter(({ speech }) => lengthMs(speech) >= SIDE_SPEECH_MS_MIN);
  if (used.length === 1) return { layout: "one_side_silent", mixPolarity: null, channels: used };
  return { layout: "stereo", mixPolarity: null, channels };
}

/** One sound in both channels: what is measured of the mean follows from what was measured of the two. */
function listenToBoth({ channels, cross }: Frames, { polarity }: ChannelRelation & { kind: "same" }): Heard {
  const [left, right] = channels;
  const power = Float32Array.from(left?.power ?? [], (value, frame) =>
    Math.max(0, (value + (right?.power[frame] ?? 0) + 2 * polarity * (cross?.[frame] ?? 0)) / 4),
  );
  const peak = Uint8Array.from(left?.peak ?? [], (value, frame) => Math.max(value, right?.peak[frame] ?? 0));
  const levels = measureLevels(power);
  const speech = findSpeech(levels, null);
  return {
    layout: "false_stereo",
    mixPolarity: polarity,
    channels: [{ channel: 0, speech, level: levels.level, power, peak }],
  };
}

/** One sound in both channels, at another time in the other one. */
function listenToOne({ channels }: Frames, channel: 0 | 1): Heard {
  const { power, peak } = channels[channel] as ChannelFrames;
  const levels = measureLevels(power);
  const heard = { channel, speech: findSpeech(levels, null), level: levels.level, power, peak };
  return { layout: "false_stereo", mixPolarity: null, channels: [heard] };
}

function lengthMs(speech: SpeechInterval[]): number {
  return speech.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

async function cutAndWrite(preparation: Preparation, taken: TakenIn, heard: Heard): Promise<AudioPiece[]> {
  const { plan, directory, write, onProgress } = preparation;
  const { sampleRate, durationMs } = taken;
  const format: PieceFormat = plan.kind === "turn" ? "wav" : "mp3";
  const pieceMsMax = Math.min(plan.pieceMsMax, pieceMsWithin(plan.pieceBytesMax, format, sampleRate));
  const cuts: NumberedCut[] = cutChannels(heard.channels, { kind: plan.kind, pieceMsMax, durationMs }).map(
    (cut, number) => ({ ...cut, number }),
  );
  const totalMs = cuts.reduce((sum, cut) => sum + soundMsOf(cut), 0);
  let doneMs = 0;
  const channelPaths = taken.files.map(({ path }) => path);
  const isMuted = plan.kind === "long" && heard.layout === "stereo";
  const job = { directory, channelPaths, mixPolarity: heard.mixPolarity, sampleRate, format, isMuted, cuts };
  const written = await write(job, (ms) => {
    doneMs += ms;
    onProgress({ stage: "encode", doneMs, totalMs });
  });
  const byNumber = new Map(written.map((piece) => [piece.number, piece]));
  return cuts.map(({ channel, number, startMs, endMs, parts, speech }) => {
    const { file, sizeBytes } = byNumber.get(number) as WrittenPiece;
    const piece = { channel, number, startMs, endMs, speech, file, sizeBytes };
    return parts.length > 1 ? { ...piece, parts } : piece;
  });
}
