/** Agreement of two raters over the same items, corrected for chance. Null where a figure is undefined. */
export interface Agreement {
  /** Items both rated. */
  n: number;
  /** Share of items with equal ratings, 0 to 1; null without items. */
  raw: number | null;
  /** Cohen's κ (1960): chance from each rater's own marginals; null when chance alone explains all. */
  kappa: number | null;
  /** Gwet's AC1 (2008): stays meaningful where one rating prevails. */
  ac1: number | null;
  /** 95 % bootstrap interval of AC1 over items (percentiles of `RESAMPLES` draws). */
  ac1Interval: { low: number; high: number } | null;
}

/** One item: what the first and the second rater said. */
export type RatingPair = readonly [string, string];

const RESAMPLES = 1_000;

/** The agreement over pairs of ratings; the interval is drawn with a fixed seed, so the same pairs give the same. */
export function agreement(pairs: readonly RatingPair[]): Agreement {
  const categories = [...new Set(pairs.flat())];
  const { raw, kappa, ac1 } = coefficients(pairs, categories);
  return { n: pairs.length, raw, kappa, ac1, ac1Interval: interval(pairs, categories) };
}

function coefficients(pairs: readonly RatingPair[], categories: string[]) {
  const n = pairs.length;
  if (n === 0) return { raw: null, kappa: null, ac1: null };
  const first = new Map<string, number>();
  const second = new Map<string, number>();
  let equal = 0;
  for (const [a, b] of pairs) {
    if (a === b) equal++;
    first.set(a, (first.get(a) ?? 0) + 1);
    second.set(b, (second.get(b) ?? 0) + 1);
  }
  let chance = 0;
  let spread = 0;
  for (const category of categories) {
    const one = (first.get(category) ?? 0) / n;
    const two = (second.get(category) ?? 0) / n;
    chance += one * two;
    const mean = (one + two) / 2;
    spread += mean * (1 - mean);
  }
  const raw = equal / n;
  const q = Math.max(categories.length, 2);
  const ac1Chance = spread / (q - 1);
  return {
    raw,
    kappa: chance === 1 ? null : (raw - chance) / (1 - chance),
    ac1: ac1Chance === 1 ? null : (raw - ac1Chance) / (1 - ac1Chance),
  };
}

function interval(pairs: readonly RatingPair[], categories: string[]): Agreement["ac1Interval"] {
  if (pairs.length < 2) return null;
  const random = seeded(pairs.length);
  const drawn: number[] = [];
  for (let round = 0; round < RESAMPLES; round++) {
    const sample = pairs.map(() => pairs[Math.floor(random() * pairs.length)] ?? (["", ""] as const));
    const { ac1 } = coefficients(sample, categories);
    if (ac1 !== null) drawn.push(ac1);
  }
  drawn.sort((a, b) => a - b);
  const low = drawn[Math.floor(drawn.length * 0.025)];
  const high = drawn[Math.ceil(drawn.length * 0.975) - 1];
  return low === undefined || high === undefined ? null : { low, high };
}

/** The mulberry32 generator (public domain): numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
