import type { Call } from "../src/calls/call.ts";
import type { StoredEvaluation } from "../src/evaluations/evaluation.ts";
import type { Scorecard } from "../src/evaluations/scorecard.ts";
import type { ShownRecording } from "../src/history/show-recording.ts";
import type { Spent } from "../src/history/spend/spend.ts";
import type { Role, Transcript } from "../src/transcripts/transcript.ts";
import { EvaluationHead, evaluationTitle } from "./evaluation-page.tsx";
import { formatAligned, formatDateTime, formatDollars, formatPosition, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Band } from "./parts/band.tsx";
import { CallState } from "./parts/call-state.tsx";
import { citeVerdicts, transcriptMarks } from "./parts/citations.ts";
import { EvaluationBody, type EvaluationView } from "./parts/evaluation-body.tsx";
import { FailedEvaluations, type ShownFailure } from "./parts/failed-evaluations.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { RowRuler } from "./parts/ruler.tsx";
import { SentBack, SentBackLink, type SentBackRow } from "./parts/sent-back.tsx";
import { sourceTitle } from "./parts/source-proof.tsx";
import { TranscriptSection } from "./parts/transcript.tsx";

/** `/calls/:id`. */
export interface CallPageProps extends PageProps {
  call: Call;
  /** Display name of the manager; null when not told. */
  managerName: string | null;
  /** What people call its source; null or absent: by its key. */
  sourceName?: string | null;
  /** Every evaluation of the call, newest first within a scorecard, the primary scorecard's first. */
  evaluations: StoredEvaluation[];
  /** The one shown first; null without any. */
  shown: { stored: StoredEvaluation; scorecard: Scorecard } | null;
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

/** A call: a recording with a result as a report, else what is known of it. */
export function CallPage(props: CallPageProps) {
  const { recording, shown, transcript } = props;
  if (!recording || !shown || !transcript) return <PlainCallPage {...props} />;
  return <RecordedCallPage {...props} view={{ ...shown, ...props, recording }} />;
}

/** The report on a recorded call, with its sound, its other evaluations and what is known of the file. */
function RecordedCallPage(props: CallPageProps & { view: EvaluationView }) {
  const { locale, call, view, recording } = props;
  return (
    <Layout
      {...props}
      title={evaluationTitle(locale, view)}
      section="calls"
      scripts={recording?.isHere ? ["player"] : []}
    >
      <EvaluationHead {...props} more={<SentBackLink locale={locale} rows={props.sentBack ?? []} />} />
      <EvaluationBody locale={locale} timeZone={props.timeZone} view={view} />
      {props.swappable !== null && view.transcript?.utterances.length !== 0 && (
        <SwapSection locale={locale} callId={call.id} seen={props.swappable} />
      )}
      <EvaluationsSection {...props} place="further" />
      <FailedEvaluations locale={locale} callId={call.id} failures={props.failures ?? []} />
      <SentBackSection {...props} />
      <CallFacts {...props} />
    </Layout>
  );
}

function SwapSection({ locale, callId, seen }: { locale: Locale; callId: string; seen: string }) {
  const texts = textsIn(locale);
  return (
    <section class="section" aria-labelledby="swap-title">
      <div class="section-head">
        <h2 id="swap-title">{texts.swapTitle}</h2>
      </div>
      <div class="section-body">
        <form class="actions" method="post" action={`/calls/${callId}/swap-roles?seen=${seen}`}>
          <button class="button button--quiet" type="submit">
            {texts.swapRoles}
          </button>
          <span class="note">{texts.swapNote}</span>
        </form>
      </div>
    </section>
  );
}

/** A call: what is known of it, its evaluations by scorecard, the conversation with the primary evaluation's marks. */
function PlainCallPage(props: CallPageProps) {
  const { locale, call, managerName, evaluations, transcript, roles } = props;
  const texts = textsIn(locale);
  const primary = evaluations.find(
    ({ current, scorecard }) => current && scorecard.key === call.handling.scorecards[0],
  );
  const shown = primary ?? evaluations.find(({ current }) => current) ?? null;
  const name = managerName ?? texts.untitledCall;
  return (
    <Layout {...props} title={name} section="calls" scripts={props.recording?.isHere ? ["player"] : []}>
      <header class="page-head">
        <p class="page-path">
          <a href="/calls">{texts.pathCalls}</a> / {call.externalId ?? texts.pathCall}
        </p>
        <h1>{name}</h1>
        <p class="facts-line">
          <span>{formatDateTime(locale, props.timeZone, call.startedAt ?? call.createdAt)}</span>
          {call.direction && <span>{texts.directions[call.direction]}</span>}
          {transcript && <span>{texts.utteranceCount(transcript.utterances.length)}</span>}
          {call.status !== "scored" && <CallState locale={locale} call={call} stored={shown} />}
          <SentBackLink locale={locale} rows={props.sentBack ?? []} />
        </p>
      </header>
      <EvaluationsSection {...props} place="first" />
      <FailedEvaluations locale={locale} callId={call.id} failures={props.failures ?? []} />
      <SentBackSection {...props} />
      {transcript ? (
        <TranscriptSection
          locale={locale}
          transcript={transcript}
          roles={roles}
          marks={shown ? transcriptMarks(shown.evaluation, citeVerdicts(shown.evaluation)) : []}
          withheld={shown?.evaluation.withheld ?? []}
          managerName={managerName}
          language={shown?.evaluation.language ?? null}
          quotesPage={shown ? `/evaluations/${shown.id}` : ""}
          recording={props.recording}
        />
      ) : (
        <section class="section" aria-labelledby="transcript-title">
          <div class="section-head">
            <h2 id="transcript-title">{texts.transcriptTitle}</h2>
          </div>
          <div class="section-body">
            <p>{texts.noTranscript}</p>
          </div>
        </section>
      )}
      <CallFacts {...props} />
    </Layout>
  );
}

function SentBackSection({ locale, sentBack = [], evaluations, timeZone }: CallPageProps) {
  const modes = new Map(evaluations.map(({ scorecard, evaluation }) => [scorecard.key, evaluation.mode]));
  return <SentBack locale={locale} rows={sentBack} modeOf={(key) => modes.get(key) ?? null} timeZone={timeZone} />;
}

function EvaluationsSection({
  locale,
  call,
  evaluations,
  timeZone,
  place,
}: CallPageProps & { place: "first" | "further" }) {
  const texts = textsIn(locale);
  return (
    <section class={place === "first" ? "section section--first" : "section"} aria-labelledby="evaluations-title">
      <div class="section-head">
        <h2 id="evaluations-title">{texts.evaluationsTitle}</h2>
        {evaluations.length > 0 && <p class="note">{texts.evaluationsNote}</p>}
      </div>
      <div class="section-body">
        {evaluations.length === 0 ? (
          <NoEvaluations locale={locale} call={call} />
        ) : (
          <table class="table evaluations">
            <caption class="visually-hidden">{texts.evaluationsTitle}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.evaluationsHead.scorecard}</th>
                <th scope="col">{texts.evaluationsHead.when}</th>
                <th scope="col">{texts.evaluationsHead.judge}</th>
                <th scope="col" class="number">
                  {texts.evaluationsHead.score}
                </th>
                <th scope="col" class="evaluation-band">
                  <span class="visually-hidden">{texts.callsHead.band}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {evaluations.map((stored) => (
                <EvaluationRow locale={locale} timeZone={timeZone} stored={stored} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

/** Nothing yet: what it waits for or why it is left out; wait when it is at work, send it again when it failed. */
function NoEvaluations({ locale, call }: Pick<CallPageProps, "locale" | "call">) {
  const texts = textsIn(locale);
  const { status, statusReason } = call;
  if (status === "skipped") {
    const { no_recording: never, other } = texts.skippedAbout;
    const about = statusReason === "no_recording" ? never : `${other} ${texts.includeNothing}`;
    return <NextStep about={about} to="/sources" label={texts.openSources} />;
  }
  if (status === "failed") return <NextStep about={texts.noEvaluations} to="/" label={texts.sendAgain} />;
  const awaited = status === "received" ? texts.callWaitsAbout[statusReason ?? ""] : undefined;
  return <NextStep about={awaited ?? texts.refreshLater} to={`/calls/${call.id}`} label={texts.refresh} />;
}

function NextStep({ about, to, label }: { about: string; to: string; label: string }) {
  return (
    <>
      <p class="advice">{about}</p>
      <p class="actions">
        <a class="button button--quiet" href={to}>
          {label}
        </a>
      </p>
    </>
  );
}

function EvaluationRow({ locale, timeZone, stored }: { locale: Locale; timeZone: string; stored: StoredEvaluation }) {
  const texts = textsIn(locale);
  const { evaluation, current } = stored;
  const { total } = evaluation;
  return (
    <tr class={current ? "" : "is-earlier"}>
      <th scope="row">
        <a href={`/evaluations/${stored.id}`}>{texts.modeNames[evaluation.mode]}</a>
        <span class="note">
          {texts.revision(stored.scorecard.key, stored.scorecard.revision)}, {current ? texts.current : texts.earlier}
        </span>
      </th>
      <td>{formatDateTime(locale, timeZone, stored.createdAt)}</td>
      <td>{texts.judgeNames[stored.judge]}</td>
      <td class="number">{total !== null && <b>{formatAligned(locale, total)}</b>}</td>
      <td class="evaluation-band">
        {total === null ? (
          <CallState locale={locale} call={{ status: evaluation.status, statusReason: null }} stored={stored} />
        ) : (
          <>
            <Band locale={locale} total={total} tag="span" />
            <RowRuler total={total} />
          </>
        )}
      </td>
    </tr>
  );
}

function CallFacts(props: CallPageProps) {
  const { locale, call, managerName, timeZone, recording } = props;
  const texts = textsIn(locale);
  const names = texts.callFacts;
  const facts: [string, string | null][] = [
    [names.id, call.id],
    [names.externalId, call.externalId],
    [names.manager, managerName ?? call.managerId],
    [names.source, sourceTitle(locale, { key: call.source, name: props.sourceName })],
    [names.origin, texts.origins[call.origin]],
    [names.direction, call.direction && texts.directions[call.direction]],
    [names.startedAt, call.startedAt && formatDateTime(locale, timeZone, call.startedAt)],
    [names.receivedAt, formatDateTime(locale, timeZone, call.createdAt)],
    [names.tags, call.tags.join(", ") || null],
    ...(recording ? recordingFacts(locale, recording) : []),
    [texts.spendOfCall, props.spent ? costOf(locale, props.spent) : null],
  ];
  return (
    <section class="section" aria-labelledby="call-title">
      <div class="section-head">
        <h2 id="call-title">{texts.callFactsTitle}</h2>
      </div>
      <div class="section-body">
        <dl class="facts">
          {facts.map(
            ([name, value]) =>
              value !== null && (
                <>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </>
              ),
          )}
        </dl>
      </div>
    </section>
  );
}

/** All that was paid for the call, what nobody knows apart. */
function costOf(locale: Locale, { requests, paidUsd, unknownUsd }: Spent): string {
  const texts = textsIn(locale);
  if (requests === 0) return texts.free;
  const unknown = unknownUsd > 0 ? texts.spendOfCallUnknown(formatDollars(locale, unknownUsd)) : "";
  return texts.spendOfCallLine(formatDollars(locale, paidUsd), requests) + unknown;
}

function recordingFacts(locale: Locale, recording: ShownRecording): [string, string | null][] {
  const texts = textsIn(locale);
  const names = texts.recordingFacts;
  const { fileName, durationMs, sizeBytes, sanity, engine } = recording;
  const format = sanity?.format;
  return [
    [names.file, fileName],
    [names.length, durationMs === null ? null : formatPosition(durationMs)],
    [names.size, sizeBytes === null ? null : texts.megabytes(sizeBytes)],
    [names.sound, format ? texts.soundOf(format.codec.toUpperCase(), format.channels, format.sampleRate / 1000) : null],
    [names.engine, engine?.version ?? null],
  ];
}
