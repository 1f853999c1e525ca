import type { RowFault } from "../src/audit/imports/import.ts";
import type { ListSource } from "../src/audit/imports/listed-calls.ts";
import type { ShownImport } from "../src/audit/imports/show-import.ts";
import { formatDollars, formatNumber, formatShortDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { Notice } from "./parts/notice.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { sourceTitle } from "./parts/source/proof.tsx";

/** `/imports/:id`: what a list holds and will cost, then how far it is. */
export interface ImportPageProps extends PageProps {
  list: ShownImport;
  /** Whose calls it holds; null when that source takes none any more. */
  source: ListSource | null;
  timeZone: string;
}

/** Seconds after which a list that runs is looked at again. */
const REFRESH_SECONDS = 5;

/** Before it begins what will happen and what is wrong; afterwards the counts. */
export function ImportPage(props: ImportPageProps) {
  const { locale, list, source, timeZone } = props;
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
          <span>{sourceTitle(locale, source ?? { key: list.source })}</span>
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
  const { calls, minutesPerCall, skipped, basis, usd } = list.estimate;
  const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <dl class="facts">
        <Fact name={texts.importFacts.calls} value={formatNumber(locale, calls)} />
        <Fact name={texts.importFacts.known} value={formatNumber(locale, list.rows - calls - left)} />
        {left > 0 && <Fact name={texts.importFacts.skipped} value={withReasons(locale, left, skipped)} />}
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
  const reasons: Record<string, Record<string, number>> = { skipped: list.skippedBy, refused: list.refusedBy };
  const ended = done + failed + skipped + known + refused;
  return (
    <>
      <progress value={ended} max={Math.max(1, list.rows)} aria-label={texts.importProgress} />
      <p>{texts.importEnded(ended, list.rows)}</p>
      <dl class="facts">
        {Object.entries({ waiting, working, done, failed, skipped, known, refused })
          .filter(([name, value]) => value > 0 || name === "waiting" || name === "done")
          .map(([name, value]) => (
            <Fact
              name={texts.importCounts[name as keyof typeof list.counts]}
              value={withReasons(locale, value, reasons[name] ?? {})}
            />
          ))}
      </dl>
      {working + done + failed + skipped > 0 && (
        <p>
          <a href={`/calls?import=${list.id}`}>{texts.importCalls}</a>
        </p>
      )}
      {failed > 0 && (
        <p>
          <a href="/set-aside">{texts.setAsideTitle}</a>
        </p>
      )}
    </>
  );
}

/** How many, and of these how many for which reason. */
function withReasons(locale: Locale, count: number, by: Readonly<Record<string, number>>): string {
  const { skipReasons, importRefusals } = textsIn(locale);
  const names: Readonly<Record<string, string>> = { ...skipReasons, ...importRefusals };
  const parts = Object.entries(by)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, part]) => `${names[reason] ?? reason}: ${formatNumber(locale, part)}`);
  return parts.length === 0 ? formatNumber(locale, count) : `${formatNumber(locale, count)} (${parts.join("; ")})`;
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Begin, stop or go on; what does not run can be thrown away. */
function Actions({ locale, list, source }: ImportPageProps) {
  const texts = textsIn(locale);
  const isRunning = list.status === "running";
  const canStart = !isRunning && list.status !== "done" && list.rows > 0;
  return (
    <>
      {canStart && source === null && <Notice>{texts.importSourceOff}</Notice>}
      {isRunning && <Act locale={locale} list={list} act="stop" words={texts.importActs.stop} />}
      {canStart && source !== null && (
        <Act
          locale={locale}
          list={list}
          act="start"
          words={list.status === "stopped" ? texts.importContinue : texts.importActs.start}
        />
      )}
      {!isRunning && <Act locale={locale} list={list} act="discard" words={texts.importActs.discard} />}
    </>
  );
}

type ActProps = { locale: Locale; list: ShownImport; act: "start" | "stop" | "discard"; words: string };

function Act({ locale, list: { id, status }, act, words }: ActProps) {
  const texts = textsIn(locale);
  const note = act === "discard" && status !== "checked" ? texts.importDiscardBegun : texts.importActNotes[act];
  return (
    <form class="actions" method="post" action={`/imports/${id}/${act}`}>
      <button class={act === "start" ? "button" : "button button--quiet"} type="submit" name="act" value={act}>
        {words}
      </button>
      <span class="note">{note}</span>
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
      <th scope="row" data-label={texts.importFaultHead.row}>
        {row}
      </th>
      <td>
        <ColumnName name={texts.importColumns[column]} />
      </td>
      <td>{texts.rowFaults[fault]}</td>
      <td>{value}</td>
    </tr>
  );
}

/** May break between its words, and nowhere else where there is room. */
function ColumnName({ name }: { name: string }) {
  const [first, ...more] = name.split("_");
  return (
    <>
      {first}
      {more.map((word) => (
        <>
          _<wbr />
          {word}
        </>
      ))}
    </>
  );
}
