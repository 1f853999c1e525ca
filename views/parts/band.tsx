import type { Band as BandName } from "../../src/evaluations/score.ts";
import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";
import { Icon } from "./sprite.tsx";

/** The borders drawn on every ruler, in percent; a test holds them to those of the score. */
export const RULER_BORDERS = [40, 60, 80] as const;

const BANDS = ["poor", "weak", "good", "strong"] as const;

/** The band of a total in percent, as the ruler draws it. */
export function bandOn(total: number): BandName {
  return BANDS[RULER_BORDERS.filter((border) => total >= border).length] ?? "strong";
}

/** Where a band begins and ends on the ruler, in percent. */
export function bandEnds(band: BandName): [number, number] {
  const ends = [0, ...RULER_BORDERS, 100];
  const index = BANDS.indexOf(band);
  return [ends[index] ?? 0, ends[index + 1] ?? 100];
}

/** The band of a total as steps, word and colour. */
export function Band({ locale, total, tag: Tag = "p" }: { locale: Locale; total: number; tag?: "p" | "span" }) {
  const band = bandOn(total);
  return (
    <Tag class={`band band--${band}`}>
      <Icon name={`band-${(BANDS.indexOf(band) + 1) as 1 | 2 | 3 | 4}`} />
      {textsIn(locale).bands[band]}
    </Tag>
  );
}
