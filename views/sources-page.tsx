import type { ShownSource } from "../src/crm/sources/manage-sources.ts";
import type { Arrivals } from "../src/crm/sources/show-arrivals.ts";
import type { SourceFault } from "../src/crm/sources/source-forms.ts";
import { formatShortDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { SourceFaultSummary, SourceInput } from "./parts/source/field.tsx";
import { deliveryAddress, Proof, type SourceReach, SourceState, sourceTitle } from "./parts/source/proof.tsx";

/** What was typed into the form. */
export interface NewSourceForm {
  key: string;
  name: string;
  /** `signing`, `token` or `none`. */
  proof: string;
}

/** `/sources`. */
export interface SourcesPageProps extends PageProps {
  rows: readonly { source: ShownSource; arrivals: Arrivals }[];
  form: NewSourceForm;
  fault: SourceFault | null;
  reach: SourceReach;
  /** Origin under which senders reach us. */
  origin: string;
  /** IANA name. */
  timeZone: string;
}

/** Where calls come from, how each source does, and a form for one more. */
export function SourcesPage(props: SourcesPageProps) {
  const { locale, fault } = props;
  const texts = textsIn(locale);
  return (
    <Layout
      {...props}
      title={fault === null ? texts.sourcesTitle : `${texts.errorPrefix}: ${texts.sourcesTitle}`}
      section="settings"
    >
      <header class="page-head">
        <h1>{texts.sourcesTitle}</h1>
        <SettingsNav locale={locale} page="sources" />
        <SourceFaultSummary locale={locale} fault={fault} />
        <p class="page-lead">{texts.sourcesLead}</p>
      </header>
      <SourcesTable {...props} />
      <AddForm {...props} />
    </Layout>
  );
}

function SourcesTable({ locale, rows, reach, origin, timeZone }: SourcesPageProps) {
  const texts = textsIn(locale);
  const { sourcesHead } = texts;
  return (
    <section class="section section--first section--whole" aria-labelledby="sources-title">
      <h2 class="visually-hidden" id="sources-title">
        {texts.sourcesTitle}
      </h2>
      <table class="table worklist">
        <caption class="visually-hidden">{texts.sourcesTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{sourcesHead.name}</th>
            <th scope="col">{sourcesHead.proof}</th>
            <th scope="col">{sourcesHead.today}</th>
            <th scope="col">{sourcesHead.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ source, arrivals }) => (
            <tr>
              <th scope="row">
                <a href={`/sources/${source.key}`}>{sourceTitle(locale, source)}</a>
                <span class="note">{texts.sourceKinds[source.kind] ?? source.kind}</span>
                <span class="note">{deliveryAddress(origin, source.key)}</span>
              </th>
              <td data-label={sourcesHead.proof}>
                <Proof locale={locale} source={source} reach={reach} />
              </td>
              <td data-label={sourcesHead.today}>
                <Today locale={locale} arrivals={arrivals} timeZone={timeZone} />
              </td>
              <td data-label={sourcesHead.state}>
                <SourceState locale={locale} source={source} timeZone={timeZone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Today({ locale, arrivals, timeZone }: { locale: Locale; arrivals: Arrivals; timeZone: string }) {
  const texts = textsIn(locale);
  const counts = Object.entries(texts.deliveryCounts).flatMap(([outcome, words]) => {
    const count = arrivals.today[outcome as keyof Arrivals["today"]] ?? 0;
    return count > 0 ? [words(count)] : [];
  });
  return (
    <>
      {counts.length > 0 ? counts.join(", ") : texts.sourceNothingToday}
      <span class="note">
        {arrivals.lastAt === null
          ? texts.sourceNeverCame
          : texts.sourceLastCame(formatShortDateTime(locale, timeZone, arrivals.lastAt))}
      </span>
    </>
  );
}

function AddForm({ locale, form, fault }: SourcesPageProps) {
  const texts = textsIn(locale);
  return (
    <section class="section" id="add" aria-labelledby="add-title">
      <div class="section-head">
        <h2 id="add-title">{texts.sourceAdd}</h2>
        <p class="note">{texts.sourceAddAbout}</p>
      </div>
      <form class="section-body" method="post" action="/sources">
        <div class="field-pair">
          <SourceInput
            locale={locale}
            name="key"
            label={texts.sourceKey}
            hint={texts.sourceKeyHint}
            fault={fault}
            value={form.key}
          />
          <SourceInput
            locale={locale}
            name="name"
            label={texts.sourceName}
            hint={texts.sourceNameHint}
            fault={fault}
            value={form.name}
          />
        </div>
        <fieldset class="field">
          <legend>{texts.sourceProofLabel}</legend>
          <div class="choices">
            {(["signing", "token", "none"] as const).map((proof) => (
              <label class="choice">
                <input type="radio" name="proof" value={proof} checked={proof === form.proof} />
                <span class="choice-name">{texts.sourceProofNames[proof]}</span>
                <span class="choice-about">{texts.sourceProofAbout[proof]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <p class="actions">
          <button class="button" type="submit">
            {texts.sourceSubmit}
          </button>
        </p>
      </form>
    </section>
  );
}
