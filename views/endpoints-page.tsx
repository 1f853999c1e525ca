import type { Endpoint } from "../src/crm/endpoints/endpoint.ts";
import type { Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { FieldError } from "./parts/field-error.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { Notice } from "./parts/notice.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { sourceTitle } from "./parts/source/proof.tsx";
import { EndpointState } from "./parts/write-back/endpoint-state.tsx";

/** A field of the form, or `many` and `other` where it is none of them. */
export type EndpointFault = "url" | "name" | "source" | "secret" | "many" | "other";

/** What was typed into the form; the secret is never given back. */
export interface EndpointValues {
  url: string;
  name: string;
  source: string;
}

/** `/endpoints`. */
export interface EndpointsPageProps extends PageProps {
  endpoints: readonly Endpoint[];
  sources: readonly { key: string; name: string | null }[];
  values: EndpointValues;
  fault: EndpointFault | null;
  now: Date;
  /** IANA name. */
  timeZone: string;
}

/** Where results go, how each endpoint does, and a form for one more. */
export function EndpointsPage(props: EndpointsPageProps) {
  const { locale, endpoints, fault } = props;
  const texts = textsIn(locale);
  return (
    <Layout
      {...props}
      title={fault === null ? texts.endpointsTitle : `${texts.errorPrefix}: ${texts.endpointsTitle}`}
      section="settings"
    >
      <header class="page-head">
        <h1>{texts.endpointsTitle}</h1>
        <SettingsNav locale={locale} page="endpoints" />
        <p class="page-lead">{texts.endpointsLead}</p>
      </header>
      {endpoints.length === 0 ? (
        <section class="empty" aria-labelledby="empty-title">
          <h2 id="empty-title">{texts.endpointsEmpty}</h2>
          <p>{texts.endpointsEmptyAbout}</p>
        </section>
      ) : (
        <EndpointsTable {...props} />
      )}
      <AddForm {...props} />
    </Layout>
  );
}

function EndpointsTable({ locale, endpoints, sources, now, timeZone }: EndpointsPageProps) {
  const texts = textsIn(locale);
  const { endpointsHead } = texts;
  return (
    <section class="section section--first section--whole" aria-labelledby="endpoints-title">
      <h2 class="visually-hidden" id="endpoints-title">
        {texts.endpointsTitle}
      </h2>
      <table class="table worklist">
        <caption class="visually-hidden">{texts.endpointsTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{endpointsHead.name}</th>
            <th scope="col">{endpointsHead.state}</th>
          </tr>
        </thead>
        <tbody>
          {endpoints.map((endpoint) => (
            <tr>
              <th scope="row">
                <a href={`/endpoints/${endpoint.id}`}>{endpoint.name}</a>
                <span class="note">{endpoint.address}</span>
                <span class="note">
                  {endpointsHead.source}: {sourceName(locale, sources, endpoint.source)}
                </span>
              </th>
              <td>
                <EndpointState locale={locale} endpoint={endpoint} now={now} timeZone={timeZone} />
                {endpoint.pending > 0 && <span class="note">{texts.endpointWaits(endpoint.pending)}</span>}
                {endpoint.exhausted > 0 && <span class="note">{texts.endpointFailed(endpoint.exhausted)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What people call a source; null is all of them. */
export function sourceName(locale: Locale, sources: EndpointsPageProps["sources"], key: string | null): string {
  if (key === null) return textsIn(locale).endpointsAll;
  return sourceTitle(locale, sources.find((source) => source.key === key) ?? { key });
}

function AddForm({ locale, sources, values, fault }: EndpointsPageProps) {
  const texts = textsIn(locale);
  return (
    <section class="section" id="add" aria-labelledby="add-title">
      <div class="section-head">
        <h2 id="add-title">{texts.endpointAdd}</h2>
        <p class="note">{texts.endpointAddAbout}</p>
      </div>
      <form class="section-body" method="post" action="/endpoints">
        {(fault === "many" || fault === "other") && <Notice>{texts.endpointFaults[fault]}</Notice>}
        <Field locale={locale} name="url" type="url" value={values.url} fault={fault} required />
        <Field locale={locale} name="secret" type="password" value="" fault={fault} />
        <div class="field-pair">
          <Field locale={locale} name="name" type="text" value={values.name} fault={fault} />
          <div class="field">
            <label for="endpoint-source">{texts.endpointSource}</label>
            {fault === "source" && (
              <FieldError locale={locale} id="endpoint-source-error" text={texts.endpointFaults.source} />
            )}
            <select
              class="control"
              id="endpoint-source"
              name="source"
              {...(fault === "source" ? { "aria-invalid": "true", "aria-describedby": "endpoint-source-error" } : {})}
            >
              <option value="">{texts.endpointsAll}</option>
              {sources.map(({ key, name }) => (
                <option value={key} selected={key === values.source}>
                  {name ?? key}
                </option>
              ))}
            </select>
          </div>
        </div>
        <p class="actions">
          <button class="button" type="submit">
            {texts.endpointSubmit}
          </button>
        </p>
      </form>
    </section>
  );
}

interface FieldProps {
  locale: Locale;
  name: "url" | "name" | "secret";
  type: "url" | "text" | "password";
  value: string;
  fault: EndpointFault | null;
  required?: boolean;
}

function Field({ locale, name, type, value, fault, required = false }: FieldProps) {
  const texts = textsIn(locale);
  const [label, hint] = {
    url: [texts.endpointUrl, texts.endpointUrlHint],
    name: [texts.endpointName, texts.endpointNameHint],
    secret: [texts.endpointSecret, texts.endpointSecretHint],
  }[name];
  const id = `endpoint-${name}`;
  const wrong = fault === name;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {wrong && <FieldError locale={locale} id={`${id}-error`} text={texts.endpointFaults[name]} />}
      <input
        class="control"
        id={id}
        name={name}
        type={type}
        value={value}
        required={required}
        autocomplete="off"
        aria-describedby={wrong ? `${id}-error ${id}-hint` : `${id}-hint`}
        {...(wrong ? { "aria-invalid": "true" } : {})}
      />
      <p class="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
