import type { ImportHead } from "../src/audit/imports/import.ts";
import type { ListSource } from "../src/audit/imports/listed-calls.ts";
import type { ContentMode } from "../src/evaluations/scorecard.ts";
import { formatNumber, formatShortDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { FieldError } from "./parts/field-error.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { sourceTitle } from "./parts/source/proof.tsx";
import { Icon } from "./parts/sprite.tsx";

/** Why a list was not taken, as a code with words. */
export type ListFault =
  | "missing"
  | "no_source"
  | "no_column"
  | "no_rows"
  | "unreadable"
  | "encoding"
  | "too_large"
  | "cut"
  | "storage";

/** What the form says; empty: nothing is chosen. */
export interface ListValues {
  /** Key of a source. */
  source: string;
  /** A content mode; empty: the rules of the source decide. */
  mode: string;
}

/** `/imports`: the form, and the lists that came. */
export interface ImportsPageProps extends PageProps {
  lists: readonly ImportHead[];
  /** Cursor of the page of older lists; null on the last page. */
  next: string | null;
  older: boolean;
  /** What was wrong with what was just sent; null when nothing was. */
  fault: ListFault | null;
  values: ListValues;
  /** Those that take calls. */
  sources: readonly ListSource[];
  timeZone: string;
}

const MODES: ContentMode[] = ["Manager+", "Client+", "Диалог"];

/** A table of recordings is sent here; what is in it is shown before anything begins. */
export function ImportsPage(props: ImportsPageProps) {
  const { locale, fault } = props;
  const texts = textsIn(locale);
  return (
    <Layout
      {...props}
      path="/imports"
      title={fault ? `${texts.errorPrefix}: ${texts.importsTitle}` : texts.importsTitle}
      section="settings"
    >
      <header class="page-head">
        <h1>{texts.importsTitle}</h1>
        <SettingsNav locale={locale} page="imports" />
        {fault && <ErrorSummary locale={locale} fault={fault} />}
        <p class="page-lead">{texts.importsLead}</p>
      </header>
      <UploadForm {...props} />
      <Lists {...props} />
    </Layout>
  );
}

function ErrorSummary({ locale, fault }: { locale: Locale; fault: ListFault }) {
  const texts = textsIn(locale);
  return (
    <div class="error-summary" role="alert" tabindex={-1}>
      <h2>
        <Icon name="not-met" />
        {texts.faultsTitle(1)}
      </h2>
      <ul>
        <li>
          <a href={fault === "no_source" ? "#source" : "#file"}>{texts.importFaults[fault]}</a>
        </li>
      </ul>
    </div>
  );
}

function UploadForm(props: ImportsPageProps) {
  const texts = textsIn(props.locale);
  return (
    <form class="analyze" method="post" action="/imports" enctype="multipart/form-data">
      <section class="section section--first" aria-labelledby="list-title">
        <div class="section-head">
          <h2 id="list-title">{texts.importFileTitle}</h2>
          <p class="note">{texts.importFileNote}</p>
        </div>
        <div class="section-body">
          <FileField {...props} />
        </div>
      </section>
      <section class="section" aria-labelledby="rules-title">
        <div class="section-head">
          <h2 id="rules-title">{texts.importRulesTitle}</h2>
          <p class="note">{texts.importRulesNote}</p>
        </div>
        <div class="section-body">
          <div class="field-pair">
            <SourceField {...props} />
            <ModeField {...props} />
          </div>
          <p class="actions">
            <button class="button" type="submit">
              {texts.importCheck}
            </button>
            <span class="note">{texts.importCheckNote}</span>
          </p>
        </div>
      </section>
    </form>
  );
}

function FileField({ locale, fault }: ImportsPageProps) {
  const texts = textsIn(locale);
  const own = fault === "no_source" ? null : fault;
  return (
    <div class="field">
      <label for="file">{texts.importFileLabel}</label>
      {own && <FieldError locale={locale} id="file-error" text={texts.importFaults[own]} />}
      <input
        class="control"
        id="file"
        name="file"
        type="file"
        accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        required
        aria-describedby={own ? "file-error file-hint" : "file-hint"}
        {...(own ? { "aria-invalid": "true" } : {})}
      />
      <p class="field-hint" id="file-hint">
        {texts.importFileHint}
      </p>
    </div>
  );
}

function SourceField({ locale, fault, values, sources }: ImportsPageProps) {
  const texts = textsIn(locale);
  const isWrong = fault === "no_source";
  return (
    <div class="field">
      <label for="source">{texts.importSource}</label>
      {isWrong && <FieldError locale={locale} id="source-error" text={texts.importFaults.no_source} />}
      <select
        class="control"
        id="source"
        name="source"
        required
        aria-describedby={isWrong ? "source-error source-hint" : "source-hint"}
        {...(isWrong ? { "aria-invalid": "true" } : {})}
      >
        <option value="">{texts.importSourceChoose}</option>
        {sources.map((source) => (
          <option value={source.key} selected={source.key === values.source}>
            {sourceTitle(locale, source)}
          </option>
        ))}
      </select>
      <p class="field-hint" id="source-hint">
        {texts.importSourceHint}
      </p>
    </div>
  );
}

function ModeField({ locale, values }: ImportsPageProps) {
  const texts = textsIn(locale);
  return (
    <div class="field">
      <label for="content-mode">{texts.importMode}</label>
      <select class="control" id="content-mode" name="content_mode">
        <option value="">{texts.importModeByRules}</option>
        {MODES.map((one) => (
          <option value={one} selected={one === values.mode}>
            {texts.modeNames[one]}
          </option>
        ))}
      </select>
    </div>
  );
}

function Lists({ locale, lists, next, older, timeZone }: ImportsPageProps) {
  const texts = textsIn(locale);
  return (
    <section class="section" aria-labelledby="lists-title">
      <div class="section-head">
        <h2 id="lists-title">{texts.importListsTitle}</h2>
      </div>
      <div class="section-body">
        {lists.length === 0 ? (
          <p>{texts.importListsEmpty}</p>
        ) : (
          <table class="table worklist">
            <caption class="visually-hidden">{texts.importListsTitle}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.importHead.file}</th>
                <th scope="col">{texts.importHead.when}</th>
                <th scope="col">{texts.importHead.status}</th>
                <th scope="col" class="number">
                  {texts.importHead.rows}
                </th>
              </tr>
            </thead>
            <tbody>
              {lists.map((list) => (
                <tr>
                  <th scope="row">
                    <a href={`/imports/${list.id}`}>{list.fileName ?? texts.importUnnamed}</a>
                  </th>
                  <td>{formatShortDateTime(locale, timeZone, list.createdAt)}</td>
                  <td>{texts.importStatuses[list.status]}</td>
                  <td class="number" data-label={texts.importHead.rows}>
                    {formatNumber(locale, list.rows)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {(older || next !== null) && (
          <nav class="pager" aria-label={texts.importListsTitle}>
            {older && (
              <a class="button button--quiet" href="/imports">
                {texts.newest}
              </a>
            )}
            {next !== null && (
              <a class="button button--quiet" href={`/imports?cursor=${encodeURIComponent(next)}`}>
                {texts.older}
              </a>
            )}
          </nav>
        )}
      </div>
    </section>
  );
}
