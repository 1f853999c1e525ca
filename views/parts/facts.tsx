import type { Commitment, Evaluation, Evidence } from "../../src/evaluations/evaluation.ts";
import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";
import { Icon } from "./sprite.tsx";

interface FactsProps {
  locale: Locale;
  evaluation: Evaluation;
  /** Name of the manager; null when not told. */
  managerName: string | null;
}

/** What the call came to: outcome, topics, promises with who and when, each with its place. */
export function FactsSection({ locale, evaluation, managerName }: FactsProps) {
  const texts = textsIn(locale);
  const { outcome, topics, commitments } = evaluation;
  return (
    <section class="section" aria-labelledby="facts-title">
      <div class="section-head">
        <h2 id="facts-title">{texts.factsTitle}</h2>
      </div>
      <div class="section-body">
        <dl class="facts">
          <dt>{texts.outcomeName}</dt>
          <dd>
            <b>{texts.outcomes[outcome.value]}</b>
            {outcome.evidence[0] && (
              <>
                , <Place locale={locale} evidence={outcome.evidence[0]} />
              </>
            )}
          </dd>
          {topics.length > 0 && (
            <>
              <dt>{texts.topicsName}</dt>
              <dd>
                <ul class="tags">
                  {topics.map(({ label }) => (
                    <>
                      <li>{label}</li>{" "}
                    </>
                  ))}
                </ul>
              </dd>
            </>
          )}
        </dl>
        {commitments.length > 0 ? (
          <Promises locale={locale} commitments={commitments} managerName={managerName} />
        ) : (
          <p class="note">{texts.noPromises}</p>
        )}
      </div>
    </section>
  );
}

interface PromisesProps {
  locale: Locale;
  commitments: Commitment[];
  managerName: string | null;
}

function Promises({ locale, commitments, managerName }: PromisesProps) {
  const texts = textsIn(locale);
  return (
    <table class="table promises">
      <caption class="visually-hidden">{texts.promisesCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.promisesHead.what}</th>
          <th scope="col">{texts.promisesHead.who}</th>
          <th scope="col">{texts.promisesHead.when}</th>
          <th scope="col" class="number">
            {texts.promisesHead.utterance}
          </th>
        </tr>
      </thead>
      <tbody>
        {commitments.map(({ what, who, when, evidence }) => (
          <tr>
            <th scope="row">{what}</th>
            <td>{who === "manager" && managerName ? managerName : texts.roles[who]}</td>
            <td>{when ?? <Doubt text={texts.whenMissing} />}</td>
            <td class="number">
              {evidence[0] && (
                <a href={`#u${evidence[0].utterance}`} aria-label={texts.utteranceLink(evidence[0].utterance)}>
                  {evidence[0].utterance}
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Doubt({ text }: { text: string }) {
  return (
    <span class="doubt">
      <Icon name="doubt" />
      {text}
    </span>
  );
}

function Place({ locale, evidence }: { locale: Locale; evidence: Evidence }) {
  return <a href={`#u${evidence.utterance}`}>{textsIn(locale).utterance(evidence.utterance)}</a>;
}
