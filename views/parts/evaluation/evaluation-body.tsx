import type { StoredEvaluation } from "../../../src/evaluations/evaluation.ts";
import type { Scorecard } from "../../../src/evaluations/scorecard.ts";
import type { ShownRecording } from "../../../src/history/show-recording.ts";
import type { Role, Transcript } from "../../../src/transcripts/transcript.ts";
import { formatNumber, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { RecordingSection } from "../call/recording.tsx";
import { FactsSection } from "../facts.tsx";
import { JudgeSection } from "../notice.tsx";
import { AdviceSection } from "./advice.tsx";
import { type CitedVerdict, citeVerdicts, isOpen, pointsInAll, transcriptMarks } from "./citations.ts";
import { Criteria } from "./criteria.tsx";
import { MetricsSection } from "./metrics.tsx";
import { ReceiptSection } from "./receipt.tsx";
import { Reckoning } from "./reckoning.tsx";
import { ScoreSection } from "./score-section.tsx";
import { SpeechFigures } from "./speech-figures.tsx";
import { SidesForm, SwapSection } from "./swap-roles.tsx";
import { TranscriptSection } from "./transcript.tsx";

/** One evaluation with all that is needed to show it. */
export interface EvaluationView {
  stored: StoredEvaluation;
  scorecard: Scorecard;
  /** The transcript it was made from; null when it was erased. */
  transcript: Transcript | null;
  /** The roles it was made with, by position of the utterance. */
  roles: Role[];
  /** Display name of the manager scored; null when not told. */
  managerName: string | null;
  /** What was heard; null for a text. */
  recording: ShownRecording | null;
}

interface BodyProps {
  locale: Locale;
  /** IANA name. */
  timeZone: string;
  view: EvaluationView;
  /** Whose page it is; on the call's own nothing leads to the call. */
  of?: "call" | "evaluation";
  /** The role assignment that a person can change over; null or absent: none. */
  swappable?: string | null;
}

/** An evaluation from the score to the receipt; which sections it has depends on its status. */
export function EvaluationBody({ locale, timeZone, view, of = "evaluation", swappable = null }: BodyProps) {
  const { stored, scorecard, transcript, roles, managerName, recording } = view;
  const hasSides = isInDoubt(view) ? roles.includes("manager") && roles.includes("customer") : true;
  const seen = transcript && transcript.utterances.length > 0 && hasSides ? swappable : null;
  const { evaluation } = stored;
  const cited = citeVerdicts(evaluation);
  const judged = evaluation.verdicts.length > 0;
  return (
    <>
      <ScoreSection locale={locale} evaluation={evaluation} cited={cited} scorecard={scorecard} judge={stored.judge} />
      {evaluation.status === "scored" ? (
        <AdviceSection locale={locale} evaluation={evaluation} cited={cited} judge={stored.judge} />
      ) : (
        <NextSteps locale={locale} view={view} seen={seen} />
      )}
      {judged && <CriteriaSections locale={locale} view={view} cited={cited} />}
      {judged && <Reckoning locale={locale} evaluation={evaluation} />}
      {transcript && (
        <TranscriptSection
          locale={locale}
          transcript={transcript}
          roles={roles}
          marks={transcriptMarks(evaluation, cited)}
          withheld={evaluation.withheld}
          managerName={managerName}
          language={evaluation.language}
          recording={recording}
        />
      )}
      {!transcript && recording && <RecordingSection locale={locale} recording={recording} />}
      {seen !== null && recording && !isInDoubt(view) && (
        <SwapSection locale={locale} callId={stored.callId} seen={seen} />
      )}
      {judged && <FactsSection locale={locale} evaluation={evaluation} managerName={managerName} />}
      {recording && <SpeechFigures locale={locale} recording={recording} />}
      {evaluation.status !== "not_scorable" && (
        <MetricsSection
          locale={locale}
          metrics={evaluation.metrics}
          transcript={transcript}
          roles={roles}
          timed={recording?.metrics !== undefined && recording?.metrics !== null}
        />
      )}
      {stored.judge === "rules" && <JudgeSection locale={locale} />}
      <ReceiptSection locale={locale} timeZone={timeZone} stored={stored} of={of} />
    </>
  );
}

/** Whether nobody knows who is the manager: then to say who it is comes first. */
function isInDoubt({ stored }: EvaluationView): boolean {
  return stored.evaluation.reviewReason === "roles_in_doubt";
}

/** Without a score: what a person can do about it. */
function NextSteps({ locale, view, seen }: { locale: Locale; view: EvaluationView; seen: string | null }) {
  const texts = textsIn(locale);
  const { status, reviewReason, recommendations } = view.stored.evaluation;
  const isHeard = view.recording !== null;
  return (
    <section class="section" aria-labelledby="next-title">
      <div class="section-head">
        <h2 id="next-title">{texts.nextTitle}</h2>
      </div>
      <div class="section-body">
        {reviewReason && (
          <div class="advice">
            {seen !== null && isInDoubt(view) && <p>{texts.rolesShown}</p>}
            <p>{isHeard && isInDoubt(view) ? texts.rolesHeard : texts.reviewSteps[reviewReason]}</p>
          </div>
        )}
        {seen !== null && isInDoubt(view) && <SidesForm locale={locale} callId={view.stored.callId} seen={seen} />}
        {status === "not_scorable" && (
          <>
            {recommendations.map(({ text }) => (
              <div class="advice">
                <p>{text}</p>
              </div>
            ))}
            <div class="advice">
              <h3>{texts.wasACall}</h3>
              <p>{isHeard ? texts.wasACallHeard : texts.wasACallHow}</p>
            </div>
          </>
        )}
      </div>
    </section>
  );
}

interface CriteriaSectionsProps {
  locale: Locale;
  view: EvaluationView;
  cited: CitedVerdict[];
}

/** Scored: all criteria. Waiting for review: the open ones, the settled ones folded behind them. */
function CriteriaSections({ locale, view, cited }: CriteriaSectionsProps) {
  const texts = textsIn(locale);
  const { evaluation } = view.stored;
  const waits = evaluation.status === "needs_review";
  const open = waits ? cited.filter(({ verdict }) => isOpen(verdict)) : cited;
  const settled = waits ? cited.filter(({ verdict }) => !isOpen(verdict)) : [];
  const { earned, possible } = pointsInAll(settled.map(({ verdict }) => verdict));
  const shared = {
    locale,
    scorecard: view.scorecard,
    cap: evaluation.cap,
    transcript: view.transcript,
    roles: view.roles,
    recording: view.recording,
  };
  return (
    <section class="section" aria-labelledby="criteria-title">
      <div class="section-head section-head--stays">
        <h2 id="criteria-title">{waits ? texts.reviewTitle : texts.criteriaTitle}</h2>
        <p class="note">{waits ? texts.reviewNote : texts.criteriaNote}</p>
      </div>
      <div class="section-body">
        {open.length > 0 && <Criteria {...shared} cited={open} />}
        {settled.length > 0 && (
          <details class="rest">
            <summary>
              {texts.settledRest(settled.length, formatNumber(locale, earned), formatNumber(locale, possible))}
            </summary>
            <Criteria {...shared} cited={settled} headed={false} />
          </details>
        )}
      </div>
    </section>
  );
}
