import type { CutPlan, SpeechInterval } from "../audio.ts";
import { FRAME_MS } from "./frame-meter.ts";

/**
 * Version of everything that decides what a piece holds: intake rate, speech limits, layout and the rules of this file, by
 * what these tell apart. Paid transcriptions are found again by it, so it grows whenever the same recording would be cut
 * otherwise, and only then.
 */
const CUT_VERSIONS = { turn: 1, long: 1, longBySides: 2 };

/** The version for a plan and so many channels that are used. */
export function cutVersionOf(kind: CutPlan["kind"], channels: number): number {
  return CUT_VERSIONS[kind === "long" && channels > 1 ? "longBySides" : kind];
}

/** Sound kept around speech, so that soft beginnings and ends are not clipped. */
const MARGIN_MS = { turn: 150, long: 250 };
/** A pause in a turn; in it the other side, where there is one, is silent. Without sides a shorter one may be a change. */
const TURN_PAUSE_MS_MAX = { sides: 700, oneChannel: 500 };
/** A longer silence is not sent: it would cost money, and engines invent words in it. */
const LONG_SILENCE_MS_MAX = 15_000;
/**
 * Where sides are apart, half of each channel is the other one's speech, and silent in a piece. Of such a pause so much is
 * left at both ends: together a second, at which engines end a sentence.
 */
const SIDE_PAUSE_MS = 500;
/** A piece that has to be cut in the middle of speech is cut at the softest place of this last share of it. */
const HARD_CUT_SHARE = 0.2;

/** A piece before it is written. */
export interface Cut {
  channel: number;
  startMs: number;
  endMs: number;
  /** What of it is sent; a single part when that is all. */
  parts: SpeechInterval[];
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
  const groups = groupsOf(splitLong(one, rules.pieceMsMax - 2 * margin), other, rules, margin);
  return groups.map((group, index) => {
    const start = group[0]?.startMs ?? 0;
    const end = group.at(-1)?.endMs ?? 0;
    const before = groups[index - 1]?.at(-1)?.endMs ?? 0;
    const behind = groups[index + 1]?.[0]?.startMs;
    const startMs = Math.max(start - margin, index === 0 ? 0 : middle(before, start));
    const endMs = Math.min(end + margin, behind === undefined ? rules.durationMs : middle(end, behind));
    const parts = leavesPausesOut(other, rules) ? partsAround(group, startMs, endMs) : [{ startMs, endMs }];
    return { channel: one.channel, startMs, endMs, parts, speech: group };
  });
}

/** Stretches of one channel that become a piece together. */
function groupsOf(
  stretches: SpeechInterval[],
  other: SpeechInterval[] | null,
  rules: CutRules,
  margin: number,
): SpeechInterval[][] {
  const groups: SpeechInterval[][] = [];
  const keptPauseMs = leavesPausesOut(other, rules) ? 2 * SIDE_PAUSE_MS : Number.POSITIVE_INFINITY;
  let lengthMs = 0;
  for (const stretch of stretches) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const ownMs = stretch.endMs - stretch.startMs;
    const moreMs = last ? Math.min(stretch.startMs - last.endMs, keptPauseMs) + ownMs : 0;
    if (
      group &&
      last &&
      lengthMs + moreMs <= rules.pieceMsMax - 2 * margin &&
      isOnePiece(last, stretch, other, rules)
    ) {
      group.push(stretch);
      lengthMs += moreMs;
    } else {
      groups.push([stretch]);
      lengthMs = ownMs;
    }
  }
  return groups;
}

function leavesPausesOut(other: SpeechInterval[] | null, { kind }: CutRules): boolean {
  return kind === "long" && other !== null;
}

/** A piece without the middle of its long pauses. */
function partsAround(group: SpeechInterval[], startMs: number, endMs: number): SpeechInterval[] {
  const parts: SpeechInterval[] = [];
  for (const stretch of group) {
    const last = parts.at(-1);
    const from = Math.max(startMs, stretch.startMs - SIDE_PAUSE_MS);
    const to = Math.min(endMs, stretch.endMs + SIDE_PAUSE_MS);
    if (last && from <= last.endMs) last.endMs = to;
    else parts.push({ startMs: from, endMs: to });
  }
  return parts;
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
  if (leavesPausesOut(other, rules)) return true;
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
