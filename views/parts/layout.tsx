import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { PageAlert } from "../../src/http/page-props.ts";
import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";
import { SpendAlerts } from "./spend-alerts.tsx";
import { Sprite } from "./sprite.tsx";

/** Where `views/static/` is served. */
export const STATIC_PATH = "/static";

/** What every page needs, whatever it shows. */
export interface PageProps {
  locale: Locale;
  /** The nonce of this answer's Content-Security-Policy; scripts carry it. */
  nonce: string;
  /** Path and query a GET can open again in another language, for example `/evaluations/0190…`. */
  path: string;
  /** Version of the product, for the footer. */
  version: string;
  /** What people should know wherever they are; nothing where not said. */
  alerts?: readonly PageAlert[];
}

/** Scripts of `views/static/`; each only adds to what works without it. */
export type PageScript = "form" | "player" | "progress" | "refresh";

interface LayoutProps extends PageProps {
  title: string;
  /** The section of the navigation one is in; absent on pages outside of it. */
  section?: "form" | "calls" | "settings";
  scripts?: PageScript[];
  /** IANA name of the zone of its times; absent: it has none. */
  timeZone?: string;
  /** Without scripts the page asks for itself again after so many seconds; absent: never. */
  refreshSeconds?: number;
  children: Child;
}

/** The frame of every page: head, skip link, icons, header with ways and languages, main, footer. */
export function Layout(props: LayoutProps) {
  const { locale, nonce, title, scripts = [], refreshSeconds, children } = props;
  const texts = textsIn(locale);
  return (
    <>
      {raw("<!doctype html>")}
      <html lang={locale}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${title} · ${texts.product}`}</title>
          {refreshSeconds !== undefined && (
            <noscript>
              <meta http-equiv="refresh" content={String(refreshSeconds)} />
            </noscript>
          )}
          <link rel="icon" href={`${STATIC_PATH}/razbor.svg`} type="image/svg+xml" />
          <link rel="stylesheet" href={`${STATIC_PATH}/razbor.css`} />
          {scripts.map((script) => (
            <script type="module" nonce={nonce} src={`${STATIC_PATH}/${script}.js`} />
          ))}
        </head>
        <body>
          <a class="skip-link" href="#main">
            {texts.skipToContent}
          </a>
          <Sprite />
          <SiteHeader {...props} />
          <SpendAlerts locale={locale} alerts={props.alerts ?? []} />
          <main id="main" tabindex={-1}>
            {children}
          </main>
          <SiteFooter {...props} />
        </body>
      </html>
    </>
  );
}

function SiteHeader({ locale, path, section }: Pick<LayoutProps, "locale" | "path" | "section">) {
  const texts = textsIn(locale);
  const current = (name: string) => (section === name ? { "aria-current": "page" } : {});
  return (
    <header class="site-header">
      <a class="wordmark" href="/">
        <svg viewBox="0 0 24 12" aria-hidden="true">
          <path class="icon-line" d="M1 12V6M6.5 12V8M12 12V0M17.5 12V8M23 12V6" />
        </svg>
        {texts.product}
      </a>
      <nav class="site-nav" aria-label={texts.navLabel}>
        <ul>
          <li>
            <a href="/" {...current("form")}>
              {texts.navForm}
            </a>
          </li>
          <li>
            <a href="/calls" {...current("calls")}>
              {texts.navCalls}
            </a>
          </li>
          <li>
            <a href="/settings" {...current("settings")}>
              {texts.navSettings}
            </a>
          </li>
          <li>
            <a href="/docs">{texts.navApi}</a>
          </li>
        </ul>
      </nav>
      <nav class="site-language" aria-label={texts.languageLabel}>
        {(["ru", "en"] as const).map((language) => (
          <a
            href={onSite(path, { lang: language })}
            lang={language}
            aria-label={texts.languageNames[language]}
            {...(language === locale ? { "aria-current": "true" } : {})}
          >
            {language.toUpperCase()}
          </a>
        ))}
      </nav>
    </header>
  );
}

function SiteFooter({ locale, version, timeZone }: Pick<LayoutProps, "locale" | "version" | "timeZone">) {
  const texts = textsIn(locale);
  return (
    <footer class="site-footer">
      <p>
        <span>
          {texts.product} {version}
        </span>
        <a href="/docs">{texts.footerApi}</a>
        {timeZone !== undefined && <span>{texts.footerZone(timeZone)}</span>}
        <span>{texts.footerUse}</span>
      </p>
    </footer>
  );
}

/** A path and query of this site, whatever was asked for: `//elsewhere.example` stays here. */
export function onSite(path: string, query: Record<string, string> = {}): string {
  const url = new URL(`http://page.invalid${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return `${url.pathname.replace(/^\/+/u, "/")}${url.search}`;
}
