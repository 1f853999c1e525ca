import type { CutPlan, SpeechInterval } from "./audio.ts";
import { FRAME_MS } from "./frame-meter.ts";

/**
 * Version of everything that decides where cuts fall: intake rate, speech limits, layout and the rules of this file. Paid
 * transcriptions are found again by it, so it grows whenever the same recording would be cut otherwise, and only then.
 */
export const CUT_VERSION = 1;

/** Sound kept around speech, so that soft beginnings and ends are not clipped. */
const MARGIN_MS = { turn: 150, long: 250 };
/** A pause in a turn; in it the other side, where there is one, is silent. Without sides a shorter one may be a change. */
const TURN_PAUSE_MS_MAX = { sides: 700, oneChannel: 500 };
/** A longer silence is not sent: it would cost money, and engines invent words in it. */
const LONG_SILENCE_MS_MAX = 15_000;
/** A piece that has to be cut in the middle of speech is cut at the softest place of this last share of it. */
const HARD_CUT_SHARE = 0.2;

/** A piece before it is written. */
export interface Cut {
  channel: number;
  startMs: number;
  endMs: number;
  speech: SpeechInterval[];
}

/** One channel to be cut. */
export interface ChannelToCut {
  channel: number;
  speech: SpeechInterval[];
  /** Level of each frame, by which a hard cut finds its place. */
  level: Float32Array;
}

/** The plan with the length that also keeps to its bytes. */
export interface CutRules {
  kind: CutPlan["kind"];
  pieceMsMax: number;
  durationMs: number;
}

/** Cuts all channels; in time order, the left one first at the same time. Pieces of one channel never overlap. */
export function cutChannels(channels: ChannelToCut[], rules: CutRules): Cut[] {
  return channels
    .flatMap((one) => {
      const other = channels.find((another) => another !== one);
      return cutChannel(one, other?.speech ?? null, rules);
    })
    .sort((a, b) => a.startMs - b.startMs || a.channel - b.channel);
}

function cutChannel(one: ChannelToCut, other: SpeechInterval[] | null, rules: CutRules): Cut[] {
  const margin = Math.min(MARGIN_MS[rules.kind], Math.floor(rules.pieceMsMax / 8));
  const room = rules.pieceMsMax - 2 * margin;
  const stretches = splitLong(one, room);
  const groups: SpeechInterval[][] = [];
  for (const stretch of stretches) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group?.[0] && last && stretch.endMs - group[0].startMs <= room && isOnePiece(last, stretch, other, rules))
      group.push(stretch);
    else groups.push([stretch]);
  }
  return groups.map((group, index) => {
    const start = group[0]?.startMs ?? 0;
    const end = group.at(-1)?.endMs ?? 0;
    const before = groups[index - 1]?.at(-1)?.endMs ?? 0;
    const behind = groups[index + 1]?.[0]?.startMs;
    return {
      channel: one.channel,
      startMs: Math.max(start - margin, index === 0 ? 0 : middle(before, start)),
      endMs: Math.min(end + margin, behind === undefined ? rules.durationMs : middle(end, behind)),
      speech: group,
    };
  });
}

function middle(from: number, to: number): number {
  return Math.floor((from + to) / 2);
}

/** Whether the pause between two stretches of one channel stays inside of a piece. */
function isOnePiece(
  first: SpeechInterval,
  next: SpeechInterval,
  other: SpeechInterval[] | null,
  rules: CutRules,
): boolean {
  const pauseMs = next.startMs - first.endMs;
  if (rules.kind === "long") return pauseMs <= LONG_SILENCE_MS_MAX;
  if (pauseMs === 0) return false;
  if (other === null) return pauseMs < TURN_PAUSE_MS_MAX.oneChannel;
  return pauseMs <= TURN_PAUSE_MS_MAX.sides && !speaksWithin(other, first.endMs, next.startMs);
}

/** Whether any of the intervals, in time order, reaches into the time between. */
function speaksWithin(intervals: SpeechInterval[], fromMs: number, toMs: number): boolean {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const at = (low + high) >> 1;
    if ((intervals[at]?.endMs ?? 0) <= fromMs) low = at + 1;
    else high = at;
  }
  const found = intervals[low];
  return found !== undefined && found.startMs < toMs;
}

/** Speech without a pause that is longer than a piece may be, cut at soft places. */
function splitLong({ speech, level }: ChannelToCut, roomMs: number): SpeechInterval[] {
  return speech.flatMap(({ startMs, endMs }) => {
    const parts: SpeechInterval[] = [];
    let from = startMs;
    while (endMs - from > roomMs) {
      const to = softestMs(level, from + roomMs * (1 - HARD_CUT_SHARE), from + roomMs);
      parts.push({ startMs: from, endMs: to });
      from = to;
    }
    return [...parts, { startMs: from, endMs }];
  });
}

function softestMs(level: Float32Array, fromMs: number, toMs: number): number {
  let softest = Math.ceil(fromMs / FRAME_MS);
  for (let frame = softest; frame < Math.floor(toMs / FRAME_MS); frame++)
    if ((level[frame] ?? 0) < (level[softest] ?? 0)) softest = frame;
  return softest * FRAME_MS;
}
