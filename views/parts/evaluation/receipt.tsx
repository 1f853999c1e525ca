import type { Child } from "hono/jsx";
import type { StoredEvaluation } from "../../../src/evaluations/evaluation.ts";
import { formatDateTime, formatDollars, formatNumber, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";

interface ReceiptProps {
  locale: Locale;
  timeZone: string;
  stored: StoredEvaluation;
  /** Whose page it is; on the call's own nothing leads to the call. */
  of: "call" | "evaluation";
}

/** What the evaluation was made from, so that the same input can be told by its hashes; folded, open in print. */
export function ReceiptSection({ locale, timeZone, stored, of }: ReceiptProps) {
  const texts = textsIn(locale);
  return (
    <section class="section" aria-labelledby="receipt-title">
      <div class="section-head">
        <h2 id="receipt-title">{texts.receiptTitle}</h2>
      </div>
      <div class="section-body">
        <details class="receipt">
          <summary>{texts.receiptSummary}</summary>
          <dl class="facts">
            {linesOf(locale, timeZone, stored).map(([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </>
            ))}
          </dl>
        </details>
        <p class="actions">
          <a class="button button--quiet" href="/">
            {texts.tryAgain}
          </a>
          {of === "evaluation" && (
            <a class="button button--quiet" href={`/calls/${stored.callId}`}>
              {texts.allOfCall}
            </a>
          )}
          <a class="button button--quiet" href={`/api/v1/evaluations/${stored.id}`}>
            {texts.json}
          </a>
        </p>
      </div>
    </section>
  );
}

function linesOf(locale: Locale, timeZone: string, { id, createdAt, judge, evaluation }: StoredEvaluation) {
  const texts = textsIn(locale);
  const { receipt, removedCharacters, language } = evaluation;
  const lines: [string, Child][] = [
    [texts.receipt.judge, texts.judgeVersion(texts.judgeNames[judge], receipt.judgeVersion)],
  ];
  if (receipt.model) lines.push([texts.receipt.model, <Model locale={locale} {...receipt} model={receipt.model} />]);
  lines.push([
    texts.receipt.scorecard,
    <>
      {texts.revision(receipt.scorecard.key, receipt.scorecard.revision)}, <Hash value={receipt.scorecard.sha256} />
    </>,
  ]);
  if (receipt.promptSha256) lines.push([texts.receipt.prompt, <Hash value={receipt.promptSha256} />]);
  lines.push([texts.receipt.transcript, <Hash value={receipt.transcriptSha256} />]);
  lines.push([texts.receipt.roles, <Hash value={receipt.roleAssignmentSha256} />]);
  lines.push([texts.receipt.votes, votesOf(locale, evaluation)]);
  if (language) lines.push([texts.receipt.language, language]);
  if (removedCharacters > 0) lines.push([texts.receipt.removed, texts.removedCharacters(removedCharacters)]);
  if (receipt.requests > 0) {
    const shown = (value: number) => formatNumber(locale, value);
    lines.push([texts.receipt.requests, shown(receipt.requests)]);
    lines.push([
      texts.receipt.tokens,
      texts.tokenLine(shown(receipt.inputTokens), shown(receipt.cachedTokens), shown(receipt.outputTokens)),
    ]);
  }
  lines.push([texts.receipt.cost, receipt.costUsd === 0 ? texts.free : formatDollars(locale, receipt.costUsd)]);
  lines.push([texts.receipt.evaluatedAt, formatDateTime(locale, timeZone, createdAt)]);
  lines.push([texts.receipt.id, <code>{id}</code>]);
  return lines;
}

function Model({
  locale,
  model,
  modelFingerprint,
}: {
  locale: Locale;
  model: string;
  modelFingerprint: string | null;
}) {
  return (
    <>
      <code>{model}</code>
      {modelFingerprint && <>, {textsIn(locale).fingerprint(modelFingerprint)}</>}
    </>
  );
}

/** A hash short enough to compare by eye; the whole one is in the title and in the API. */
function Hash({ value }: { value: string }) {
  return (
    <code title={value}>
      sha256 {value.slice(0, 8)}…{value.slice(-4)}
    </code>
  );
}

function votesOf(locale: Locale, { verdicts }: StoredEvaluation["evaluation"]): string {
  const texts = textsIn(locale);
  const voted = verdicts.flatMap(({ name, verdict, vote }) =>
    vote
      ? [
          texts.voteLine(
            name,
            vote.votes.filter((one) => one === verdict).length,
            vote.votes.length,
            texts.verdicts[verdict],
          ),
        ]
      : [],
  );
  return voted.length > 0 ? voted.join("; ") : texts.oneVote;
}
