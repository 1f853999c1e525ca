import type { Call } from "../src/calls/call.ts";
import type { StoredEvaluation } from "../src/evaluations/evaluation.ts";
import {
  formatAligned,
  formatNumber,
  formatPosition,
  formatShortDateTime,
  type Locale,
  splitSentences,
} from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Band, RULER_BORDERS } from "./parts/band.tsx";
import { CallState } from "./parts/call/state.tsx";
import { RowRuler } from "./parts/evaluation/ruler.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { sourceTitle } from "./parts/source/proof.tsx";

/** One row: a call and the current evaluation of its primary scorecard (null when there is none). */
export interface CallRow {
  call: Call;
  /** Display name of the manager; null when not told. */
  managerName: string | null;
  /** What people call its source; null or absent: by its key. */
  sourceName?: string | null;
  stored: StoredEvaluation | null;
  /** Length of its recording; null or absent for a text. */
  durationMs?: number | null;
}

/** `/calls`, newest first, a page at a time. */
export interface CallsPageProps extends PageProps {
  rows: CallRow[];
  /** Cursor of the page of older calls; null on the last page. */
  nextCursor: string | null;
  /** Whether this page was reached by a cursor, so that a way back to the newest is shown. */
  older: boolean;
  /** The list of recordings that brought them; null or absent: all calls. */
  importId?: string | null;
  /** The number of a call that was looked for; null or absent: none. */
  sought?: string | null;
  /** IANA name. */
  timeZone: string;
}

/** The calls as rows to compare; without any, the ways to begin. */
export function CallsPage(props: CallsPageProps) {
  const { locale, rows, importId = null, sought = null } = props;
  const texts = textsIn(locale);
  const title = importId === null ? texts.callsTitle : texts.callsOfImport;
  const isEmpty = rows.length === 0 && !props.older;
  return (
    <Layout {...props} title={title} section="calls">
      <header class="page-head">
        {importId !== null && (
          <p class="page-path">
            <a href="/calls">{texts.pathCalls}</a> / <a href={`/imports/${importId}`}>{texts.pathImport}</a>
          </p>
        )}
        {sought !== null && (
          <p class="page-path">
            <a href="/calls">{texts.pathCalls}</a> / {sought}
          </p>
        )}
        <h1>{title}</h1>
        {importId === null && !(isEmpty && sought === null) && <Seek locale={locale} sought={sought} />}
      </header>
      {isEmpty && importId === null && sought === null && <EmptyCalls locale={locale} />}
      {isEmpty && sought !== null && <p>{texts.seekNone}</p>}
      {isEmpty && importId !== null && <p>{texts.callsOfImportNone}</p>}
      {!isEmpty && <CallsTable {...props} />}
    </Layout>
  );
}

/** Leads whoever has the number of a call to it. */
function Seek({ locale, sought }: { locale: Locale; sought: string | null }) {
  const texts = textsIn(locale);
  return (
    <search>
      <form class="seek" method="get" action="/calls">
        <label for="sought">{texts.seekLabel}</label>
        <input class="control" id="sought" name="external_id" value={sought ?? ""} autocomplete="off" required />
        <button class="button button--quiet" type="submit">
          {texts.seekSubmit}
        </button>
      </form>
    </search>
  );
}

function EmptyCalls({ locale }: { locale: Locale }) {
  const texts = textsIn(locale);
  return (
    <section class="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">{texts.emptyTitle}</h2>
      <p>{texts.emptyLead}</p>
      <ul>
        <li>
          <a href="/">{texts.emptyForm}</a>
          <p class="note">{texts.emptyFormAbout}</p>
        </li>
        <li>
          <a href="/docs">{texts.emptyApi}</a>
          <p class="note">{texts.emptyApiAbout}</p>
        </li>
      </ul>
    </section>
  );
}

