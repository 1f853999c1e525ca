import type { Call } from "../src/calls/call.ts";
import type { CallProgress, ProgressState } from "../src/calls/progress.ts";
import type { ContentMode } from "../src/evaluations/scorecard.ts";
import type { KeptRecording } from "../src/history/show-calls.ts";
import type { Spent } from "../src/history/spend/spend.ts";
import { formatDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { CallFacts } from "./parts/call/facts.tsx";
import { RecordingSection } from "./parts/call/recording.tsx";
import { Standstill, StartAgain } from "./parts/call/standstill.tsx";
import { Steps, stepName } from "./parts/call/steps.tsx";
import { TranscriptSection } from "./parts/evaluation/transcript.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { managerTitle } from "./parts/manager-title.ts";

/** `/calls/:id` of a recording that has no result (yet). */
export interface ProcessingPageProps extends PageProps {
  progress: CallProgress;
  call: Call;
  /** Display name of the manager; null when not told. */
  managerName: string | null;
  /** What people call its source; null or absent: by its key. */
  sourceName?: string | null;
  /** What it paid so far; absent: not known. */
  spent?: Spent;
  /** The mode of the scorecard that is filled in; null when the scorecard is gone. */
  mode: ContentMode | null;
  /** What there is of it while the work stands still or is over: its sound, and its words; null or absent else. */
  kept?: KeptRecording | null;
  /** IANA name. */
  timeZone: string;
}

/**
 * Seconds after which the page asks for itself again without scripts; where nothing moves by itself it does not, nor where
 * somebody may be listening.
 */
const REFRESH_SECONDS: Partial<Record<ProgressState, number>> = { working: 5, cancelling: 5, waiting: 30 };

/** A recording on its way: its steps with what was counted, why it stands still, what can be done. */
export function ProcessingPage(props: ProcessingPageProps) {
  const { locale, progress, call, managerName } = props;
  const texts = textsIn(locale);
  const { state, steps, callId } = progress;
  const at = steps.findIndex((step) => step.state === "now" || step.state === "stopped");
  const place = texts.stepsTitle(at < 0 ? steps.length : at + 1, steps.length);
  const seconds = REFRESH_SECONDS[state];
  const isHeard = props.kept?.recording.isHere === true;
  return (
    <Layout
      {...props}
      title={`${texts.workTitles[state]}, ${lowerFirst(place)}`}
      section="calls"
      scripts={[...(isHeard ? (["player"] as const) : []), ...(seconds === undefined ? [] : (["progress"] as const))]}
      {...(seconds === undefined || isHeard ? {} : { refreshSeconds: seconds })}
    >
      <header class="page-head" {...(seconds === undefined ? {} : { "data-events": `/api/v1/calls/${callId}/events` })}>
        <p class="page-path">
          <a href="/calls">{texts.pathCalls}</a> / {call.externalId ?? texts.pathCall}
        </p>
        <h1 tabindex={-1} data-live="title">
          {texts.workTitles[state]}
        </h1>
        <p class="facts-line" data-live="facts">
          {managerName && <span>{managerTitle(locale, managerName, call)}</span>}
          <span>{formatDateTime(locale, props.timeZone, call.startedAt ?? call.createdAt)}</span>
          {call.direction && <span>{texts.directions[call.direction]}</span>}
          {props.mode && <span>{texts.modeNames[props.mode]}</span>}
          <span>{recordingName(locale, progress)}</span>
        </p>
      </header>
      <section class="section section--first" aria-labelledby="steps-title">
        <div class="section-head" data-live="place">
          <h2 id="steps-title">{place}</h2>
          <p class="note">{texts.workNotes[state]}</p>
        </div>
        <div class="section-body">
          <div data-live="standstill">
            <Standstill locale={locale} progress={progress} timeZone={props.timeZone} />
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
      <div data-live="kept">
        {props.kept && (
          <Kept locale={locale} managerName={managerName} isAtWork={seconds !== undefined} {...props.kept} />
        )}
      </div>
      <CallFacts {...props} recording={props.kept?.recording ?? null} />
    </Layout>
  );
}

/** The sound that is here, and the words it came to: a person may judge for herself what failed. */
function Kept({
  locale,
  recording,
  transcript,
  roles,
  managerName,
  isAtWork,
}: KeptRecording & { locale: Locale; managerName: string | null; isAtWork: boolean }) {
  if (!transcript || transcript.utterances.length === 0)
    return recording.isHere ? <RecordingSection {...{ locale, recording, isAtWork }} /> : null;
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

/** What a person can do: stop what goes on, start again what stands still, look at what is there. */
function Actions({ locale, progress, path, call, kept }: ProcessingPageProps) {
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
        <span class="note">{progress.steps[0]?.state === "done" ? texts.cancelNote : texts.cancelNoteEarly}</span>
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
  const hasWords = Boolean(kept?.transcript);
  return <StartAgain locale={locale} progress={progress} source={call.source} hasWords={hasWords} />;
}

function recordingName(locale: Locale, { recording, origin }: CallProgress): string {
  const texts = textsIn(locale);
  return recording?.fileName ?? (origin === "upload" ? texts.recordingUnnamed : texts.recordingByUrl);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
