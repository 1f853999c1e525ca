import type { Evaluation, StoredEvaluation } from "../../../src/evaluations/evaluation.ts";
import type { Scorecard } from "../../../src/evaluations/scorecard.ts";
import { formatNumber, type Locale, splitSentences } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Band } from "../band.tsx";
import { Icon } from "../sprite.tsx";
import { type CitedVerdict, groundsOf, isOpen } from "./citations.ts";
import { breachText } from "./criteria.tsx";
import { RangeRuler, ScoreRuler } from "./ruler.tsx";

/** The large sentences under the score hold about so many characters; the rest of a longer summary is set smaller. */
const WHY_CHARACTERS_MAX = 140;

interface ScoreSectionProps {
  locale: Locale;
  evaluation: Evaluation;
  cited: CitedVerdict[];
  scorecard: Scorecard;
  judge: StoredEvaluation["judge"];
}

/** What one sees in the first second: the number or the words in its place, its band, why. */
export function ScoreSection(props: ScoreSectionProps) {
  const { locale, evaluation } = props;
  return (
    <section class="section section--first" aria-labelledby="score-title">
      <div class="section-head">
        <h2 class="visually-hidden" id="score-title">
          {textsIn(locale).scoreTitle}
        </h2>
        <Headline locale={locale} evaluation={evaluation} />
      </div>
      <div class="section-body">
        {evaluation.status === "scored" && <ScoredWhy {...props} />}
        {evaluation.status === "not_scorable" && <NotScorableWhy {...props} />}
        {evaluation.status === "needs_review" && <ReviewWhy {...props} />}
        <WithheldNote locale={locale} withheld={evaluation.withheld} />
        <Scale locale={locale} evaluation={evaluation} />
      </div>
    </section>
  );
}

function Headline({ locale, evaluation }: Pick<ScoreSectionProps, "locale" | "evaluation">) {
  const texts = textsIn(locale);
  const { status, total, verdicts } = evaluation;
  if (status === "not_scorable") return <p class="score-none">{texts.noScore}</p>;
  if (status === "scored" && total !== null)
    return (
      <>
        <p class="score">
          <strong class={Number.isInteger(total) ? "score-number" : "score-number score-number--long"}>
            {formatNumber(locale, total)}
          </strong>
          <span class="score-of">{texts.scoreOf}</span>
        </p>
        <Band locale={locale} total={total} />
      </>
    );
  const open = verdicts.filter(isOpen).length;
  return (
    <>
      <p class="score-none">{texts.waitsForReview}</p>
      {open > 0 && (
        <p class="verdict verdict--unclear">
          <Icon name="unclear" />
          {texts.openCriteria(open, verdicts.length)}
        </p>
      )}
    </>
  );
}

function ScoredWhy({ locale, evaluation, cited, scorecard, judge }: ScoreSectionProps) {
  const texts = textsIn(locale);
  const { cap, total, rawTotal } = evaluation;
  const capped = cited.find(({ verdict }) => verdict.criterion === cap?.criterion);
  const quote = capped?.citations[0];
  return (
    <>
      <Why locale={locale} text={evaluation.summary} asList={judge === "rules"} />
      {cap && (
        <p class="cap">
          <Icon name="cap" />
          <span>
            <b>{texts.capName(formatNumber(locale, cap.cap))}</b>{" "}
            {texts.capBecause(capped?.verdict.name ?? cap.criterion, breachText(locale, scorecard, cap.breach))}
            {quote && (
              <>
                , <a href={`#q${quote.number}`}>{texts.quoteLink(quote.number)}</a>
              </>
            )}
            .{" "}
            {rawTotal !== null && total !== null && rawTotal > total
              ? texts.capRaw(formatNumber(locale, rawTotal))
              : texts.capNoLoss}{" "}
            <a href="#reckoning">{texts.howReckoned}</a>
          </span>
        </p>
      )}
    </>
  );
}

