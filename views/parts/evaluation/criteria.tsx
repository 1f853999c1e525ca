import type { Cap, CriterionVerdict, VoteCount } from "../../../src/evaluations/evaluation.ts";
import type { Scorecard } from "../../../src/evaluations/scorecard.ts";
import { bindNumbers, formatNumber, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { type CitedVerdict, pointsOf } from "./citations.ts";
import { Quote, type Spoken } from "./quote.tsx";
import { leadTo } from "./reason-text.ts";
import { Verdict } from "./verdict.tsx";

interface CriteriaProps extends Spoken {
  cited: CitedVerdict[];
  scorecard: Scorecard;
  /** The ceiling that holds, or null. */
  cap: Cap | null;
  /** Whether the column heads are shown; a second list below the first goes without. */
  headed?: boolean;
}

/** Verdicts one below the other: shape and word, why, the quotes, the points. */
export function Criteria({ cited, headed = true, ...rest }: CriteriaProps) {
  const { criteriaHead } = textsIn(rest.locale);
  return (
    <>
      {headed && (
        <p class="criteria-head" aria-hidden="true">
          <span>{criteriaHead.verdict}</span>
          <span>{criteriaHead.criterion}</span>
          <span>{criteriaHead.points}</span>
        </p>
      )}
      <ol class="criteria">
        {cited.map((one) => (
          <CriterionRow {...rest} one={one} />
        ))}
      </ol>
    </>
  );
}

type RowProps = Omit<CriteriaProps, "cited" | "headed"> & { one: CitedVerdict };

function CriterionRow({ one: { verdict, citations }, scorecard, cap, ...spoken }: RowProps) {
  const { locale } = spoken;
  const texts = textsIn(locale);
  const unclear = verdict.unclearReason && !verdict.vote ? texts.unclearReasons[verdict.unclearReason] : "";
  const flags = flagsOf(locale, verdict, scorecard, cap);
  const end = flags || verdict.vote ? "." : ":";
  const why = bindNumbers(leadTo(verdict.reason, citations, end) || unclear);
  return (
    <li class="criterion" id={`c-${verdict.criterion}`}>
      <Verdict locale={locale} verdict={verdict.verdict} />
      <Points locale={locale} verdict={verdict} />
      <div class="criterion-main">
        <h3>{verdict.name}</h3>
        {why && <p class="criterion-why">{why}</p>}
        {flags && <p class="criterion-flag">{flags}</p>}
        {verdict.vote && <p class="criterion-votes">{votesText(locale, verdict, verdict.vote)}</p>}
        {citations.map((citation) => (
          <Quote {...spoken} citation={citation} />
        ))}
      </div>
    </li>
  );
}

function Points({ locale, verdict }: { locale: Locale; verdict: CriterionVerdict }) {
  const texts = textsIn(locale);
  const points = pointsOf(verdict);
  return (
    <p class="criterion-points">
      <span class="visually-hidden">{texts.points}</span>
      {points ? (
        <>
          <b>{formatNumber(locale, points.earned)}</b> {texts.pointsOf(formatNumber(locale, points.possible))}
        </>
      ) : verdict.verdict === "unclear" && verdict.weight > 0 ? (
        texts.weight(formatNumber(locale, verdict.weight))
      ) : (
        texts.notCounted
      )}
    </p>
  );
}

/** The breach a verdict names, and the ceiling when this verdict set it; empty when neither. */
function flagsOf(locale: Locale, verdict: CriterionVerdict, scorecard: Scorecard, cap: Cap | null): string {
  const texts = textsIn(locale);
  const breach = breachText(locale, scorecard, verdict.breach);
  const flags = [
    breach && texts.breachFlag(breach),
    cap?.criterion === verdict.criterion && texts.capFlag(formatNumber(locale, cap.cap)),
  ];
  return flags.filter(Boolean).join(" ");
}

/** The words of a breach of the scorecard's list by its key; null when none is named or the list has no such key. */
export function breachText(locale: Locale, scorecard: Scorecard, key: string | null): string | null {
  const text = scorecard.breaches.find((breach) => breach.key === key)?.text;
  if (text === undefined) return null;
  return (typeof text === "string" ? text : text[locale]).replace(/\.$/u, "");
}

function votesText(locale: Locale, verdict: CriterionVerdict, vote: VoteCount): string {
  const texts = textsIn(locale);
  const agreeing = vote.votes.filter((one) => one === verdict.verdict).length;
  if (agreeing > 0) return texts.votes(agreeing, vote.votes.length);
  return texts.votesTied(vote.votes.map((one) => texts.verdicts[one].toLowerCase()).join(", "));
}
