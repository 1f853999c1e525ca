import type { CallProgress, ProgressState } from "../src/calls/progress.ts";
import type { ContentMode } from "../src/evaluations/scorecard.ts";
import type { KeptRecording } from "../src/history/show-calls.ts";
import { formatShortDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { RecordingSection } from "./parts/recording.tsx";
import { Icon } from "./parts/sprite.tsx";
import { Steps, stepName } from "./parts/steps.tsx";
import { TranscriptSection } from "./parts/transcript.tsx";

/** `/calls/:id` of a recording that has no result (yet). */
export interface ProcessingPageProps extends PageProps {
  progress: CallProgress;
  /** The mode of the scorecard that is filled in; null when the scorecard is gone. */
  mode: ContentMode | null;
  /** What there is of it once the work is over: its sound, and its words if it came so far; null or absent before. */
  kept?: KeptRecording | null;
  /** IANA name. */
  timeZone: string;
}

/** Seconds after which the page asks for itself again without scripts; where nothing moves by itself it does not. */
const REFRESH_SECONDS: Partial<Record<ProgressState, number>> = { working: 5, cancelling: 5, waiting: 30 };

/** A recording on its way: its steps with what was counted, why it stands still, what can be done. */
export function ProcessingPage(props: ProcessingPageProps) {
  const { locale, progress } = props;
  const texts = textsIn(locale);
  const { state, steps, callId } = progress;
  const at = steps.findIndex((step) => step.state === "now" || step.state === "stopped");
  const place = texts.stepsTitle(at < 0 ? steps.length : at + 1, steps.length);
  const seconds = REFRESH_SECONDS[state];
  return (
    <Layout
      {...props}
      title={`${texts.workTitles[state]}, ${lowerFirst(place)}`}
      section="calls"
      scripts={props.kept?.recording.isHere ? ["player"] : ["progress"]}
      {...(seconds === undefined ? {} : { refreshSeconds: seconds })}
    >
      <header class="page-head" {...(seconds === undefined ? {} : { "data-events": `/api/v1/calls/${callId}/events` })}>
        <p class="page-path">
          <a href="/calls">{texts.pathCalls}</a> / <span class="number">{callId}</span>
        </p>
        <h1 tabindex={-1} data-live="title">
          {texts.workTitles[state]}
        </h1>
        <p class="facts-line" data-live="facts">
          {props.kept?.managerName && <span>{props.kept.managerName}</span>}
          <span>{recordingName(locale, progress)}</span>
          {props.mode && <span>{texts.modeNames[props.mode]}</span>}
          <span>{texts.acceptedAt(formatShortDateTime(locale, props.timeZone, progress.acceptedAt))}</span>
        </p>
      </header>
      <section class="section section--first" aria-labelledby="steps-title">
        <div class="section-head" data-live="place">
          <h2 id="steps-title">{place}</h2>
          <p class="note">{texts.workNotes[state]}</p>
        </div>
        <div class="section-body">
          <div data-live="standstill">
            <Standstill {...props} />
          </div>
          <Steps locale={locale} progress={progress} />
          <p class="visually-hidden" role="status" data-live="status">
            {at < 0 ? texts.workTitles[state] : texts.stepNow(stepName(locale, progress, at))}
          </p>
          <div data-live="actions">
            <Actions {...props} />
          </div>
        </div>
      </section>
      <div data-live="kept">{props.kept && <Kept locale={locale} {...props.kept} />}</div>
    </Layout>
  );
}

/** The sound that is here, and the words it came to: a person may judge for herself what failed. */
function Kept({ locale, recording, transcript, roles, managerName }: KeptRecording & { locale: Locale }) {
  if (!transcript || transcript.utterances.length === 0)
    return recording.isHere ? <RecordingSection locale={locale} recording={recording} /> : null;
  const language = recording.engine?.language ?? null;
  return (
    <TranscriptSection
      {...{ locale, recording, transcript, roles, managerName, language }}
      marks={[]}
      withheld={[]}
      quotesPage=""
    />
  );
}

/** Why nothing moves and what helps; nothing while it moves. */
function Standstill({ locale, progress, timeZone }: ProcessingPageProps) {
  const texts = textsIn(locale);
  const { state, until } = progress;
  const reason = progress.reason ?? "other";
  if (state === "waiting" && reason === "speech_not_configured")
    return <Block icon="wait" why={texts.waitsForEngine} how={texts.waitsForEngineHow} />;
  if (state === "waiting") {
    const known: Record<string, string> = texts.waitReasons;
    const how = until ? texts.waitsUntil(formatShortDateTime(locale, timeZone, until)) : "";
    return <Block icon="wait" why={texts.waitsToRetry(known[reason] ?? texts.waitReasons.other)} how={how} />;
  }
  if (state === "quarantined") return <Block icon="not-met" why={texts.quarantinedWhy} how={texts.quarantinedHow} />;
  if (state === "skipped") {
    const { no_recording: never, other } = texts.skippedAbout;
    const how = reason === "no_recording" ? never : other;
    return <Block icon="wait" why={upperFirst(texts.skipReasons[reason] ?? reason)} how={how} />;
  }
  if (state !== "failed") return null;
  const known: Record<string, { why: string; how: string }> = texts.failedWhy;
  const words = known[reason] ?? texts.failedWhy.other;
  return <Block icon="not-met" {...words} code={`${texts.reasonCode} ${reason}`} />;
}

interface BlockProps {
  icon: "wait" | "not-met";
  why: string;
  how: string;
  code?: string;
}

function Block({ icon, why, how, code }: BlockProps) {
  return (
    <p class={`standstill standstill--${icon}`}>
      <Icon name={icon} />
      <span>
        <b>{why}</b> {how}
        {code && <span class="note"> {code}</span>}
      </span>
    </p>
  );
}

/** What a person can do: stop what goes on, start again what stands still, look at what is there. */
function Actions({ locale, progress, path }: ProcessingPageProps) {
  const texts = textsIn(locale);
  const { state, callId } = progress;
  if (state === "working" || state === "waiting")
    return (
      <form class="actions" method="post" action={`/calls/${callId}/cancel`}>
        <a class="button button--quiet" href={path}>
          {texts.refresh}
        </a>
        <button class="button button--quiet" type="submit" name="act" value="cancel">
          {texts.cancelWork}
        </button>
        <span class="note">{texts.cancelNote}</span>
      </form>
    );
  if (state === "cancelling")
    return (
      <p class="actions">
        <a class="button button--quiet" href={path}>
          {texts.refresh}
        </a>
      </p>
    );
  if (state === "done")
    return (
      <p class="actions">
        <a class="button" href={`/calls/${callId}`}>
          {texts.openResult}
        </a>
      </p>
    );
  return <StartAgain locale={locale} progress={progress} />;
}

/** A file that is no recording was not kept: then another one has to be sent. */
const WORTHLESS = ["not_audio", "audio_broken", "audio_too_long", "audio_too_large"];

function StartAgain({ locale, progress }: { locale: Locale; progress: CallProgress }) {
  const texts = textsIn(locale);
  const { state, callId, reason } = progress;
  if (state === "skipped") return <Include locale={locale} progress={progress} />;
  if (WORTHLESS.includes(reason ?? ""))
    return (
      <p class="actions">
        <a class="button" href="/">
          {texts.sendAnother}
        </a>
      </p>
    );
  return (
    <form class="actions" method="post" action={`/calls/${callId}/replay`}>
      <button class="button" type="submit" name="act" value="replay">
        {texts.replayWork}
      </button>
      <span class="note">{texts.replayNote}</span>
    </form>
  );
}

/** A person may want a call that was left out. */
function Include({ locale, progress }: { locale: Locale; progress: CallProgress }) {
  const texts = textsIn(locale);
  const { callId, reason, recording } = progress;
  return (
    <form class="actions" method="post" action={`/calls/${callId}/include`}>
      {recording?.isReachable && (
        <button class="button" type="submit">
          {reason === "no_recording" ? texts.includeLookAgain : texts.includeCall}
        </button>
      )}
      <a class="button button--quiet" href="/sources">
        {texts.openSources}
      </a>
      <span class="note">{recording?.isReachable ? texts.includeNote : texts.includeForgotten}</span>
    </form>
  );
}

function recordingName(locale: Locale, { recording, origin }: CallProgress): string {
  const texts = textsIn(locale);
  return recording?.fileName ?? (origin === "upload" ? texts.recordingUnnamed : texts.recordingByUrl);
}

/** A reason that stands alone, as a sentence. */
function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
