import type { Child } from "hono/jsx";
import type { Call } from "../src/calls/call.ts";
import { formatDateTime, formatNumber, formatPosition, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { EvaluationBody, type EvaluationView } from "./parts/evaluation/evaluation-body.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { managerTitle } from "./parts/manager-title.ts";

/** `/evaluations/:id`. */
export interface EvaluationPageProps extends PageProps {
  call: Call;
  view: EvaluationView;
  /** IANA name of the zone in which days and times are shown. */
  timeZone: string;
}

/** One evaluation as a report: score, why, what to change, criteria, sum, conversation, receipt. */
export function EvaluationPage(props: EvaluationPageProps) {
  const { locale, view } = props;
  return (
    <Layout
      {...props}
      title={evaluationTitle(locale, view, props.call)}
      section="calls"
      scripts={view.recording?.isHere ? ["player"] : []}
    >
      <EvaluationHead {...props} />
      <EvaluationBody locale={locale} timeZone={props.timeZone} view={view} />
    </Layout>
  );
}

interface EvaluationHeadProps extends Omit<EvaluationPageProps, keyof PageProps> {
  locale: Locale;
  /** Whose page it is; on the call's own nothing leads to the call. */
  of?: "call" | "evaluation";
  /** Further facts. */
  more?: Child;
  /** What stands below the facts. */
  children?: Child;
}

/** Title, way back and the facts of a call above its evaluation. */
export function EvaluationHead({
  locale,
  call,
  view,
  timeZone,
  of = "evaluation",
  more,
  children,
}: EvaluationHeadProps) {
  const texts = textsIn(locale);
  const { stored } = view;
  const facts = [
    formatDateTime(locale, timeZone, call.startedAt ?? call.createdAt),
    call.direction && texts.directions[call.direction],
    texts.modeNames[stored.evaluation.mode],
    view.recording?.durationMs ? formatPosition(view.recording.durationMs) : null,
    texts.utteranceCount(stored.evaluation.metrics.utterances),
    texts.judgedBy(texts.judgeNames[stored.judge]),
  ];
  return (
    <header class="page-head">
      <p class="page-path">
        <a href="/calls">{texts.pathCalls}</a> /{" "}
        {of === "call" ? (
          (call.externalId ?? texts.pathCall)
        ) : (
          <a href={`/calls/${call.id}`}>{call.externalId ?? texts.pathCall}</a>
        )}
      </p>
      <h1>{managerTitle(locale, view.managerName, call)}</h1>
      <p class="facts-line">
        {facts.filter(Boolean).map((fact) => (
          <span>{fact}</span>
        ))}
        {more}
      </p>
      {!stored.current && of === "evaluation" && (
        <p class="page-lead">
          {texts.superseded} <a href={`/calls/${call.id}`}>{texts.openCall}</a>
        </p>
      )}
      {children}
    </header>
  );
}

/** The title of a result in the browser's tab: the score, or what stands in its place, and whose call it is. */
export function evaluationTitle(locale: Locale, { stored, managerName }: EvaluationView, call: Call): string {
  const texts = textsIn(locale);
  const { status, total, notScorableReason } = stored.evaluation;
  const who = managerTitle(locale, managerName, call);
  if (status === "scored" && total !== null) return texts.titleScored(formatNumber(locale, total), who);
  if (status === "needs_review") return `${texts.waitsForReview}: ${who}`;
  return notScorableReason ? `${texts.noScore}: ${texts.notScorableReasons[notScorableReason]}` : texts.noScore;
}
