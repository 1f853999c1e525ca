import type { ShownRecording } from "../../../src/history/show-recording.ts";
import { formatPosition, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon } from "../sprite.tsx";

interface RecordingProps {
  locale: Locale;
  recording: ShownRecording;
}

/** Where a recording is heard; `seconds` from its start, a media fragment that works without scripts too. */
function audioAddress({ callId, sanity }: ShownRecording, seconds?: number): string {
  const form = sanity?.format?.codec === "gsm" ? "?as=wav" : "";
  return `/api/v1/calls/${callId}/audio${form}${seconds === undefined ? "" : `#t=${seconds}`}`;
}

interface SoundTimeProps {
  locale: Locale;
  atMs: number;
  /** Null for a text. */
  recording: ShownRecording | null;
}

/** A moment of the conversation; where the recording is here, a click plays it from there. */
export function SoundTime({ locale, atMs, recording }: SoundTimeProps) {
  const position = formatPosition(atMs);
  if (!recording?.isHere) return <span class="sound-time">{position}</span>;
  return (
    <a
      class="sound-time"
      href={audioAddress(recording, atMs / 1000)}
      data-seek={atMs / 1000}
      aria-label={textsIn(locale).listenFrom(position)}
    >
      {position}
    </a>
  );
}

/** The sound itself and what can be taken away; `hasWords`: whether there is a transcript of it. */
export function Player({ locale, recording, hasWords }: RecordingProps & { hasWords: boolean }) {
  const texts = textsIn(locale);
  if (!recording.isHere) return <p class="note">{texts.recordingGone}</p>;
  const self = `/api/v1/calls/${recording.callId}`;
  const captions = <track kind="captions" src={`${self}/transcript?format=vtt`} label={texts.downloadTranscript} />;
  return (
    <>
      {hasWords && (
        <p class="note" data-heard={texts.listenTurnNote}>
          {texts.listenNote}
        </p>
      )}
      {/* biome-ignore lint/a11y/useMediaCaption: there are captions as soon as there are words */}
      <audio
        class="player"
        id="player"
        controls
        preload="metadata"
        src={audioAddress(recording)}
        aria-label={texts.playerLabel(formatPosition(recording.durationMs ?? 0))}
      >
        {hasWords && captions}
      </audio>
      <p class="note" id="unplayable" role="status" hidden>
        {texts.unplayable}
      </p>
      <p class="note downloads">
        {texts.downloadsTitle}: <a href={`${self}/audio?download`}>{texts.downloadAudio}</a>
        {hasWords && (
          <>
            , <a href={`${self}/transcript?format=txt`}>{texts.downloadTranscript}</a>,{" "}
            <a href={`${self}/transcript?format=srt`}>SRT</a>, <a href={`${self}/transcript?format=vtt`}>VTT</a>,{" "}
            <a href={`${self}/transcript?format=json`}>JSON</a>
          </>
        )}
      </p>
    </>
  );
}

/** Heights of the picture, in pixels. */
const LANE = { height: 40, step: 56, first: 14, axis: 20 };
/** Marks of time under the lanes: as few as are readable. */
const TICK_STEPS_MS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000);
const TICKS_MAX = 8;
const LOUDEST = 255;
/** As many bars as can be told apart on a narrow page. */
const BARS_MAX = 280;

/** Who spoke when, one lane a channel; a click plays from there where the script runs. */
export function Waveform({ locale, recording }: RecordingProps) {
  const texts = textsIn(locale);
  const { lanes, durationMs } = recording;
  if (lanes.length === 0 || !durationMs) return null;
  const bottom = LANE.first + LANE.step * lanes.length - 12;
  return (
    <figure class="waveform">
      <svg width="100%" height={bottom + 24} role="img" data-seconds={durationMs / 1000}>
        <title>{texts.lanesTitle(formatPosition(durationMs))}</title>
        {lanes.map((lane, index) => {
          const top = LANE.first + LANE.step * index;
          const side = lane.role === "manager" ? "manager" : "customer";
          const nobodys = lanes.length === 1 ? texts.laneShared : texts.laneChannel(index + 1);
          const name = lane.role === "unknown" ? nobodys : texts.roles[lane.role];
          return (
            <>
              <text class="lane-name" x="0" y={top - 4}>
                {name}
              </text>
              <line class="lane-axis" x1="0" x2="100%" y1={top + LANE.axis} y2={top + LANE.axis} />
              <svg
                aria-hidden="true"
                y={top}
                width="100%"
                height={LANE.height}
                viewBox={`0 0 ${Math.max(1, barsOf(lane.peaks).length)} ${LANE.height}`}
                preserveAspectRatio="none"
              >
                <path
                  class={`lane-${side}`}
                  vector-effect="non-scaling-stroke"
                  stroke-width="1.5"
                  d={strokes(barsOf(lane.peaks))}
                />
              </svg>
            </>
          );
        })}
        {ticksOf(durationMs).map((atMs) => (
          <>
            <line
              class="ruler-tick"
              x1={percent(atMs / durationMs)}
              x2={percent(atMs / durationMs)}
              y1={bottom}
              y2={bottom + 5}
            />
            <text x={percent(atMs / durationMs)} y={bottom + 20} text-anchor={atMs === 0 ? "start" : "middle"}>
              {formatPosition(atMs)}
            </text>
          </>
        ))}
        <line class="lane-now" x1="0%" x2="0%" y1="8" y2={bottom + 5} hidden />
      </svg>
    </figure>
  );
}

