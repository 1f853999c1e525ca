import { Settings } from "./config.ts";

/** Slips that still name the setting meant; in short names hardly any is one, so those must be all but right. */
const SLIPS_MAX = 2;
const SLIPS_MAX_SHORT = 1;
const SHORT_BELOW = 8;
/** Among still shorter names every other one is near (`HOST`, `HOME`). */
const CHARACTERS_MIN = 5;

/**
 * Variables that are set and no settings, but nearly named like one: a budget or a key that is passed over without a word
 * is missed when it is too late. A sentence for each.
 */
export function misspeltSettings(env: Record<string, string | undefined>): string[] {
  const settings = Object.keys(Settings.shape);
  return Object.entries(env).flatMap(([name, value]) => {
    if (!value?.trim() || settings.includes(name)) return [];
    const meant = settings.find((setting) => isNear(name.toUpperCase(), setting));
    return meant === undefined ? [] : [`${name} is no setting and is not read; ${meant} is one.`];
  });
}

function isNear(name: string, setting: string): boolean {
  if (setting.length < CHARACTERS_MIN) return false;
  const slipsMax = setting.length < SHORT_BELOW ? SLIPS_MAX_SHORT : SLIPS_MAX;
  return withoutLines(name) === withoutLines(setting) || slips(name, setting) <= slipsMax;
}

function withoutLines(name: string): string {
  return name.replaceAll("_", "");
}

/** Letters left out, added or mistaken, and neighbours exchanged, that make one name the other (optimal string alignment). */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > SLIPS_MAX) return Number.POSITIVE_INFINITY;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const isSame = a[row - 1] === b[at - 1];
      const isExchanged = a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1];
      next[at] = Math.min(
        (last[at] ?? 0) + 1,
        (next[at - 1] ?? 0) + 1,
        (last[at - 1] ?? 0) + (isSame ? 0 : 1),
        isExchanged && row > 1 && at > 1 ? (before[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}
