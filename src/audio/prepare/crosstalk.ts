import { FRAME_MS, type Frames } from "./frame-meter.ts";
import { keepValues, valueAtShare } from "./frame-values.ts";
import { type ChannelLevels, SILENCE_DB, startLevel } from "./speech-intervals.ts";

/** An echo may come this much later than the sound it repeats. */
const ECHO_MS_MAX = 250;
/** While the other side is this close to its loud speech, what this side holds is usually its echo, or the noise. */
const LOUD_DB = 10;
/** An echo rises this much above its usual level, but never this close to the sound it repeats, in dB. */
const ECHO = { spreadDb: 10, belowDb: 12 };
/** A copy through the wiring has no delay: from this likeness (squared correlation) on, and this much softer, it is one. */
const COPY = { likeness: 0.7, softerDb: 4 };

/**
 * Tells, for each side of a stereo recording, the frames (1) that only hold an echo of the other: the wire's copy, known by
 * its likeness, or the room's and the network's, known by its level below what the other side says or has just said. How
 * loud echoes are is learned from the recording, so that where there are none, two people speaking at once are both kept
 * to the end, the soft one too.
 */
export function findEchoes(frames: Frames, left: ChannelLevels, right: ChannelLevels): [Uint8Array, Uint8Array] {
  const likeness = likenessOf(frames);
  return [echoesIn(left, right, likeness), echoesIn(right, left, likeness)];
}

function echoesIn(side: ChannelLevels, other: ChannelLevels, likeness: Float32Array): Uint8Array {
  const echo = new Uint8Array(side.level.length);
  const loudest = latelyLoudest(other.level);
  const below = echoBelowDb(side, other, loudest);
  for (let frame = 0; frame < echo.length; frame++) {
    const level = side.level[frame] ?? SILENCE_DB;
    if ((loudest[frame] ?? SILENCE_DB) < startLevel(other, frame)) continue;
    const isMuchSofter = level < (loudest[frame] ?? SILENCE_DB) - below;
    const isCopy = (likeness[frame] ?? 0) > COPY.likeness && level < (other.level[frame] ?? SILENCE_DB) - COPY.softerDb;
    if (isMuchSofter || isCopy) echo[frame] = 1;
  }
  return echo;
}

/** How far below the other side's sound its echo keeps. */
function echoBelowDb(side: ChannelLevels, other: ChannelLevels, loudest: Float32Array): number {
  // Peaks against peaks: a late echo's own rise and fall does not match that of the sound in the same frame.
  const below = latelyLoudest(side.level).map((level, frame) => (loudest[frame] ?? SILENCE_DB) - level);
  const loud = (other.speechDb ?? 0) - LOUD_DB;
  const usual = valueAtShare(
    keepValues(below, (_, frame) => (other.level[frame] ?? SILENCE_DB) > loud),
    0.5,
  );
  return Math.max(ECHO.belowDb, (usual ?? 0) - ECHO.spreadDb);
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