/** The loudest of as many steps as make a bar. */
function barsOf(peaks: readonly number[]): number[] {
  const steps = Math.max(1, Math.ceil(peaks.length / BARS_MAX));
  return Array.from({ length: Math.ceil(peaks.length / steps) }, (_, bar) =>
    Math.max(...peaks.slice(bar * steps, (bar + 1) * steps)),
  );
}

/** One stroke a bar, as tall as it is loud; silence, with what a coder makes of it, draws nothing. */
function strokes(peaks: readonly number[]): string {
  return peaks
    .map((peak, at) => {
      const height = Math.round((Math.sqrt(peak / LOUDEST) * LANE.height) / 2);
      return height < 3 ? "" : `M${at + 0.5} ${LANE.axis - height}v${height * 2}`;
    })
    .join("");
}

function ticksOf(durationMs: number): number[] {
  const step = TICK_STEPS_MS.find((one) => durationMs / one <= TICKS_MAX) ?? 3_600_000;
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, at) => at * step).filter(
    (atMs) => atMs === 0 || durationMs - atMs > step / 3,
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** A recording without words: what can be heard, and who spoke when. `isAtWork`: its words are still to come. */
export function RecordingSection({ locale, recording, isAtWork = false }: RecordingProps & { isAtWork?: boolean }) {
  const texts = textsIn(locale);
  return (
    <section class="section conversation" aria-labelledby="recording-title">
      <div class="section-head">
        <h2 id="recording-title">{texts.recordingTitle}</h2>
        <p class="note">{isAtWork ? texts.noTranscriptYet : texts.noTranscript}</p>
      </div>
      <div class="section-body">
        <Player locale={locale} recording={recording} hasWords={false} />
        <Waveform locale={locale} recording={recording} />
        <Sanity locale={locale} recording={recording} />
      </div>
    </section>
  );
}

/** What the sound itself allows to say, in words. */
export function Sanity({ locale, recording }: RecordingProps) {
  const texts = textsIn(locale);
  const { sanity } = recording;
  if (!sanity) return null;
  const doubts = sanity.faults.flatMap((fault) => texts.sanityFaults[fault] ?? []);
  const dropped = (sanity as { dropped?: unknown[] }).dropped?.length ?? 0;
  if (dropped > 0) doubts.push(texts.sanityDropped(dropped));
  const isSilent = sanity.channels.length > 0 && sanity.channels.every(({ speechMs }) => speechMs === 0);
  if (isSilent) doubts.unshift(texts.sanityNoSpeech);
  else if (sanity.layout === "mono") doubts.push(texts.sanityMono);
  const isClear =
    !isSilent && !sanity.faults.some((fault) => ["clipping", "noisy", "quiet", "truncated"].includes(fault));
  return (
    <>
      <h3 class="visually-hidden">{texts.sanityTitle}</h3>
      <ul class="sanity">
        {isClear && (
          <li>
            <Icon name="met" />
            <span>{clearText(locale, recording)}</span>
          </li>
        )}
        {doubts.map((doubt) => (
          <li class="is-doubt">
            <Icon name="doubt" />
            <span>{doubt}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function clearText(locale: Locale, { sanity }: ShownRecording): string {
  const texts = textsIn(locale);
  const margins = (sanity?.channels ?? []).flatMap(({ speechDbfs, noiseDbfs }) =>
    speechDbfs === null || noiseDbfs === null || !Number.isFinite(noiseDbfs) ? [] : speechDbfs - noiseDbfs,
  );
  const least = Math.min(...margins);
  return Number.isFinite(least) && least < 60 ? texts.sanityMargin(least) : texts.sanityGood;
}
