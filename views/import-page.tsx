import type { RowFault } from "../src/audit/imports/import.ts";
import type { ShownImport } from "../src/audit/imports/show-import.ts";
import { formatDollars, formatNumber, formatShortDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { Notice } from "./parts/notice.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";

/** `/imports/:id`: what a list holds and will cost, then how far it is. */
export interface ImportPageProps extends PageProps {
  list: ShownImport;
  timeZone: string;
}

/** Seconds after which a list that runs is looked at again. */
const REFRESH_SECONDS = 5;

/** Before it begins what will happen and what is wrong; afterwards the counts. */
export function ImportPage(props: ImportPageProps) {
  const { locale, list, timeZone } = props;
  const texts = textsIn(locale);
  const name = list.fileName ?? texts.importUnnamed;
  const isRunning = list.status === "running";
  return (
    <Layout
      {...props}
      title={`${name}: ${texts.importStatuses[list.status]}`}
      section="settings"
      scripts={isRunning ? ["refresh"] : []}
      {...(isRunning ? { refreshSeconds: REFRESH_SECONDS } : {})}
    >
      <header class="page-head">
        <p class="page-path">
          <a href="/imports">{texts.importsTitle}</a>
        </p>
        <h1 tabindex={-1}>{name}</h1>
        <SettingsNav locale={locale} page="imports" />
        <p class="facts-line">
          <span>{formatShortDateTime(locale, timeZone, list.createdAt)}</span>
          <span>{texts.importRows(list.rows)}</span>
          <span data-live="status">{texts.importStatuses[list.status]}</span>
        </p>
      </header>
      <section class="section section--first" aria-labelledby="progress-title">
        <div class="section-head">
          <h2 id="progress-title">{list.status === "checked" ? texts.importPreview : texts.importProgress}</h2>
          <p class="note">{texts.importNotes[list.status]}</p>
        </div>
        <div class="section-body" data-live="progress" {...(isRunning ? { "data-refresh": REFRESH_SECONDS } : {})}>
          {list.status === "checked" ? <Preview {...props} /> : <Counts {...props} />}
          <Actions {...props} />
        </div>
      </section>
      {list.faulty > 0 && <Faults locale={locale} list={list} />}
    </Layout>
  );
}

function Preview({ locale, list }: ImportPageProps) {
  const texts = textsIn(locale);
  const { calls, minutesPerCall, basis, usd } = list.estimate;
  return (
    <>
      <dl class="facts">
        <Fact name={texts.importFacts.calls} value={formatNumber(locale, calls)} />
        <Fact name={texts.importFacts.known} value={formatNumber(locale, list.rows - calls)} />
        <Fact name={texts.importFacts.repeated} value={formatNumber(locale, list.repeated)} />
        <Fact name={texts.importFacts.faulty} value={formatNumber(locale, list.faulty)} />
        <Fact name={texts.importFacts.cost} value={usd === 0 ? texts.importFree : formatDollars(locale, usd)} />
      </dl>
      <p class="note">{texts.importBasis[basis](formatNumber(locale, minutesPerCall))}</p>
      {list.rows === 0 && <Notice>{texts.importNothing}</Notice>}
    </>
  );
}

function Counts({ locale, list }: ImportPageProps) {
  const texts = textsIn(locale);
  const { waiting, working, done, failed, skipped, known, refused } = list.counts;
  const ended = done + failed + skipped + known + refused;
  return (
    <>
      <progress value={ended} max={Math.max(1, list.rows)} aria-label={texts.importProgress} />
      <p>{texts.importEnded(ended, list.rows)}</p>
      <dl class="facts">
        {Object.entries({ waiting, working, done, failed, skipped, known, refused })
          .filter(([name, value]) => value > 0 || name === "waiting" || name === "done")
          .map(([name, value]) => (
            <Fact name={texts.importCounts[name as keyof typeof list.counts]} value={formatNumber(locale, value)} />
          ))}
      </dl>
      {failed > 0 && (
        <p>
          <a href="/set-aside">{texts.setAsideTitle}</a>
        </p>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** One thing can be done at a time: begin, stop, go on. */
function Actions({ locale, list }: ImportPageProps) {
  const texts = textsIn(locale);
  if (list.status === "done" || list.rows === 0) return null;
  const act = list.status === "running" ? "stop" : "start";
  const words = list.status === "stopped" ? texts.importContinue : texts.importActs[act];
  return (
    <form class="actions" method="post" action={`/imports/${list.id}/${act}`}>
      <button class={act === "start" ? "button" : "button button--quiet"} type="submit" name="act" value={act}>
        {words}
      </button>
      <span class="note">{texts.importActNotes[act]}</span>
    </form>
  );
}

function Faults({ locale, list }: { locale: Locale; list: ShownImport }) {
  const texts = textsIn(locale);
  return (
    <section class="section" aria-labelledby="faults-title">
      <div class="section-head">
        <h2 id="faults-title">{texts.importFaultsTitle}</h2>
        <p class="note">{texts.importFaultsAbout(list.faulty, list.faults.length)}</p>
      </div>
      <div class="section-body">
        <table class="table worklist">
          <caption class="visually-hidden">{texts.importFaultsTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.importFaultHead.row}</th>
              <th scope="col">{texts.importFaultHead.column}</th>
              <th scope="col">{texts.importFaultHead.fault}</th>
              <th scope="col">{texts.importFaultHead.value}</th>
            </tr>
          </thead>
          <tbody>
            {list.faults.map((fault) => (
              <FaultRow locale={locale} fault={fault} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function FaultRow({ locale, fault: { row, column, fault, value } }: { locale: Locale; fault: RowFault }) {
  const texts = textsIn(locale);
  return (
    <tr>
      <th scope="row">{texts.importRow(row)}</th>
      <td>{texts.importColumns[column]}</td>
      <td>{texts.rowFaults[fault]}</td>
      <td>{value}</td>
    </tr>
  );
}
