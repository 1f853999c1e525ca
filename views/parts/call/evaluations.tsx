import type { StoredEvaluation } from "../../../src/evaluations/evaluation.ts";
import { formatAligned, formatShortDateTime, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Band } from "../band.tsx";
import { RowRuler } from "../evaluation/ruler.tsx";
import { CallState } from "./state.tsx";

interface CallEvaluationsProps {
  locale: Locale;
  /** Newest first within a scorecard. */
  evaluations: readonly StoredEvaluation[];
  /** The one the page shows. */
  shownId: string;
  /** IANA name. */
  timeZone: string;
}

/** Every evaluation of a call where there are several; nothing beside the only one, which the page shows whole. */
export function CallEvaluations({ locale, evaluations, shownId, timeZone }: CallEvaluationsProps) {
  const texts = textsIn(locale);
  if (evaluations.length < 2) return null;
  const shown = evaluations.find(({ id }) => id === shownId)?.scorecard.key;
  const isOfShown = ({ scorecard }: StoredEvaluation) => Number(scorecard.key === shown);
  const rows = evaluations.toSorted((a, b) => isOfShown(b) - isOfShown(a));
  return (
    <section class="section" id="evaluations" aria-labelledby="evaluations-title">
      <div class="section-head">
        <h2 id="evaluations-title">{texts.evaluationsTitle}</h2>
        <p class="note">{texts.evaluationsNote}</p>
      </div>
      <div class="section-body">
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
            {rows.map((stored) => (
              <Row locale={locale} timeZone={timeZone} stored={stored} isShown={stored.id === shownId} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** How many more evaluations a call has, as one word that leads to them; nothing beside the only one. */
export function FurtherEvaluationsLink({ locale, evaluations }: Pick<CallEvaluationsProps, "locale" | "evaluations">) {
  if (evaluations.length < 2) return null;
  return <a href="#evaluations">{textsIn(locale).furtherEvaluations(evaluations.length - 1)}</a>;
}

interface RowProps {
  locale: Locale;
  timeZone: string;
  stored: StoredEvaluation;
  isShown: boolean;
}

function Row({ locale, timeZone, stored, isShown }: RowProps) {
  const texts = textsIn(locale);
  const { evaluation, current } = stored;
  const { total } = evaluation;
  const standing = current ? texts.current : texts.earlier;
  return (
    <tr class={current ? "" : "is-earlier"}>
      <th scope="row">
        <a href={`/evaluations/${stored.id}`}>{texts.modeNames[evaluation.mode]}</a>
        <span class="note">
          {texts.revision(stored.scorecard.key, stored.scorecard.revision)}, {standing}
          {isShown && `, ${texts.shownAbove}`}
        </span>
      </th>
      <td>{formatShortDateTime(locale, timeZone, stored.createdAt)}</td>
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
