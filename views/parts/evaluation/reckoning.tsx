import type { Evaluation } from "../../../src/evaluations/evaluation.ts";
import { formatNumber, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { pointsInAll } from "./citations.ts";

/** The sum as one writes it on paper: earned, possible, by criteria, cap, total. Nothing when no criterion counted. */
export function Reckoning({ locale, evaluation }: { locale: Locale; evaluation: Evaluation }) {
  const texts = textsIn(locale);
  const { earned, possible } = pointsInAll(evaluation.verdicts);
  const result = evaluation.total ?? evaluation.preliminary;
  if (possible === 0 || result === null || evaluation.rawTotal === null) return null;
  const all = evaluation.verdicts.reduce((sum, { weight }) => sum + weight, 0);
  const shown = (value: number) => formatNumber(locale, value);
  const capped = evaluation.verdicts.find(({ criterion }) => criterion === evaluation.cap?.criterion);
  return (
    <section class="section" id="reckoning" aria-labelledby="reckoning-title">
      <div class="section-head">
        <h2 id="reckoning-title">{texts.reckoningTitle}</h2>
        <p class="note">{texts.reckoningNote}</p>
      </div>
      <div class="section-body">
        <table class="table reckoning">
          <caption class="visually-hidden">{texts.reckoningCaption}</caption>
          <tbody>
            <Line name={texts.earned} value={shown(earned)} />
            <Line
              name={texts.possible}
              note={all > possible ? texts.leftOut(shown(all), shown(all - possible)) : null}
              value={shown(possible)}
            />
            <Line
              name={texts.byCriteria}
              note={`${shown(earned)} ÷ ${shown(possible)} × 100`}
              value={shown(evaluation.rawTotal)}
            />
            {evaluation.cap && (
              <Line name={texts.capLine} note={capped?.name ?? null} value={shown(evaluation.cap.cap)} />
            )}
            <tr class="reckoning-total">
              <th scope="row">{evaluation.total === null ? texts.preliminaryLine : texts.total}</th>
              <td>{shown(result)}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Line({ name, note = null, value }: { name: string; note?: string | null; value: string }) {
  return (
    <tr>
      <th scope="row">
        {name}
        {note && <span class="note">{note}</span>}
      </th>
      <td>{value}</td>
    </tr>
  );
}
