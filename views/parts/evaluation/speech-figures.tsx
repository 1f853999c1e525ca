import type { ShownRecording } from "../../../src/history/show-recording.ts";
import type { Measured, SpeechMetrics } from "../../../src/transcripts/speech/speech-metrics.ts";
import { formatNumber, formatPosition, formatShare, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { SoundTime } from "../call/recording.tsx";
import { Metric } from "../metric.tsx";
import { Icon } from "../sprite.tsx";

/** Figures from when each side speaks, each with its definition; what the sound cannot tell says so. */
export function SpeechFigures({ locale, recording }: { locale: Locale; recording: ShownRecording }) {
  const texts = textsIn(locale);
  const { metrics } = recording;
  if (!metrics) return null;
  const figures = figuresOf(locale, metrics);
  // Where nothing can be told the sound says why, once.
  if (figures.every(({ told }) => "missing" in told)) return null;
  return (
    <section class="section" aria-labelledby="speech-title">
      <div class="section-head">
        <h2 id="speech-title">{texts.speechTitle}</h2>
        <p class="note">{texts.speechNote}</p>
      </div>
      <div class="section-body metrics">
        {figures.map((figure) => (
          <Figure locale={locale} recording={recording} {...figure} />
        ))}
      </div>
    </section>
  );
}

interface FigureProps {
  name: string;
  about: string;
  /** The value, what stands small beside it and where it can be heard (milliseconds), or why there is none. */
  told: { value: string; note: string; heardAt?: number[] } | { missing: string };
}

/** As many places of one figure as are listed; the rest is counted. */
const PLACES_MAX = 8;

function Figure({ locale, recording, name, about, told }: FigureProps & { locale: Locale; recording: ShownRecording }) {
  if (!("missing" in told)) {
    const { heardAt = [], ...figure } = told;
    return (
      <Metric locale={locale} name={name} about={about} {...figure}>
        {heardAt.length > 0 && <Places locale={locale} recording={recording} places={heardAt} />}
      </Metric>
    );
  }
  return (
    <Metric locale={locale} name={name} about={about} value="–" note="">
      <p class="doubt">
        <Icon name="doubt" />
        {told.missing}
      </p>
    </Metric>
  );
}

/** Where a figure can be heard. */
function Places({ locale, recording, places }: { locale: Locale; recording: ShownRecording; places: number[] }) {
  const texts = textsIn(locale);
  const rest = places.length - PLACES_MAX;
  return (
    <p class="metric-places">
      {recording.isHere ? texts.heardAt : texts.placesAt}
      {places.slice(0, PLACES_MAX).map((atMs) => (
        <>
          <SoundTime locale={locale} atMs={atMs} recording={recording} />{" "}
        </>
      ))}
      {rest > 0 && texts.furtherPlaces(rest)}
    </p>
  );
}

function figuresOf(locale: Locale, metrics: SpeechMetrics): FigureProps[] {
  const texts = textsIn(locale);
  const tell = <Value,>(
    measured: Measured<Value>,
    say: (value: Value) => { value: string; note?: string; heardAt?: number[] } | null,
  ): FigureProps["told"] => {
    if (measured.missing !== null) return { missing: texts.figureMissing[measured.missing] };
    const said = say(measured.value);
    return said ? { note: "", ...said } : { missing: texts.figureMissing.no_speech };
  };
  const length = (ms: number) => secondsOf(locale, ms);
  return [
    {
      name: texts.shareName,
      about: texts.shareAbout,
      told: tell(metrics.talkShare, ({ manager }) => ({ value: formatShare(locale, manager) })),
    },
    {
      name: texts.longestName,
      about: texts.longestAbout,
      told: tell(
        metrics.longestMonologue,
        ({ manager }) =>
          manager && {
            value: formatPosition(manager.endMs - manager.startMs),
            heardAt: [manager.startMs],
          },
      ),
    },
    {
      name: texts.interruptionsName,
      about: texts.interruptionsAbout,
      told: tell(metrics.interruptions, ({ manager, customer }) => ({
        value: texts.times(manager.length),
        note: texts.ofCustomer(formatNumber(locale, customer.length)),
        heardAt: manager,
      })),
    },
    {
      name: texts.overtalkName,
      about: texts.overtalkAbout,
      told: tell(metrics.overtalk, ({ share, durationMs }) => ({
        value: formatShare(locale, share),
        note: length(durationMs),
      })),
    },
    {
      name: texts.deadAirName,
      about: texts.deadAirAbout,
      told: tell(metrics.deadAir, (stretches) => silenceOf(locale, stretches)),
    },
    {
      name: texts.pauseName,
      about: texts.pauseAbout,
      told: tell(
        metrics.pauses,
        ({ manager, customer }) =>
          manager && { value: length(manager.meanMs), note: customer ? texts.ofCustomer(length(customer.meanMs)) : "" },
      ),
    },
    {
      name: texts.paceName,
      about: texts.paceAbout,
      told: tell(metrics.pace, ({ manager, customer }) => paceOf(locale, manager, customer)),
    },
  ];
}

function silenceOf(locale: Locale, stretches: { startMs: number; endMs: number }[]) {
  const texts = textsIn(locale);
  const lengthMs = stretches.reduce((sum, one) => sum + one.endMs - one.startMs, 0);
  return {
    value: texts.times(stretches.length),
    note: stretches.length === 0 ? "" : secondsOf(locale, lengthMs),
    heardAt: stretches.map(({ startMs }) => startMs),
  };
}

function secondsOf(locale: Locale, ms: number): string {
  return textsIn(locale).seconds(Math.round(ms / 100) / 10);
}

function paceOf(locale: Locale, manager: number | null, customer: number | null) {
  const texts = textsIn(locale);
  if (manager === null) return null;
  const other = customer === null ? "" : texts.ofCustomer(formatNumber(locale, Math.round(customer)));
  return { value: texts.perMinute(Math.round(manager)), note: other };
}
