import type { AudioLayout, SpeechInterval } from "../../audio/audio.ts";
import type { Role, Transcript } from "../transcript.ts";
import { wordBounds } from "../words.ts";
import {
  gapsBetween,
  joinIntervals,
  lastStarted,
  outsideOf,
  overlapOf,
  spanOf,
  totalMs,
  unionOf,
} from "./speech-stretches.ts";

/** The two sides that figures are told of. */
export type SpeechSide = "manager" | "customer";

/**
 * Why a figure is missing. `mono`: both sides share one channel, so that who speaks when is not reliable.
 * `roles_unknown`: it is not known which channel is whose. `no_speech`: nobody spoke. `too_little_speech`: neither side
 * spoke long enough for it.
 */
export type MissingReason = "mono" | "roles_unknown" | "no_speech" | "too_little_speech";

/** A figure, or why there is none. */
export type Measured<Figure> = { value: Figure; missing: null } | { value: null; missing: MissingReason };

/** What is measured: the decoded length, how the sides lie in the channels, speech and role of each used channel. */
export interface SpeechInput {
  durationMs: number;
  layout: AudioLayout;
  /** As `PreparedAudio.channels`, in their order: two for `stereo`, else one. */
  channels: { role: Role; speech: readonly SpeechInterval[] }[];
  /** For the pace; null without one. */
  transcript: Transcript | null;
  /** Role of each utterance, by position. */
  roles: readonly Role[];
}

/** Figures from when each side speaks. Times are milliseconds from the start of the recording. */
export interface SpeechMetrics {
  /** Share of a side: its speech ÷ speech of both sides. Silence does not count, simultaneous speech counts for both. Sums to 1. */
  talkShare: Measured<Record<SpeechSide, number>>;
  /**
   * Longest monologue of a side: from its first to its last sound while the other side takes no turn. The other's sounds
   * up to `BACKCHANNEL_MS` are no turn; an own pause over `DEAD_AIR_MS` ends it. Null when the side has none.
   */
  longestMonologue: Measured<Record<SpeechSide, SpeechInterval | null>>;
  /**
   * Interruptions by a side, as the times at which it came in: more than `COLLISION_MS` after the other began and at least
   * `INTERRUPTION_MS` before the other ended, speaking on when the other stopped, for more than `BACKCHANNEL_MS` in all.
   */
  interruptions: Measured<Record<SpeechSide, number[]>>;
  /** Simultaneous speech of both channels, and its share of the recording. */
  overtalk: Measured<{ durationMs: number; share: number }>;
  /** Stretches between the first and the last sound in which all are silent for more than `DEAD_AIR_MS`, in order. */
  deadAir: Measured<SpeechInterval[]>;
  /**
   * Pause before an answer of a side: mean time from the other's last sound to its first one, and of how many. Answers into
   * the other's speech and pauses over `DEAD_AIR_MS` (dead air) do not count. Null when there is none.
   */
  pauses: Measured<Record<SpeechSide, { meanMs: number; count: number } | null>>;
  /** Pace of a side: its words ÷ minutes of its speech. Null when it spoke less than `PACE_SPEECH_MS_MIN`. */
  pace: Measured<Record<SpeechSide, number | null>>;
}

/** Up to this long a sound is a sign of listening («угу», "right"), not a turn. */
export const BACKCHANNEL_MS = 1_000;
/** How long before the other's end a start counts as an interruption. */
export const INTERRUPTION_MS = 500;
/** Who begins this soon after the other could not have heard them: they collide, neither interrupts. */
export const COLLISION_MS = 200;
/** Silence of all for longer than this is dead air. */
export const DEAD_AIR_MS = 3_000;
/** A pause up to this long is a breath: the same stretch of speech goes on. */
export const BREATH_MS = 500;
/** Less speech than this says nothing about a pace. */
export const PACE_SPEECH_MS_MIN = 5_000;

/** Measures when who speaks. What one channel for both sides cannot tell is missing with the reason `mono`. */
export function speechMetrics(input: SpeechInput): SpeechMetrics {
  const channels = input.channels.map(({ speech }) => joinIntervals(speech, 0));
  const all = channels.reduce(unionOf, []);
  const sides = sidesOf(input, channels);
  const bySide = <Figure>(measure: (sides: Sides) => Measured<Figure>): Measured<Figure> =>
    all.length === 0 ? missing("no_speech") : "missing" in sides ? missing(sides.missing) : measure(sides);
  return {
    talkShare: bySide(talkShare),
    longestMonologue: bySide((both) => value(perSide(both, longestMonologue))),
    interruptions: bySide((both) => value(perSide(both, interruptions))),
    overtalk: overtalk(input, channels),
    deadAir: all.length === 0 ? missing("no_speech") : value(gapsBetween(all, DEAD_AIR_MS)),
    pauses: bySide((both) => value(perSide(both, answerPauses))),
    pace: bySide((both) => pace(both, input)),
  };
}

/**
 * The role that speaks in each channel, by the roles of the utterances that sound while the channel does; `unknown` where
 * none or two sound equally long, and for a channel that holds both sides (`mono`, `false_stereo`).
 */