function CallsTable({ locale, rows, timeZone, nextCursor, older, importId = null }: CallsPageProps) {
  const texts = textsIn(locale);
  const { callsHead } = texts;
  const manySources = new Set(rows.map(({ call }) => call.source)).size > 1;
  return (
    <>
      <table class="table calls">
        <caption class="visually-hidden">{texts.callsCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{callsHead.manager}</th>
            <th scope="col">{callsHead.when}</th>
            {manySources && <th scope="col">{texts.callsSource}</th>}
            <th scope="col">{callsHead.why}</th>
            <th scope="col" class="call-score-head">
              {callsHead.score}
            </th>
            <th scope="col">
              <span class="visually-hidden">{callsHead.band}</span>
            </th>
            <th scope="col" class="call-dot-head">
              <svg width="100%" height="16" role="img" aria-label={texts.callsRuler}>
                {RULER_BORDERS.map((border) => (
                  <text x={`${border}%`} y="13" text-anchor="middle">
                    {border}
                  </text>
                ))}
              </svg>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row locale={locale} timeZone={timeZone} row={row} withSource={manySources} />
          ))}
        </tbody>
      </table>
      <nav class="pager" aria-label={texts.callsTitle}>
        <span>{texts.callsShown(rows.length)}</span>
        {older && (
          <a class="button button--quiet" href={importId === null ? "/calls" : `/calls?import=${importId}`}>
            {texts.newest}
          </a>
        )}
        {nextCursor !== null && (
          <a
            class="button button--quiet"
            href={`/calls?${importId === null ? "" : `import=${importId}&`}cursor=${encodeURIComponent(nextCursor)}`}
          >
            {texts.older}
          </a>
        )}
      </nav>
    </>
  );
}

interface RowProps {
  locale: Locale;
  timeZone: string;
  row: CallRow;
  withSource: boolean;
}

function Row({ locale, timeZone, row, withSource }: RowProps) {
  const texts = textsIn(locale);
  const { call, managerName, stored } = row;
  const total = call.status === "scored" ? (stored?.evaluation.total ?? null) : null;
  return (
    <tr>
      <th class="call-who" scope="row">
        <a href={`/calls/${call.id}`}>
          {managerName === null && call.managerId !== null && (
            <span class="call-who-narrow">{texts.roles.manager} </span>
          )}
          {managerName ?? call.managerId ?? texts.noManager}
        </a>
        {managerName === null && call.managerId === null && call.externalId !== null && (
          <span class="note">{call.externalId}</span>
        )}
      </th>
      <td class="call-when">
        <span class="call-line">
          <span>{formatShortDateTime(locale, timeZone, call.startedAt ?? call.createdAt)}</span>{" "}
          <span class="call-length">{row.durationMs ? formatPosition(row.durationMs) : ""}</span>{" "}
          <span>{stored && texts.modeNames[stored.evaluation.mode]}</span>
        </span>
      </td>
      {withSource && <td class="call-source">{sourceTitle(locale, { key: call.source, name: row.sourceName })}</td>}
      <td class="call-why">
        <span class="call-point">{stored && mainPoint(locale, stored)}</span>
      </td>
      {total === null ? (
        <>
          <td class="call-score" />
          <td class="call-band" colspan={2}>
            <CallState locale={locale} call={call} stored={stored} />
          </td>
        </>
      ) : (
        <>
          <td class="call-score">{formatAligned(locale, total)}</td>
          <td class="call-band">
            <Band locale={locale} total={total} tag="span" />
          </td>
          <td class="call-dot">
            <RowRuler total={total} />
          </td>
        </>
      )}
    </tr>
  );
}

/** One sentence: what the call came to, or what the score can be. The state says why there is none. */
function mainPoint(locale: Locale, { evaluation }: StoredEvaluation): string {
  const texts = textsIn(locale);
  const { notScorableReason, range, summary } = evaluation;
  if (notScorableReason) return "";
  if (range) return texts.reviewRange(formatNumber(locale, range.low), formatNumber(locale, range.high));
  return splitSentences(locale, summary)[0]?.trim() ?? "";
}
