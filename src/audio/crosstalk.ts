import { FRAME_MS, type Frames } from "./frame-meter.ts";
import { keepValues, valueAtShare } from "./frame-values.ts";
import { type ChannelLevels, SILENCE_DB, startLevel } from "./speech-intervals.ts";

/** An echo may come this much later than the sound it repeats. */
const ECHO_MS_MAX = 250;
/** What is this much below the other side is taken for its echo, in dB, when both sides speak about equally loud. */
const ECHO_DB = 15;
/** A side that speaks more softly than the other by nature is given this much more room, up to the limit, in dB. */
const SOFT_ROOM_DB = 10;
const ECHO_DB_MAX = 30;
/** A frame in which one side is this much louder than the other belongs to it. */
const OWN_DB = 10;
/** A copy through the wiring has no delay: from this likeness (squared correlation) on, and this much softer, it is one. */
const COPY = { likeness: 0.7, softerDb: 4 };

/**
 * Tells, for each side of a stereo recording, the frames (1) that only hold an echo of the other: the wire's copy, known by
 * its likeness, or the room's and the network's, known by being much softer than what the other side says or has just said.
 * Two people speaking at once differ by less than that and are kept.
 */
export function findEchoes(frames: Frames, left: ChannelLevels, right: ChannelLevels): [Uint8Array, Uint8Array] {
  const likeness = likenessOf(frames);
  return [echoesIn(left, right, likeness), echoesIn(right, left, likeness)];
}

function echoesIn(side: ChannelLevels, other: ChannelLevels, likeness: Float32Array): Uint8Array {
  const echo = new Uint8Array(side.level.length);
  const room = echoRoomDb(side, other);
  const loudest = latelyLoudest(other.level);
  for (let frame = 0; frame < echo.length; frame++) {
    const level = side.level[frame] ?? SILENCE_DB;
    if ((loudest[frame] ?? SILENCE_DB) < startLevel(other, frame)) continue;
    const isMuchSofter = level < (loudest[frame] ?? SILENCE_DB) - room;
    const isCopy = (likeness[frame] ?? 0) > COPY.likeness && level < (other.level[frame] ?? SILENCE_DB) - COPY.softerDb;
    if (isMuchSofter || isCopy) echo[frame] = 1;
  }
  return echo;
}

/** How far below the other side an echo begins, by how loud this side is when it speaks itself. */
function echoRoomDb(side: ChannelLevels, other: ChannelLevels): number {
  const own = ownLevel(side, other);
  const others = ownLevel(other, side);
  if (own === null || others === null) return ECHO_DB;
  return Math.min(ECHO_DB_MAX, Math.max(ECHO_DB, others - own + SOFT_ROOM_DB));
}

/** The level three of four of a side's own frames stay below; null when it never speaks alone. */
function ownLevel(side: ChannelLevels, other: ChannelLevels): number | null {
  const own = keepValues(
    side.level,
    (level, frame) => level > startLevel(side, frame) && level > (other.level[frame] ?? SILENCE_DB) + OWN_DB,
  );
  return valueAtShare(own, 0.75) ?? null;
}

/** The loudest level of a frame, the one behind it and those whose echo may be heard in it. */
function latelyLoudest(level: Float32Array): Float32Array {
  const back = ECHO_MS_MAX / FRAME_MS;
  return level.map((_, frame) => {
    let most = level[frame + 1] ?? SILENCE_DB;
    for (let at = Math.max(0, frame - back); at <= frame; at++) most = Math.max(most, level[at] as number);
    return most;
  });
}

/** Squared correlation of the two sides over seven frames. */
function likenessOf({ channels, cross }: Frames): Float32Array {
  const [left, right] = channels;
  const likeness = new Float32Array(cross?.length ?? 0);
  for (let frame = 0; frame < likeness.length; frame++) {
    let ll = 0;
    let rr = 0;
    let lr = 0;
    for (let at = frame - 3; at <= frame + 3; at++) {
      ll += left?.power[at] ?? 0;
      rr += right?.power[at] ?? 0;
      lr += cross?.[at] ?? 0;
    }
    likeness[frame] = ll * rr > 0 ? (lr * lr) / (ll * rr) : 0;
  }
  return likeness;
}
