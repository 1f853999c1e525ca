import type { Call } from "../src/calls/call.ts";
import type { CallProgress, ProgressState } from "../src/calls/progress.ts";
import type { StoredEvaluation } from "../src/evaluations/evaluation.ts";
import type { Scorecard } from "../src/evaluations/scorecard.ts";
import type { ShownRecording } from "../src/history/show-recording.ts";
import type { Spent } from "../src/history/spend/spend.ts";
import type { Role, Transcript } from "../src/transcripts/transcript.ts";
import { EvaluationHead, evaluationTitle } from "./evaluation-page.tsx";
import { formatDateTime } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { CallEvaluations, FurtherEvaluationsLink } from "./parts/call/evaluations.tsx";
import { CallFacts } from "./parts/call/facts.tsx";
import { FailedEvaluations, type ShownFailure } from "./parts/call/failed-evaluations.tsx";
import { SentBack, SentBackLink, type SentBackRow } from "./parts/call/sent-back.tsx";
import { Standstill, StartAgain } from "./parts/call/standstill.tsx";
import { CallState } from "./parts/call/state.tsx";
import { EvaluationBody, type EvaluationView } from "./parts/evaluation/evaluation-body.tsx";
import { TranscriptSection } from "./parts/evaluation/transcript.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { managerTitle } from "./parts/manager-title.ts";

/** `/calls/:id`. */
export interface CallPageProps extends PageProps {
  call: Call;
  /** Display name of the manager; null when not told. */
  managerName: string | null;
  /** What people call its source; null or absent: by its key. */
  sourceName?: string | null;
  /** Every evaluation of the call, newest first within a scorecard. */
  evaluations: StoredEvaluation[];
  /** The one shown first; null without any. */
  shown: { stored: StoredEvaluation; scorecard: Scorecard } | null;
  /** How the last work on it stands or ended; null when it led to a result. */
  standing: CallProgress | null;
  /** Null before there is one, or when it was erased. */
  transcript: Transcript | null;
  /** The roles in force, by position of the utterance. */
  roles: Role[];
  /** What was heard; null for a text. */
  recording: ShownRecording | null;
  /** Scorecards that could not be filled in; absent: none. */
  failures?: readonly ShownFailure[];
  /** What it paid in all stages; absent: not known. */
  spent?: Spent;
  /** What endpoints were told of it; absent: nothing. */
  sentBack?: readonly SentBackRow[];
  /** The role assignment that a person can change over; null when there is none. */
  swappable: string | null;
  /** IANA name. */
  timeZone: string;
}

/** A call: the report on it as soon as it has an evaluation, else what is known of it. */
export function CallPage(props: CallPageProps) {
  const { shown } = props;
  if (!shown) return <BareCallPage {...props} />;
  return <ReportedCallPage {...props} view={{ ...shown, ...props }} />;
}

/** The report, what else was asked for, what became of it outside, and what is known of the call. */
function ReportedCallPage(props: CallPageProps & { view: EvaluationView }) {
  const { locale, call, view, recording, evaluations, timeZone, standing } = props;
  const more = (
    <>
      <FurtherEvaluationsLink locale={locale} evaluations={evaluations} />
      <SentBackLink locale={locale} rows={props.sentBack ?? []} />
    </>
  );
  return (
    <Layout
      {...props}
      title={evaluationTitle(locale, view, call)}
      section="calls"
      scripts={recording?.isHere ? ["player"] : []}
    >
      <EvaluationHead {...props} of="call" more={more}>
        {standing && (
          <>
            <p class="page-lead">{textsIn(locale).earlierShown[earlierOf(standing)]}</p>
            <Standing {...props} standing={standing} />
          </>
        )}
      </EvaluationHead>
      <EvaluationBody locale={locale} timeZone={timeZone} view={view} of="call" swappable={props.swappable} />
      <CallEvaluations {...{ locale, timeZone, evaluations }} shownId={view.stored.id} />
      <FailedEvaluations locale={locale} callId={call.id} failures={props.failures ?? []} />
      <SentBackSection {...props} />
      <CallFacts {...props} />
    </Layout>
  );
}

