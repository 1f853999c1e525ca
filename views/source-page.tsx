import type { Delivery } from "../src/crm/sources/delivery-store.ts";
import type { ShownSource } from "../src/crm/sources/manage-sources.ts";
import type { HeadersForm, RulesForm, SourceFault } from "../src/crm/sources/source-forms.ts";
import type { ContentMode } from "../src/evaluations/scorecard.ts";
import { formatDateTime } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { Notice } from "./parts/notice.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { DeliveriesSection } from "./parts/source/deliveries.tsx";
import { SourceFaultSummary } from "./parts/source/field.tsx";
import { HeadersSection, RulesSection } from "./parts/source/forms.tsx";
import { deliveryAddress, isUnproven, type SourceReach, SourceState, sourceTitle } from "./parts/source/proof.tsx";
import { SecretsSection } from "./parts/source/secrets.tsx";
import { SendingSection } from "./parts/source/sending.tsx";

/** What was just done on the page. */
export type SourceDone = "added" | "rules" | "headers" | "secret" | "dropped" | "on" | "off";

/** `/sources/:key`. */
export interface SourcePageProps extends PageProps {
  source: ShownSource;
  /** Origin under which senders reach us. */
  origin: string;
  reach: SourceReach;
  /** IANA name. */
  timeZone: string;
  /** Those that there are. */
  scorecards: readonly { key: string; mode: ContentMode; title: string }[];
  rules: RulesForm;
  headers: HeadersForm;
  fault: SourceFault | null;
  /** A secret to be shown this once; null when there is none. */
  secret: string | null;
  done: SourceDone | null;
  /** The newest arrivals first. */
  deliveries: readonly Delivery[];
  /** What they are narrowed to; null: everything. */
  outcome: Delivery["outcome"] | null;
}

/** One source: how to send to it, how it proves itself, what is done with its calls, and what came. */
export function SourcePage(props: SourcePageProps) {
  const { locale, source, fault } = props;
  const texts = textsIn(locale);
  const title = sourceTitle(locale, source);
  return (
    <Layout
      {...props}
      path={`/sources/${source.key}`}
      title={fault === null ? title : `${texts.errorPrefix}: ${title}`}
      section="settings"
    >
      <Head {...props} title={title} />
      <SendingSection {...props} />
      <SecretsSection {...props} />
      <RulesSection {...props} />
      <HeadersSection {...props} />
      <DeliveriesSection {...props} />
    </Layout>
  );
}

function Head({ title, ...props }: SourcePageProps & { title: string }) {
  const { locale, source, timeZone, reach, done, secret, fault, origin } = props;
  const texts = textsIn(locale);
  const to = source.disabledAt === null ? "off" : "on";
  return (
    <header class="page-head">
      <p class="page-path">
        <a href="/sources">{texts.sourcesTitle}</a> / {source.key}
      </p>
      <h1>{title}</h1>
      <SettingsNav locale={locale} page="sources" />
      <SourceFaultSummary locale={locale} fault={fault} />
      <p class="facts-line">
        <span>{texts.sourceKinds[source.kind] ?? source.kind}</span>
        <span>
          <SourceState locale={locale} source={source} timeZone={timeZone} />
        </span>
        <span>{texts.sourceSince(formatDateTime(locale, timeZone, source.createdAt))}</span>
      </p>
      {done && <Notice>{texts.sourceDone[done]}</Notice>}
      {secret !== null && (
        <>
          <Notice>
            <b>{texts.sourceShown}</b>
          </Notice>
          <pre class="sample">
            <code>{secret}</code>
          </pre>
          {!secret.startsWith("whsec_") && (
            <>
              <p class="note">{texts.sourceShownAddress}</p>
              <pre class="sample">
                <code>{deliveryAddress(origin, source.key, secret)}</code>
              </pre>
            </>
          )}
        </>
      )}
      {isUnproven(source) && reach !== "house" && (
        <Notice>
          <b>{texts.sourceUnproven[reach]}</b> {texts.sourceUnprovenAbout[reach]}
        </Notice>
      )}
      <form class="actions" method="post" action={`/sources/${source.key}/${to}`}>
        <button class="button button--quiet" type="submit">
          {texts.sourceSwitch[to]}
        </button>
      </form>
    </header>
  );
}
