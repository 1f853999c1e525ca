import type { SpeechInterval } from "../../audio/audio.ts";

/** Length in milliseconds. */
export function spanOf({ startMs, endMs }: SpeechInterval): number {
  return endMs - startMs;
}

/** Sum of the lengths in milliseconds. */
export function totalMs(intervals: readonly SpeechInterval[]): number {
  return intervals.reduce((sum, one) => sum + spanOf(one), 0);
}

/** The intervals sorted and disjoint: empty ones gone, those no further apart than `pauseMs` joined. */
export function joinIntervals(intervals: readonly SpeechInterval[], pauseMs: number): SpeechInterval[] {
  const joined: SpeechInterval[] = [];
  for (const { startMs, endMs } of intervals
    .filter((one) => spanOf(one) > 0)
    .toSorted((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    if (last && startMs - last.endMs <= pauseMs) last.endMs = Math.max(last.endMs, endMs);
    else joined.push({ startMs, endMs });
  }
  return joined;
}

/** Where at least one of them is, sorted and disjoint. */
export function unionOf(one: readonly SpeechInterval[], two: readonly SpeechInterval[]): SpeechInterval[] {
  return joinIntervals([...one, ...two], 0);
}

/** Where both are. Both must be sorted and disjoint, and so is the answer. */
export function overlapOf(one: readonly SpeechInterval[], two: readonly SpeechInterval[]): SpeechInterval[] {
  const overlaps: SpeechInterval[] = [];
  let [i, j] = [0, 0];
  for (let a = one[0], b = two[0]; a && b; a = one[i], b = two[j]) {
    const startMs = Math.max(a.startMs, b.startMs);
    const endMs = Math.min(a.endMs, b.endMs);
    if (startMs < endMs) overlaps.push({ startMs, endMs });
    if (a.endMs < b.endMs) i += 1;
    else j += 1;
  }
  return overlaps;
}

/** All of time but the given intervals, which must be sorted and disjoint; the first begins and the last ends never. */
export function outsideOf(intervals: readonly SpeechInterval[]): SpeechInterval[] {
  const starts = [Number.NEGATIVE_INFINITY, ...intervals.map(({ endMs }) => endMs)];
  return starts.map((startMs, index) => ({ startMs, endMs: intervals[index]?.startMs ?? Number.POSITIVE_INFINITY }));
}

/** What lies between neighbours and is longer than `longerThanMs`; the intervals must be sorted and disjoint. */
export function gapsBetween(intervals: readonly SpeechInterval[], longerThanMs: number): SpeechInterval[] {
  return intervals
    .slice(1)
    .map(({ startMs }, index) => ({ startMs: intervals[index]?.endMs ?? startMs, endMs: startMs }))
    .filter((gap) => spanOf(gap) > longerThanMs);
}

/** The last interval that begins at or before a time; undefined before the first. They must be sorted and disjoint. */
export function lastStarted(intervals: readonly SpeechInterval[], atMs: number): SpeechInterval | undefined {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.startMs ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  return intervals[low - 1];
}
