import { formatNumber, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { bandEnds, bandOn, RULER_BORDERS } from "../band.tsx";

const TICKS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
const BAND_MIDDLES = { poor: 20, weak: 50, good: 70, strong: 90 } as const;

/** A label nearer to an end than this (percent) is anchored to that end, so that it stays on the page. */
const LABEL_EDGE = 20;

interface ScoreRulerProps {
  locale: Locale;
  /** Percent. */
  total: number;
  /** Percent before the cap; equal to `total` when no cap bit. */
  rawTotal: number;
}

/** 0 to 100 with the total marked; when a cap bit, also what the criteria alone gave, labelled on a line of its own. */
export function ScoreRuler({ locale, total, rawTotal }: ScoreRulerProps) {
  const texts = textsIn(locale);
  const band = bandOn(total);
  const [low, high] = bandEnds(band);
  const [totalText, rawText] = [formatNumber(locale, total), formatNumber(locale, rawTotal)];
  const capped = rawTotal > total;
  const label = capped
    ? texts.rulerCapped(rawText, totalText, texts.bands[band])
    : texts.rulerTotal(totalText, texts.bands[band]);
  return (
    <figure class="ruler">
      <svg width="100%" height={capped ? 100 : 80} role="img" aria-label={label}>
        {capped && (
          <text x={`${rawTotal}%`} y="14" {...anchorAt(rawTotal)}>
            {texts.rulerRawLabel(rawText)}
          </text>
        )}
        <g transform={capped ? "translate(0 20)" : "translate(0 0)"}>
          <line class={`ruler-band band--${band}`} x1={`${low}%`} x2={`${high}%`} y1="34" y2="34" />
          <Scale locale={locale} strong={band} />
          {capped && (
            <>
              <line class="ruler-way" x1={`${total}%`} x2={`${rawTotal}%`} y1="25" y2="25" />
              <line class="ruler-way" x1={`${rawTotal}%`} x2={`${rawTotal}%`} y1="0" y2="34" />
              <circle class="ruler-ghost" cx={`${rawTotal}%`} cy="34" r="5" />
            </>
          )}
          <svg x={`${total}%`} y="34" width="1" height="1" overflow="visible" aria-hidden="true">
            <path class="ruler-mark" d="M0-3l-6.5-12h13z" />
          </svg>
          <text class="ruler-strong" x={`${total}%`} y="14" {...anchorAt(total)}>
            {texts.rulerTotalLabel(totalText)}
          </text>
        </g>
      </svg>
    </figure>
  );
}

interface RangeRulerProps {
  locale: Locale;
  /** Percent, both ends. */
  low: number;
  high: number;
  /** The total over the settled criteria, percent; null when none is shown. */
  preliminary: number | null;
}

/** 0 to 100 with what the total can become while criteria are open. */
export function RangeRuler({ locale, low, high, preliminary }: RangeRulerProps) {
  const texts = textsIn(locale);
  const [lowText, highText] = [formatNumber(locale, low), formatNumber(locale, high)];
  const narrow = high - low < 30;
  return (
    <figure class="ruler">
      <svg width="100%" height="80" role="img" aria-label={texts.rulerRange(lowText, highText)}>
        <rect class="ruler-range" x={`${low}%`} width={`${high - low}%`} y="22" height="12" />
        {narrow ? (
          <text class="ruler-strong" x={`${(low + high) / 2}%`} y="14" {...anchorAt((low + high) / 2)}>
            {texts.range(lowText, highText)}
          </text>
        ) : (
          <>
            <text class="ruler-strong" x={`${low}%`} y="14">
              {texts.rulerFrom(lowText)}
            </text>
            <text class="ruler-strong" x={`${high}%`} y="14" text-anchor="end">
              {texts.rulerTo(highText)}
            </text>
          </>
        )}
        <Scale locale={locale} />
        {preliminary !== null && <circle class="ruler-ghost" cx={`${preliminary}%`} cy="34" r="5" />}
      </svg>
    </figure>
  );
}

/** A row's ruler: three borders and a dot; decorative, the number stands beside it. */
export function RowRuler({ total }: { total: number }) {
  return (
    <svg width="100%" height="20" aria-hidden="true">
      {RULER_BORDERS.map((border) => (
        <line class="chart-grid" x1={`${border}%`} x2={`${border}%`} y1="0" y2="20" />
      ))}
      <line class="chart-grid" x1="0" x2="100%" y1="10" y2="10" />
      <circle class="chart-dot" cx={`${total}%`} cy="10" r="4.5" />
    </svg>
  );
}

function Scale({ locale, strong }: { locale: Locale; strong?: keyof typeof BAND_MIDDLES }) {
  const { bands } = textsIn(locale);
  const borders: number[] = [0, ...RULER_BORDERS, 100];
  return (
    <>
      <line class="ruler-line" x1="0" x2="100%" y1="34" y2="34" />
      {TICKS.map((tick) =>
        borders.includes(tick) ? (
          <line class="ruler-line" x1={`${tick}%`} x2={`${tick}%`} y1="34" y2="44" />
        ) : (
          <line class="ruler-tick" x1={`${tick}%`} x2={`${tick}%`} y1="34" y2="39" />
        ),
      )}
      {borders.map((border) => (
        <text x={`${border}%`} y="59" text-anchor={border === 0 ? "start" : border === 100 ? "end" : "middle"}>
          {border}
        </text>
      ))}
      {(["poor", "weak", "good", "strong"] as const).map((band) => (
        <text
          class={band === strong ? "ruler-strong" : "ruler-name"}
          x={`${BAND_MIDDLES[band]}%`}
          y="77"
          text-anchor="middle"
        >
          {bands[band].toLowerCase()}
        </text>
      ))}
    </>
  );
}

/** A label stands over its place, or beside it where the end of the ruler is near. */
function anchorAt(at: number): { "text-anchor": "start" | "middle" | "end"; dx: number } {
  if (at < LABEL_EDGE) return { "text-anchor": "start", dx: -6 };
  if (at > 100 - LABEL_EDGE) return { "text-anchor": "end", dx: 6 };
  return { "text-anchor": "middle", dx: 0 };
}