export function channelRoles(
  layout: AudioLayout,
  channels: readonly { speech: readonly SpeechInterval[] }[],
  transcript: Transcript | null,
  roles: readonly Role[],
): Role[] {
  if (isShared(layout) || !transcript) return channels.map(() => "unknown");
  return channels.map(({ speech }) => {
    const heard = new Map<Role, number>();
    const intervals = joinIntervals(speech, 0);
    for (const { number, startMs, endMs } of transcript.utterances) {
      const role = roles[number - 1] ?? "unknown";
      if (startMs === null || endMs === null || role === "unknown") continue;
      heard.set(role, (heard.get(role) ?? 0) + totalMs(overlapOf([{ startMs, endMs }], intervals)));
    }
    const [first, second] = [...heard].sort(([, a], [, b]) => b - a);
    return first && first[1] > 0 && first[1] !== second?.[1] ? first[0] : "unknown";
  });
}

/** Speech of each side, sorted and disjoint. */
type Sides = Record<SpeechSide, SpeechInterval[]>;

function isShared(layout: AudioLayout): boolean {
  return layout === "mono" || layout === "false_stereo";
}

/** Which speech is whose. Where one side is silent its speech is empty. */
function sidesOf(
  { layout, channels }: SpeechInput,
  speech: SpeechInterval[][],
): Sides | { missing: "mono" | "roles_unknown" } {
  if (isShared(layout)) return { missing: "mono" };
  const of = (side: SpeechSide) => speech.filter((_, index) => channels[index]?.role === side);
  const [managers, customers] = [of("manager"), of("customer")];
  const known = managers.length + customers.length === speech.length && managers.length < 2 && customers.length < 2;
  return known ? { manager: managers[0] ?? [], customer: customers[0] ?? [] } : { missing: "roles_unknown" };
}

function perSide<Figure>(
  { manager, customer }: Sides,
  measure: (own: SpeechInterval[], other: SpeechInterval[]) => Figure,
): Record<SpeechSide, Figure> {
  return { manager: measure(manager, customer), customer: measure(customer, manager) };
}

function talkShare(sides: Sides): Measured<Record<SpeechSide, number>> {
  const [manager, customer] = [totalMs(sides.manager), totalMs(sides.customer)];
  const both = manager + customer;
  return value({ manager: manager / both, customer: customer / both });
}

function longestMonologue(own: SpeechInterval[], other: SpeechInterval[]): SpeechInterval | null {
  const turns = joinIntervals(other, BREATH_MS).filter((one) => spanOf(one) > BACKCHANNEL_MS);
  let longest: SpeechInterval | null = null;
  for (const free of outsideOf(turns))
    for (const run of joinIntervals(overlapOf([free], own), DEAD_AIR_MS))
      if (!longest || spanOf(run) > spanOf(longest)) longest = run;
  return longest;
}

function interruptions(own: SpeechInterval[], other: SpeechInterval[]): number[] {
  const others = joinIntervals(other, BREATH_MS);
  return joinIntervals(own, BREATH_MS)
    .filter(({ startMs, endMs }) => {
      const spoken = lastStarted(others, startMs);
      if (!spoken || endMs - startMs <= BACKCHANNEL_MS) return false;
      const isInside = startMs - spoken.startMs > COLLISION_MS && spoken.endMs - startMs >= INTERRUPTION_MS;
      return isInside && endMs > spoken.endMs;
    })
    .map(({ startMs }) => startMs);
}

function overtalk({ layout, durationMs }: SpeechInput, channels: SpeechInterval[][]): SpeechMetrics["overtalk"] {
  const [one = [], two = []] = channels;
  if (one.length + two.length === 0) return missing("no_speech");
  if (isShared(layout)) return missing("mono");
  const bothMs = totalMs(overlapOf(one, two));
  return value({ durationMs: bothMs, share: durationMs > 0 ? bothMs / durationMs : 0 });
}

function answerPauses(own: SpeechInterval[], other: SpeechInterval[]): { meanMs: number; count: number } | null {
  const pauses: number[] = [];
  for (const [index, { startMs }] of own.entries()) {
    const heard = lastStarted(other, startMs);
    const before = own[index - 1];
    if (!heard || heard.endMs > startMs || (before && before.endMs >= heard.endMs)) continue;
    if (startMs - heard.endMs <= DEAD_AIR_MS) pauses.push(startMs - heard.endMs);
  }
  const sum = pauses.reduce((total, pause) => total + pause, 0);
  return pauses.length === 0 ? null : { meanMs: sum / pauses.length, count: pauses.length };
}

function pace(sides: Sides, { transcript, roles }: SpeechInput): SpeechMetrics["pace"] {
  const of = (side: SpeechSide): number | null => {
    const spokenMs = totalMs(sides[side]);
    if (!transcript || spokenMs < PACE_SPEECH_MS_MIN) return null;
    const said = transcript.utterances.filter(({ number }) => roles[number - 1] === side);
    const words = said.reduce((sum, { text }) => sum + wordBounds(text).length / 2, 0);
    return words / (spokenMs / 60_000);
  };
  const paces = { manager: of("manager"), customer: of("customer") };
  return paces.manager === null && paces.customer === null ? missing("too_little_speech") : value(paces);
}

function value<Figure>(figure: Figure): Measured<Figure> {
  return { value: figure, missing: null };
}

function missing(reason: MissingReason): { value: null; missing: MissingReason } {
  return { value: null, missing: reason };
}