/** What a page with an evaluation says of work that came after it. */
function earlierOf({ state }: CallProgress): "skipped" | "ended" | "atWork" {
  if (state === "skipped") return "skipped";
  return state === "working" || state === "waiting" || state === "cancelling" ? "atWork" : "ended";
}

/** Seconds after which a call without an evaluation is looked at again; where nothing moves by itself it is not. */
const REFRESH_SECONDS: Partial<Record<ProgressState, number>> = { working: 5, cancelling: 5, waiting: 30 };

/** A call without an evaluation: what it waits for or why there is none, its words if there are some. */
function BareCallPage(props: CallPageProps) {
  const { locale, call, managerName, transcript, roles, standing } = props;
  const texts = textsIn(locale);
  const name = managerTitle(locale, managerName, call);
  const seconds = standing ? REFRESH_SECONDS[standing.state] : undefined;
  return (
    <Layout
      {...props}
      title={name}
      section="calls"
      scripts={seconds === undefined ? [] : ["refresh"]}
      {...(seconds === undefined ? {} : { refreshSeconds: seconds })}
    >
      <header class="page-head">
        <p class="page-path">
          <a href="/calls">{texts.pathCalls}</a> / {call.externalId ?? texts.pathCall}
        </p>
        <h1>{name}</h1>
        <p class="facts-line" data-live="facts">
          <span>{formatDateTime(locale, props.timeZone, call.startedAt ?? call.createdAt)}</span>
          {call.direction && <span>{texts.directions[call.direction]}</span>}
          {transcript && <span>{texts.utteranceCount(transcript.utterances.length)}</span>}
          <CallState locale={locale} call={call} stored={null} />
        </p>
      </header>
      <section class="section section--first" aria-labelledby="evaluations-title">
        <div class="section-head">
          <h2 id="evaluations-title">{texts.evaluationsTitle}</h2>
        </div>
        <div class="section-body" data-live="standing" {...(seconds === undefined ? {} : { "data-refresh": seconds })}>
          {standing ? <Standing {...props} standing={standing} /> : texts.noEvaluations}
        </div>
      </section>
      {transcript && (
        <TranscriptSection
          {...{ locale, transcript, roles, managerName, recording: props.recording }}
          marks={[]}
          withheld={[]}
          language={null}
        />
      )}
      <CallFacts {...props} />
    </Layout>
  );
}

/** Why there is no newer result and what can be done; while it is at work, a way to look again. */
function Standing({ locale, call, standing, transcript, timeZone }: CallPageProps & { standing: CallProgress }) {
  const texts = textsIn(locale);
  const { state, reason } = standing;
  if (state !== "working" && state !== "waiting" && state !== "cancelling")
    return (
      <>
        <Standstill locale={locale} progress={standing} timeZone={timeZone} />
        <StartAgain locale={locale} progress={standing} source={call.source} hasWords={transcript !== null} />
      </>
    );
  const awaited = call.status === "received" ? texts.callWaitsAbout[reason ?? ""] : undefined;
  return (
    <>
      {awaited === undefined && state === "waiting" ? (
        <Standstill locale={locale} progress={standing} timeZone={timeZone} />
      ) : (
        <p class="advice">{awaited ?? texts.refreshLater}</p>
      )}
      <p class="actions">
        <a class="button button--quiet" href={`/calls/${call.id}`}>
          {texts.refresh}
        </a>
      </p>
    </>
  );
}

function SentBackSection({ locale, sentBack = [], evaluations, timeZone }: CallPageProps) {
  const modes = new Map(evaluations.map(({ scorecard, evaluation }) => [scorecard.key, evaluation.mode]));
  return <SentBack locale={locale} rows={sentBack} modeOf={(key) => modes.get(key) ?? null} timeZone={timeZone} />;
}
