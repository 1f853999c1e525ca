import type { Child } from "hono/jsx";
import type { DaySpent, SpendReport, Spent } from "../src/history/spend/spend.ts";
import type { ClosedProvider, SpendDay } from "../src/usage/spend-watch.ts";
import {
  formatDateTime,
  formatDollars,
  formatNumber,
  formatShortDate,
  formatShortDateTime,
  type Locale,
} from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { Notice } from "./parts/notice.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { sourceTitle } from "./parts/source/proof.tsx";
import { stageName } from "./parts/spend-alerts.tsx";

/** `/spend`. */
export interface SpendPageProps extends PageProps {
  today: SpendDay;
  closed: readonly ClosedProvider[];
  report: SpendReport;
  /** Whether a person has just asked to try closed providers. */
  tried: boolean;
  /** IANA name. */
  timeZone: string;
}

/** What is paid for: today against the budget, what is stopped, then the last days from four sides. */
export function SpendPage(props: SpendPageProps) {
  const { locale, report, closed, today, tried } = props;
  const texts = textsIn(locale);
  const isEmpty = report.all.requests === 0 && closed.length === 0 && today.budgetUsd === null;
  return (
    <Layout {...props} alerts={[]} path="/spend" title={texts.spendTitle} section="settings">
      <header class="page-head">
        <h1>{texts.spendTitle}</h1>
        <SettingsNav locale={locale} page="spend" />
        <p class="page-lead">{texts.spendLead(report.days.length)}</p>
        {tried && <Notice>{texts.spendTried}</Notice>}
      </header>
      {isEmpty ? (
        <section class="empty" aria-labelledby="empty-title">
          <h2 id="empty-title">{texts.spendEmpty}</h2>
          <p>{texts.spendEmptyAbout}</p>
        </section>
      ) : (
        <>
          <Today {...props} />
          {closed.length > 0 && <Stops {...props} />}
          <All locale={locale} report={report} />
          {report.all.requests > 0 && <Sides locale={locale} report={report} />}
        </>
      )}
    </Layout>
  );
}

function Section({ id, title, note, first, children }: SectionProps) {
  return (
    <section class={first ? "section section--first" : "section"} aria-labelledby={`${id}-title`}>
      <div class="section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {note !== undefined && <p class="note">{note}</p>}
      </div>
      <div class="section-body">{children}</div>
    </section>
  );
}

interface SectionProps {
  id: string;
  title: string;
  note?: string;
  first?: boolean;
  children: Child;
}

function Today({ locale, today, timeZone }: SpendPageProps) {
  const texts = textsIn(locale);
  const { budgetUsd, begunUsd } = today;
  const begun = formatDollars(locale, begunUsd);
  const text =
    budgetUsd === null ? texts.spendNoBudget(begun) : texts.spendOfBudget(begun, formatDollars(locale, budgetUsd));
  return (
    <Section id="today" title={texts.spendTodayTitle} note={texts.spendBegunAbout} first>
      <p class="spend-today">{text}</p>
      {budgetUsd !== null && budgetUsd > 0 && (
        <progress value={Math.min(begunUsd, budgetUsd)} max={budgetUsd} aria-label={texts.spendBarLabel}>
          {text}
        </progress>
      )}
      {today.isUsedUp && (
        <p>
          <b>{texts.spendAlerts.budget_exhausted}</b>
        </p>
      )}
      <p class="note">
        {texts.spendBudgetHow} {formatDateTime(locale, timeZone, today.endsAt)}.
      </p>
    </Section>
  );
}

function Stops({ locale, closed, timeZone }: SpendPageProps) {
  const texts = textsIn(locale);
  return (
    <Section id="stops" title={texts.spendStopsTitle} note={texts.spendStopsAbout}>
      <ul>
        {closed.map(({ stages, reason, closedAt, opensAt }) => (
          <li>
            <b>{texts.spendAlerts[reason]}</b> {stages.map((stage) => stageName(locale, stage)).join(", ")},{" "}
            {texts.spendSince(formatShortDateTime(locale, timeZone, closedAt))}.{" "}
            {opensAt && texts.spendUntil(formatShortDateTime(locale, timeZone, opensAt))}
          </li>
        ))}
      </ul>
      <form class="actions" method="post" action="/spend/try-now">
        <button class="button" type="submit">
          {texts.spendTry}
        </button>
      </form>
    </Section>
  );
}