function NotScorableWhy({ locale, evaluation }: ScoreSectionProps) {
  const texts = textsIn(locale);
  const reason = evaluation.notScorableReason;
  const grounds = groundsOf(evaluation);
  return (
    <>
      <Why locale={locale} text={reason ? texts.notScorableWhy[reason] : evaluation.summary} />
      <p class="cap cap--plain">
        <Icon name="info" />
        <span>
          {reason && (
            <>
              {texts.notScorableBecause(texts.notScorableReasons[reason])} (<code>{reason}</code>).{" "}
            </>
          )}
          {texts.notScorableAverages}
          {grounds.length > 0 && (
            <>
              {" "}
              {texts.groundsLabel}{" "}
              {grounds.map(({ number, evidence: [first] }, index) => (
                <>
                  {index > 0 && ", "}
                  <a href={`#u${first.utterance}`} id={`q${number}`}>
                    {texts.quoteLink(number)}
                  </a>
                </>
              ))}
              .
            </>
          )}
        </span>
      </p>
    </>
  );
}

function ReviewWhy({ locale, evaluation, judge }: ScoreSectionProps) {
  const texts = textsIn(locale);
  const { reviewReason, range, preliminary, summary } = evaluation;
  const shown = (value: number) => formatNumber(locale, value);
  const why = [
    reviewReason && texts.reviewWhy[reviewReason],
    range && texts.reviewRange(shown(range.low), shown(range.high)),
    preliminary !== null && texts.reviewPreliminary(shown(preliminary)),
  ];
  return (
    <>
      <p class="why">{why.filter(Boolean).join(" ")}</p>
      {evaluation.verdicts.length > 0 && (
        <WhyMore sentences={splitSentences(locale, summary)} asList={judge === "rules"} />
      )}
      <p class="cap cap--plain">
        <Icon name="info" />
        <span>{texts.reviewAverages}</span>
      </p>
    </>
  );
}

function Scale({ locale, evaluation }: Pick<ScoreSectionProps, "locale" | "evaluation">) {
  const { total, rawTotal, range, preliminary } = evaluation;
  if (total !== null) return <ScoreRuler locale={locale} total={total} rawTotal={rawTotal ?? total} />;
  if (range) return <RangeRuler locale={locale} {...range} preliminary={preliminary} />;
  return null;
}

/**
 * The first sentences large, what follows at reading size, so that a long summary stays readable at a glance. `asList`: only
 * the first is prose, the others name what went well and what not.
 */
function Why({ locale, text, asList = false }: { locale: Locale; text: string; asList?: boolean }) {
  const sentences = splitSentences(locale, text.trim());
  const isShort = (count: number) => sentences.slice(0, count).join("").length <= WHY_CHARACTERS_MAX;
  let taken = 1;
  while (!asList && taken < sentences.length && isShort(taken + 1)) taken += 1;
  return (
    <>
      <p class="why">{sentences.slice(0, taken).join("").trim()}</p>
      <WhyMore sentences={sentences.slice(taken)} asList={asList} />
    </>
  );
}

function WhyMore({ sentences, asList }: { sentences: string[]; asList: boolean }) {
  if (sentences.length === 0) return null;
  if (!asList) return <p class="why-more">{sentences.join("").trim()}</p>;
  return (
    <ul class="why-more">
      {sentences.map((sentence) => (
        <li>{sentence.trim()}</li>
      ))}
    </ul>
  );
}

function WithheldNote({ locale, withheld }: { locale: Locale; withheld: number[] }) {
  if (withheld.length === 0) return null;
  return (
    <p class="cap cap--plain">
      <Icon name="withheld" />
      <span>
        {textsIn(locale).withheldNote(withheld.length)}{" "}
        {withheld.map((number, index) => (
          <>
            {index > 0 && ", "}
            <a href={`#u${number}`} aria-label={textsIn(locale).utteranceLink(number)}>
              {number}
            </a>
          </>
        ))}
        .
      </span>
    </p>
  );
}
