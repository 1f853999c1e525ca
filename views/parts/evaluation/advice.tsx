import type { Evaluation, Recommendation, StoredEvaluation } from "../../../src/evaluations/evaluation.ts";
import { bindNumbers, type Locale, quoted, splitSentences } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { type CitedVerdict, lossOf } from "./citations.ts";

/** So many pieces of advice are read at a sitting; the others wait behind a summary. */
const ADVICE_SHOWN_MAX = 3;

interface AdviceProps {
  locale: Locale;
  evaluation: Evaluation;
  cited: CitedVerdict[];
  judge: StoredEvaluation["judge"];
}

/** What to change, the first thing large, each with words to say. Nothing when points were lost and nobody said why. */
export function AdviceSection({ locale, evaluation, cited, judge }: AdviceProps) {
  const texts = textsIn(locale);
  const [first, ...others] = evaluation.recommendations;
  const shown = others.slice(0, ADVICE_SHOWN_MAX - 1);
  const rest = others.slice(ADVICE_SHOWN_MAX - 1);
  const shared = { locale, cited, judge };
  const isAllWell = cited.every(({ verdict }) => lossOf(verdict) === 0);
  if (!first && !isAllWell) return null;
  return (
    <section class="section" aria-labelledby="advice-title">
      <div class="section-head">
        <h2 id="advice-title">{isAllWell ? texts.adviceTitleKeep : texts.adviceTitle}</h2>
      </div>
      <div class="section-body">
        {first ? <Advice {...shared} advice={first} first /> : <p>{texts.adviceNone}</p>}
        {shown.map((advice) => (
          <Advice {...shared} advice={advice} />
        ))}
        {rest.length > 0 && (
          <details class="rest">
            <summary>{texts.adviceMore(rest.length)}</summary>
            {rest.map((advice) => (
              <Advice {...shared} advice={advice} />
            ))}
          </details>
        )}
      </div>
    </section>
  );
}

interface OneProps {
  locale: Locale;
  advice: Recommendation;
  cited: CitedVerdict[];
  judge: StoredEvaluation["judge"];
  first?: boolean;
}

function Advice({ locale, advice, cited, judge, first = false }: OneProps) {
  const texts = textsIn(locale);
  const text = bindNumbers(advice.text);
  const [what = text, ...reasons] = splitSentences(locale, text);
  const why = reasons.join("").trim();
  const place = cited.find(({ verdict }) => verdict.criterion === advice.criterion);
  return (
    <div class={first ? "advice advice--first" : "advice"}>
      <h3>{what}</h3>
      {why && <p class="advice-why">{why}</p>}
      {advice.example && (
        <>
          <p class="advice-label">{judge === "rules" ? texts.adviceSayElsewhere : texts.adviceSay}</p>
          <p class="advice-say">{quoted(locale, advice.example)}</p>
        </>
      )}
      {place && (
        <p class="advice-place">
          <a href={`#c-${place.verdict.criterion}`}>{texts.advicePlace(place.verdict.name)}</a>
        </p>
      )}
    </div>
  );
}