function All({ locale, report }: { locale: Locale; report: SpendReport }) {
  const texts = textsIn(locale);
  const { all, perCallUsd } = report;
  const dollars = (value: number) => formatDollars(locale, value);
  return (
    <Section id="all" title={texts.spendAllTitle}>
      <dl class="facts">
        <dt>{texts.spendPaid}</dt>
        <dd>{dollars(all.paidUsd)}</dd>
        <dt>{texts.spendRequests}</dt>
        <dd>{formatNumber(locale, all.requests)}</dd>
        <dt>{texts.spendPerCall}</dt>
        <dd>{perCallUsd === null ? "–" : dollars(perCallUsd)}</dd>
        <dt>{texts.spendUnusable}</dt>
        <dd>
          {dollars(all.unusableUsd)} <span class="note">{texts.spendUnusableAbout}</span>
        </dd>
        <dt>{texts.spendUnknown}</dt>
        <dd>
          {dollars(all.unknownUsd)} <span class="note">{texts.spendUnknownAbout}</span>
        </dd>
      </dl>
    </Section>
  );
}

function Sides({ locale, report }: { locale: Locale; report: SpendReport }) {
  const texts = textsIn(locale);
  return (
    <>
      <Section id="days" title={texts.spendDaysTitle}>
        <Days locale={locale} days={report.days} />
      </Section>
      <Section id="sources" title={texts.spendSourcesTitle} note={texts.spendCallsNote}>
        <Rows
          locale={locale}
          heads={[texts.spendSource, texts.spendCalls]}
          isCounted
          rows={report.sources.map(({ source, name, calls, ...spent }) => ({
            cells: [
              source === null ? texts.spendNoSource : sourceTitle(locale, { key: source, name }),
              formatNumber(locale, calls),
            ],
            spent,
          }))}
        />
      </Section>
      <Section id="models" title={texts.spendModelsTitle}>
        <Rows
          locale={locale}
          heads={[texts.spendModel, texts.spendStage]}
          rows={report.models.map(({ model, stage, ...spent }) => ({
            cells: [<code>{model}</code>, stageName(locale, stage)],
            spent,
          }))}
        />
      </Section>
      {report.dearest.length > 0 && (
        <Section id="dearest" title={texts.spendDearestTitle}>
          <Rows
            locale={locale}
            heads={[texts.spendCall]}
            rows={report.dearest.map(({ callId, externalId, ...spent }) => ({
              cells: [<a href={`/calls/${callId}`}>{externalId ?? callId.slice(-12)}</a>],
              spent,
            }))}
          />
        </Section>
      )}
    </>
  );
}

/** Days with a bar each, newest first; those without a request are left out. */
function Days({ locale, days }: { locale: Locale; days: readonly DaySpent[] }) {
  const texts = textsIn(locale);
  const dearestUsd = Math.max(...days.map(({ paidUsd }) => paidUsd), 0);
  const shown = days.filter(({ requests }) => requests > 0).reverse();
  return (
    <Rows
      locale={locale}
      heads={[texts.spendDay, ""]}
      rows={shown.map(({ day, ...spent }) => ({
        cells: [
          <span class="spend-day">{formatDay(locale, day)}</span>,
          <Bar share={dearestUsd === 0 ? 0 : spent.paidUsd / dearestUsd} />,
        ],
        spent,
      }))}
    />
  );
}

function formatDay(locale: Locale, day: string): string {
  return formatShortDate(locale, "UTC", new Date(`${day}T00:00:00Z`));
}

/** The figure stands beside it, so the picture is for the eye alone. */
function Bar({ share }: { share: number }) {
  return (
    <svg class="spend-bar" aria-hidden="true">
      <rect class="chart-bar" width={`${Math.round(share * 1000) / 10}%`} height="100%" />
    </svg>
  );
}

interface RowsProps {
  locale: Locale;
  /** Of the cells before the figures; a picture has none. */
  heads: readonly string[];
  /** Whether the last of these cells is a count. */
  isCounted?: boolean;
  rows: readonly { cells: readonly Child[]; spent: Spent }[];
}

function Rows({ locale, heads, rows, isCounted = false }: RowsProps) {
  const texts = textsIn(locale);
  const lookAt = (index: number) => (isCounted && index === heads.length - 1 ? { class: "number" } : {});
  return (
    <div class="scroller">
      <table class="table cost">
        <thead>
          <tr>
            {heads.map((head, index) =>
              head === "" ? (
                <td />
              ) : (
                <th scope="col" {...lookAt(index)}>
                  {head}
                </th>
              ),
            )}
            <th scope="col" class="number">
              {texts.spendRequests}
            </th>
            <th scope="col" class="number">
              {texts.spendPaid}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, spent }) => (
            <tr>
              {cells.map((cell, index) =>
                index === 0 ? <th scope="row">{cell}</th> : <td {...lookAt(index)}>{cell}</td>,
              )}
              <td class="number">{formatNumber(locale, spent.requests)}</td>
              <td class="number">{formatDollars(locale, spent.paidUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
